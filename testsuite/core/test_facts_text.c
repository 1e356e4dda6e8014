// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_facts_text.c - units as text: what is read is written again, and text
 * that is wrong is refused with its line and what was expected.
 */
#include "t.h"

#include "base_unit.h"
#include "facts.h"
#include "report.h"

#define HEAD	"usbdma-facts 1\n"

static struct unit *read_len(const char *text, size_t len, char **err)
{
	/* a copy that ends where the text ends, for the sanitizer to watch */
	char *copy = malloc(len ? len : 1);
	struct unit *u;

	assert_non_null(copy);
	memcpy(copy, text, len);
	u = facts_read("t", copy, len, err);
	free(copy);
	return u;
}

static struct unit *read_good(const char *text)
{
	char *err = NULL;
	struct unit *u = read_len(text, strlen(text), &err);

	if (!u)
		fail_msg("%s", err);
	assert_null(err);
	return u;
}

static char *written(const struct unit *u)
{
	FILE *f = tmpfile();
	char *text;

	assert_non_null(f);
	facts_write(u, f);
	text = file_text(f);
	fclose(f);
	return text;
}

static void round_trip(const char *text)
{
	struct unit *u = read_good(text);
	char *again = written(u);

	assert_string_equal(again, text);
	free(again);
	unit_free(u);
}

static void becomes(const char *text, const char *canonical)
{
	struct unit *u = read_good(text);
	char *again = written(u);

	assert_string_equal(again, canonical);
	free(again);
	unit_free(u);
}

static void refused(const char *text, const char *want)
{
	char *err = NULL;
	struct unit *u = read_len(text, strlen(text), &err);

	if (u)
		fail_msg("accepted, expected: %s", want);
	assert_has(err, want);
	free(err);
}

static void base_unit_round_trips(void **state)
{
	(void)state;
	round_trip(base_unit);
}

static void smallest_unit(void **state)
{
	(void)state;
	becomes(HEAD, HEAD "main \"\"\nproducer \"\"\n");
	becomes("\n# words\n  usbdma-facts 1 # more\n\n", HEAD "main \"\"\nproducer \"\"\n");
	becomes("usbdma-facts 1", HEAD "main \"\"\nproducer \"\"\n");
}

static void any_order_of_keys_is_read(void **state)
{
	(void)state;
	becomes(HEAD "main \"a\"\nproducer \"b\"\n"
		"object 0 static \"x\" record=0 size=0x10 flags=array"
		" class=array\r\nrecord 0 \"r\" align=8 size=?\n",
		HEAD "main \"a\"\nproducer \"b\"\nrecord 0 \"r\" size=? align=8\n"
		"object 0 static \"x\" size=16 class=array record=0 flags=array\n");
}

static void strings_are_escaped(void **state)
{
	struct unit *u = read_good(HEAD "main \"q\\\" b\\\\ n\\n t\\t \\x01\\xff\\x7f #\"\n");
	char *text = written(u);

	(void)state;
	assert_string_equal(u->main_file, "q\" b\\ n\n t\t \x01\xff\x7f #");
	assert_has(text, "main \"q\\\" b\\\\ n\\n t\\t \\x01\\xff\\x7f #\"\n");
	free(text);
	unit_free(u);
	u = read_good(HEAD "main \"\xc3\xa9\xff\"\n");
	assert_string_equal(u->main_file, "\xc3\xa9\xff");
	unit_free(u);
}

static void bad_strings(void **state)
{
	(void)state;
	refused(HEAD "main \"x\n", "t:2: expected a closing quote");
	refused(HEAD "main \"x", "t:2: expected a closing quote");
	refused(HEAD "main \"x\\", "t:2: expected \\\"");
	refused(HEAD "main \"x\\q\"", "t:2: expected \\\"");
	refused(HEAD "main \"\\x0", "t:2: expected \\\"");
	refused(HEAD "main \"\\x00\"", "t:2: expected \\\"");
	refused(HEAD "main \"\\xAA\"", "t:2: expected \\\"");
	refused(HEAD "main \"\x01\"", "t:2: expected a closing quote, found byte 0x01");
	refused(HEAD "main x", "t:2: expected a string, found 'x'");
}

static void bad_headers(void **state)
{
	(void)state;
	refused("", "t:1: expected 'usbdma-facts 1', found nothing");
	refused("\n\n", "t:3: expected 'usbdma-facts 1', found nothing");
	refused("main \"x\"\n", "t:1: expected usbdma-facts, found 'main'");
	refused("usbdma-facts 2\n", "t:1: facts of version 2, expected version 1");
	refused("usbdma-facts\n", "t:1: expected a number at the end of the line");
	refused("usbdma-facts 1 2\n", "t:1: expected the end of the line, found '2'");
	refused("\x7f" "ELF", "t:1: expected usbdma-facts, found byte 0x7f");
}

static void bad_lines(void **state)
{
	(void)state;
	refused(HEAD "nonsense 1\n", "t:2: expected main, producer, file, record");
	refused(HEAD "v0 = copy 1\n", "t:2: expected main, producer");
	refused(HEAD "field 0 \"x\" off=0 size=0 align=1\n", "t:2: field outside of a record");
	refused(HEAD "param 0 \"x\"\n", "t:2: param outside of the head of a function");
	refused(HEAD "value 0 \"x\"\n", "t:2: value outside of the head of a function");
	refused(HEAD "block 0\n", "t:2: block outside of a function");
	refused(HEAD "record 1 \"x\" size=1 align=1\n", "t:2: record 1 out of order, expected 0");
	refused(HEAD "record 0 \"x\" size=1\n", "t:2: expected align= in this line");
	refused(HEAD "record 0 \"x\" size=1 size=1 align=1\n", "t:2: size is given twice");
	refused(HEAD "record 0 \"x\" size=1 align=1 bits=3\n", "t:2: expected a key this line can");
	refused(HEAD "record 0 \"x\" size=1 align=1 flags=soft\n", "expected a flag, found 'soft'");
	refused(HEAD "record 0 \"x\" size=1 align=1 @0:1:1\n", "t:2: no file 0");
	refused(HEAD "object 0 odd \"x\" size=1\n", "t:2: expected a kind of object, found 'odd'");
	refused(HEAD "object 0 static \"x\" size=1 class=odd\n", "expected a type class");
	refused(HEAD "object 0 local \"x\" size=1 func=0\n", "no such function to own it");
}

#define FUNC	HEAD "func 0 \"f\" flags=body values=2\n\tblock 0\n"

static void bad_code(void **state)
{
	(void)state;
	refused(FUNC "v0 = jump 1\n", "t:4: expected an operation, found 'jump'");
	refused(FUNC "v0 copy 1\n", "t:4: expected '=', found 'copy'");
	refused(FUNC "v0 = copy\n", "t:4: expected an operand (vNUMBER, a number or -) at the end");
	refused(FUNC "v0 = copy 1 2\n", "t:4: expected key=value, found '2'");
	refused(FUNC "v0 = copy 1{X\n", "t:4: expected '}'");
	refused(FUNC "v0 = copy 1{}\n", "t:4: expected a name, found '}'");
	refused(FUNC "v0 = copy 1 macros=X\n", "t:4: expected a key this line can have");
	refused(FUNC "v0 = bin plus 1 2\n", "t:4: expected a binary operation, found 'plus'");
	refused(FUNC "v0 = load v1\n", "t:4: expected '[', found 'v1'");
	refused(FUNC "v0 = load [x+0]\n", "t:4: expected oNUMBER, found 'x+0]'");
	refused(FUNC "v0 = load [v1]\n", "t:4: expected '+', found ']'");
	refused(FUNC "v0 = load [v1+0\n", "t:4: expected key=value at the end of the line");
	refused(FUNC "v0 = load [v1+0 r1]\n", "t:4: expected '.', found ']'");
	refused(FUNC "v0 = load [v1+0 r0.0]\n", "no such member in a place");
	refused(FUNC "v0 = call (1)\n", "t:4: expected fNUMBER or *OPERAND, found '(1)'");
	refused(FUNC "v0 = call f0 1\n", "t:4: expected '(', found '1'");
	refused(FUNC "v0 = call f0 (1\n", "t:4: expected ')' at the end of the line");
	refused(FUNC "v0 = call f1 ()\n", "no such callee");
	refused(FUNC "v2 = copy 1\n", "result out of range");
	refused(FUNC "block 2\n", "t:4: block 2 out of order, expected 1");
	refused(FUNC "block 1 preds=\n", "t:4: expected a number at the end of the line");
	refused(FUNC "block 1 preds=0,\n", "t:4: expected a number at the end of the line");
	refused(FUNC "param 0 \"x\"\n", "t:4: param outside of the head");
	refused(HEAD "func 0 \"f\" values=2\nvalue 2 \"x\"\n", "t:3: value 2: the function says");
	refused(HEAD "func 0 \"f\" values=2\nvalue 1 \"x\"\nvalue 1 \"x\"\n",
		"t:4: value 1 out of");
}

static void bad_inits(void **state)
{
	(void)state;
	refused(HEAD "init 0\n", "t:2: expected oNUMBER, found '0'");
	refused(HEAD "init o0+0 = \n", "t:2: expected a number at the end of the line");
	refused(HEAD "init o0+0 = 1\n", "init 0: no such object");
	refused(HEAD "init o0+0 = o1\n", "t:2: expected '+' at the end of the line");
}

static void hostile_numbers(void **state)
{
	(void)state;
	refused(HEAD "func 0 \"f\" values=4000000000\n", "more than the text can define");
	refused(HEAD "func 0 \"f\" values=4294967295\n", "more than the text can define");
	refused(HEAD "func 0 \"f\" values=30\nfunc 1 \"g\" values=30\n", "t:3: values=30: more");
	refused(HEAD "func 0 \"f\" values=4294967296\n", "t:2: number too large");
	refused(HEAD "object 0 static \"x\" size=9223372036854775808\n", "number too large");
	refused(HEAD "object 0 static \"x\" size=9223372036854775807\n", "bad size or flags");
	refused(HEAD "object 0 static \"x\" size=1 record=4294967295\n", "number too large");
	refused(HEAD "object 0 static \"x\" size=99999999999999999999999\n", "number too large");
	refused(HEAD "object 0 static \"x\" size=0x\n", "t:2: expected a number");
}

static void extreme_numbers_round_trip(void **state)
{
	(void)state;
	round_trip(HEAD "main \"\"\nproducer \"\"\n"
		   "object 0 static \"x\" size=1152921504606846976\n"
		   "func 0 \"f\" values=1 flags=body @-:4294967295:7\n"
		   "\tblock 0\n"
		   "\t\tv0 = copy -9223372036854775808\n"
		   "\t\tstore [o0-1152921504606846976 size=?] 9223372036854775807 # x\n"
		   "\t\tstore [o0+? size=0] 0 macros= # x\n"
		   "init o0+? = -9223372036854775808\n");
}

static void a_nul_is_refused(void **state)
{
	static const char text[] = HEAD "main \"a\0b\"\n";
	char *err = NULL;

	(void)state;
	assert_null(read_len(text, sizeof(text) - 1, &err));
	assert_has(err, "t:2: expected a closing quote, found byte 0x00");
	free(err);
	assert_null(read_len("usbdma-facts 1\n\0", 16, &err));
	assert_has(err, "t:2: expected a word that begins a line of facts, found byte 0x00");
	free(err);
}

/* Every beginning of the text is either refused or a unit; none crashes. */
static void every_prefix(void **state)
{
	size_t len = strlen(base_unit), i;
	unsigned refusals = 0;

	(void)state;
	for (i = 0; i < len; i++) {
		char *err = NULL;
		struct unit *u = read_len(base_unit, i, &err);

		assert_true(!u == !!err);
		refusals += !u;
		unit_free(u);
		free(err);
	}
	assert_true(refusals > len / 2);
}

/* Every byte changed to a few others: the same. */
static void every_byte_changed(void **state)
{
	static const char other[] = "\0 \n09avo#\"\\-=@[,\xff";
	size_t len = strlen(base_unit), i, k;
	char *text = strdup(base_unit);
	unsigned accepted = 0;

	(void)state;
	for (i = 0; i < len; i++) {
		for (k = 0; k < sizeof(other) - 1; k++) {
			char *err = NULL;
			struct unit *u;

			text[i] = other[k];
			u = read_len(text, len, &err);
			assert_true(!u == !!err);
			accepted += !!u;
			unit_free(u);
			free(err);
		}
		text[i] = base_unit[i];
	}
	assert_true(accepted > 0);
	free(text);
}

/* What unit_check() would refuse can still be looked at with facts_write(). */
static void a_damaged_unit_can_be_written(void **state)
{
	struct unit *u = read_good(base_unit);
	struct func *f = &u->funcs[1];
	char *text;

	(void)state;
	f->insns[0].place.id = 77;
	f->insns[1].place.path[0].field = 77;
	f->insns[3].op = (enum insn_op)77;
	f->insns[4].fn = 77;
	f->insns[5].result = 77;
	f->blocks[3].n = 77;
	f->blocks[2].first = 77;
	u->objects[0].kind = (enum object_kind)77;
	u->objects[1].cls = (enum type_class)77;
	u->records[0].fields[0].name = NULL;
	text = written(u);
	assert_has(text, "[o77+0");
	assert_has(text, "call f77");
	free(text);
	unit_free(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_unit_round_trips),
		cmocka_unit_test(smallest_unit),
		cmocka_unit_test(any_order_of_keys_is_read),
		cmocka_unit_test(strings_are_escaped),
		cmocka_unit_test(bad_strings),
		cmocka_unit_test(bad_headers),
		cmocka_unit_test(bad_lines),
		cmocka_unit_test(bad_code),
		cmocka_unit_test(bad_inits),
		cmocka_unit_test(hostile_numbers),
		cmocka_unit_test(extreme_numbers_round_trip),
		cmocka_unit_test(a_nul_is_refused),
		cmocka_unit_test(every_prefix),
		cmocka_unit_test(every_byte_changed),
		cmocka_unit_test(a_damaged_unit_can_be_written),
	};

	return RUN_TESTS(tests);
}
