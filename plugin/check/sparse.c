// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sparse.c - sparse as the third engine: it runs with the arguments it would
 * get as CHECK itself, its output is passed on untouched, and what it says of
 * address spaces at an argument that reaches a transfer becomes a finding.
 *
 * Only warnings inside such a call (a site of the plugin) count: a pointer that
 * lost its address space earlier is for sparse alone to report.
 */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "findings.h"
#include "report.h"
#include "suppress.h"

struct match {
	const struct options *o;
	const struct model *model;
	struct findings *f;
	struct source src;
	const char *main_file, *sites, *reported;
};

/* Its messages to stderr, as they are, and into messages. */
void sparse_run(const struct strv *args, struct out *messages, int *status)
{
	struct strv argv = { 0 };
	struct spawn s = { .argv = &argv, .out = -1, .err = memory_file("usbdma-check") };
	struct out copy = { 0 };
	size_t len = 0;
	char *text;

	strv_add(&argv, "sparse");
	strv_cat(&argv, args);
	*status = s.err < 0 ? -1 : spawn(&s);
	if (*status < 0)
		fprintf(stderr, "usbdma-check: --chain sparse: sparse cannot be started: %s "
			"(apt-get install sparse)\n", strerror(errno));
	text = s.err < 0 ? NULL : read_fd(s.err, &len);
	if (!text)
		return;
	out_bytes(&copy, text, len);
	out_bytes(messages, text, len + 1);
	out_flush(&copy, STDERR_FILENO);
	close(s.err);
	free(text);
}

static bool in_range(const struct site *s, unsigned line, unsigned col)
{
	if (line < s->loc.line || (line == s->loc.line && col < s->loc.col))
		return false;
	if (!s->end.line)
		return line == s->loc.line;
	return line < s->end.line || (line == s->end.line && col <= s->end.col);
}

static const char *same_start(const char *file)
{
	return starts_with(file, "./") ? file + 2 : file;
}

/* "(void *)u" is u to the reader. */
static char *without_casts(char *s)
{
	const char *close;

	while (*s == '(' && (close = strchr(s, ')')) && close[-1] == '*' && close[1]) {
		s += close + 1 - s;
		s += strspn(s, " ");
	}
	return s;
}

/* Does the warning stand at the site's argument?  *subject: as written there. */
static bool at_site(struct match *m, const struct sparse_warning *w, const struct site *s,
		    char **subject)
{
	unsigned col = source_byte_column(&m->src, w->line, w->col);
	int arg;

	if (strcmp(same_start(w->file), same_start(s->loc.file)) || !in_range(s, w->line, col))
		return false;
	if (w->arg >= 0 && (uint32_t)w->arg != s->arg)
		return false;
	if (w->line == s->loc.line && col == s->loc.col) {
		/* a macro hides the call: only the argument's number tells */
		*subject = xstrdup(sparse_name(w->got));
		return w->arg >= 0;
	}
	arg = source_argument(&m->src, s->loc.line, s->loc.col, w->line, col, subject);
	if (arg < 0 || (uint32_t)arg != s->arg)
		return false;
	*subject = without_casts(*subject);
	return true;
}

/* The plugin said so already: one fault, one warning. */
static bool said(const struct match *m, const struct site *s, enum rule_id rule)
{
	char *place = xprintf("%s:%u:%u: ", s->loc.file, s->loc.line, s->loc.col);
	char *tail = xprintf(":%s]\n", rules[rule].slug);
	const char *p = m->reported, *t;

	for (; (p = strstr(p, place)); p++) {
		t = strstr(p, tail);
		if (t && t < p + strcspn(p, "\n") + 1)
			return true;
	}
	return false;
}

static void add_finding(struct match *m, const struct sparse_warning *w, const struct site *s,
			const char *subject)
{
	struct arena *a = m->f->arena;
	struct finding d = { .rule = w->rule, .engine = "sparse", .n_events = 1 };
	bool direct = model_find(m->model, s->callee, ROLE_SINK);

	if (!m->o->rules.on[w->rule] || m->o->rules.severity[w->rule] < m->o->rules.show ||
	    said(m, s, w->rule))
		return;
	d.severity = m->o->rules.severity[w->rule];
	d.confidence = rules[w->rule].confidence;
	d.loc = s->loc;
	d.func = s->func;
	d.callee = s->callee;
	d.subject = arena_intern(a, subject);
	d.message = arena_printf(a, "'%s' is %s; %s() %s memory from kmalloc()", subject,
				 w->rule == RULE_user_pointer ? "a user-space address" :
				 "device memory", s->callee,
				 direct ? "needs" : "passes it to a transfer, which needs");
	d.events = arena_new_array(a, struct event, 1);
	d.events[0].loc = (struct loc){ s->loc.file, w->line,
					source_byte_column(&m->src, w->line, w->col) };
	d.events[0].text = *w->got ? arena_printf(a, "sparse: %s: got %s", w->text, w->got) :
			   arena_printf(a, "sparse: %s", w->text);
	VEC_PUSH(a, m->f->list, m->f->n, m->f->cap, d);
}

/* "file line col endline endcol arg callee function", tabs between. */
static bool parse_site(struct arena *a, const char *line, struct site *s)
{
	char *copy = arena_intern_n(a, line, strcspn(line, "\n")) ?
		     xprintf("%.*s", (int)strcspn(line, "\n"), line) : NULL;
	char *p = copy ? strchr(copy, '\t') : NULL;
	char callee[256], func[256];

	memset(s, 0, sizeof(*s));
	if (!p || sscanf(p, "\t%u\t%u\t%u\t%u\t%u\t%255[^\t]\t%255[^\t]", &s->loc.line,
			 &s->loc.col, &s->end.line, &s->end.col, &s->arg, callee, func) != 7)
		return false;
	s->loc.file = s->end.file = arena_intern_n(a, copy, (size_t)(p - copy));
	s->callee = arena_intern(a, callee);
	s->func = arena_intern(a, func);
	free(copy);
	return true;
}

/* "allowed slug line": a comment took a finding of the plugin's. */
static void read_allowed(struct match *m)
{
	const char *line = m->sites, *slug;
	struct allowed a;
	int rule;

	for (; line && *line; line = strchr(line, '\n'), line += line != NULL) {
		if (strncmp(line, "allowed\t", 8))
			continue;
		slug = line + 8;
		rule = rule_by_name(slug, strcspn(slug, "\t\n"));
		if (rule < 0 || sscanf(slug + strcspn(slug, "\t\n"), "\t%u", &a.line) != 1)
			continue;
		a.rule = (enum rule_id)rule;
		VEC_PUSH(m->f->arena, m->f->allowed, m->f->n_allowed, m->f->cap_allowed, a);
	}
}

static void match_sites(struct match *m, const struct sparse_warning *w)
{
	const char *line;
	struct site s;
	char *subject;

	for (line = m->sites; line && *line; line = strchr(line, '\n'), line += line != NULL) {
		subject = NULL;
		if (parse_site(m->f->arena, line, &s) && at_site(m, w, &s, &subject))
			add_finding(m, w, &s, subject);
	}
}

static void give(struct match *m, struct sparse_result *r)
{
	struct findings *f = m->f;
	int fd = memory_file("usbdma-check");
	char *err = NULL, *text;
	size_t i, len;

	f->main_file = arena_intern(f->arena, m->main_file);
	findings_finish(f);
	suppress_engine(f, m->main_file, &m->o->rules, "sparse");
	for (i = 0; i < f->n; i++) {
		r->errors += f->list[i].severity == SEV_ERROR;
		r->warnings += f->list[i].severity == SEV_WARNING;
		r->advice += f->list[i].severity == SEV_ADVICE;
	}
	report_text(f, fd, false);
	text = fd < 0 ? NULL : read_fd(fd, &len);
	if (text)
		out_bytes(&r->text, text, len);
	free(text);
	if (fd >= 0)
		close(fd);
	if (m->o->jsonl && f->n && !report_jsonl(f, m->o->jsonl, &err))
		usage_error("%s", err);
}

void sparse_findings(const struct options *o, const struct model *model, const struct flags *f,
		     const char *messages, const char *sites, const char *reported,
		     struct sparse_result *r)
{
	struct match m = {
		.o = o, .model = model, .main_file = f->file, .sites = sites,
		.reported = reported,
	};
	struct sparse_warning w;
	const char *line;

	if (!source_read(&m.src, f->file))
		return;
	m.f = findings_new();
	m.f->n_gave_up = r->gave_up;
	read_allowed(&m);
	for (line = messages; line && *line; line = strchr(line, '\n'), line += line != NULL)
		if (sparse_warning(line, &w))
			match_sites(&m, &w);
	give(&m, r);
	findings_free(m.f);
}
