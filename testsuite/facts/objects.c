// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every kind of storage: locals, by-value parameters, VLA and alloca, compound
 * literals, static, constant, per-CPU, strings; tables of functions.
 */
#include <linux/percpu.h>
#include <linux/types.h>

/* facts: ^object \d+ local "raw" size=8 class=array func=\d+ flags=array,addressed */
/* facts: ^object \d+ param "c" size=3 class=record record=\d+ func=\d+ flags=byvalue,addressed */
/* facts: ^object \d+ param "level" size=1 class=int func=\d+ flags=addressed */
/* facts: ^object \d+ local "" size=2 class=array func=\d+ flags=array,compound */
/* facts: ^object \d+ static "inner" .*flags=array,func-static */
/* facts: ^object \d+ static "table" size=16 .*flags=array,addressed */
/* facts: ^object \d+ static "constants" .*flags=readonly,array */
/* facts: ^object \d+ extern "elsewhere" size=8 */
/* facts: ^object \d+ string "" size=10 .*flags=readonly,array */
/* facts: ^object \d+ static "per_cpu_colour" .*flags=percpu */
/* facts: ^object \d+ static "ops" .*flags=readonly */
/* facts: ^object \d+ local "FRAME\.\d+" .*func=\d+ .*artificial */
/* facts: ^init o\d+\+0 r\d+\.0 = o\d+\+0 */
/* facts: ^init o\d+\+8 r\d+\.1 = f\d+ */
/* facts: ^init o\d+\+16 r\d+\.2 = 7$ */

struct colour {
	u8 red, green, blue;
};

struct ops {
	const char *name;
	int (*run)(void *p);
	int level;
};

int sends(const void *p);

static u8 table[16];
static const u8 constants[4] = { 1, 2, 3, 4 };
static DEFINE_PER_CPU(struct colour, per_cpu_colour);
extern u8 elsewhere[8];

static int run_it(void *p)
{
	/* facts: ^func \d+ "run_it" .*flags=body,addressed */
	return sends(p);
}

static const struct ops ops = {
	.name = "ops",
	.run = run_it,
	.level = 7,
};

int local_array(void)
{
	/* facts: v0 = addr \[o\d+\+0 size=8 class=array\] .*# raw */
	u8 raw[8];

	return sends(raw);
}

int by_value_record(struct colour c)
{
	/* facts: param 0 "c" class=record record=\d+ object=\d+ */
	/* facts: addr \[o\d+\+0 size=3 class=record.*# c$ */
	return sends(&c);
}

int by_value_scalar(u8 level)
{
	/* facts: param 0 "level" class=int object=\d+ */
	/* facts: addr \[o\d+\+0 size=1 class=int\] .*# level */
	return sends(&level);
}

int variable_length(unsigned int n)
{
	/* facts: v17 = call .*# __builtin_alloca_with_align */
	/* facts: call f\d+ \(v17\) .*# sends */
	u8 raw[n];

	return sends(raw);
}

int stack_alloca(unsigned int n)
{
	/* facts: v2 = call .*# __builtin_alloca$ */
	/* facts: call f\d+ \(v2\) .*# sends */
	return sends(__builtin_alloca(n));
}

int compound(u8 level)
{
	/* facts: store \[o\d+\+1 size=1 class=int\] v0 */
	/* facts: v1 = addr \[o\d+\+0 size=2 class=array\] */
	return sends((u8 []){ 1, level });
}

int statics(void)
{
	/* facts: addr .*# inner */
	/* facts: v2 = addr .*# table */
	/* facts: bin add v2 2 */
	/* facts: addr .*# constants */
	/* facts: addr .*# elsewhere */
	static u8 inner[4];

	sends(inner);
	sends(table + 2);
	sends(constants);
	return sends(elsewhere);
}

int string(void)
{
	/* facts: addr \[o\d+\+0 size=10 class=array\] */
	return sends("two words");
}

int per_cpu_area(void)
{
	/* facts: v0 = addr .*# per_cpu_colour */
	/* facts: v1 = copy v0 */
	/* facts: bin add v1 */
	/* facts: call .*# sends */
	return sends(per_cpu_ptr(&per_cpu_colour, 0));
}

int through_table(void *p, const struct ops *o)
{
	/* facts: addr .*# ops */
	/* facts: v3 = load \[v1\+8 r\d+\.1 .*# o->run */
	/* facts: call \*v3 \(v0\) */
	sends(&ops);
	return o->run(p);
}

int nested(int n)
{
	/* facts: addr .*# FRAME\. */
	/* facts: call f\d+ .*# inner */
	/* facts: v6 = addr \[o\d+\+\d+ r\d+\.\d+ size=8 class=array\] .*\.raw */
	u8 raw[8];

	int inner(void)
	{
		return sends(raw) + n;
	}

	return inner() ? inner() : sends(raw);
}
