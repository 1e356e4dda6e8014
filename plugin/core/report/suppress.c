// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * suppress.c - findings that a comment in the source allows, with a reason.
 *
 * Only the main source file is read: a finding in a header is not taken away.
 * A comment that is wrong, or no longer needed, is said to be so.
 */
#include "arena.h"
#include "comments.h"
#include "solve.h"
#include "suppress.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BIGGEST_SOURCE	(64 << 20)

struct ctx {
	struct findings *f;
	const char *path;
	const struct rule_config *cfg;
	bool sparse;			/* judging what sparse finds */
	bool *gone;			/* by finding */
};

/* The file's bytes, or NULL when there are none to be had. */
static char *slurp(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = NULL;
	struct stat st;
	ssize_t n = 1;

	*len = 0;
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size <= BIGGEST_SOURCE)
		text = malloc((size_t)st.st_size + 1);
	while (text && *len < (size_t)st.st_size &&
	       (n = read(fd, text + *len, (size_t)st.st_size - *len)) > 0)
		*len += (size_t)n;
	close(fd);
	return text;
}

static void remark(struct ctx *c, const struct remark_line *l, const char *text)
{
	struct findings *f = c->f;
	struct event e = { .text = text };

	e.loc.file = *f->main_file ? f->main_file : arena_intern(f->arena, c->path);
	e.loc.line = l->line;
	e.loc.col = l->col;
	VEC_PUSH(f->arena, f->remarks, f->n_remarks, f->cap_remarks, e);
}

static bool is_main_file(const struct ctx *c, const char *file)
{
	return file && (!strcmp(file, c->path) || !strcmp(file, c->f->main_file));
}

/* Rules of which the plugin sees one part, and sparse another. */
static bool by_both(int rule)
{
	return rule == RULE_user_pointer || rule == RULE_iomem_buffer;
}

static bool was_allowed(const struct findings *f, int rule, uint32_t line)
{
	for (size_t i = 0; i < f->n_allowed; i++)
		if ((int)f->allowed[i].rule == rule && f->allowed[i].line == line)
			return true;
	return false;
}

/* Take away what the comment allows.  False when there was nothing. */
static bool take_away(struct ctx *c, const struct remark_line *l, int rule)
{
	bool any = false;
	size_t i;

	for (i = 0; l->target && i < c->f->n; i++) {
		const struct finding *d = &c->f->list[i];

		if ((int)d->rule != rule || d->loc.line != l->target ||
		    !is_main_file(c, d->loc.file))
			continue;
		c->gone[i] = true;
		any = true;
	}
	if (any && by_both(rule)) {
		struct allowed a = { (enum rule_id)rule, l->target };

		VEC_PUSH(c->f->arena, c->f->allowed, c->f->n_allowed, c->f->cap_allowed, a);
	}
	return any || was_allowed(c->f, rule, l->target);
}

/*
 * Does this run decide whether the rule has findings?  Not when functions were
 * passed over or findings are hidden: a comment is called stale only if it is.
 * Both the plugin and sparse report user_pointer and iomem_buffer: sparse, which
 * runs behind the plugin and knows what that saw, has the last word.
 */
static bool is_judged(const struct ctx *c, int rule)
{
	enum rule_state s = rules[rule].state;

	if (c->f->n_gave_up || c->cfg->show != SEV_ADVICE)
		return false;
	return c->cfg->on[rule] && (s == STATE_on || s == STATE_off) && by_both(rule) == c->sparse;
}

/* On a call that leaves the file: usbdma-link will say whether it is needed. */
static bool across_files(struct ctx *c, const struct remark_line *l, enum rule_id rule)
{
	struct open_comment o = { l->target, rule };
	size_t i;

	if (!rule_across_files(rule))
		return false;
	for (i = 0; i < c->f->n_leaving; i++)
		if (c->f->leaving[i] == l->target)
			break;
	if (i < c->f->n_leaving)
		VEC_PUSH(c->f->arena, c->f->open, c->f->n_open, c->f->cap_open, o);
	return i < c->f->n_leaving;
}

static void allow_one(struct ctx *c, const struct remark_line *l, const char *slug, size_t len)
{
	struct arena *a = c->f->arena;
	int rule = rule_by_name(slug, len), near;

	if (rule < 0 && !c->sparse) {
		near = rule_nearest(slug, len);
		remark(c, l, near < 0 ?
		       arena_printf(a, "suppression of an unknown rule [bad_suppression]") :
		       arena_printf(a, "suppression of unknown rule '%.*s'; did you mean '%s'? "
				    "[bad_suppression]", (int)len, slug, rules[near].slug));
	}
	if (rule < 0 || take_away(c, l, rule) || !is_judged(c, rule) ||
	    across_files(c, l, (enum rule_id)rule))
		return;
	remark(c, l, arena_printf(a, "suppression of %s matches no finding [stale_suppression]",
				  rules[rule].slug));
}

static const char *skip(const char *s, const char *end, const char *set)
{
	while (s < end && *s && strchr(set, *s))
		s++;
	return s;
}

#define BLANKS		" \t\r"
#define SLUG_CHARS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/*
 * "allow SLUG[, SLUG] -- REASON".  Where the list of slugs is: *s to *end.
 * Else what is wrong.
 */
static const char *parse(const struct remark_line *l, const char **s, const char **end)
{
	const char *stop = l->s + l->len, *p = skip(l->s, stop, BLANKS), *slug;

	if (stop - p < 6 || memcmp(p, "allow", 5) || skip(p + 5, stop, BLANKS) == p + 5)
		return "expected 'usbdma: allow RULE[, RULE] -- REASON' [bad_suppression]";
	*s = p + 5;
	for (p += 5; ; p++) {
		slug = skip(p, stop, BLANKS);
		*end = skip(slug, stop, SLUG_CHARS);
		if (*end == slug)
			return "expected the name of a rule behind 'usbdma: allow' "
			       "[bad_suppression]";
		p = skip(*end, stop, BLANKS);
		if (p == stop || *p != ',')
			break;
	}
	if (stop - p < 2 || memcmp(p, "--", 2) || skip(p + 2, stop, BLANKS "-") == stop)
		return "suppression without a reason; expected '-- REASON' behind the rule "
		       "[bad_suppression]";
	return NULL;
}

static void one_comment(struct ctx *c, const struct remark_line *l)
{
	const char *s, *end, *wrong = parse(l, &s, &end);
	size_t len;

	if (wrong) {
		if (!c->sparse)
			remark(c, l, wrong);
		return;
	}
	while (s < end) {
		s = skip(s, end, BLANKS ",");
		len = (size_t)(skip(s, end, SLUG_CHARS) - s);
		allow_one(c, l, s, len);
		s = skip(s + len, end, BLANKS ",");
	}
}

static void drop_gone(struct ctx *c)
{
	struct findings *f = c->f;
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		if (!c->gone[i])
			f->list[n++] = f->list[i];
	f->n_suppressed += (unsigned)(f->n - n);
	f->n = n;
}

void suppress_engine(struct findings *f, const char *source_path,
		     const struct rule_config *cfg, const char *engine)
{
	struct ctx c = { .f = f, .path = source_path, .cfg = cfg };
	struct remark_line *lines;
	size_t len, n, i;
	char *text = slurp(source_path, &len);

	if (!text)
		return;
	lines = find_comments(text, len, &n);
	if (n) {
		c.sparse = !strcmp(engine, "sparse");
		c.gone = arena_new_array(f->arena, bool, f->n);
		for (i = 0; i < n; i++)
			one_comment(&c, &lines[i]);
		drop_gone(&c);
	}
	free(lines);
	free(text);
}

void suppress(struct findings *f, const char *source_path, const struct rule_config *cfg)
{
	suppress_engine(f, source_path, cfg, "plugin");
}
