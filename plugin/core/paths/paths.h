/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * paths.h - walk the ways through a function with a small state.
 *
 * Property simulation: Das, Lerner, Seigle, ESP: Path-Sensitive Program
 * Verification in Polynomial Time (2002).  Ways that meet with the same state
 * become one, except that what they know of conditions tested more than once
 * (use_dma, ret, dev->buf) is kept apart, so that a second test goes the way the
 * first one went.  Of each condition only the order of its sides is known.
 */
#ifndef USBDMA_PATHS_H
#define USBDMA_PATHS_H

#include "solve_int.h"

/* ---- cells: equal values and equal places (cells.c) ---- */

uint32_t cell_of(struct fx *f, uint32_t value);
uint32_t cell_place(struct fx *f, const struct place *p);	/* NONE: a variable index */
bool cell_redefined(struct fx *f, const struct insn *in);	/* its result is another one now */
uint32_t cell_count(const struct fx *f);
uint32_t cell_object(const struct fx *f, uint32_t cell);	/* NONE: behind a pointer */
bool cell_depends(const struct fx *f, uint32_t cell, uint32_t on);	/* is computed from it */
void cell_leaves(const struct fx *f, uint32_t cell, uint8_t *mark);	/* by cell; itself too */
struct step cell_step(const struct fx *f, uint32_t cell);	/* the member it is, or NONEs */

/* ---- what is known of a comparison: x - y is one of these ---- */

enum { IS_LT = 1, IS_EQ = 2, IS_GT = 4, IS_ANY = 7 };

#define PATH_FACTS 10

struct path_facts {
	unsigned n;
	struct path_fact { uint32_t key; uint8_t mask; } v[PATH_FACTS];
};

struct path;

struct path_client {
	/* An instruction for which path_note() was called; false ends this way. */
	bool (*at)(struct path *p, uint32_t insn);
	/* A way out of the function; mask: the value returned, compared with 0.  NULL: ways
	   end where no instruction that was noted can follow. */
	void (*ret)(struct path *p, uint32_t insn, unsigned mask);
	/* `cell` was compared with 0, and is one of mask; false: it can't be. */
	bool (*zero)(struct path *p, uint32_t cell, unsigned mask);
	/* The way goes on from p->block to the start of `to`; NULL: no interest. */
	bool (*edge)(struct path *p, uint32_t to);
};

struct path {
	struct fx *f;
	void *data;			/* the client's */
	uint64_t state;			/* the client's; equal states may be joined */
	struct path_facts facts;
	const struct path_client *client;
	uint32_t block, insn;		/* where we are */
	uint32_t seen;			/* the last block before with a place in the source */
};

/*
 * path_note: from now on clients of f are asked about this instruction;
 * path_unnote_all: no longer, about any.
 */
void path_note(struct fx *f, uint32_t insn);
void path_unnote_all(struct fx *f);

/*
 * path_walk: all ways from `insn` on (NONE: from the start) with that state.  What
 * the tests that led to `insn` say is known.
 * False when the function was given up (WORK_LIMIT).
 */
bool path_walk(struct fx *f, const struct path_client *c, void *data,
	       uint32_t insn, uint64_t state);

/*
 * path_split, from at(): this way goes on with `value` in mask; another one with
 * `value` not in mask, and with `other` as its state.
 */
void path_split(struct path *p, uint32_t value, unsigned mask, uint64_t other);

/* Where the way last was, for the user: a return statement often has no place. */
struct loc path_loc(const struct path *p);

/* What the way knows of value compared with 0. */
unsigned path_zero(struct path *p, uint32_t value);

/* Keep what is learnt of value compared with 0, however often it is tested. */
void path_want(struct fx *f, uint32_t value);

#endif
