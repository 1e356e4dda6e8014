/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * flight.h - what the rules on buffers in flight share: flight.c, check_flight.c,
 * check_shared.c.
 */
#ifndef USBDMA_FLIGHT_H
#define USBDMA_FLIGHT_H

#include "urb.h"

/* Memory that a pointer leads to, as one function knows it. */
struct area {
	bool known;
	bool address;			/* of a variable or member; else behind a pointer */
	uint32_t root;			/* the value at the bottom, or NONE: a variable */
	uint32_t cell;			/* of the root, or the variable's number */
	struct step st;			/* the member whose address, or whose value, it is */
	int64_t off;			/* bytes from there */
	uint32_t added;			/* the value added to it, or NONE */
	bool variable;			/* off is not all */
};

struct area area_of(struct fx *f, struct operand o);
struct area area_at(struct fx *f, const struct place *p);
bool area_same(const struct area *a, const struct area *b);	/* of one function */
/* From insn on the pointer is another one: the next round's, or what was just stored. */
bool area_renewed(struct fx *f, const struct area *buf, uint32_t insn);

enum dir fill_dir(const struct urb_event *fill);
int64_t fill_length(const struct urb_event *fill);		/* SIZE_UNKNOWN */

/*
 * Is the URB in flight after this event of f, when its call says 0 or nothing?  True of
 * usb_submit_urb(), and of a helper that returns what that said, and does not wait.
 */
bool submit_certain(struct fx *f, const struct urb_event *submit);

/* May the call sleep until a transfer is done, as far as anybody knows? */
bool call_may_wait(struct fx *f, const struct insn *in);

/* The blocks of the innermost circle through this one; NULL: none. */
struct loop { uint8_t *in; };
bool loop_of(struct fx *f, uint32_t block, struct loop *l);
bool loop_has(const struct fx *f, const struct loop *l, uint32_t insn);
bool loop_defines(const struct fx *f, const struct loop *l, uint32_t value);

void check_flight(struct solver *s);		/* check_flight.c */
void check_shared(struct solver *s);		/* check_shared.c */

#endif
