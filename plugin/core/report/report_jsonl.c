// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report_jsonl.c - findings as JSON, one object a line (docs/jsonl.md).
 *
 * Each line is valid JSON and valid UTF-8 whatever bytes the source has: bytes
 * that are not UTF-8 become U+FFFD.
 */
#define _GNU_SOURCE			/* vasprintf's sisters, O_CLOEXEC */
#include "out.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Length of the UTF-8 sequence at s, 0 if it is not one (surrogates are not). */
static unsigned utf8_len(const unsigned char *s)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c;
	unsigned n, i;

	if (s[0] < 0x80)
		return 1;
	n = s[0] >= 0xf8 ? 0 : s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : s[0] >= 0xc0 ? 2 : 0;
	if (!n)
		return 0;
	c = s[0] & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)	/* the final NUL is not one either */
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	return n;
}

static void json_str(struct out *o, const char *text)
{
	const unsigned char *s = (const unsigned char *)(text ? text : "");
	unsigned n;

	out_str(o, "\"");
	for (; *s; s += n ? n : 1) {
		n = utf8_len(s);
		if (!n)
			out_str(o, "\\ufffd");
		else if (*s == '"' || *s == '\\')
			out_printf(o, "\\%c", *s);
		else if (*s == '\n')
			out_str(o, "\\n");
		else if (*s == '\t')
			out_str(o, "\\t");
		else if (*s < ' ' || *s == 0x7f)
			out_printf(o, "\\u%04x", *s);
		else
			out_bytes(o, (const char *)s, n);
	}
	out_str(o, "\"");
}

static void member(struct out *o, const char *key, const char *value)
{
	out_printf(o, ", \"%s\": ", key);
	json_str(o, value);
}

static void place(struct out *o, const struct loc *loc)
{
	member(o, "file", loc->file);
	out_printf(o, ", \"line\": %u, \"column\": %u", loc->line, loc->col);
}

static void one_finding(struct out *o, const struct finding *d)
{
	uint32_t i;

	out_printf(o, "{\"rule\": \"%s\"", rules[d->rule].slug);
	member(o, "id", rules[d->rule].id);
	member(o, "severity", severity_name(d->severity));
	member(o, "confidence", confidence_name(d->confidence));
	place(o, &d->loc);
	member(o, "function", d->func);
	member(o, "callee", d->callee);
	member(o, "subject", d->subject);
	member(o, "message", d->message);
	out_str(o, ", \"path\": [");
	for (i = 0; i < d->n_events; i++) {
		out_str(o, i ? ", {\"text\": " : "{\"text\": ");
		json_str(o, d->events[i].text);
		place(o, &d->events[i].loc);
		out_str(o, "}");
	}
	out_printf(o, "], \"fingerprint\": \"%016" PRIx64 "\", \"ordinal\": %u", d->fingerprint,
		   d->ordinal);
	member(o, "engine", d->engine);
	out_str(o, "}\n");
}

static bool failed(const char *path, char **err)
{
	int saved = errno;

	if (asprintf(err, "%s: cannot write findings: %s", path, strerror(saved)) < 0)
		*err = NULL;
	return false;
}

bool report_jsonl(const struct findings *f, const char *path, char **err)
{
	bool to_stderr = !strcmp(path, "-");
	struct out o = { 0 };
	bool done;
	size_t i;
	int fd;

	*err = NULL;
	fd = to_stderr ? STDERR_FILENO :
	     open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		return failed(path, err);
	for (i = 0; i < f->n; i++)
		one_finding(&o, &f->list[i]);
	done = out_flush(&o, fd);
	if (!done)
		failed(path, err);
	if (!to_stderr && close(fd) && done)
		done = failed(path, err);
	return done;
}
