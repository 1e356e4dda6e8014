// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * unit.c - what kind of driver the unit is: its buses, whether it is a driver at
 * all, whether its devices speak Bluetooth only.
 */
#include <string.h>
#include "solve_int.h"

#define HID_BUS_USB 0x03		/* linux/input.h: BUS_USB, BUS_BLUETOOTH */
#define HID_BUS_BLUETOOTH 0x05

static const struct { const char *name; enum bus bus; } bus_names[] = {
	{ "usb", BUS_usb }, { "hid", BUS_hid }, { "usbnet", BUS_usbnet },
	{ "hcd", BUS_hcd }, { "udc", BUS_udc },
};

static uint32_t bus_bit(const char *name)
{
	for (size_t i = 0; name && i < sizeof(bus_names) / sizeof(bus_names[0]); i++)
		if (!strcmp(name, bus_names[i].name))
			return bus_names[i].bus;
	return BUS_other;
}

static uint32_t bus_of(const struct fact *fact)
{
	return fact ? bus_bit(fact->text[KEY_BUS]) : 0;
}

/* By the driver structures it defines, else by the usbcore calls it makes. */
uint32_t unit_buses(const struct solver *s)
{
	const struct unit *u = s->u;
	uint32_t buses = 0;

	for (uint32_t i = 0; i < u->n_objects; i++) {
		const struct object *o = &u->objects[i];

		if (o->kind == OBJ_STATIC && o->record != NONE)
			buses |= bus_of(model_find(s->m, u->records[o->record].name,
						   ROLE_DRIVER));
	}
	for (uint32_t i = 0; i < u->n_funcs && !(buses & BUS_usb); i++)
		buses |= bus_of(model_find(s->m, u->funcs[i].name, ROLE_CALLER));
	return buses;
}

/* Does it call a function that allocates or releases coherent memory? */
bool unit_coherent(const struct solver *s)
{
	static const enum role roles[] = { ROLE_ALLOC, ROLE_FREE };

	for (uint32_t i = 0; i < s->u->n_funcs; i++)
		for (unsigned r = 0; r < 2; r++) {
			const struct fact *fact = model_find(s->m, s->u->funcs[i].name, roles[r]);

			if (fact && mem_by_name(fact->text[KEY_KIND]) == MEM_coherent)
				return true;
		}
	return false;
}

bool unit_exempt(const struct solver *s)
{
	unsigned n;
	const struct fact *const *all = model_all(s->m, &n);
	const char *file = s->u->main_file ? s->u->main_file : "";

	if (s->buses & (BUS_hcd | BUS_udc))
		return true;
	for (unsigned i = 0; i < n; i++) {
		const char *at = all[i]->role == ROLE_EXEMPT ? strstr(file, all[i]->name) : NULL;

		if (at && (at == file || at[-1] == '/'))
			return true;
	}
	return false;
}

/* hid_device.bus, hid_device_id.bus */
static bool is_bus_number(const struct solver *s, struct step st)
{
	return step_fact(s, st, ROLE_BUS_NUMBER);
}

/* Device tables that list Bluetooth and nothing else. */
static bool table_bluetooth_only(struct solver *s)
{
	bool any = false;

	if (s->bt_only)
		return s->bt_only == 2;
	s->bt_only = 2;
	for (uint32_t i = 0; i < s->u->n_inits; i++) {
		const struct init *it = &s->u->inits[i];

		if (it->kind != INIT_INT || it->slot.record == NONE || !it->value ||
		    !is_bus_number(s, it->slot))
			continue;
		any = true;
		if (it->value != HID_BUS_BLUETOOTH)
			s->bt_only = 1;
	}
	if (!any)
		s->bt_only = 1;
	return s->bt_only == 2;
}

static bool name_says_bluetooth(const char *name)
{
	for (const char *p = name; (p = strstr(p, "bt")); p += 2)
		if ((p == name || p[-1] == '_') && (p[2] == '_' || !p[2]))
			return true;
	return strstr(name, "bluetooth") != NULL;
}

/* Does a test of such a member on the way here leave only Bluetooth? */
static bool bus_tested(struct fx *f, uint32_t insn)
{
	const struct func *fn = f->fn;

	for (uint32_t b = f->block_of[insn]; f->idom[b] != NONE && b != 0; b = f->idom[b]) {
		const struct block *d = &fn->blocks[f->idom[b]];
		const struct insn *test, *load;
		bool yes;

		if (!d->n || d->n_succs != 2)
			continue;
		test = &fn->insns[d->first + d->n - 1];
		load = test->op == OP_COND && test->b.kind == OPND_INT ? fx_def(f, test->a) : NULL;
		while (load && load->op == OP_COPY)
			load = fx_def(f, load->a);
		if (!load || load->op != OP_LOAD || !load->place.n_path)
			continue;
		if (!is_bus_number(f->s, load->place.path[load->place.n_path - 1]))
			continue;
		yes = fx_dominates(f, d->succs[0], f->block_of[insn]);
		if ((test->b.num == HID_BUS_BLUETOOTH && yes == (test->bin == BIN_EQ)) ||
		    (test->b.num == HID_BUS_USB && yes == (test->bin == BIN_NE)))
			return true;
	}
	return false;
}

/* Behind the false edge of hid_is_usb()? */
static bool told_not_usb(struct fx *f, uint32_t insn)
{
	const struct func *fn = f->fn;

	for (uint32_t b = f->block_of[insn]; f->idom[b] != NONE && b != 0; b = f->idom[b]) {
		const struct block *d = &fn->blocks[f->idom[b]];
		const struct insn *test, *call;
		const struct fact *fact;
		uint32_t no;

		if (!d->n || d->n_succs != 2)
			continue;
		test = &fn->insns[d->first + d->n - 1];
		call = test->op == OP_COND && test->b.kind == OPND_INT && !test->b.num ?
		       fx_def(f, test->a) : NULL;
		fact = call ? call_fact(f->s, call, ROLE_ANNOTATION) : NULL;
		if (!fact || strcmp(fact->text[KEY_WHAT], "usb_test"))
			continue;
		no = d->succs[test->bin == BIN_EQ ? 0 : 1];
		if (fn->blocks[no].n_preds == 1 && fx_dominates(f, no, f->block_of[insn]))
			return true;
	}
	return false;
}

bool bluetooth_only(struct fx *f, uint32_t insn)
{
	return name_says_bluetooth(f->fn->name) || bus_tested(f, insn) ||
	       told_not_usb(f, insn) ||
	       table_bluetooth_only(f->s);
}
