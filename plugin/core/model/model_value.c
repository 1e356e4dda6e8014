// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_value.c - words of api.tab: what a value of each key must look like.
 *
 * Only the form is checked.  Whether argument 6 of a function is a pointer is
 * the business of the test that reads the kernel's headers.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model_int.h"

/* What the value of a key looks like. */
enum value_form {
	VAL_ARG,			/* argument number */
	VAL_NUMBER,			/* integer, 0x allowed */
	VAL_FLAG,			/* 1 */
	VAL_PRODUCT,			/* 0, 0*1, #512 */
	VAL_WORD,			/* C identifier */
	VAL_WORDS,			/* identifiers, | between */
	VAL_NUMBERS,			/* numbers, | between */
	VAL_SERIES,			/* 6.1,6.12 */
	VAL_PATH,			/* include/linux/usb.h */
	VAL_CHOICE,			/* one of a list */
};

static const char kinds[] =
	"heap pages skb coherent vmalloc maybe_vmalloc vmap kmap kmap_high static rodata "
	"maybe_rodata firmware netdev_priv kzalloc_priv foreign user iomem percpu stack "
	"errptr unknown";

static const struct {
	enum value_form form;
	const char *choice;
} values[N_KEYS] = {
	[KEY_BUF] = { VAL_ARG, NULL },
	[KEY_LEN] = { VAL_PRODUCT, NULL },
	[KEY_PIPE] = { VAL_ARG, NULL },
	[KEY_REQTYPE] = { VAL_ARG, NULL },
	[KEY_INREQ] = { VAL_NUMBER, NULL },
	[KEY_ZERO] = { VAL_ARG, NULL },
	[KEY_DIR] = { VAL_CHOICE, "in out" },
	[KEY_MODE] = { VAL_CHOICE, "sync async" },
	[KEY_URB] = { VAL_ARG, NULL },
	[KEY_UNLESS] = { VAL_WORD, NULL },
	[KEY_MAYFAIL] = { VAL_FLAG, NULL },
	[KEY_WHAT] = { VAL_WORD, NULL },
	[KEY_KIND] = { VAL_CHOICE, kinds },
	[KEY_SIZE] = { VAL_PRODUCT, NULL },
	[KEY_GFP] = { VAL_ARG, NULL },
	[KEY_OUT] = { VAL_ARG, NULL },
	[KEY_DEV] = { VAL_ARG, NULL },
	[KEY_HANDLE] = { VAL_ARG, NULL },
	[KEY_SRC] = { VAL_ARG, NULL },
	[KEY_ARG] = { VAL_ARG, NULL },
	[KEY_OFF] = { VAL_CHOICE, "any" },
	[KEY_DST] = { VAL_ARG, NULL },
	[KEY_COMPLETE] = { VAL_ARG, NULL },
	[KEY_OP] = { VAL_CHOICE, "alloc submit kill unlink free anchor kill-anchor wait pass" },
	[KEY_NEG] = { VAL_FLAG, NULL },
	[KEY_FLAGFIELD] = { VAL_WORD, NULL },
	[KEY_FLAGMASK] = { VAL_NUMBER, NULL },
	[KEY_CLASS] = { VAL_WORD, NULL },
	[KEY_DEREF] = { VAL_FLAG, NULL },
	[KEY_TYPE] = { VAL_ARG, NULL },
	[KEY_TYPES] = { VAL_NUMBERS, NULL },
	[KEY_WITH] = { VAL_WORDS, NULL },
	[KEY_MASK] = { VAL_NUMBER, NULL },
	[KEY_NAME] = { VAL_WORD, NULL },
	[KEY_BUS] = { VAL_WORD, NULL },
	[KEY_COHERENT] = { VAL_FLAG, NULL },
	[KEY_FAMILY] = { VAL_WORD, NULL },
	[KEY_LIST] = { VAL_ARG, NULL },
	[KEY_POOLED] = { VAL_NUMBER, NULL },
	[KEY_RULE] = { VAL_WORD, NULL },
	[KEY_USE] = { VAL_WORD, NULL },
	[KEY_RESULT] = { VAL_CHOICE, "count status" },
	[KEY_ACTUAL] = { VAL_ARG, NULL },
	[KEY_ZEROED] = { VAL_FLAG, NULL },
	[KEY_ONLY] = { VAL_SERIES, NULL },
	[KEY_REF] = { VAL_PATH, NULL },
};

/* Where a key means something else than usual. */
static const struct {
	enum role role;
	enum model_key key;
	enum value_form form;
	const char *choice;
} special[] = {
	{ ROLE_FIELD_SINK, KEY_WHAT, VAL_CHOICE, "data setup setup_dma sg" },
	{ ROLE_FIELD_SINK, KEY_LEN, VAL_WORD, NULL },
	{ ROLE_ANNOTATION, KEY_WHAT, VAL_CHOICE,
	  "group_begin group_end usb_test sg_test" },
	{ ROLE_URB_FIELD, KEY_WHAT, VAL_CHOICE,
	  "flags dma buffer length sg sg_count sg_limit complete outcome iso_count" },
	{ ROLE_DMA, KEY_CLASS, VAL_CHOICE, "map unmap for_cpu for_device" },
	{ ROLE_MAPPING, KEY_OP, VAL_CHOICE, "handle count status check unmap" },
	{ ROLE_DEVICE, KEY_CLASS, VAL_CHOICE, "usb hcd" },
	{ ROLE_BITS, KEY_CLASS, VAL_CHOICE, "private direction" },
	{ ROLE_GFP, KEY_CLASS, VAL_CHOICE, "dma dma32 highmem zero" },
	{ ROLE_IRQS, KEY_WHAT, VAL_CHOICE, "off on" },
	{ ROLE_SG_REQUEST, KEY_OP, VAL_CHOICE, "init wait cancel" },
};

bool model_word_is(struct word w, const char *s)
{
	return w.len && *s == *w.s && strlen(s) == w.len && !memcmp(s, w.s, w.len);
}

/* Is w one of the space-separated words of list?  No string function: this is asked often. */
bool model_word_in(struct word w, const char *list)
{
	while (*list) {
		const char *start = list;

		while (*list && *list != ' ')
			list++;
		if ((size_t)(list - start) == w.len && w.len && *start == *w.s &&
		    !memcmp(start, w.s, w.len))
			return true;
		list += *list == ' ';
	}
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes the next word off the line; false at its end or at a comment. */
bool model_next_word(struct word *rest, struct word *w)
{
	while (rest->len && is_blank(*rest->s)) {
		rest->s++;
		rest->len--;
	}
	if (!rest->len || *rest->s == '#')
		return false;
	w->s = rest->s;
	while (rest->len && !is_blank(*rest->s)) {
		rest->s++;
		rest->len--;
	}
	w->len = (size_t)(rest->s - w->s);
	return true;
}

/* Takes the part up to `sep` off w; false when nothing is left. */
bool model_next_part(struct word *w, char sep, struct word *part)
{
	const char *end;

	if (!w->s)
		return false;
	end = memchr(w->s, sep, w->len);
	part->s = w->s;
	part->len = end ? (size_t)(end - w->s) : w->len;
	if (end) {
		w->len -= part->len + 1;
		w->s = end + 1;
	} else {
		w->s = NULL;
	}
	return true;
}

bool model_is_ident(struct word w)
{
	if (!w.len || isdigit((unsigned char)*w.s))
		return false;
	for (size_t i = 0; i < w.len; i++) {
		unsigned char c = (unsigned char)w.s[i];

		if (c >= 0x80 || (!isalnum(c) && c != '_'))
			return false;
	}
	return true;
}

bool model_is_field(struct word w)
{
	const char *dot = memchr(w.s, '.', w.len);
	struct word head, tail;

	if (!dot)
		return false;
	head = (struct word){ w.s, (size_t)(dot - w.s) };
	tail = (struct word){ dot + 1, w.len - head.len - 1 };
	return model_is_ident(head) && model_is_ident(tail);
}

bool model_is_path(struct word w)
{
	if (!w.len || *w.s == '/')
		return false;
	for (size_t i = 0; i < w.len; i++) {
		unsigned char c = (unsigned char)w.s[i];

		if (c >= 0x80 || (!isalnum(c) && !strchr("_-./+,", c)))
			return false;
	}
	return true;
}

/* A number that fits, decimal or 0x. */
bool model_is_number(struct word w, int64_t *num)
{
	char buf[32], *end;
	long long n;
	bool hex = w.len > 2 && w.s[0] == '0' && w.s[1] == 'x';

	if (!w.len || w.len >= sizeof(buf) ||
	    !(hex ? isxdigit((unsigned char)w.s[2]) : isdigit((unsigned char)*w.s)))
		return false;
	memcpy(buf, w.s, w.len);
	buf[w.len] = '\0';
	errno = 0;
	n = strtoll(buf, &end, hex ? 16 : 10);
	if (*end || errno)
		return false;
	*num = n;
	return true;
}

static bool is_arg(struct word w, int64_t *num)
{
	return w.len <= 2 && model_is_number(w, num) && *num < 32;
}

static bool is_product(struct word w)
{
	struct word part;
	int64_t n;

	if (w.len && *w.s == '#')
		return model_is_number((struct word){ w.s + 1, w.len - 1 }, &n);
	while (model_next_part(&w, '*', &part))
		if (!is_arg(part, &n))
			return false;
	return true;
}

/* A kernel series: 6.12 */
static bool is_series(struct word w)
{
	struct word part;
	int64_t n;
	int parts = 0;

	while (model_next_part(&w, '.', &part)) {
		if (part.len > 3 || !model_is_number(part, &n))
			return false;
		parts++;
	}
	return parts == 2;
}

static bool all_parts(struct word w, char sep, bool (*ok)(struct word))
{
	struct word part;

	while (model_next_part(&w, sep, &part))
		if (!ok(part))
			return false;
	return true;
}

static bool is_any_number(struct word w)
{
	int64_t n;

	return model_is_number(w, &n);
}

static const char *form_name(enum value_form form)
{
	switch (form) {
	case VAL_ARG:		return "an argument number, counted from 0";
	case VAL_NUMBER:	return "a number such as 7 or 0x200";
	case VAL_FLAG:		return "1";
	case VAL_PRODUCT:	return "argument numbers (0 or 0*1) or a constant (#512)";
	case VAL_WORD:		return "a C name";
	case VAL_WORDS:		return "C names with | between them";
	case VAL_NUMBERS:	return "numbers with | between them";
	case VAL_SERIES:	return "kernel series such as 6.1,6.12";
	case VAL_PATH:		return "a path below the kernel's top folder";
	case VAL_CHOICE:	break;
	}
	return "one of:";
}

static bool value_ok(enum value_form form, const char *choice, struct word w)
{
	int64_t n;

	switch (form) {
	case VAL_ARG:		return is_arg(w, &n);
	case VAL_NUMBER:	return model_is_number(w, &n);
	case VAL_FLAG:		return model_word_is(w, "1");
	case VAL_PRODUCT:	return is_product(w);
	case VAL_WORD:		return model_is_ident(w);
	case VAL_WORDS:		return all_parts(w, '|', model_is_ident);
	case VAL_NUMBERS:	return all_parts(w, '|', is_any_number);
	case VAL_SERIES:	return all_parts(w, ',', is_series);
	case VAL_PATH:		return model_is_path(w);
	case VAL_CHOICE:	return model_word_in(w, choice);
	}
	return false;
}

/* The form of a key's value; some roles have their own. */
static enum value_form form_of(enum role role, enum model_key key, const char **choice)
{
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++) {
		if (special[i].role == role && special[i].key == key) {
			*choice = special[i].choice;
			return special[i].form;
		}
	}
	*choice = values[key].choice;
	return values[key].form;
}

bool model_value_ok(enum role role, enum model_key key, struct word w)
{
	const char *choice;
	enum value_form form = form_of(role, key, &choice);

	return value_ok(form, choice, w);
}

const char *model_value_expected(enum role role, enum model_key key, const char **choice)
{
	return form_name(form_of(role, key, choice));
}
