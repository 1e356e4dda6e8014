/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * received.h - what a synchronous IN transfer is known to have brought, at a
 * later place of the same function.
 */
#ifndef USBDMA_RECEIVED_H
#define USBDMA_RECEIVED_H

#include "solve_int.h"

/* How the transfer can have ended on the ways to a place. */
enum ended {
	ENDED_FAILED = 1,		/* an error, nothing arrived */
	ENDED_EMPTY = 2,		/* zero bytes; of a status: success */
	ENDED_SHORT = 4,		/* more, but not all */
	ENDED_FULL = 8,
};

struct received {
	struct fx *f;
	const struct sink *k;
	uint32_t call, root;		/* the transfer, and its buffer's root value */
	uint32_t result;		/* its result, or NONE: nobody asks */
	bool count;			/* the result counts bytes; else it is a status */
	bool actual_read;		/* somebody looks at the count a status leaves open */
	int64_t len;			/* constant length asked for, or -1 */
	struct operand len_op;
	bool *after;			/* block: may run after the transfer */
	uint8_t *ended;			/* block: enum ended on entry */
	int64_t *least;			/* block: ENDED_SHORT has at least so many bytes */
};

/* False: the transfer tells nothing about bytes, or the length is in no argument. */
bool received_init(struct received *r, struct fx *f, const struct sink *k);

/*
 * received_at: the ways the transfer can have ended when instruction `at` runs,
 * and the least count of a short one; 0 when it is not reached from there with
 * the buffer untouched, or when some test on the way is not understood.
 */
unsigned received_at(struct received *r, uint32_t at, int64_t *least);

/* Does this operand point into the transfer's buffer?  Then *off says where. */
bool received_points(const struct received *r, struct operand o, int64_t *off);
bool received_written(const struct received *r);	/* does the function itself write to it? */
bool received_is_len(const struct received *r, struct operand o);

/* allocation.c */
/* The call that allocated the memory behind `root`, if it stands in this function. */
const struct insn *alloc_call(struct fx *f, uint32_t root, const struct fact **fact);
bool alloc_cleared(struct fx *f, const struct insn *call, const struct fact *fact);

#endif
