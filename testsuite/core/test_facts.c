// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_facts.c - unit_check() refuses each kind of damage, says where, and
 * reads nothing out of bounds on the way (the sanitizers watch).
 */
#include "t.h"

#include "base_unit.h"
#include "facts.h"
#include "report.h"

static struct unit *base(void)
{
	char *err = NULL;
	struct unit *u = facts_read("base", base_unit, strlen(base_unit), &err);

	if (!u)
		fail_msg("%s", err);
	return u;
}

static void fresh_unit_is_good(void **state)
{
	struct unit *u = unit_new();

	(void)state;
	assert_null(unit_check(u));
	assert_string_equal(u->main_file, "");
	unit_free(u);
	unit_free(NULL);
}

static void base_unit_is_good(void **state)
{
	struct unit *u = base();

	(void)state;
	assert_null(unit_check(u));
	unit_free(u);
}

/* Set one thing of the base unit, expect this complaint. */
#define DAMAGE(want, ...) do {							\
	struct unit *u = base();						\
	struct func *f = &u->funcs[1];						\
										\
	(void)f;								\
	__VA_ARGS__;								\
	assert_has(unit_check(u), want);					\
	unit_free(u);								\
} while (0)

static void bad_tables(void **state)
{
	(void)state;
	DAMAGE("no main file", u->main_file = NULL);
	DAMAGE("no producer", u->producer = NULL);
	DAMAGE("a table is missing", u->records = NULL);
	DAMAGE("a table is missing", u->objects = NULL);
	DAMAGE("a table is missing", u->funcs = NULL);
	DAMAGE("a table is missing", u->inits = NULL);
	DAMAGE("fields missing", u->records[0].fields = NULL);
	DAMAGE("a table is missing", f->values = NULL);
	DAMAGE("a table is missing", f->insns = NULL);
	DAMAGE("a table is missing", f->params = NULL);
	DAMAGE("a table is missing", f->blocks = NULL);
}

static void bad_records(void **state)
{
	(void)state;
	DAMAGE("record 0 has no name", u->records[0].name = NULL);
	DAMAGE("record 0 'demo': bad size", u->records[0].size = -1);
	DAMAGE("record 0 'demo': bad size", u->records[0].size = INT64_MAX);
	DAMAGE("bad size or flags", u->records[0].flags = 1u << 31);
	DAMAGE("field 1 has no name", u->records[0].fields[1].name = NULL);
	DAMAGE("field 1 'buf': bad class", u->records[0].fields[1].record = 2);
	DAMAGE("field 1 'buf': bad class", u->records[0].fields[1].cls = (enum type_class)99);
	DAMAGE("field 1 'buf': bad class", u->records[0].fields[1].cls = (enum type_class)-1);
	DAMAGE("bad offset, size or flags", u->records[0].fields[1].off = INT64_MAX);
	DAMAGE("bad offset, size or flags", u->records[0].fields[1].size = -8);
	DAMAGE("bad offset, size or flags", u->records[0].fields[1].flags = 64);
}

static void bad_objects(void **state)
{
	(void)state;
	DAMAGE("object 0 has no name", u->objects[0].name = NULL);
	DAMAGE("object 0 'buf': bad kind", u->objects[0].kind = (enum object_kind)5);
	DAMAGE("object 0 'buf': bad class", u->objects[0].record = 1000);
	DAMAGE("object 0 'buf': bad size", u->objects[0].size = -3);
	DAMAGE("object 0 'buf': bad size", u->objects[0].flags = 512);
	DAMAGE("no such function to own it", u->objects[0].func = 2);
	DAMAGE("no such function to own it", u->objects[0].func = NONE);
	DAMAGE("a function owns it", u->objects[1].func = 1);
}

static void bad_inits(void **state)
{
	(void)state;
	DAMAGE("init 0: no such object", u->inits[0].object = 4);
	DAMAGE("init 0: no such object", u->inits[0].object = NONE);
	DAMAGE("init 0: bad offset", u->inits[0].off = INT64_MAX);
	DAMAGE("init 0: no such member", u->inits[0].slot.field = 1);
	DAMAGE("init 0: no such member", u->inits[0].slot.record = 2);
	DAMAGE("init 0: no such function", u->inits[0].target = 2);
	DAMAGE("init 1: no such target", u->inits[1].target = 4);
	DAMAGE("init 1: bad offset in its target", u->inits[1].value = INT64_MAX);
	DAMAGE("init 2: bad kind", u->inits[2].kind = (enum init_kind)3);
}

static void bad_functions(void **state)
{
	(void)state;
	DAMAGE("function 1 has no name", f->name = NULL);
	DAMAGE("function 1 'demo_read': unknown flags", f->flags |= 32);
	DAMAGE("code without a body", f->flags = 0);
	DAMAGE("a body without blocks", u->funcs[0].flags = FUNC_BODY);
	DAMAGE("parameter 0: bad name", f->params[0].name = NULL);
	DAMAGE("parameter 0: bad name", f->params[0].record = 9);
	DAMAGE("parameter 0: value out of range", f->params[0].value = 10);
	DAMAGE("parameter 1: value out of range or not its own", f->params[1].value = 0);
	DAMAGE("parameter 1: its storage", f->params[1].object = 4);
	DAMAGE("parameter 1: its storage", f->params[1].object = 0);
	DAMAGE("value 4: bad name", f->values[4].name = NULL);
	DAMAGE("value 4: bad name", f->values[4].record = 77);
	DAMAGE("value 4: bad name", f->values[4].flags = 2);
	DAMAGE("value 4: bad name", f->values[4].pointee_size = -1);
}

static void bad_blocks(void **state)
{
	(void)state;
	DAMAGE("block 1: does not begin behind", f->blocks[1].first = 5);
	DAMAGE("block 0: does not begin behind", f->blocks[0].n = UINT32_MAX);
	DAMAGE("block 3: does not begin behind", f->blocks[3].n++);
	DAMAGE("1 instructions are in no block", f->blocks[3].n--);
	DAMAGE("edges between blocks are not mutual", f->blocks[0].succs[0] = 3);
	DAMAGE("edges between blocks are not mutual", f->blocks[0].succs[0] = 4);
	DAMAGE("edges between blocks are not mutual", f->blocks[0].succs[0] = NONE);
	DAMAGE("edges between blocks are not mutual", f->blocks[3].preds[2] = 1);
	DAMAGE("edges between blocks are not mutual", f->blocks[3].n_preds--);
	DAMAGE("edges between blocks are not mutual", f->blocks[3].preds = NULL);
	DAMAGE("edges between blocks are not mutual", f->blocks[2].succs = NULL);
}

static void bad_shape(void **state)
{
	(void)state;
	DAMAGE("block 3, instruction 0: phi with another number", f->insns[12].n_args = 2);
	DAMAGE("block 0, instruction 1: result out of range or defined before",
	       f->insns[1].result = 1);
	DAMAGE("defined before", f->insns[1].result = 0);
	DAMAGE("result out of range", f->insns[1].result = 10);
	DAMAGE("result missing", f->insns[1].result = NONE);
	DAMAGE("result where none can be", f->insns[2].result = 9);
	DAMAGE("unknown operation", f->insns[2].op = (enum insn_op)14);
	DAMAGE("unknown kind of binary", f->insns[8].bin = (enum bin_op)18);
	DAMAGE("something follows a jump", f->insns[5].op = OP_RET);
	DAMAGE("without two successors", f->insns[13].op = OP_COND);
	DAMAGE("phi behind another operation", f->insns[1].op = OP_PHI);
}

static void bad_operands(void **state)
{
	(void)state;
	DAMAGE("bad first operand", f->insns[3].a.value = 10);
	DAMAGE("bad first operand", f->insns[3].a.kind = (enum opnd_kind)3);
	DAMAGE("bad second operand", f->insns[9].b.value = NONE);
	DAMAGE("bad argument", f->insns[4].args[2].value = 10);
	DAMAGE("arguments missing", f->insns[4].args = NULL);
	DAMAGE("no such callee", f->insns[4].fn = 2);
	DAMAGE("no such function", f->insns[7].fn = NONE);
	DAMAGE("bad call target", f->insns[6].target.value = 10);
	DAMAGE("bad base of a place", f->insns[0].place.id = 4);
	DAMAGE("bad base of a place", f->insns[1].place.id = 10);
	DAMAGE("bad base of a place", f->insns[1].place.base = (enum base_kind)2);
	DAMAGE("bad offset or size of a place", f->insns[1].place.off = INT64_MAX);
	DAMAGE("bad offset or size of a place", f->insns[1].place.size = -1);
	DAMAGE("bad class or record of a place", f->insns[1].place.record = 2);
	DAMAGE("path of a place is missing", f->insns[1].place.path = NULL);
	DAMAGE("no such member in a place", f->insns[1].place.path[0].field = 2);
	DAMAGE("no such member in a place", f->insns[1].place.path[0].record = NONE);
	DAMAGE("bad base of a place", f->insns[2].place2.id = NONE);
}

static void undefined_values_are_allowed(void **state)
{
	struct unit *u = base();
	struct func *f = &u->funcs[1];

	(void)state;
	f->insns[13].a.value = 9;
	assert_null(unit_check(u));
	unit_free(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fresh_unit_is_good),
		cmocka_unit_test(base_unit_is_good),
		cmocka_unit_test(bad_tables),
		cmocka_unit_test(bad_records),
		cmocka_unit_test(bad_objects),
		cmocka_unit_test(bad_inits),
		cmocka_unit_test(bad_functions),
		cmocka_unit_test(bad_blocks),
		cmocka_unit_test(bad_shape),
		cmocka_unit_test(bad_operands),
		cmocka_unit_test(undefined_values_are_allowed),
	};

	return RUN_TESTS(tests);
}
