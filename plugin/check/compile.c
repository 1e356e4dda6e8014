// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * compile.c - the checking compile of one file: started, captured, judged.
 *
 * "Checked" is what the plugin's own tally says.  A compile that ends well
 * without one never came to the check, and is as bad as a failed one.
 */
#define _GNU_SOURCE
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_TRIES 4			/* unknown flags dropped, plugin built anew */

struct compile {
	const struct options *o;
	struct flags *f;
	struct compiler cc;
	char *plugin;
	int status, err, tally, sites;
	bool optimised;			/* with Kbuild's own -O */
	char *text;			/* the compiler's stderr */
};

static void plugin_arg(const struct compile *j, struct strv *argv, const char *arg)
{
	const char *base = base_name(j->plugin);
	int len = (int)strlen(base) - (ends_with(base, ".so") ? 3 : 0);

	strv_add(argv, xprintf("-fplugin-arg-%.*s-%s", len, base, arg));
}

static void add_plugin(const struct compile *j, struct strv *argv)
{
	const struct options *o = j->o;
	size_t i;

	strv_add(argv, xprintf("-fplugin=%s", j->plugin));
	plugin_arg(j, argv, "check");
	plugin_arg(j, argv, xprintf("tally=/proc/self/fd/%d", j->tally));
	if (o->sparse)
		plugin_arg(j, argv, xprintf("sites=/proc/self/fd/%d", j->sites));
	for (i = 0; i < o->models.n; i++)
		plugin_arg(j, argv, xprintf("model=%s", o->models.v[i]));
	for (i = 0; i < o->plugin_args.n; i++)
		plugin_arg(j, argv, o->plugin_args.v[i]);
	if (o->jsonl)
		plugin_arg(j, argv, xprintf("jsonl=%s", o->jsonl));
	if (o->facts)
		plugin_arg(j, argv, xprintf("facts=%s", o->facts));
	if (o->interface)
		plugin_arg(j, argv, xprintf("interface=%s", interface_path(o, j->f)));
	if (o->verbose)
		plugin_arg(j, argv, "verbose");
}

/*
 * No debug information, no carets (one line a message), nothing left behind.
 * -O0 saves a tenth and finds the same, since the check comes before the
 * optimisers; a file that compiles only when optimised gets a second try.
 */
static void add_tail(struct strv *argv, bool optimised)
{
	static const char *const tail[] = {
		"-g0", "-fno-diagnostics-show-caret", "-fdiagnostics-color=never", "-S", "-o",
		"/dev/null",
	};
	size_t i;

	if (!optimised)
		strv_add(argv, "-O0");
	for (i = 0; i < sizeof(tail) / sizeof(*tail); i++)
		strv_add(argv, tail[i]);
}

static bool run_compiler(struct compile *j, char **why)
{
	struct strv argv = { 0 };
	struct spawn s = { .argv = &argv, .messages_c = true, .out = -1 };
	struct flags extra = { 0 };

	j->err = memory_file("usbdma-check");
	j->tally = memory_file("usbdma-check");
	j->sites = memory_file("usbdma-check");
	if (j->err < 0 || j->tally < 0 || j->sites < 0) {
		*why = xprintf("no memory for the compiler's messages: %s", strerror(errno));
		return false;
	}
	flags_filter(&j->cc.extra, &extra);
	strv_add(&argv, j->cc.path);
	strv_cat(&argv, &extra.gcc);
	add_plugin(j, &argv);
	strv_cat(&argv, &j->f->gcc);
	add_tail(&argv, j->optimised);
	strv_add(&argv, j->f->file);
	s.out = s.err = j->err;
	j->status = spawn(&s);
	if (j->status < 0) {
		*why = xprintf("%s cannot be started: %s", j->cc.path, strerror(errno));
		return false;
	}
	j->text = read_fd(j->err, NULL);
	return true;
}

static char *take(int fd)
{
	char *text = read_fd(fd, NULL);

	close(fd);
	return text ? text : xstrdup("");
}

/* GCC's own sentence on a plugin that it does not take, or NULL. */
static char *refusal(const char *text)
{
	static const char *const leads[] = {
		"cannot load plugin", "incompatible gcc/plugin", "fail to initialize plugin",
		"failed to initialize plugin", "inaccessible plugin", "plugin_init",
	};
	const char *p = NULL, *at;
	size_t i;

	for (i = 0; i < sizeof(leads) / sizeof(*leads); i++) {
		at = strstr(text, leads[i]);
		if (at && (!p || at < p))
			p = at;
	}
	if (!p)
		return NULL;
	while (p > text && p[-1] != '\n')
		p--;
	return xprintf("%.*s", (int)strcspn(p, "\n"), p);
}

/* The first line that says "error", else the first line. */
static char *first_error(const struct compile *j)
{
	static const char *const leads[] = { "error: ", "internal compiler error", "usbdma: " };
	const char *p = NULL, *at;
	size_t i;

	for (i = 0; i < sizeof(leads) / sizeof(*leads); i++) {
		at = strstr(j->text, leads[i]);
		if (at && (!p || at < p))
			p = at;
	}
	if (!p)
		p = j->text;
	while (p > j->text && p[-1] != '\n')
		p--;
	if (*p)
		return xprintf("%.*s", (int)strcspn(p, "\n"), p);
	if (j->status > 128)
		return xprintf("the compiler was killed by signal %d", j->status - 128);
	return xprintf("the compiler ended with status %d", j->status);
}

/* May another try do better?  Sets *why when the plugin is refused. */
static bool try_again(struct compile *j, bool *asked, struct out *notes, char **why)
{
	char *line = refusal(j->text), *other;

	if (flags_drop_unknown(j->f, j->text, notes))
		return true;
	if (!line && !j->optimised && j->status > 0 && j->status < 128) {
		j->optimised = true;
		return true;
	}
	if (!line)
		return false;
	*why = xprintf("%s %s refuses the plugin %s, which was built for another compiler "
		       "or is damaged: %s", j->cc.path, j->cc.version, j->plugin, line);
	if (j->o->plugin || *asked)
		return false;
	*asked = true;
	if (!compiler_identify(&j->cc, true, &other))
		return false;
	other = plugin_find(j->o, &j->cc, &line);
	if (!other || !strcmp(other, j->plugin))
		return false;
	j->plugin = other;
	return true;
}

/* "file:line:col: note: ..." that is no finding and no remark of the plugin's. */
static bool gcc_note(const char *line)
{
	return strstr(line, ": note: ") && !strstr(line, ": note: advice: ") &&
	       !strstr(line, "() passed over: ");
}

/* The headings that GCC puts above a warning. */
static bool gcc_heading(const char *line)
{
	return starts_with(line, "In file included from ") || starts_with(line, "   ") ||
	       strstr(line, ": In function '") || strstr(line, ": At top level:");
}

/* Warnings of GCC's own, which the compile proper has given: [-W...] at the end. */
static char *without_warnings(const char *text)
{
	char *out = xrealloc(NULL, strlen(text) + 1), *line;
	bool dropping = false;
	const char *next;
	size_t n = 0;

	for (; *text; text = next) {
		next = text + strcspn(text, "\n");
		next += *next == '\n';
		line = xprintf("%.*s", (int)strcspn(text, "\n"), text);
		if (strstr(line, " [-W") && ends_with(line, "]"))
			dropping = true;
		else if (!gcc_heading(line) && !(dropping && gcc_note(line)))
			dropping = false;
		else
			dropping = dropping || gcc_heading(line);
		if (!dropping) {
			memcpy(out + n, text, (size_t)(next - text));
			n += (size_t)(next - text);
		}
		free(line);
	}
	out[n] = '\0';
	return out;
}

static void judge(struct compile *j, struct verdict *v)
{
	struct counts counts;

	v->tally = take(j->tally);
	v->sites = take(j->sites);
	v->checked = j->status == 0 && tally_parse(v->tally, &counts);
	v->text = v->checked ? without_warnings(j->text) : j->text;
	if (!v->checked && !v->why && j->status == 0)
		v->why = xstrdup("the compiler never came to the check");
	if (!v->checked && !v->why)
		v->why = first_error(j);
}

void compile_file(const struct options *o, struct flags *f, struct verdict *v, struct out *notes)
{
	struct compile j = { .o = o, .f = f };
	bool asked = false;
	int tries;

	if (!compiler_find(o, f, &j.cc, notes, &v->why))
		return;
	j.plugin = plugin_find(o, &j.cc, &v->why);
	if (!j.plugin)
		return;
	if (o->verbose)
		out_printf(notes, "usbdma-check: note: %s checked by %s %s with %s\n", f->file,
			   j.cc.path, j.cc.version, j.plugin);
	for (tries = 0; tries < MAX_TRIES; tries++) {
		v->why = NULL;
		if (!run_compiler(&j, &v->why))
			return;
		if (!j.status || !try_again(&j, &asked, notes, &v->why))
			break;
	}
	judge(&j, v);
}
