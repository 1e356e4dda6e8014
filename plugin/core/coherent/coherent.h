/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * coherent.h - what the files on the life of coherent memory share.
 *
 * coherent_use.c follows pointers to it forward: who frees them, keeps them, hands
 * them to an URB; coherent.c does so for the unit.  coherent_walk.c follows one
 * pointer on all ways through a function, with the variables that hold it
 * (coherent_hold.c), coherent_member.c what happens to the member that keeps it,
 * and check_coherent_life.c says what is wrong.
 */
#ifndef USBDMA_COHERENT_H
#define USBDMA_COHERENT_H

#include "uses.h"
#include "urb.h"

#define COH_MEMBERS 64

struct coh_fill {			/* the pointer is handed to an URB */
	struct fx *f;
	uint32_t insn;
	uint32_t complete;		/* function, or NONE: not known */
	bool ours;			/* not known, but one of this file's */
};

/* What becomes of a pointer, whatever the way. */
struct coh_use {
	uint64_t members;		/* it is stored in these */
	bool freed, returned;
	bool escapes;			/* is stored where we do not look */
	uint64_t inside;		/* a pointer into it is stored in these */
	bool inside_out;		/* ... is returned, or stored where we do not look */
	bool handed;			/* to a function of another file */
	size_t n_fills, cap_fills;
	struct coh_fill *fills;
	size_t n_frees, cap_frees;
	uint32_t *frees;		/* instructions of the function asked about */
};

/* A member of a module's record that gets coherent memory. */
struct coh_member {
	struct step st;
	bool open;			/* we do not see all that happens to it */
	bool shared;			/* other files of the module know the record */
	bool tested;			/* somebody compares it with NULL */
	struct coh_use use;		/* of all its loads */
	size_t n_frees, cap_frees;
	struct caller *frees;		/* calls that free it, or get it to free it */
	uint8_t *may_free;		/* by function: it, or what it calls, may */
};

struct coh_alloc {			/* a call that gets new coherent memory */
	struct fx *f;
	uint32_t insn, value;		/* its result, or NONE: it is left in a variable ... */
	uint32_t object;		/* ... this one, or NONE */
	const struct place *at;		/* whose place is this */
	const char *maker;		/* the function called */
	struct coh_use use;
	bool leaked;			/* reported already */
};

struct coh_storers {			/* functions that, with what they call, store to it */
	struct step st;
	uint8_t *may;
};

struct coh_unit {
	size_t n_allocs, cap_allocs;
	struct coh_alloc *allocs;
	size_t n_frees, cap_frees;
	struct caller *frees;		/* calls that free coherent memory */
	uint8_t *fresh;			/* function returns new memory or NULL */
	uint32_t *outs;			/* ... or leaves it behind these parameters, one bit each */
	struct coh_use **params;	/* [function][param], NULL: not asked yet */
	size_t n_members;
	struct coh_member members[COH_MEMBERS];
	size_t n_storers, cap_storers;
	struct coh_storers *storers;
	uint8_t *completes;		/* by function: some URB's completion handler ... */
	uint8_t *handler_frees;		/* ... that frees urb->transfer_buffer */
	bool some_handler_frees;
	bool frees_anything;		/* a release of which we do not know what it frees */
	bool others_free;		/* so does somebody who is no such handler */
	size_t n_passed, cap_passed;
	struct coh_passed { struct caller at; uint32_t fn; } *passed;	/* as an argument */
};

/* coherent_use.c */
struct coh_use coh_param_use(struct solver *s, uint32_t fn, uint32_t param);
/* all: set to hold what the pointer becomes, the caller's */
struct coh_use coh_follow(struct fx *f, const uint32_t *from, size_t n_from,
			  struct value_set *all);
void coh_add_fill(struct solver *s, struct coh_use *u, struct coh_fill fill);

/* coherent_out.c */
void coh_note_outs(struct fx *f, const struct coh_alloc *a);
void coh_collect_outs(struct fx *f, uint32_t n);
bool coh_is_alloc(const struct coh_alloc *a, uint32_t value);
struct coh_use coh_alloc_use(struct coh_alloc *a);

/* coherent.c */
const struct fact *coh_alloc_fact(const struct solver *s, const struct insn *in);
bool coh_keeps_nothing(const struct solver *s, const struct insn *in);
const struct fact *coh_free_fact(const struct solver *s, const struct insn *in);
bool coh_call_stores(struct fx *f, const struct insn *in, struct step st);
bool coh_handler_frees(const struct solver *s, const struct coh_fill *fill);
uint32_t coh_root(const struct fx *f, uint32_t value);
int coh_member_index(struct solver *s, struct step st, bool add);
void coherent_init(struct solver *s);

#define MAX_HOLDERS 40
#define MAX_BASE 8

/* The state of a walk: holders are bits 24 and up; the pointer's own value is the first. */
enum {
	ST_STARTED = 1, ST_TESTED = 2, ST_FREED = 4, ST_KEPT = 8, ST_MEMBER = 16,
	ST_FLIGHT = 32, ST_LOST = 64,
};
#define HOLDER(i) (1ull << (24 + (i)))
#define HOLDERS (~0ull << 24)
#define URB_SHIFT 8			/* its index + 1, six bits */
#define FILL_SHIFT 14			/* its index in fills + 1, ten bits */

struct coh_walk {
	struct fx *f;
	struct coh_alloc *alloc;	/* NULL: from a release */
	uint32_t start, value;
	struct value_set *holders;	/* values, marked with their number + 1 */
	struct value_set *derived;	/* and what is computed from them */
	struct value_set *phis;		/* blocks: a phi is a holder, or changes the member */
	uint32_t cell;			/* of the member that holds it too, or NONE */
	struct step st;
	bool indexed;
	uint32_t base[MAX_BASE];	/* values that the cell is reached through */
	unsigned n_base;
	size_t n_fills, cap_fills;
	uint32_t *fills;		/* instructions that hand it to an URB */
	bool off;			/* too much to follow */
	bool done;			/* said already */
};

/* coherent_hold.c */
bool coh_holds(const struct coh_walk *w, uint64_t state, uint32_t value);
bool coh_holds_operand(const struct coh_walk *w, uint64_t state, struct operand o);
void coh_add_holder(struct coh_walk *w, uint32_t value);
bool coh_of_member(const struct coh_walk *w, const struct place *p);
void coh_take_member(struct coh_walk *w, const struct place *p);
void coh_find_holders(struct coh_walk *w);
void coh_note_all(struct coh_walk *w);		/* holders are found */

/* coherent_walk.c */
void coherent_walk_alloc(struct coh_alloc *a);
void coherent_walk_free(struct fx *f, uint32_t insn);

struct coh_way {				/* how a function leaves the member behind */
	struct coh_alloc *alloc;
	bool fails, ok;			/* allocated, and returned an error; success */
	bool cleans;			/* another way out with an error does free it */
	unsigned fail_mask, ok_mask;	/* what is returned then */
	const struct trail *trail;	/* of the failure */
};

/* coherent_member.c: adds to ways[f->id]; those of the functions that f calls are done */
void coh_member_way(struct fx *f, struct coh_member *m, uint64_t bit, struct coh_way *ways);

/* another file gets a record of the module by this call */
bool coh_leaves_with_record(const struct fx *f, const struct insn *in);

/* check_coherent_keep.c */
void coherent_members(struct solver *s);

/* check_coherent_flight.c */
void check_coherent_flight(struct solver *s, struct coh_member *m, uint64_t bit);

/* check_coherent_life.c */
void check_coherent(struct solver *s);
void check_coherent_leak(struct coh_alloc *a, struct loc left, uint32_t lost);
void check_coherent_member(struct coh_alloc *a, const struct coh_member *m, const char *func,
			   const struct trail *failure);
void check_coherent_use(struct fx *f, uint32_t freed, uint32_t use, uint32_t value, bool again);
void check_coherent_null(struct coh_alloc *a, uint32_t use, uint32_t fill, struct loc last);
/* The function was left at `left`; the fill is another one's. */
void check_coherent_null_later(struct coh_alloc *a, const struct coh_fill *fill,
			       struct loc left);

#endif
