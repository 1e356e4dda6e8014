// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_parse.c - reads lines of api.tab: NAME ROLE key=value ...
 *
 * Strict on purpose: the first line that isn't understood ends the reading with
 * file:line, what is wrong and what was expected.  What a fact means, and
 * whether the kernel agrees, is not decided here.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_int.h"
#include "rules.h"

#define MAX_LINE 1000

static const struct {
	const char *name, *need, *may;
} roles[N_ROLES] = {
#define X(e, name, need, may) [ROLE_##e] = { name, need, may },
	MODEL_ROLES(X)
#undef X
};

static const char *const keys[N_KEYS] = {
#define X(e, name) [KEY_##e] = name,
	MODEL_KEYS(X)
#undef X
};

static const unsigned char key_len[N_KEYS] = {
#define X(e, name) [KEY_##e] = sizeof(name) - 1,
	MODEL_KEYS(X)
#undef X
};

_Static_assert(N_KEYS <= 64, "sets of keys have 64 bits");

static const char every_fact[] = "only ref";

#define W(w) (int)(w).len, (w).s

struct parser {
	struct arena *arena;
	const char *file;
	unsigned line;
	char **err;
	enum role last;			/* mostly the next line's too */
	bool known[N_ROLES];		/* sets of keys, read once a role: */
	uint64_t needed[N_ROLES], allowed[N_ROLES];
};

__attribute__((format(printf, 2, 3)))
static bool bad(struct parser *p, const char *fmt, ...)
{
	char what[2048];
	va_list ap;
	int n;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	n = snprintf(NULL, 0, "%s:%u: %s", p->file, p->line, what);
	*p->err = malloc((size_t)n + 1);
	if (!*p->err)
		abort();
	snprintf(*p->err, (size_t)n + 1, "%s:%u: %s", p->file, p->line, what);
	return false;
}

static bool check_value(struct parser *p, enum role role, enum model_key key, struct word w)
{
	const char *expected, *choice;

	if (model_value_ok(role, key, w))
		return true;
	expected = model_value_expected(role, key, &choice);
	return bad(p, "'%.*s' is no value for %s=; expected %s%s%s", W(w), keys[key],
		   expected, choice ? " " : "", choice ? choice : "");
}

enum name_form model_name_form(enum role r)
{
	switch (r) {
	case ROLE_FIELD_SINK: case ROLE_SOURCE: case ROLE_SLOT: case ROLE_DEVICE: case ROLE_PROBE:
	case ROLE_MASK_FIELD: case ROLE_DMA_FIELD: case ROLE_BITS: case ROLE_NO_MAP:
	case ROLE_BUS_NUMBER:
	case ROLE_FREE_BUFFER: case ROLE_URB_FIELD:
	case ROLE_HANDLE_FIELD: case ROLE_COMPLETION_FIELD:
	case ROLE_QUIET_SLOT:
		return NAME_FIELD;
	case ROLE_HEADER: case ROLE_KERNEL_HEADERS: case ROLE_EXEMPT:
		return NAME_PATH;
	default:
		return NAME_WORD;
	}
}

static bool check_name(struct parser *p, enum role role, struct word name)
{
	switch (model_name_form(role)) {
	case NAME_FIELD:
		return model_is_field(name) ||
		       bad(p, "'%.*s' is no member; expected record.field before '%s'",
			   W(name), roles[role].name);
	case NAME_PATH:
		return model_is_path(name) ||
		       bad(p, "'%.*s' is no path; expected one such as linux/usb.h before '%s'",
			   W(name), roles[role].name);
	case NAME_WORD:
		break;
	}
	return model_is_ident(name) ||
	       bad(p, "'%.*s' is no C name; expected one before '%s'", W(name), roles[role].name);
}

static bool find_role(struct parser *p, struct word w, enum role *role)
{
	char list[512];
	size_t n = 0;

	for (unsigned i = 0; i < N_ROLES; i++) {
		unsigned at = (p->last + i) % N_ROLES;

		if (model_word_is(w, roles[at].name)) {
			*role = p->last = (enum role)at;
			return true;
		}
	}
	for (unsigned i = 0; i < N_ROLES; i++)
		n += (size_t)snprintf(list + n, sizeof(list) - n, " %s", roles[i].name);
	return bad(p, "unknown role '%.*s'; expected one of:%s", W(w), list);
}

/* "buf= len= ..." for a message; the list may be empty. */
static void spell_keys(enum role role, char *buf, size_t size)
{
	const char *lists[] = { roles[role].need, roles[role].may, every_fact };
	size_t n = 0;

	for (unsigned i = 0; i < 3; i++) {
		const char *s = lists[i];

		while (*(s += strspn(s, " "))) {
			size_t len = strcspn(s, " ");

			n += (size_t)snprintf(buf + n, size - n, " %.*s=", (int)len, s);
			s += len;
		}
	}
}

static unsigned key_of(struct word w)
{
	unsigned key;

	for (key = 0; key < N_KEYS; key++)
		if (key_len[key] == w.len && !memcmp(keys[key], w.s, w.len))
			break;
	return key;
}

static uint64_t keys_in(const char *list)
{
	struct word rest = { list, strlen(list) }, w;
	uint64_t set = 0;

	while (model_next_word(&rest, &w))
		set |= (uint64_t)1 << key_of(w);
	return set;
}

static void know_role(struct parser *p, enum role role)
{
	if (p->known[role])
		return;
	p->known[role] = true;
	p->needed[role] = keys_in(roles[role].need);
	p->allowed[role] = p->needed[role] | keys_in(roles[role].may) | keys_in(every_fact);
}

static bool parse_pair(struct parser *p, struct fact *f, struct word w)
{
	const char *eq = memchr(w.s, '=', w.len);
	struct word name, value;
	char list[256];
	unsigned key;

	if (!eq)
		return bad(p, "'%.*s' has no '='; expected key=value", W(w));
	name = (struct word){ w.s, (size_t)(eq - w.s) };
	value = (struct word){ eq + 1, w.len - name.len - 1 };
	key = key_of(name);
	if (key == N_KEYS || !(p->allowed[f->role] >> key & 1)) {
		spell_keys(f->role, list, sizeof(list));
		return bad(p, "unknown key '%.*s='; '%s' expects:%s", W(name),
			   roles[f->role].name, list);
	}
	if (f->text[key])
		return bad(p, "key '%s=' stands there twice; expected it once", keys[key]);
	if (!check_value(p, f->role, (enum model_key)key, value))
		return false;
	f->text[key] = arena_intern_n(p->arena, value.s, value.len);
	if (!model_is_number(value, &f->num[key]))
		f->num[key] = -1;
	return true;
}

static bool check_needed(struct parser *p, const struct fact *f)
{
	uint64_t left = p->needed[f->role];

	for (unsigned key = 0; left; key++, left >>= 1) {
		if (left & 1 && !f->text[key])
			return bad(p, "'%s' lacks a key; '%s' expects %s=", f->name,
				   roles[f->role].name, keys[key]);
	}
	if (f->role == ROLE_SOURCE && !f->text[KEY_FLAGFIELD] != !f->text[KEY_FLAGMASK])
		return bad(p, "'%s' lacks a key; expected flagfield= and flagmask= together",
			   f->name);
	if (f->text[KEY_INREQ] && !f->text[KEY_REQTYPE])
		return bad(p, "'%s' lacks a key; inreq= expects reqtype=", f->name);
	if (f->text[KEY_RULE] && rule_by_name(f->text[KEY_RULE], strlen(f->text[KEY_RULE])) < 0)
		return bad(p, "'%s' is no rule; expected one of rules.def", f->text[KEY_RULE]);
	return true;
}

static bool parse_fact(struct parser *p, struct word line, struct fact_list *out)
{
	struct word name, w;
	struct fact *f;
	enum role role = N_ROLES;

	if (!model_next_word(&line, &name))
		return true;
	if (!model_next_word(&line, &w))
		return bad(p, "nothing follows '%.*s'; expected NAME ROLE key=value ...", W(name));
	if (!find_role(p, w, &role) || !check_name(p, role, name))
		return false;
	know_role(p, role);
	f = arena_new_array(p->arena, struct fact, 1);
	if (model_name_form(role) == NAME_WORD)
		name.len = model_name_len(name.s, name.len);
	f->name = arena_intern_n(p->arena, name.s, name.len);
	f->role = role;
	f->file = p->file;
	f->line = p->line;
	for (unsigned i = 0; i < N_KEYS; i++)
		f->num[i] = -1;
	while (model_next_word(&line, &w))
		if (!parse_pair(p, f, w))
			return false;
	if (!check_needed(p, f))
		return false;
	VEC_PUSH(p->arena, out->v, out->n, out->cap, f);
	return true;
}

size_t model_name_len(const char *name, size_t len)
{
	static const char suffix[] = "_noprof";
	size_t n = sizeof(suffix) - 1;

	return len > n && !memcmp(name + len - n, suffix, n) ? len - n : len;
}

bool model_parse(struct arena *a, const char *file, const char *text, size_t len,
		 struct fact_list *out, char **err)
{
	struct parser p = { .arena = a, .file = arena_intern(a, file), .err = err };
	struct word rest = { text, len }, line;

	while (rest.len && model_next_part(&rest, '\n', &line)) {
		p.line++;
		if (line.len && line.s[line.len - 1] == '\r')
			line.len--;
		if (line.len > MAX_LINE)
			return bad(&p, "the line has %zu bytes; expected at most %d",
				   line.len, MAX_LINE);
		if (memchr(line.s, '\0', line.len))
			return bad(&p, "a NUL byte; expected text");
		if (!parse_fact(&p, line, out))
			return false;
	}
	return true;
}
