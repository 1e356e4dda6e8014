/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * urb.h - what the files on the state of URBs share (urb_*.c, check_urb*.c).
 *
 * An URB is known in a function by its allocation, by the member of a record
 * that holds it (whatever the record: dev->urb and priv->urb of one type are one
 * URB, and so are all elements of dev->urbs[]), or by a parameter.  What happens
 * to it is a list of events; calls of helpers bring the events of the helper.
 */
#ifndef USBDMA_URB_H
#define USBDMA_URB_H

#include "paths.h"

enum urb_op {
	UE_ALLOC, UE_FILL, UE_FLAGS, UE_DMA, UE_SG, UE_LENGTH, UE_SUBMIT, UE_KILL, UE_UNLINK,
	UE_FREE, UE_BUFFER_FREE, UE_ANCHOR,
};

enum bit_effect { BIT_KEEP, BIT_SET, BIT_CLEAR, BIT_UNKNOWN };

/* What an event's buffer is made of, seen from the event's function. */
enum buffer_kind { BUF_UNKNOWN, BUF_NULL, BUF_COHERENT, BUF_KMALLOC, BUF_OTHER };

struct urb_event {
	enum urb_op op;
	uint32_t insn;			/* in the function that lists it */
	struct fx *where;		/* the function that does it ... */
	uint32_t at;			/* ... and there: operands belong to it */
	struct operand urb;		/* of `where` */
	struct operand buf, len;	/* FILL, BUFFER_FREE (buf) */
	struct fx *buf_where;		/* whose operand buf is, and when it is evaluated */
	uint32_t buf_at;
	struct operand value;		/* DMA: what is stored; NONE: taken by an allocator */
	enum bit_effect no_map, free_buffer;
	bool judged;
	enum buffer_kind kind;
	uint32_t complete;		/* FILL: function, or NONE */
	const struct trail *trail;	/* from the call here down to `where` */
};

/* Names of one URB in a function, and its events in the order of the code. */
struct urb {
	uint32_t same;			/* index of the URB this one is; itself if none */
	struct step field;		/* the member that holds it, or NONEs */
	int64_t elem;			/* of an array of them; -1: any */
	bool joined;			/* field is the module's: urb_field() has more */
	uint32_t cell;			/* NONE: known by member only */
	int32_t param;			/* or -1 */
	int32_t out;			/* what that parameter points to is the URB; or -1 */
	bool fresh;			/* allocated in this function */
	const char *name;		/* "urb", "irq" of dev->irq */
	size_t n, cap;
	struct urb_event *v;
};

struct urb_fill {			/* a pointer that became an URB's buffer */
	struct urb *u;
	struct operand buf;
	uint32_t cell;
	bool load;
};

struct urbs {				/* of one function */
	size_t n, cap;
	struct urb **v;
	uint32_t *of_cell, n_of_cell;	/* cell -> index + 1 of the first URB known by it */
	size_t n_fills, cap_fills;
	struct urb_fill *fills;		/* in this function, whatever the URB */
	bool waits, kills_anchors;
	uint32_t *stored_at;		/* urb_buffer.c, made when asked for */
	struct urb_index *index;	/* urb_index.c, the same */
};

/* All functions of the unit on one member that holds URBs. */
struct urb_field {
	struct step st;
	bool flag_unknown, flag_cleared, submitted;
	bool several;			/* URBs of an array */
	unsigned n_alloc;
	size_t n_handles, cap_handles;
	struct urb_event *handles;	/* DMA */
	size_t n_dmas, cap_dmas;	/* functions that store handles */
	struct urb_setter *dmas;	/* own: to an URB that the function has allocated itself */
	bool anchored, many_handlers;
	uint32_t complete;		/* its completion handler, or NONE */
	size_t n_buffers, cap_buffers;	/* members whose buffers are given to it */
	struct urb_buffer *buffers;
	size_t n_setters, cap_setters;	/* functions that set URB_NO_TRANSFER_DMA_MAP */
	struct urb_setter { struct fx *f; bool own; } *setters;
};

/* A member that holds buffers, or an array of them. */
struct urb_buffer {
	struct step st;
	bool elem;
};

/* kfree(dev->buf) in a function that has to do with URBs */
struct urb_free {
	struct fx *f;
	uint32_t insn;
	struct operand buf;
	struct urb_buffer what;
};

struct urb_unit {
	bool any;			/* the unit knows members of URBs ... */
	bool limits;			/* ... or a bus's limits of scatterlists */
	uint8_t **what;			/* [record][field]: enum urb_what, NULL: none of it */
	struct urbs *of;		/* by function */
	size_t n_fields, cap_fields;
	struct urb_field *fields;
	struct urb_field wild;		/* URBs of which we don't know which they are */
	size_t n_pending, cap_pending;
	struct urb_pending *pending;
	size_t n_anchorers, cap_anchorers;
	struct fx **anchorers;		/* completion handlers that anchor their URB */
	size_t n_frees, cap_frees;
	struct urb_free *frees;		/* of members that hold buffers */
	size_t n_allocs, cap_allocs;
	uint32_t *alloc_heads, *alloc_next;	/* urb_buffer.c: by the handle's place */
	struct caller *allocs;		/* calls of allocators that return a DMA handle */
	uint8_t *may_wait;		/* by function; flight.c, NULL until asked */
	bool frees_urb_buffer;		/* somebody frees urb->transfer_buffer */
};

enum urb_what {
	UW_NONE, UW_FLAGS, UW_DMA, UW_BUFFER, UW_LENGTH, UW_SG, UW_SG_COUNT, UW_COMPLETE,
	UW_OUTCOME,			/* status, and how much arrived */
	UW_ISO_COUNT,			/* packets of an isochronous one */
	UW_SG_LIMIT,			/* of a bus */
};

/* urb_ident.c: which URB is this?  NULL: can't be said. */
struct urb *urb_of(struct fx *f, struct operand o, uint32_t insn);
struct urb *urb_by_index(struct fx *f, size_t i);
struct urb *urb_of_cell(struct fx *f, uint32_t cell);	/* or NULL */
struct urb *urb_behind(struct fx *f, const struct place *p);	/* *param, or NULL */
struct urb *urb_variable(struct fx *f, const struct place *p);	/* a local one */
struct urb *urb_field_in(struct fx *f, struct step st, int64_t elem, const char *name);
bool urb_same_pointer(struct fx *f, struct operand a, struct operand b);

/* urb_event.c: collect the events of a function; its callees come first. */
void urb_init(struct solver *s);
void urb_events(struct fx *f);
enum urb_what urb_member(const struct solver *s, struct step st);
enum urb_what urb_what(const struct solver *s, const struct place *p);	/* of its last member */
uint64_t urb_flag_mask(const struct solver *s, const struct place *p, enum role role);
struct urb *urb_of_place(struct fx *f, const struct place *p, uint32_t insn);
struct urb_event *urb_add(struct fx *f, struct urb *u, struct urb_event e);

/* urb_index.c: what happens to URBs at one instruction, *n of them */
struct urb_at { uint32_t urb, event; };
const struct urb_at *urb_events_at(struct fx *f, uint32_t insn, size_t *n);

/* urb_call.c: those of one call */
void urb_call_events(struct fx *f, uint32_t n);
bool urb_call_waits(struct fx *f, const struct insn *in);

/* urb_join.c: all functions together */
struct urb_field *urb_field(struct solver *s, struct step st);
void urb_join(struct fx *f);
bool urb_anchored(struct solver *s, const struct urb *u);
void urb_join_finish(struct solver *s);	/* all functions were joined */

/* urb_walk.c: follow each URB of a function. */
uint32_t urb_first_event(const struct urb *u, uint32_t insn);	/* at or behind it */
void urb_walk(struct fx *f);

/* check_urb.c, check_urb_free.c: the rules on what the walk met. */
struct urb_state {
	unsigned no_map, free_buffer;	/* enum bit_effect: KEEP is "as it came in" */
	unsigned life;
	bool sg, empty;			/* has a scatterlist; has a length of 0 */
	uint32_t gone;			/* event + 1 that freed its buffer */
	uint32_t fill, dma, flags;	/* event + 2; 1: none since its birth; 0: as it came in */
};
enum { LIFE_UNKNOWN, LIFE_IDLE, LIFE_ACTIVE, LIFE_UNLINKED, LIFE_FREED };

void check_urb_submit(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit);
void check_urb_free_flag(struct fx *f, struct urb *u, const struct urb_state *st, bool submit);
void check_urb_leave(struct fx *f, struct urb *u, const struct urb_state *st);
void check_urb_buffer_free(struct fx *f, struct urb *u, const struct urb_state *st,
			   const struct urb_event *e);
void check_urb_free(struct fx *f, struct urb *u, const struct urb_state *st,
		    const struct urb_event *e);
/* urb_finding.c: place, names and path of a finding */
struct urb_event *urb_event_at(struct urb *u, uint32_t n);	/* of urb_state; or NULL */
const char *urb_name(const struct urb *u);
struct finding *urb_finding(struct urb_event *at, enum rule_id rule);
void urb_say(struct solver *s, struct finding *d, const struct urb_event *e, const char *how);
void urb_say_birth(struct solver *s, struct finding *d, const struct origin *o);

/* urb_buffer.c: what the buffer of a FILL is, and whether its handle fits */
struct origins urb_origins(struct urb_event *e);
const struct origin *urb_first(const struct origins *os);	/* the first that is not NULL */
bool urb_buffer_member(struct fx *f, struct operand buf, struct urb_buffer *b);
enum fit { FIT_UNKNOWN, FIT_SAME, FIT_OTHER, FIT_OFFSET };
enum fit urb_handle_fits(struct urb_event *fill, const struct urb_event *dma);

void check_sync_out(struct solver *s, const bool *maps);	/* check_sync_out.c */
void check_urb_finish(struct solver *s);
enum buffer_kind urb_buffer_kind(struct urb_event *e);

#endif
