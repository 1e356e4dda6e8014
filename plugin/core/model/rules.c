// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rules.c - the table of rules, and reading of what the user switches on.
 *
 * Words are checked at once: an unknown rule or level, and a rule that is not
 * built, is an error that names the cure.
 */
#define _GNU_SOURCE			/* vasprintf */
#include "rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct rule rules[N_RULES] = {
#define RULE(id, slug, severity, confidence, state, title) \
	[RULE_##slug] = { #id, #slug, SEV_##severity, CONF_##confidence, STATE_##state, title },
#include "rules.def"
#undef RULE
};

static const char *const severity_names[] = {
	[SEV_ADVICE] = "advice", [SEV_WARNING] = "warning", [SEV_ERROR] = "error",
};

static const char *const confidence_names[] = {
	[CONF_LOW] = "low", [CONF_MEDIUM] = "medium", [CONF_HIGH] = "high",
};

const char *severity_name(enum severity s)
{
	return severity_names[s];
}

const char *confidence_name(enum confidence c)
{
	return confidence_names[c];
}

void rule_config_init(struct rule_config *c)
{
	int r;

	c->show = SEV_ADVICE;
	for (r = 0; r < N_RULES; r++) {
		c->on[r] = rules[r].state == STATE_on;
		c->severity[r] = rules[r].severity;
	}
}

struct word {
	const char *s;
	size_t len;
};

static bool is_word(struct word w, const char *s)
{
	return strlen(s) == w.len && !memcmp(s, w.s, w.len);
}

static struct word trim(struct word w)
{
	while (w.len && strchr(" \t\n", w.s[0])) {
		w.s++;
		w.len--;
	}
	while (w.len && strchr(" \t\n", w.s[w.len - 1]))
		w.len--;
	return w;
}

/* Next word of a comma separated list.  False at the end; empty words count. */
static bool next_word(const char **list, struct word *w)
{
	if (!*list)
		return false;
	w->s = *list;
	w->len = strcspn(*list, ",");
	*list = w->s[w->len] ? w->s + w->len + 1 : NULL;
	*w = trim(*w);
	return true;
}

int rule_by_name(const char *slug_or_id, size_t len)
{
	struct word w = { slug_or_id, len };
	int r;

	for (r = 0; r < N_RULES; r++)
		if (is_word(w, rules[r].slug) || is_word(w, rules[r].id))
			return r;
	return -1;
}

#define MAX_WORD	40		/* longer words are like nothing we know */

/* Levenshtein distance; b has at most MAX_WORD characters. */
static unsigned distance(const char *a, const char *b, size_t b_len)
{
	unsigned row[MAX_WORD + 1], diagonal, above;
	size_t i, j;

	for (j = 0; j <= b_len; j++)
		row[j] = (unsigned)j;
	for (i = 0; a[i]; i++) {
		diagonal = row[0]++;
		for (j = 1; j <= b_len; j++) {
			unsigned best = diagonal + (a[i] != b[j - 1]);

			above = row[j];
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[b_len];
}

int rule_nearest(const char *slug, size_t len)
{
	unsigned best = 0, d;
	int r, found = -1;

	if (!len || len > MAX_WORD)
		return -1;
	for (r = 0; r < N_RULES; r++) {
		d = distance(rules[r].slug, slug, len);
		if (found < 0 || d < best) {
			best = d;
			found = r;
		}
	}
	return found;
}

/* At most 60 characters of the user's word in a message. */
static int shown(struct word w)
{
	return w.len < 60 ? (int)w.len : 60;
}

static char *__attribute__((format(printf, 1, 2))) sentence(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0) {
		fputs("usbdma: out of memory\n", stderr);
		exit(2);
	}
	return s;
}

/* The rule a word names, if it is built; else -1 and *err. */
static int find_built(struct word w, bool planned_too, char **err)
{
	int r = rule_by_name(w.s, w.len), near;

	*err = NULL;
	if (r < 0) {
		near = rule_nearest(w.s, w.len);
		*err = !w.len ? sentence("empty rule name; rule names are separated by one comma") :
		       near < 0 ? sentence("unknown rule '%.*s'; see rules/rules.def",
					   shown(w), w.s) :
		       sentence("unknown rule '%.*s'; did you mean '%s'?",
				shown(w), w.s, rules[near].slug);
		return -1;
	}
	if (planned_too)
		return r;
	if (rules[r].state == STATE_planned)
		*err = sentence("rule '%s' is planned, not built yet", rules[r].slug);
	if (rules[r].state == STATE_retired)
		*err = sentence("rule '%s' is retired: it will not come back", rules[r].slug);
	return *err ? -1 : r;
}

char *rules_enable(struct rule_config *c, const char *list, bool on)
{
	struct rule_config next = *c;
	struct word w;
	char *err;
	int r;

	while (next_word(&list, &w)) {
		if (is_word(w, "all")) {
			for (r = 0; r < N_RULES; r++)
				next.on[r] = on && (rules[r].state == STATE_on ||
						    rules[r].state == STATE_off);
			continue;
		}
		r = find_built(w, !on, &err);
		if (r < 0)
			return err;
		next.on[r] = on;
	}
	*c = next;
	return NULL;
}

static int severity_by_name(struct word w)
{
	int s;

	for (s = SEV_ADVICE; s <= SEV_ERROR; s++)
		if (is_word(w, severity_names[s]))
			return s;
	return -1;
}

/* "level" or "slug=level" or "slug:level" */
static char *severity_word(struct rule_config *c, struct word w)
{
	const char *sep = memchr(w.s, '=', w.len);
	struct word slug = w, level = w;
	int r = -1, s;
	char *err;

	if (!sep)
		sep = memchr(w.s, ':', w.len);
	if (sep) {
		slug.len = (size_t)(sep - w.s);
		level.s = sep + 1;
		level.len = w.len - slug.len - 1;
		r = find_built(trim(slug), false, &err);
		if (r < 0)
			return err;
	}
	level = trim(level);
	s = severity_by_name(level);
	if (s < 0)
		return sentence("unknown severity '%.*s'; expected error, warning or advice, "
				"or rule=level", shown(level), level.s);
	if (sep)
		c->severity[r] = (enum severity)s;
	else
		c->show = (enum severity)s;
	return NULL;
}

char *rules_severity(struct rule_config *c, const char *spec)
{
	struct rule_config next = *c;
	struct word w;
	char *err;

	while (next_word(&spec, &w)) {
		err = severity_word(&next, w);
		if (err)
			return err;
	}
	*c = next;
	return NULL;
}
