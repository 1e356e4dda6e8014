/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * origin_int.h - what origin.c, origin_load.c and origin_call.c share: one query
 * for the origins of one pointer.
 */
#ifndef USBDMA_ORIGIN_INT_H
#define USBDMA_ORIGIN_INT_H

#include "solve_int.h"

/* What the way from the use back to here has added to the pointer. */
struct adj {
	int64_t off;
	bool inexact;
	struct member member;
	uint32_t excluded;
	const char *name;
};

struct query {
	struct fx *f;
	struct origins *out;
	uint32_t epoch;
	bool cyclic;
	bool no_join;			/* only what local stores show */
	unsigned depth;
};

struct origin origin_memory(enum mem mem);
void origin_emit(struct query *q, struct origin o, const struct adj *adj);
void origin_emit_mem(struct query *q, enum mem mem, const struct adj *adj);
void origin_emit_hole(struct query *q, struct hole hole, const struct adj *adj);
void origin_emit_param(struct query *q, uint32_t k, const struct adj *adj);

/* Go on backwards from an operand, a load, a call. */
void origin_walk(struct query *q, struct operand o, struct adj adj);
void origin_walk_load(struct query *q, const struct place *p, uint32_t insn, struct adj adj);
void origin_walk_call(struct query *q, const struct insn *in, uint32_t insn, struct adj adj);

#endif
