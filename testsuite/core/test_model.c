// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_model.c - the parser of api.tab: every way a line can be wrong, with the
 * exact message, and how facts are found, joined and overridden.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "model.h"

static struct model *model;

static int setup(void **state)
{
	(void)state;
	model = model_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	model_free(model);
	return 0;
}

static void add(const char *text)
{
	char *err = NULL;

	if (!model_add_text(model, "t", text, &err))
		fail_msg("%s", err);
}

/* text is refused with that message, and nothing of it is added. */
static void refuse(const char *text, const char *message)
{
	unsigned before, after;
	char *err = NULL;

	model_all(model, &before);
	assert_false(model_add_text(model, "t", text, &err));
	assert_non_null(err);
	assert_string_equal(err, message);
	free(err);
	model_all(model, &after);
	assert_int_equal(before, after);
}

#define X(e, name, need, may) " " name
#define ROLES MODEL_ROLES(X)
#define BUF_KEYS "buf= len= pipe= reqtype= inreq= dir= mode= urb= complete= zero= unless= " \
	"mayfail= coherent= result= actual= only= ref="
#define KINDS "heap pages skb coherent vmalloc maybe_vmalloc vmap kmap kmap_high static rodata " \
	"maybe_rodata firmware netdev_priv kzalloc_priv foreign user iomem percpu stack errptr " \
	"unknown"

static void wrong_lines(void **state)
{
	(void)state;
	refuse("foo\n", "t:1: nothing follows 'foo'; expected NAME ROLE key=value ...");
	refuse("foo snk buf=1\n", "t:1: unknown role 'snk'; expected one of:" ROLES);
	refuse("foo sink bug=1\n", "t:1: unknown key 'bug='; 'sink' expects: " BUF_KEYS);
	refuse("foo sink kind=heap\n", "t:1: unknown key 'kind='; 'sink' expects: " BUF_KEYS);
	refuse("foo sink buf\n", "t:1: 'buf' has no '='; expected key=value");
	refuse("foo sink len=1\n", "t:1: 'foo' lacks a key; 'sink' expects buf=");
	refuse("foo sink buf=1 buf=1\n", "t:1: key 'buf=' stands there twice; expected it once");
	refuse("r.f source kind=foreign flagfield=flags\n",
	       "t:1: 'r.f' lacks a key; expected flagfield= and flagmask= together");
	refuse("foo sink buf=1 inreq=1\n", "t:1: 'foo' lacks a key; inreq= expects reqtype=");
}

static void wrong_values(void **state)
{
	(void)state;
	refuse("foo sink buf=x\n", "t:1: 'x' is no value for buf=; "
	       "expected an argument number, counted from 0");
	refuse("foo sink buf=-1\n", "t:1: '-1' is no value for buf=; "
	       "expected an argument number, counted from 0");
	refuse("foo sink buf=\n", "t:1: '' is no value for buf=; "
	       "expected an argument number, counted from 0");
	refuse("foo sink buf=99\n", "t:1: '99' is no value for buf=; "
	       "expected an argument number, counted from 0");
	refuse("foo sink buf=1 len=0*\n", "t:1: '0*' is no value for len=; expected argument "
	       "numbers (0 or 0*1) or a constant (#512)");
	refuse("foo sink buf=1 dir=up\n",
	       "t:1: 'up' is no value for dir=; expected one of: in out");
	refuse("foo alloc kind=hep\n",
	       "t:1: 'hep' is no value for kind=; expected one of: " KINDS);
	refuse("r.f bits mask=lots name=X\n", "t:1: 'lots' is no value for mask=; "
	       "expected a number such as 7 or 0x200");
	refuse("r.f bits mask=0xffffffffffffffffff name=X\n", "t:1: '0xffffffffffffffffff' is no "
	       "value for mask=; expected a number such as 7 or 0x200");
	refuse("r.f bits mask=1 name=a-b\n", "t:1: 'a-b' is no value for name=; expected a C name");
	refuse("r.f mask-field deref=2\n", "t:1: '2' is no value for deref=; expected 1");
	refuse("foo dma dev=0 types=1|\n", "t:1: '1|' is no value for types=; "
	       "expected numbers with | between them");
	refuse("r.f dma-field with=a||b\n", "t:1: 'a||b' is no value for with=; "
	       "expected C names with | between them");
	refuse("foo sink buf=1 only=6\n", "t:1: '6' is no value for only=; "
	       "expected kernel series such as 6.1,6.12");
	refuse("foo sink buf=1 ref=/etc\n", "t:1: '/etc' is no value for ref=; "
	       "expected a path below the kernel's top folder");
	refuse("r.f field-sink what=it\n", "t:1: 'it' is no value for what=; "
	       "expected one of: data setup setup_dma sg");
}

static void wrong_names(void **state)
{
	(void)state;
	refuse("1foo sink buf=1\n", "t:1: '1foo' is no C name; expected one before 'sink'");
	refuse("a.b sink buf=1\n", "t:1: 'a.b' is no C name; expected one before 'sink'");
	refuse("buf source kind=heap\n",
	       "t:1: 'buf' is no member; expected record.field before 'source'");
	refuse("a.b.c source kind=heap\n",
	       "t:1: 'a.b.c' is no member; expected record.field before 'source'");
	refuse("li\"nux header\n", "t:1: 'li\"nux' is no path; "
	       "expected one such as linux/usb.h before 'header'");
	refuse("f\xc3\xb6\xc3\xb6 sink buf=1\n",
	       "t:1: 'f\xc3\xb6\xc3\xb6' is no C name; expected one before 'sink'");
}

static void wrong_text(void **state)
{
	char long_line[1203];

	(void)state;
	memset(long_line, '#', sizeof(long_line) - 2);
	long_line[sizeof(long_line) - 2] = '\n';
	long_line[sizeof(long_line) - 1] = '\0';
	refuse(long_line, "t:1: the line has 1201 bytes; expected at most 1000");
}

/* A good line before the bad one is not added either; line numbers count all lines. */
static void all_or_nothing(void **state)
{
	(void)state;
	refuse("# one\n\n  good_one\tsink\tbuf=1\n\nbad_one sink\n",
	       "t:5: 'bad_one' lacks a key; 'sink' expects buf=");
	assert_null(model_find(model, "good_one", ROLE_SINK));
}

static void odd_but_right(void **state)
{
	const struct fact *f;

	(void)state;
	add("");
	add("# r\xe4""tsel \xff\xfe\n");
	add("crlf sink buf=1 # tail\r\nlast\t sink  buf=2  len=#512");
	f = model_find(model, "crlf", ROLE_SINK);
	assert_non_null(f);
	assert_int_equal(f->num[KEY_BUF], 1);
	assert_int_equal(f->num[KEY_LEN], -1);
	assert_null(f->text[KEY_LEN]);
	assert_string_equal(f->file, "t");
	assert_int_equal(f->line, 1);
	f = model_find(model, "last", ROLE_SINK);
	assert_non_null(f);
	assert_string_equal(f->text[KEY_LEN], "#512");
	assert_int_equal(f->num[KEY_LEN], -1);
	assert_int_equal(f->line, 2);
}

static void numbers(void **state)
{
	const struct fact *f;

	(void)state;
	add("a.b bits mask=0x20 name=X\nfoo alloc kind=heap size=0*1\n");
	f = model_find_field(model, "a", "b", ROLE_BITS);
	assert_int_equal(f->num[KEY_MASK], 32);
	assert_string_equal(f->text[KEY_MASK], "0x20");
	f = model_find(model, "foo", ROLE_ALLOC);
	assert_int_equal(f->num[KEY_SIZE], -1);
	assert_string_equal(f->text[KEY_SIZE], "0*1");
}

static void noprof_suffix(void **state)
{
	(void)state;
	assert_ptr_equal(model_find(model, "kmalloc_noprof", ROLE_ALLOC),
			 model_find(model, "kmalloc", ROLE_ALLOC));
	assert_non_null(model_find(model, "kmalloc", ROLE_ALLOC));
	add("my_alloc_noprof alloc kind=heap\n");
	assert_string_equal(model_find(model, "my_alloc", ROLE_ALLOC)->name, "my_alloc");
	assert_null(model_find(model, "_noprof", ROLE_ALLOC));
}

static void lines_of_one_name(void **state)
{
	const struct fact *f = model_find(model, "dvb_usb_generic_rw", ROLE_SINK);

	(void)state;
	assert_int_equal(f->num[KEY_BUF], 1);
	assert_int_equal(f->next->num[KEY_BUF], 3);
	assert_null(f->next->next);
	assert_null(model_find(model, "dvb_usb_generic_rw", ROLE_ALLOC));
}

/* A user's lines replace the built-in ones of that name and role, and add up. */
static void override(void **state)
{
	const struct fact *f, *const *all;
	unsigned before, after, seen = 0;

	(void)state;
	model_all(model, &before);
	add("dvb_usb_generic_rw sink buf=0\n");
	f = model_find(model, "dvb_usb_generic_rw", ROLE_SINK);
	assert_int_equal(f->num[KEY_BUF], 0);
	assert_null(f->next);
	all = model_all(model, &after);
	assert_int_equal(after, before - 1);
	add("dvb_usb_generic_rw sink buf=2\ndvb_usb_generic_rw alloc kind=heap\n");
	assert_int_equal(f->next->num[KEY_BUF], 2);
	assert_non_null(model_find(model, "dvb_usb_generic_rw", ROLE_ALLOC));
	all = model_all(model, &after);
	assert_int_equal(after, before + 1);
	for (unsigned i = 0; i < after; i++)
		seen += !strcmp(all[i]->name, "dvb_usb_generic_rw");
	assert_int_equal(seen, 3);
}

/* The table made at build time is what the parser reads from rules/api.tab now. */
static void same_as_parsed(void **state)
{
	struct model *parsed = model_new();
	const struct fact *const *a, *const *b;
	char path[4096], *err = NULL;
	unsigned na, nb;

	(void)state;
	assert_non_null(getenv("USBDMA_ROOT"));
	snprintf(path, sizeof(path), "%s/rules/api.tab", getenv("USBDMA_ROOT"));
	if (!model_add_file(parsed, path, &err))
		fail_msg("%s", err);
	a = model_all(model, &na);
	b = model_all(parsed, &nb);
	assert_int_equal(na, nb);
	assert_true(na > 500);
	for (unsigned i = 0; i < na; i++) {
		assert_string_equal(a[i]->name, b[i]->name);
		assert_int_equal(a[i]->role, b[i]->role);
		assert_int_equal(a[i]->line, b[i]->line);
		assert_int_equal(!a[i]->next, !b[i]->next);
		assert_true(model_roles(model, a[i]->name) >> a[i]->role & 1);
		assert_int_equal(model_find(parsed, a[i]->name, a[i]->role)->line,
				 model_find(model, a[i]->name, a[i]->role)->line);
		for (unsigned k = 0; k < N_KEYS; k++) {
			assert_int_equal(a[i]->num[k], b[i]->num[k]);
			assert_int_equal(!a[i]->text[k], !b[i]->text[k]);
			if (a[i]->text[k])
				assert_string_equal(a[i]->text[k], b[i]->text[k]);
		}
	}
	model_free(parsed);
}

static void roles_of_names(void **state)
{
	(void)state;
	assert_true(model_roles(model, "kzalloc_noprof") & ROLE_BIT(ALLOC));
	assert_false(model_roles(model, "kzalloc") & ROLE_BIT(SINK));
	assert_true(model_roles(model, "no_such_function") == 0);
	assert_true(model_record_roles(model, "urb") & ROLE_BIT(NO_MAP));
	assert_true(model_record_roles(model, "ur") == 0);
	add("my_rec.buf source kind=vmalloc\nmy_fn alloc kind=heap\n");
	assert_true(model_record_roles(model, "my_rec") == ROLE_BIT(SOURCE));
	assert_true(model_roles(model, "my_fn") == ROLE_BIT(ALLOC));
}

static void knows_functions_only(void **state)
{
	(void)state;
	assert_true(model_knows(model, "usb_bulk_msg"));
	assert_true(model_knows(model, "kzalloc_noprof"));
	assert_true(model_knows(model, "is_vmalloc_addr"));
	assert_false(model_knows(model, "usb_driver"));
	assert_false(model_knows(model, "GFP_DMA"));
	assert_false(model_knows(model, "usb_bulk_ms"));
	assert_false(model_knows(model, ""));
}

static void fields(void **state)
{
	char name[3000];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_non_null(model_find_field(model, "urb", "setup_dma", ROLE_FIELD_SINK));
	assert_null(model_find_field(model, "urb", "setup_dma", ROLE_SOURCE));
	assert_null(model_find_field(model, name, "setup_dma", ROLE_SOURCE));
	assert_string_equal(role_name(ROLE_FIELD_SINK), "field-sink");
}

/* The table has room for more names than it started with. */
static void many_names(void **state)
{
	char text[64], name[32];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "many_%d sink buf=%d\n", i, i % 9);
		add(text);
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "many_%d", i);
		assert_int_equal(model_find(model, name, ROLE_SINK)->num[KEY_BUF], i % 9);
	}
	assert_non_null(model_find(model, "usb_bulk_msg", ROLE_SINK));
}

static void files(void **state)
{
	static const char text[] = "nul sink\0buf=1\n";
	char path[] = "/tmp/test_model.XXXXXX", expected[256];
	char *err = NULL;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, sizeof(text) - 1), sizeof(text) - 1);
	close(fd);
	assert_false(model_add_file(model, path, &err));
	snprintf(expected, sizeof(expected), "%s:1: a NUL byte; expected text", path);
	assert_string_equal(err, expected);
	free(err);
	assert_int_equal(truncate(path, 8), 0);
	assert_false(model_add_file(model, path, &err));
	snprintf(expected, sizeof(expected), "%s:1: 'nul' lacks a key; 'sink' expects buf=", path);
	assert_string_equal(err, expected);
	free(err);
	assert_int_equal(truncate(path, 0), 0);
	assert_true(model_add_file(model, path, &err));
	unlink(path);
	assert_false(model_add_file(model, path, &err));
	snprintf(expected, sizeof(expected),
		 "%s: No such file or directory; expected a readable file of facts", path);
	assert_string_equal(err, expected);
	free(err);
	assert_false(model_add_file(model, "/", &err));
	assert_string_equal(err, "/: Is a directory; expected a readable file of facts");
	free(err);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(wrong_lines), T(wrong_values), T(wrong_names), T(wrong_text), T(all_or_nothing),
		T(odd_but_right), T(numbers), T(noprof_suffix), T(lines_of_one_name), T(override),
		T(same_as_parsed), T(roles_of_names),
		T(knows_functions_only), T(fields), T(many_names), T(files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
