// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - usbdma-check's own options, told apart from the compiler's.
 *
 * Ours are long and may stand anywhere (CHECK="usbdma-check --strict", or
 * CF=--strict); an unknown long option in front of the compiler's is a mistake
 * of the user's and stops at once.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help_text[] =
"usage: usbdma-check [options] <the flags Kbuild passes> file.c\n"
"       make C=1 CHECK=usbdma-check [targets]\n"
"       usbdma-check --summary FILE\n"
"\n"
"Checks what a USB driver hands to DMA.  Findings go to stderr.\n"
"\n"
"  --strict         exit with 1 on findings, or when the file is not checked\n"
"  --chain sparse   run sparse as well, with the same arguments; its warnings on\n"
"                   address spaces of transfer buffers become findings, too\n"
"  --enable LIST    switch rules on: slugs or ids with commas, or all\n"
"  --disable LIST   switch rules off\n"
"  --severity S     show from error|warning|advice on, or SLUG:LEVEL,...\n"
"  --model FILE     add facts on functions of your own (may be repeated)\n"
"  --jsonl FILE     append the findings, one JSON object a line\n"
"  --facts FILE     write what was read from the source\n"
"  --interface DIR  leave what usbdma-link joins as DIR/FILE.usbdma; . is beside\n"
"                   the object\n"
"  --plugin FILE    use this usbdma.so\n"
"  --cc CC          use this GCC instead of $CC\n"
"  --all-files      check files that include no USB header, too\n"
"  --also FILE       the same for the files it names, one a line\n"
"  --tally FILE     append one line on what became of the file\n"
"  --summary FILE   print the sum of such lines and exit\n"
"  --verbose        say what is done, and what was given up\n"
"  --quiet          only findings and files that are not checked\n"
"  --help, --version\n"
"\n"
"Exit status: 0, also with findings; 1 with --strict; 2 wrong usage.\n"
"See usbdma-check(1).\n";

enum opt {
	OPT_STRICT, OPT_CHAIN, OPT_VERBOSE, OPT_QUIET, OPT_ENABLE, OPT_DISABLE, OPT_SEVERITY,
	OPT_MODEL, OPT_JSONL, OPT_FACTS, OPT_INTERFACE, OPT_PLUGIN, OPT_CC, OPT_TALLY, OPT_SUMMARY,
	OPT_ALL_FILES, OPT_ALSO, OPT_HELP, OPT_VERSION, N_OPTS,
};

static const struct {
	const char *name;
	bool value;
} opts[N_OPTS] = {
	[OPT_STRICT] = { "strict", false },	[OPT_CHAIN] = { "chain", true },
	[OPT_VERBOSE] = { "verbose", false },	[OPT_QUIET] = { "quiet", false },
	[OPT_ENABLE] = { "enable", true },	[OPT_DISABLE] = { "disable", true },
	[OPT_SEVERITY] = { "severity", true },	[OPT_MODEL] = { "model", true },
	[OPT_JSONL] = { "jsonl", true },	[OPT_FACTS] = { "facts", true },
	[OPT_INTERFACE] = { "interface", true },
	[OPT_PLUGIN] = { "plugin", true },	[OPT_CC] = { "cc", true },
	[OPT_TALLY] = { "tally", true },	[OPT_SUMMARY] = { "summary", true },
	[OPT_ALL_FILES] = { "all-files", false }, [OPT_ALSO] = { "also", true },
	[OPT_HELP] = { "help", false },
	[OPT_VERSION] = { "version", false },
};

/* Long options of compilers and sparse that may come first. */
static const char *const foreign[] = {
	"--arch=", "--param", "--target", "--sysroot", "--gcc-toolchain", "--prefix", "--std",
	"--include", "--define", "--coverage",
};

static int find_option(const char *arg, const char **value)
{
	size_t len = strcspn(arg + 2, "=");
	int i;

	for (i = 0; i < N_OPTS; i++)
		if (strlen(opts[i].name) == len && !strncmp(opts[i].name, arg + 2, len))
			break;
	*value = arg[2 + len] ? arg + 3 + len : NULL;
	return i < N_OPTS ? i : -1;
}

static bool is_foreign(const char *arg)
{
	size_t i;

	for (i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (starts_with(arg, foreign[i]))
			return true;
	return false;
}

/* Facts are renamed into place: a device or a pipe would become a file. */
static const char *facts_path(const char *path)
{
	struct stat st;

	if (!stat(path, &st) && !S_ISREG(st.st_mode))
		usage_error("--facts %s: not a regular file", path);
	return path;
}

static void need(char *complaint)
{
	if (complaint)
		usage_error("%s", complaint);
}

static void apply_rules(struct options *o, enum opt opt, const char *value)
{
	if (opt == OPT_SEVERITY)
		need(rules_severity(&o->rules, value));
	else
		need(rules_enable(&o->rules, value, opt == OPT_ENABLE));
	strv_add(&o->plugin_args, xprintf("%s=%s", opts[opt].name, value));
}

static void apply(struct options *o, enum opt opt, const char *value)
{
	switch (opt) {
	case OPT_STRICT: o->strict = true; break;
	case OPT_VERBOSE: o->verbose = true; break;
	case OPT_QUIET: o->quiet = true; break;
	case OPT_ALL_FILES: o->all_files = true; break;
	case OPT_ALSO: o->also = value; break;
	case OPT_JSONL: o->jsonl = value; break;
	case OPT_FACTS: o->facts = facts_path(value); break;
	case OPT_INTERFACE: o->interface = value; break;
	case OPT_PLUGIN: o->plugin = value; break;
	case OPT_CC: o->cc = value; break;
	case OPT_TALLY: o->tally = value; break;
	case OPT_SUMMARY: o->summary = value; break;
	case OPT_MODEL: strv_add(&o->models, value); break;
	case OPT_ENABLE:
	case OPT_DISABLE:
	case OPT_SEVERITY:
		apply_rules(o, opt, value);
		break;
	case OPT_CHAIN:
		if (strcmp(value, "sparse"))
			usage_error("--chain %s: only sparse can be chained", value);
		o->sparse = true;
		break;
	case OPT_HELP:
		fputs(help_text, stdout);
		exit(0);
	case OPT_VERSION:
		puts("usbdma-check " USBDMA_VERSION);
		exit(0);
	case N_OPTS:
		break;
	}
}

void options_parse(int argc, char **argv, struct options *o, struct strv *rest)
{
	const char *value;
	int i, opt;

	rule_config_init(&o->rules);
	for (i = 1; i < argc; i++) {
		opt = starts_with(argv[i], "--") ? find_option(argv[i], &value) : -1;
		if (opt < 0) {
			if (!rest->n && starts_with(argv[i], "--") && !is_foreign(argv[i]))
				usage_error("unknown option %s; see usbdma-check --help", argv[i]);
			strv_add(rest, argv[i]);
			continue;
		}
		if (!opts[opt].value && value)
			usage_error("--%s takes no value", opts[opt].name);
		if (opts[opt].value && !value && i + 1 < argc &&
		    (argv[i + 1][0] != '-' || !argv[i + 1][1]))
			value = argv[++i];
		if (opts[opt].value && (!value || !*value))
			usage_error("--%s needs a value", opts[opt].name);
		apply(o, (enum opt)opt, value);
	}
	if (o->summary && rest->n)
		usage_error("--summary FILE takes no file to check");
}
