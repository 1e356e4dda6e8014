/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iface_int.h - what the files that collect interface facts share.
 */
#ifndef USBDMA_IFACE_INT_H
#define USBDMA_IFACE_INT_H

#include "iface.h"
#include "solve_int.h"

struct collector {
	struct solver s;		/* first: sinks_visit() hands it back */
	struct iface *out;
	size_t cap_files, cap_cells, cap_funcs, cap_slots, n_files, n_cells, n_funcs, n_slots;
	uint32_t **field_cell, **element_cell;	/* [record][field] -> cell + 1 */
	uint32_t *object_cell;		/* [object] -> cell + 1 */
	uint32_t *index;		/* function id -> index in out->funcs, or NONE */
	size_t n_urbs, cap_urbs;
	bool *good_told;		/* by cell, as many as cells have been made */
	size_t cap_good;

	/* of the function that is being read */
	struct if_func *func;
	uint32_t *call_of;		/* insn -> call + 1 */
	size_t n_calls, cap_calls, n_uses, cap_uses;
};

/* iface_names.c: numbers for files, members and variables */
struct if_loc iface_loc(struct collector *c, struct loc loc);
uint32_t iface_field_cell(struct collector *c, struct step st);
uint32_t iface_element_cell(struct collector *c, struct step st);
uint32_t iface_object_cell(struct collector *c, uint32_t object);
bool iface_variable(const struct collector *c, uint32_t object);	/* can it be a cell? */
bool iface_contract(const struct collector *c, struct step st, const struct fact **fact);

/* iface_use.c: pointers on their way; near: tell sizes and layouts as well */
struct if_int iface_int(struct intval v);
uint32_t iface_call(struct collector *c, struct fx *f, uint32_t insn);	/* NONE: no target */
void iface_origins(struct collector *c, struct fx *f, const struct origins *got,
		   struct if_use *use, bool near);
void iface_put_use(struct collector *c, struct fx *f, uint32_t insn, struct if_use *use,
		   const struct cond *conds, unsigned n_conds);
void iface_read_call(struct collector *c, struct fx *f, uint32_t insn);

/* iface_urb.c */
uint32_t iface_urb_cell(struct collector *c, struct fx *f, struct operand o, uint32_t insn);
void iface_read_urb(struct collector *c, struct fx *f, uint32_t insn);

#endif
