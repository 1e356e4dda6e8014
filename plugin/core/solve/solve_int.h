/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * solve_int.h - what the files of the solver share.
 *
 * The order of work (solve.c): index each function (fx.c), bind functions to
 * ops slots and collect stores to fields (fields.c), visit functions callees
 * first (callgraph.c); in each find the sinks (sink.c), ask where their
 * pointers come from (origin.c, memory.c), let the rules judge (check_*.c), and
 * keep what depends on a parameter as the function's summary.
 */
#ifndef USBDMA_SOLVE_INT_H
#define USBDMA_SOLVE_INT_H

#include "arena.h"
#include "facts.h"
#include "findings.h"
#include "mem.h"
#include "model.h"
#include "rules.h"

/* ---- integers ---- */

/* Known bits, and an upper bound; the other bits are those of parameter `param`, if any. */
struct intval {
	uint64_t ones, zeros;
	uint64_t may;			/* set on at least one way here */
	int64_t max;			/* INT64_MAX: none known */
	int param;			/* or -1: the other bits are anything */
	const char *macro;		/* where the constant came from, or NULL */
};
#define INT_UNKNOWN ((struct intval){ .max = INT64_MAX, .param = -1 })
static inline bool int_is_const(struct intval v) { return (v.ones | v.zeros) == UINT64_MAX; }
struct intval int_const(int64_t c);

/* ---- where a pointer comes from ---- */

enum origin_kind {
	ORG_MEM,			/* memory of kind mem */
	ORG_PARAM,			/* parameter `param` of the function asked about */
	ORG_PARAMLOAD,			/* a pointer `load_off` bytes behind that parameter */
};

struct trail {				/* how it travelled; newest first */
	struct loc loc;
	const char *text;
	const struct trail *older;
};

/* The member a pointer points into: outermost container and innermost member. */
struct member {
	uint32_t outer_rec, outer_field;	/* NONE: not a member of anything */
	uint32_t rec, field;
	int64_t off;			/* of the pointer, from the start of the container */
	bool indexed;
	bool done;			/* judged where the member was named */
	const char *base;		/* the user's variable: "dev" of dev->buf */
};

/* What only other units or functions can tell; see solver.between. */
enum hole_kind {
	HOLE_NONE, HOLE_RET, HOLE_OUT, HOLE_FIELD, HOLE_ELEMENT, HOLE_OBJECT,
	HOLE_FUNC,			/* the address of function `object` */
};
struct hole {
	enum hole_kind kind;
	uint32_t insn, arg;		/* the call */
	int64_t off;
	struct step step;
	uint32_t object;
};

struct origin {
	enum origin_kind kind;
	struct hole hole;		/* of unknown memory */
	enum mem mem;
	uint32_t object;		/* the object pointed into, or NONE */
	uint32_t param;
	int64_t load_off;
	struct step load;		/* ORG_PARAMLOAD: the member loaded */
	int64_t off;			/* from the start of the memory */
	bool inexact;			/* off is a lower bound at best */
	bool mixed;			/* came out of a field that also holds good memory */
	bool flow_field;		/* came out of a field */
	int64_t size;			/* of the memory, SIZE_UNKNOWN */
	int64_t max_size;		/* upper bound of an allocation's size */
	struct member member;
	uint32_t excluded;		/* MEM_BITs that a guard on the way rules out */
	struct loc birth;
	const char *name;		/* the user's name of it */
	const char *maker;		/* allocator's name, or the source's */
	const struct fact *device;	/* what makes it a USB device's struct device */
	const struct trail *trail;
};

struct origins {
	struct origin *v;
	size_t n, cap;
};

/* ---- functions ---- */

struct guard {				/* where `block` dominates: `value` not `excluded` */
	uint32_t value, block;
	uint32_t from;			/* the testing block */
	uint32_t excluded;
};

struct cond {				/* a test of a parameter on the way to a sink */
	uint32_t param;
	enum bin_op bin;
	int64_t num;
	bool truth;
};
#define MAX_CONDS 4

enum sink_what { SINK_DATA, SINK_SETUP, SINK_MASK, SINK_DMA, SINK_DMA_FIELD,
		 SINK_FREE, SINK_LINEAR, SINK_SG_ENTRY, SINK_SG_LIST };
enum dir { DIR_UNKNOWN, DIR_IN, DIR_OUT };

/* A place where a pointer must be good for something. */
struct sink {
	enum sink_what what;
	uint32_t insn;
	uint32_t arg;			/* argument number at this call; NONE for a store */
	struct operand ptr;
	const char *callee;		/* called here; or "urb->transfer_buffer" */
	const char *final;		/* the kernel function at the end ... */
	uint32_t final_func, final_insn;	/* ... and where it is called */
	const struct fact *fact;
	struct intval len, dirval;
	enum dir dir;
	bool async;
	bool bluetooth_ok;		/* harmless when the device is a Bluetooth one */
	/* of a summary: how the pointer hangs on the parameter */
	enum origin_kind via;
	uint32_t param;
	int64_t off, load_off;
	bool inexact;
	struct step load;
	struct member member;
	uint32_t excluded;
	unsigned n_conds, depth;
	struct cond conds[MAX_CONDS];
	const struct trail *trail;	/* from here to the DMA; oldest first when read forward */
};

struct out_store {			/* *(param + off) = value */
	uint32_t param, insn;
	int64_t off;
	uint32_t arg;			/* stored by the call `insn` through this argument */
};

struct fx {				/* what the solver knows of one function */
	struct solver *s;
	uint32_t id;
	const struct func *fn;
	uint32_t *def;			/* value -> insn, or NONE */
	int32_t *param_of;		/* value -> parameter, or -1 */
	uint32_t *block_of;		/* insn -> block */
	uint32_t *idom;
	uint32_t *rpo;			/* block -> number in reverse post order */
	uint8_t *stored_via;		/* value: is something stored behind this root? */
	uint32_t *store_head;		/* root value -> its last store to a member ... */
	uint32_t *store_next;		/* insn -> the one before it */
	uint32_t *walk_seen, *walk_todo, walk_epoch;	/* memory.c's scratch */
	bool walk_busy;
	size_t n_guards, cap_guards;
	struct guard *guards;
	size_t n_sinks, cap_sinks;	/* summary: sinks that hang on a parameter */
	struct sink *sinks;
	size_t n_outs, cap_outs;
	struct out_store *outs;
	enum mem *param_mem;		/* by contract of the slot it sits in */
	const char **param_slot;
	bool ret_busy, ret_done;
	struct origins ret;		/* what it returns */
	bool ret_int_busy, ret_int_done;
	struct intval ret_int;
	uint8_t *visits, *on_stack;	/* origin.c: per value, in the query visit_epoch */
	uint32_t *visit_epoch;
	const struct symset **sym;	/* symval_eval.c: by value */
	uint64_t work;			/* steps spent; see WORK_LIMIT */
	bool gave_up;
	enum { LOCKS_UNKNOWN, LOCKS_NONE, LOCKS_SOME } locks;	/* check_atomic.c */
	struct cells *cells;		/* cells.c, made when asked for */
	struct paths *paths;		/* paths.c, made when asked for */
	struct uses *uses;		/* uses.c, made when asked for */
};
#define WORK_LIMIT 3000000u

/* One store to a field or a static object; func NONE: insn is an index of unit.inits. */
struct store_ref {
	uint32_t func, insn;
	uint32_t call_arg;		/* stored by the call that gets its address; or NONE */
};

struct field_info {
	size_t n, cap;
	struct store_ref *stores;
	bool opaque;			/* copied or changed where we cannot see */
	bool busy, done, int_busy, int_done;
	struct origins origins;
	struct intval ints;
};

struct slot_funcs { size_t n, cap; uint32_t *f; };
struct func_slots { size_t n, cap; struct step *v; };

struct caller { uint32_t func, insn; };

struct embedded;

struct handler {			/* a completion handler and where it was set */
	uint32_t func;			/* of the handler */
	uint32_t in_func, insn;
};

struct completions {
	size_t n, cap;
	struct handler *v;
};
struct sg_list;
struct sg_entry;
struct known {				/* the model's facts on one function */
	uint64_t roles;			/* a bit for each it has */
	const struct fact **by_role;	/* NULL until asked for */
};

struct urb_unit;
struct coh_unit;
struct reported;
struct symset;
struct sym_table;
struct sym_urbs;

struct solver {
	struct arena *a;
	const struct unit *u;
	const struct model *m;
	const struct rule_config *cfg;
	struct findings *out;
	struct fx *fx;			/* by function id */
	struct known *known;		/* by function id: what the model says of it */
	uint64_t *record_roles;		/* by record id: roles that members of it have */
	uint32_t *order;		/* callees first */
	uint32_t n_order;
	struct field_info **fields;	/* [record][field] */
	struct field_info **elements;	/* [record]: of the arrays its members point to, or NULL */
	struct field_info *objects;	/* static pointer variables */
	struct slot_funcs **slots;	/* [record][field] -> functions */
	struct func_slots *slots_of;	/* by function id */
	struct { size_t n, cap; struct caller *v; } *callers;	/* by function id */
	enum mem *record_mem;		/* private-area kind of a record, or MEM_unknown */
	bool *record_sent;		/* whole objects of this record reach a transfer */
	struct { size_t n, cap; struct embedded *v; } embedded;
	struct { size_t n, cap; struct reported *v; } reported;	/* check_buffer.c */
	struct { size_t n, cap; struct sg_list *v; } sg_lists;	/* check_sg.c */
	struct { size_t n, cap; struct sg_entry *v; } sg_entries;
	struct completions *completions;	/* check_atomic.c */
	struct sym_table *syms;		/* symval.c */
	struct sym_urbs *sym_urbs;	/* symval_urb.c */
	uint32_t buses;			/* enum bus bits */
	bool coherent;			/* the unit allocates or releases such memory */
	int bt_only;			/* HID table lists Bluetooth devices only */
	bool between;			/* look into no other function or member: leave a hole
					   there (iface_collect.c) */
	unsigned depth;
	const struct int_call *int_call;	/* intval.c: the call whose ways are asked for */
	uint32_t epoch;			/* of origin.c's queries */
	struct urb_unit *urbs;
	struct coh_unit *coh;		/* coherent.c */
};

/* fx.c */
void fx_init(struct solver *s, uint32_t id);
bool fx_dominates(const struct fx *f, uint32_t a, uint32_t b);
uint32_t fx_root(const struct fx *f, uint32_t value);	/* through copies and offsets */
uint32_t fx_copy_root(const struct fx *f, uint32_t value);
bool fx_same(const struct fx *f, uint32_t a, uint32_t b);	/* same value or same member */
const struct insn *fx_def(const struct fx *f, struct operand o);
uint32_t fx_excluded(const struct fx *f, uint32_t value, uint32_t block);
uint32_t fx_excluded_edge(const struct fx *f, uint32_t value, uint32_t pred, uint32_t block);
unsigned fx_conds(const struct fx *f, uint32_t block, struct cond *out, unsigned max);
const struct insn *fx_def_value(const struct fx *f, uint32_t value);
uint32_t fx_func(const struct fx *f, struct operand o);	/* the function it is, or NONE */
struct step place_step(const struct place *p);		/* the last member, or NONEs */
bool fx_work(struct fx *f, unsigned steps);		/* false: over the limit */

/* callgraph.c */
void known_init(struct solver *s);	/* before anything asks call_fact() */
void callgraph_init(struct solver *s);
/* callees of a call: up to max function ids into out; model functions included */
unsigned call_targets(struct solver *s, const struct fx *f, const struct insn *in,
		      uint32_t *out, unsigned max);
/* direct, as drivers write it; or NULL */
const char *call_name(const struct solver *s, const struct insn *in);
const struct fact *known_fact(const struct solver *s, uint32_t fn, enum role r);

/* Roles of the function called, one bit each; none of an indirect call. */
static inline uint64_t call_roles(const struct solver *s, const struct insn *in)
{
	return in->op == OP_CALL && in->fn != NONE ? s->known[in->fn].roles : 0;
}

/* The first fact of that role on the function called, or NULL. */
static inline const struct fact *call_fact(const struct solver *s, const struct insn *in,
					   enum role r)
{
	return call_roles(s, in) >> r & 1 ? known_fact(s, in->fn, r) : NULL;
}

/* Has any member of the record such a fact?  record may be NONE. */
static inline bool record_has(const struct solver *s, uint32_t record, enum role r)
{
	return record != NONE && (s->record_roles[record] >> r & 1);
}

/* The first fact of that role on a member, or NULL; likewise on a place's last member. */
const struct fact *field_fact_of(const struct solver *s, struct step st, enum role r);

static inline const struct fact *field_fact(const struct solver *s, struct step st, enum role r)
{
	return record_has(s, st.record, r) ? field_fact_of(s, st, r) : NULL;
}

static inline const struct fact *place_fact(const struct solver *s, const struct place *p,
					    enum role r)
{
	return p->n_path ? field_fact(s, p->path[p->n_path - 1], r) : NULL;
}

bool func_solved(const struct solver *s, uint32_t fn);	/* has a body we look into */
/* all calls of functions that have a fact of this role, and of that op (NULL: any) */
struct calls { size_t n, cap; struct caller *v; };
struct calls calls_with(struct solver *s, enum role r, const char *op);
#define MAX_TARGETS 16

/* printf into the solver's arena */
#define text(s, ...) arena_printf((s)->a, __VA_ARGS__)

/* intval.c */
struct intval int_eval(struct fx *f, struct operand o);
/* as int_eval(), of an operand of g, on the ways that this call of g can take */
struct intval int_eval_at_call(struct fx *g, struct operand o, struct fx *caller,
			       const struct insn *call);
struct intval int_at_call(struct fx *caller, const struct insn *call, struct intval v);
bool int_join(struct intval *to, struct intval v);
/* Does g return what the call `insn` in it did, or a constant that is not 0? */
bool fx_returns_result(struct fx *g, uint32_t insn);
struct intval int_product(struct fx *f, const struct insn *call, const char *spec);

/* fields.c */
void fields_init(struct solver *s);
struct field_info *field_get(struct solver *s, struct step st);
bool field_joinable(const struct solver *s, struct step st);
const struct origins *field_origins(struct solver *s, struct step st);
const struct origins *element_origins(struct solver *s, struct step st);
bool field_element(const struct fx *f, const struct place *p, struct step *st);
const struct origins *object_origins(struct solver *s, uint32_t object);
struct intval field_int(struct solver *s, struct step st);
bool func_stores_field(struct solver *s, uint32_t fn, struct step st);
/* the members a function sits in, one after the other; *i begins with 0 */
bool slot_of_func(const struct solver *s, uint32_t fn, size_t *i, struct step *st);
bool field_at(const struct unit *u, uint32_t record, int64_t off, struct step *st);

/* origin.c */
struct origins origins_of(struct fx *f, struct operand o, uint32_t insn);
struct origins origins_of_sink(struct fx *f, const struct sink *k);
struct origins origins_out(struct fx *caller, uint32_t call, uint32_t arg, int64_t off);
const struct origins *origins_return(struct solver *s, uint32_t fn);
void origins_add(struct arena *a, struct origins *to, const struct origin *o);
extern const struct member no_member;

/* memory.c: the values a load can see; false when the start of the function,
   or something opaque, is reached on some way */
struct reach {
	size_t n, cap;
	struct reach_item { uint32_t insn; int64_t off; uint32_t call_arg; } *v;
	bool entry, opaque;
};
/* What value is a constant offset (added to *off) from: the root that tells places apart. */
uint32_t memory_root(const struct fx *f, uint32_t value, int64_t *off);
/* The object of this function that value points into, *off behind its start, or NONE. */
uint32_t memory_target(const struct fx *f, uint32_t value, int64_t *off, bool *indexed);
struct reach memory_object(struct fx *f, uint32_t object, int64_t off, uint32_t insn);
struct reach memory_deref(struct fx *f, uint32_t base, int64_t off, struct step st, uint32_t insn);
const struct operand *fx_out(struct fx *f, uint32_t param, int64_t off, uint32_t *insn);

/* solve.c: functions, fields, calls; a unit that is exempt has none */
void solver_index(struct solver *s);

/* completions.c */
const struct completions *completions(struct solver *s);
const struct handler *handler_of(struct solver *s, uint32_t func);	/* the first, or NULL */

/* sink.c */
void sinks_visit(struct fx *f, uint32_t insn, void (*visit)(struct fx *, const struct sink *));
void sink_summarise(struct fx *f, const struct sink *k, const struct origin *o);
enum dir sink_dir(const struct sink *k);
/* Can the call of a helper take a way with these conditions on its parameters? */
bool conds_possible(struct fx *f, const struct insn *call, const struct cond *c, unsigned n);

/* check_*.c */
void check_sink(struct fx *f, const struct sink *k);
void check_embedded_add(struct fx *f, const struct sink *k, const struct origin *o, enum mem mem);
void check_embedded_finish(struct solver *s);
struct shared {				/* a member that shares its cache lines */
	const char *record, *name, *beside;
	struct loc defined;
	enum mem mem;			/* MEM_netdev_priv, or that of the record */
	bool aligned;			/* to the line of most machines */
};
bool embedded_shares(struct solver *s, const struct origin *o, struct shared *out);
void check_length(struct fx *f, const struct sink *k, const struct origins *o);
void check_device(struct fx *f, const struct sink *k, const struct origins *o);
struct verdict {			/* the rule that a kind of memory breaks in a transfer */
	enum mem mem;
	enum rule_id rule;
	const char *is;			/* "'buf' <is>" */
	int severity;			/* or -1: the rule's own */
};
const struct verdict *bad_buffer(struct fx *f, const struct sink *k, const struct origin *o);
/* The rule that such memory breaks in a transfer, or NULL; exceptions are the caller's. */
const struct verdict *verdict_of(bool setup, enum mem mem);
bool driver_maps(struct fx *f, const struct sink *k);	/* the urb's buffer, itself */
void check_linear(struct fx *f, const struct sink *k, const struct origins *o);
void check_handle_use(struct fx *f, uint32_t insn);
void check_sg(struct fx *f, const struct sink *k, const struct origins *o);
void check_sg_finish(struct solver *s);
void check_needless(struct fx *f, const struct sink *k, const struct origins *o);
void check_atomic(struct fx *f, uint32_t insn);
void check_release(struct fx *f, const struct sink *k, const struct origins *o);
bool told_before(struct solver *s, const struct sink *k, const struct origin *o,
		 enum rule_id rule);
void check_insn(struct fx *f, uint32_t insn);	/* what needs no pointer's origin */
void check_gfp(struct fx *f, uint32_t insn);
void check_sg_request(struct fx *f, uint32_t insn);
void check_coherent_finish(struct solver *s);	/* sizes and handles of the unit's frees */
void check_carried(struct solver *s);	/* buffers that only an URB points to */
void check_handler_data(struct solver *s);	/* completion handlers that ask nothing */
void check_flags(struct fx *f, uint32_t insn);		/* check_flags.c */
void check_received(struct fx *f, const struct sink *k);	/* check_received.c */
void check_uninit(struct fx *f, const struct sink *k);	/* check_uninit.c */
void check_urb_unit(struct solver *s);			/* check_urb_unit.c */
void check_sync(struct solver *s);			/* check_sync.c */
void check_removed(struct fx *f, uint32_t insn);
void check_sg_walk(struct solver *s);	/* whole unit: sg_walk.c */
void check_mappings(struct solver *s);	/* check_mapping.c */
bool unit_exempt(const struct solver *s);	/* usbcore, host and device controllers */
bool bluetooth_only(struct fx *f, uint32_t insn);

enum bus { BUS_usb = 1, BUS_hid = 2, BUS_usbnet = 4, BUS_hcd = 8, BUS_udc = 16, BUS_other = 32 };
uint32_t unit_buses(const struct solver *s);
bool unit_coherent(const struct solver *s);

/* finding.c */
struct finding *finding_new(struct fx *f, enum rule_id rule, uint32_t insn, const char *callee);
void finding_event(struct solver *s, struct finding *d, struct loc loc, const char *how);
void finding_trail(struct solver *s, struct finding *d, const struct origin *o,
		   const struct sink *k);
void finding_put(struct solver *s, const struct finding *d);
/* one without a path, at an instruction that calls nobody */
void finding_say(struct fx *f, uint32_t insn, enum rule_id rule, const char *subject,
		 const char *message);
const char *sink_how(struct solver *s, const struct sink *k);
const char *origin_name(const struct solver *s, const struct origin *o);
const struct trail *trail_push(struct solver *s, const struct trail *t, struct loc loc,
			       const char *how);

#endif
