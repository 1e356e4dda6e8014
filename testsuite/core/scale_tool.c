// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scale_tool.c - scale_tool DIR N: interface facts of a made-up tree of N units, to
 * measure usbdma-link.  As in real trees: modules of 20 files that call each other
 * in a chain; the last calls an exported function of a module further down, so
 * that half of all ways go through many modules; pairs of modules that call each
 * other in a circle; every tenth unit sits in a table of functions that is called
 * from many.  Every hundredth unit passes a stack buffer: N / 100 findings.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "iface.h"
#include "solve_int.h"

#define PER_MODULE 20
#define LOCALS 6			/* static functions of each unit */
enum { WRAP, USER, CIRCLE, OPS, FIRST_LOCAL };

struct made {
	struct arena *a;
	unsigned no, total;
	const char *file;
};

static struct if_loc at(unsigned line)
{
	return (struct if_loc){ 0, line, 9 };
}

static struct if_origin *param(struct arena *a, uint32_t id)
{
	struct if_origin *o = arena_new_array(a, struct if_origin, 1);

	*o = (struct if_origin){ .kind = IFO_PARAM, .id = id, .name = "", .maker = "",
				 .max_size = INT64_MAX };
	return o;
}

static struct if_origin *stack(struct arena *a, unsigned line)
{
	struct if_origin *o = param(a, 0);

	o->kind = IFO_MEM;
	o->mem = MEM_stack;
	o->flags = IFO_OBJECT;
	o->name = "buf";
	o->birth = at(line);
	return o;
}

static struct if_func *func(struct iface *f, unsigned i, const char *name, uint32_t flags)
{
	struct if_func *fn = &f->funcs[i];

	fn->name = name;
	fn->flags = flags;
	fn->n_params = 3;
	fn->loc = at(10 * i + 1);
	return fn;
}

/* fn calls `to` and hands it its own argument 1 (or o) with the length behind it. */
static void calls(struct made *m, struct if_func *fn, struct if_call to, struct if_origin *o)
{
	struct if_arg_int len = { 2, { IFI_PARAM, 2, 0 } };
	struct if_use u = { .kind = IFU_ARG, .id = fn->n_calls, .arg = 1, .name = "",
			    .loc = at(fn->loc.line + 2), .n_origins = 1, .origins = o };

	to.loc = u.loc;
	to.n_ints = 1;
	to.ints = arena_new_array(m->a, struct if_arg_int, 1);
	to.ints[0] = len;
	if (!to.name)
		to.name = "";
	if (!fn->calls) {
		fn->calls = arena_new_array(m->a, struct if_call, 4);
		fn->uses = arena_new_array(m->a, struct if_use, 4);
	}
	fn->calls[fn->n_calls++] = to;
	fn->uses[fn->n_uses++] = u;
}

static void sink(struct made *m, struct if_func *fn)
{
	fn->uses = arena_new_array(m->a, struct if_use, 4);
	fn->uses[fn->n_uses++] = (struct if_use){
		.kind = IFU_SINK, .arg = 2, .name = "usb_bulk_msg", .dirkey = 'p',
		.len = { IFI_PARAM, 2, 0 }, .loc = at(fn->loc.line + 1), .n_origins = 1,
		.origins = param(m->a, 1) };
}

static const char *named(struct made *m, const char *what, unsigned no)
{
	return arena_printf(m->a, "%s_%u", what, no);
}

/* Where the chain of unit `no` goes on. */
static struct if_call next_of(struct made *m)
{
	unsigned module = m->no / PER_MODULE, to = m->no + 1;

	if (to % PER_MODULE == 0 || to >= m->total)
		to = module / 2 * PER_MODULE;
	return (struct if_call){ .to = IFT_NAME, .name = named(m, "wrap", to) };
}

static struct iface *make(struct made *m)
{
	struct iface *f = arena_new_array(m->a, struct iface, 1);
	unsigned module = m->no / PER_MODULE, twin = (module ^ 1) * PER_MODULE;
	struct if_call local = { .to = IFT_FUNC }, slot = { .to = IFT_SLOT };
	bool first = m->no % PER_MODULE == 0;

	f->tool = USBDMA_VERSION;
	f->main_file = m->file;
	f->module = arena_printf(m->a, "mod%u", module);
	f->n_files = f->n_cells = 1;
	f->files = &m->file;
	f->cells = arena_new_array(m->a, struct if_cell, 1);
	f->cells[0] = (struct if_cell){ CELL_FIELD, "big_ops", "read", "include/linux/big.h",
					false };
	f->n_funcs = FIRST_LOCAL + LOCALS;
	f->funcs = arena_new_array(m->a, struct if_func, f->n_funcs);
	func(f, WRAP, named(m, "wrap", m->no), IFF_GLOBAL | (first ? IFF_EXPORTED : 0));
	local.id = FIRST_LOCAL;
	calls(m, &f->funcs[WRAP], local, param(m->a, 1));
	func(f, USER, named(m, "user", m->no), IFF_GLOBAL);
	calls(m, &f->funcs[USER], next_of(m),
	      m->no % 100 == 7 ? stack(m->a, 12) : param(m->a, 1));
	func(f, CIRCLE, named(m, "circle", m->no), IFF_GLOBAL | (first ? IFF_EXPORTED : 0));
	calls(m, &f->funcs[CIRCLE], (struct if_call){ .to = IFT_NAME, .name =
	      named(m, "circle", first ? twin : m->no - 1) }, param(m->a, 1));
	calls(m, &f->funcs[CIRCLE], next_of(m), param(m->a, 1));
	func(f, OPS, named(m, "ops", m->no), 0);
	calls(m, &f->funcs[OPS], m->no % 10 ? slot : next_of(m), param(m->a, 1));
	for (unsigned i = 0; i < LOCALS; i++) {
		func(f, FIRST_LOCAL + i, arena_printf(m->a, "local%u", i), 0);
		local.id = FIRST_LOCAL + i + 1;
		if (i + 1 < LOCALS)
			calls(m, &f->funcs[FIRST_LOCAL + i], local, param(m->a, 1));
		else if (m->no < PER_MODULE)
			sink(m, &f->funcs[FIRST_LOCAL + i]);
		else
			calls(m, &f->funcs[FIRST_LOCAL + i], next_of(m), param(m->a, 1));
	}
	if (m->no % 10 == 0) {
		f->slots = arena_new_array(m->a, struct if_slot, 1);
		f->slots[0] = (struct if_slot){ 0, OPS, "" };
		f->n_slots = 1;
	}
	return f;
}

static void one(const char *dir, unsigned no, unsigned total, uint64_t tables)
{
	struct made m = { arena_new(), no, total, NULL };
	char *sub = arena_printf(m.a, "%s/%03u", dir, no / 500), *err;
	struct iface *f;

	m.file = arena_printf(m.a, "drivers/made/%03u/unit%u.c", no / 500, no);
	f = make(&m);
	f->rules = tables;
	if ((mkdir(sub, 0777) && errno != EEXIST) ||
	    !iface_save(f, arena_printf(m.a, "%s/unit%u.usbdma", sub, no), &err)) {
		perror(sub);
		exit(2);
	}
	arena_free(m.a);
}

int main(int argc, char **argv)
{
	unsigned n = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
	struct model *model = model_new();
	uint64_t tables = model_hash(model);

	if (!n) {
		fputs("usage: scale_tool DIR N\n", stderr);
		return 2;
	}
	for (unsigned i = 0; i < n; i++)
		one(argv[1], i, n, tables);
	model_free(model);
	return 0;
}
