// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * flags.c - which of the flags that Kbuild hands to CHECK the checking compile gets.
 *
 * Dropped: what only sparse or clang knows, warnings (the real compile gives
 * them), debug information, output and dependency files, the kernel's own GCC
 * plugins, and -w, which would silence the checker.  -Wno-* stays: it keeps
 * warnings away that are on by default.  A flag of another kind that this GCC
 * does not know is dropped when its message names it.
 */
#define _GNU_SOURCE			/* memmem */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* With an argument in the next word: kept, both. */
static const char *const keep_two[] = {
	"-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix",
	"-iwithprefix", "-iwithprefixbefore", "-isysroot", "-imultilib", "--param", "-x", "-B",
	"-Xpreprocessor", "-arch", "--sysroot", "-specs",
};

/* The same, dropped. */
static const char *const drop_two[] = {
	"-o", "-MF", "-MT", "-MQ", "-target", "--target", "-Xclang", "-mllvm", "-Xassembler",
	"-Xlinker", "-L", "-l", "-T", "-aux-info", "-dumpbase", "-dumpdir", "-wrapper",
	"-gcc-toolchain",
};

static const char *const drop_one[] = {
	"-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-w", "-v", "-###", "-Q", "-H",
	"-C", "-CC", "-P", "-pedantic", "-pedantic-errors", "-time", "-pipe", "-fsyntax-only",
	"-fanalyzer", "--coverage", "-ftest-coverage", "-fprofile-arcs", "-fstack-usage",
	"-fmem-report", "-fcolor-diagnostics", "-fno-color-diagnostics", "-Qunused-arguments",
	"-fintegrated-as", "-fno-integrated-as", "-integrated-as", "-no-integrated-as",
	"-fsplit-lto-unit", "-fwhole-program-vtables", "-mretpoline-external-thunk", "-mretpoline",
	"-mno-global-merge", "-mno-outline", "-mno-implicit-float", "-fdebug-info-for-profiling",
	"-funique-internal-linkage-names",
};

/*
 * -Wp, is seen to before; "-M" is spelled out above, since -Mx is no flag of
 * GCC.  -g takes -gdwarf-5 and -g3, and no flag for code starts so.
 */
static const char *const drop_prefix[] = {
	"-Wa,", "-Wl,", "-g", "-o", "-MF", "-MT", "-MQ", "--arch=", "--target=", "--prefix=",
	"--gcc-toolchain=", "-fplugin=", "-fplugin-arg-", "-fdump-", "-save-temps", "--save-temps",
	"-d", "-fcallgraph-info", "-fprofile-", "-fno-profile-", "-fauto-profile", "-fopt-info",
	"-flto", "-fno-lto", "-ftime-", "-fdiagnostics-", "-fno-diagnostics-", "-fmessage-length=",
	"-fstack-usage", "-mstack-alignment=", "-mretpoline-", "-fexperimental-",
	"-fsanitize-cfi-", "-fno-sanitize-cfi-", "-fsanitize=kcfi", "-fsanitize=cfi",
	"-fsanitize=shadow-call-stack", "-enable-trivial-auto-var-init-zero", "-fbasic-block-",
	"-rtlib", "-L", "-l",
};

static bool in_list(const char *arg, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(arg, list[i]))
			return true;
	return false;
}

static bool has_prefix(const char *arg, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (starts_with(arg, list[i]))
			return true;
	return false;
}

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define IN_LIST(arg, list) in_list(arg, list, COUNT(list))

/* Only for clang or sparse, or on by -Wall's grace: of no use to a quiet GCC. */
static bool keep_warning(const char *arg)
{
	return starts_with(arg, "-Wno-") && !starts_with(arg, "-Wno-error") &&
	       strcmp(arg, "-Wno-return-void") && strcmp(arg, "-Wno-unknown-attribute");
}

static bool dropped(const char *arg)
{
	if (starts_with(arg, "-Wp,"))
		return !starts_with(arg, "-Wp,-D") && !starts_with(arg, "-Wp,-U") &&
		       !starts_with(arg, "-Wp,-I");
	if (starts_with(arg, "-W") && !starts_with(arg, "-Wa,") && !starts_with(arg, "-Wl,"))
		return !keep_warning(arg);
	return IN_LIST(arg, drop_one) || has_prefix(arg, drop_prefix, COUNT(drop_prefix));
}

static void note_dependency_file(struct flags *f, const char *arg, const char *next)
{
	if (starts_with(arg, "-Wp,-MMD,"))
		f->depfile = arg + strlen("-Wp,-MMD,");
	else if (starts_with(arg, "-Wp,-MD,"))
		f->depfile = arg + strlen("-Wp,-MD,");
	else if (!strcmp(arg, "-MF"))
		f->depfile = next;
	else if (starts_with(arg, "-MF"))
		f->depfile = arg + 3;
}

/* What the scan of #include lines needs to know. */
static void note_search(struct flags *f, const char *arg, const char *next)
{
	static const char *const dirs[] = { "-I", "-iquote", "-isystem", "-idirafter" };
	size_t i;

	if (!strcmp(arg, "-include") || !strcmp(arg, "-imacros")) {
		if (next)
			strv_add(&f->forced, next);
		return;
	}
	for (i = 0; i < COUNT(dirs); i++) {
		if (!strcmp(arg, dirs[i]) && next)
			strv_add(&f->dirs, next);
		else if (starts_with(arg, dirs[i]) && arg[strlen(dirs[i])])
			strv_add(&f->dirs, arg + strlen(dirs[i]));
	}
}

static void note_target(struct flags *f, const char *arg, const char *next)
{
	if (starts_with(arg, "--target="))
		f->target = arg + strlen("--target=");
	else if (!strcmp(arg, "-target") || !strcmp(arg, "--target"))
		f->target = next;
}

/*
 * CHECKFLAGS come in front of -Wp,-MMD,...: the macros there that a compiler
 * defines by itself are for sparse (-D__linux__ -D__STDC__ -D__x86_64__).
 */
static bool for_sparse(const char *arg)
{
	return starts_with(arg, "-D__") || !strcmp(arg, "-Dlinux") || !strcmp(arg, "-Dunix") ||
	       !strcmp(arg, "-mlittle-endian") || !strcmp(arg, "-mbig-endian");
}

static size_t end_of_checkflags(const struct strv *args)
{
	size_t i;

	for (i = 0; i < args->n; i++)
		if (starts_with(args->v[i], "-Wp,-M"))
			return i;
	return 0;
}

void flags_filter(const struct strv *args, struct flags *f)
{
	size_t n_check = end_of_checkflags(args), i;
	const char *arg, *next;

	for (i = 0; i < args->n; i++) {
		arg = args->v[i];
		next = args->v[i + 1];
		if (arg[0] != '-' && arg[0] != '@') {
			if (f->file)
				usage_error("one file at a time, not '%s' and '%s'", f->file, arg);
			f->file = arg;
			continue;
		}
		note_dependency_file(f, arg, next);
		note_search(f, arg, next);
		note_target(f, arg, next);
		if (IN_LIST(arg, keep_two) && next) {
			strv_add(&f->gcc, arg);
			strv_add(&f->gcc, next);
			i++;
		} else if (IN_LIST(arg, drop_two) && next) {
			i++;
		} else if (!dropped(arg) && !(i < n_check && for_sparse(arg))) {
			strv_add(&f->gcc, arg);
		}
	}
}

static size_t drop_flag(struct flags *f, const char *flag, size_t len, bool prefix)
{
	size_t i, n = 0, before = f->gcc.n;

	for (i = 0; i < f->gcc.n; i++) {
		const char *a = f->gcc.v[i];

		if (!strncmp(a, flag, len) && (prefix || !a[len]))
			continue;
		f->gcc.v[n++] = f->gcc.v[i];
	}
	f->gcc.n = n;
	if (f->gcc.v)
		f->gcc.v[n] = NULL;
	return before - n;
}

/*
 * "error: unrecognized command-line option '-mfoo'; did you mean '-mbar'?",
 * "error: unrecognized argument in option '-mfoo=bar'" and
 * "error: unrecognized argument to '-fsanitize=' option: 'kcfi'".
 */
bool flags_drop_unknown(struct flags *f, const char *messages, struct out *notes)
{
	static const char lead[] = "error: unrecognized ";
	const char *p = messages, *flag, *end;
	size_t dropped_any = 0;

	while ((p = strstr(p, lead))) {
		p += strlen(lead);
		if (!starts_with(p, "command-line option '") && !starts_with(p, "argument "))
			continue;
		flag = strchr(p, '\'');
		end = flag ? strchr(flag + 1, '\'') : NULL;
		if (!end || flag[1] != '-' || memchr(p, '\n', (size_t)(end - p)))
			continue;
		flag++;
		if (!drop_flag(f, flag, (size_t)(end - flag), end[-1] == '='))
			continue;
		dropped_any++;
		out_printf(notes, "usbdma-check: note: this GCC does not know %.*s: dropped\n",
			   (int)(end - flag), flag);
	}
	return dropped_any;
}
