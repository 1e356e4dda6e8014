/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * paths_int.h - what paths.c (the walk) and path_facts.c (conditions) share.
 */
#ifndef USBDMA_PATHS_INT_H
#define USBDMA_PATHS_INT_H

#include "paths.h"

struct path_key {			/* comparison of a cell with a constant or a cell */
	uint32_t cell, other;		/* other NONE: with num */
	int64_t num;
	uint32_t next;			/* of the same cell, or NONE */
	uint32_t tests;
	uint8_t view;			/* cast of the cell that is compared; 0: the cell itself */
	bool injective;			/* 0, and only 0, is 0 after the cast */
	bool kept;			/* worth remembering */
	bool unsigned_zero;		/* never below */
};

enum { AT_CLIENT = 1, AT_FACTS = 2 };	/* of an instruction: somebody must look at it */

struct memo {				/* a state that was at the start of a block */
	uint64_t state;
	struct path_facts facts;
	uint32_t next;			/* index + 1 */
};

struct node {
	uint32_t block, insn, seen;	/* insn: first one to look at */
	uint64_t state;
	struct path_facts facts;
};

struct paths {				/* of one function */
	size_t n_keys, cap_keys;
	struct path_key *keys;
	uint32_t n_heads;
	uint32_t *heads;		/* cell -> key + 1 */
	uint8_t *leaf;			/* cell: a compared one is computed from it */
	uint8_t *at;			/* insn -> AT_ bits */
	uint8_t *block_at;		/* block -> AT_ bits of its instructions */
	uint32_t *first_edge;		/* block -> its first edge */
	uint32_t *pred_of;		/* edge -> which pred of its target */
	uint32_t *tested;		/* block -> nearest one, up the dominators, behind a test */
	uint32_t *low;			/* block -> smallest rpo of the blocks it leads to */
	uint32_t last;			/* largest low with something to see, or NONE: to the end */
	size_t n_noted, cap_noted;
	uint32_t *noted;
	uint32_t *memo_head, *memo_epoch, epoch;	/* by block, then by instruction */
	size_t n_memos, cap_memos;
	struct memo *memos;
	size_t n_todo, cap_todo;
	struct node *todo;
};

struct paths *paths_of(struct fx *f);

/* path_keys.c */
void path_keys_init(struct fx *f, struct paths *ps);
/* of value compared with the cell `other`, or with num when that is NONE; or NONE */
uint32_t path_key_of(struct fx *f, uint32_t value, uint32_t other, int64_t num);

/* path_facts.c */
unsigned path_mask(enum bin_op bin);	/* of a comparison that holds; 0: it is none */
bool path_assume(struct path *p, struct operand o, bool truth);	/* false: can't be */
bool path_assume_cond(struct path *p, const struct insn *cond, bool truth);
bool path_keeps(struct fx *f, const struct insn *cond);	/* is it worth remembering? */
void path_learn_edge(struct path *p, uint32_t to, uint32_t pred);	/* phis */
void path_forget(struct path *p, uint32_t insn);
bool path_learn(struct path *p, uint32_t key, unsigned mask);
unsigned path_known(const struct paths *ps, const struct path_facts *k, uint32_t key);
unsigned path_order(int64_t x, int64_t y);
struct operand path_constant(const struct fx *f, struct operand o);

#endif
