/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * symval.h - values as expressions, to ask whether two of them are equal.
 *
 * intval.c knows a value's bits; this knows where it came from: a constant, a
 * parameter, a member, the result of one call, and sums and products of those.
 * The answer is three-valued: equal, different, or not known, and it leans
 * towards equal - every way and every store of the unit that could make two
 * values equal counts.
 */
#ifndef USBDMA_SYMVAL_H
#define USBDMA_SYMVAL_H

#include "solve_int.h"

enum sym_kind {
	SYM_CONST,			/* num */
	SYM_VALUE,			/* value `id` of `func`: no more is known */
	SYM_PARAM,			/* parameter `id` of `func` */
	SYM_OBJECT,			/* address of object `id` */
	SYM_FIELD,			/* what lies in member `st` of *a (a NULL: of any) */
	SYM_CALL,			/* result of insn `id` of `func`, or what it stores
					   through argument `arg`; `a`: the call (of the
					   caller) by which that was reached, or NULL */
	SYM_BIN,			/* a `bin` b */
};

struct sym {
	enum sym_kind kind;
	enum bin_op bin;
	uint32_t func, id, arg;
	int64_t num;
	struct step st;
	const struct sym *a, *b;
	uint32_t serial;		/* for an order that is the same in every run */
	const struct sym *chain;
};

#define SYM_MAX 12

struct symset {				/* one of v[]; open: or something else */
	unsigned n;
	bool open;
	const struct sym *v[SYM_MAX];
};

enum sym_cmp {
	SYM_EQUAL,			/* on some way, at some store */
	SYM_UNKNOWN,
	SYM_APART,			/* each comes from a source of its own */
	SYM_DIFFERENT,			/* whatever the sources hold */
};

/* symval.c */
const struct sym *sym_const(struct solver *s, int64_t num);
const struct sym *sym_get(struct solver *s, struct sym want);
const struct sym *sym_bin(struct solver *s, enum bin_op op, const struct sym *a,
			  const struct sym *b);
void symset_add(struct symset *to, const struct sym *x);
void symset_join(struct symset *to, const struct symset *from);
bool sym_uses_param(const struct sym *x, uint32_t func);
/* x as one thing plus a constant: the thing (NULL for a constant), or x itself and 0 */
const struct sym *sym_base(const struct sym *x, int64_t *off);
enum sym_cmp sym_compare(struct solver *s, const struct symset *a, const struct symset *b);
/* what the set comes down to when members and parameters are replaced by what is stored there */
struct symset sym_sources(struct solver *s, const struct symset *set);
const char *sym_text(struct solver *s, const struct sym *x);	/* the user's name, or NULL */

/* symval_eval.c */
struct symset sym_eval(struct fx *f, struct operand o);
struct symset sym_only(const struct sym *x);
/* all of `op` over the alternatives of both sides */
struct symset sym_cross(struct solver *s, enum bin_op op, const struct symset *a,
			const struct symset *b);
/* call `insn` of func; `by`: the caller's call that led to func */
const struct sym *sym_call(struct solver *s, uint32_t func, uint32_t insn, uint32_t arg,
			   const struct sym *by);
/* what a call leaves `off` bytes behind its argument */
struct symset sym_call_out(struct fx *f, uint32_t insn, uint32_t arg, int64_t off);
const struct sym *sym_field(struct fx *f, const struct place *p, unsigned depth);

/* symval_expand.c */
/* the same expression seen by the caller */
struct symset sym_at_call(struct solver *s, const struct sym *x, uint32_t callee,
			  struct fx *caller, uint32_t call);
/* members: what the unit stores there; parameters: what is passed.  False: x is neither. */
bool sym_expand(struct solver *s, const struct sym *x, struct symset *out);

/* one store of the unit: what is stored, and the record's address (NULL: not one thing) */
bool sym_store(struct solver *s, const struct store_ref *ref, struct symset *out,
	       const struct sym **base);

/* symval_urb.c: URBs are the kernel's records, but each member is the driver's to set */
void sym_urb_init(struct solver *s);
bool sym_urb_member(struct solver *s, struct step st);
void sym_urb_stored(struct solver *s, const struct sym *x, struct symset *out);
/* can `urb` be the URB that x is a member of; is that URB filled with memory of `mem` */
bool sym_urb_same(struct solver *s, const struct sym *x, const struct symset *urb);
/* is the URB that x is a member of one of this unit's own, whatever the way */
bool sym_urb_known(struct solver *s, const struct sym *x);
bool sym_urb_carries(struct solver *s, const struct sym *x, const struct symset *mem);

#endif
