/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * uses.h - def-use lists of a function, and sets of its values, instructions or blocks.
 */
#ifndef USBDMA_USES_H
#define USBDMA_USES_H

#include "solve_int.h"

/* The instructions that use a value, *n of them, in the order of the code. */
const uint32_t *uses_of(struct fx *f, uint32_t value, size_t *n);

/* What is in it has a mark that is not 0. */
struct value_set {
	uint8_t *in;
	size_t n, cap;
	uint32_t *v;			/* in the order they came */
	struct value_set *next;
};

/* set_take: an empty set of f's; set_give takes it back.  Both cost what is in it. */
struct value_set *set_take(struct fx *f);
void set_give(struct fx *f, struct value_set *s);
bool set_add(struct fx *f, struct value_set *s, uint32_t what, uint8_t mark);	/* new? */
void set_sort(struct value_set *s);

#endif
