/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link.h - the parts of usbdma-link: interface facts of many units, joined.
 *
 * The way: files -> read and checked (load.c, cache.c) -> who is called by whom
 * (index.c) -> from each transfer backwards to the memory (flow.c, resolve.c) ->
 * findings (judge.c) -> output.  Everything is in order of the units' names, so
 * that the result does not depend on how files are named or found.
 */
#ifndef USBDMA_LINK_H
#define USBDMA_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "findings.h"
#include "iface.h"
#include "model.h"
#include "out.h"
#include "rules.h"
#include "solve_int.h"

/* ---- files ---- */

struct map;

struct problem {			/* a file that says nothing: "not checked" */
	const char *path, *why;
};

struct lunit {
	struct iface *f;
	const char *path;
	uint32_t first_func;		/* global number of its function 0 */
	uint32_t *cells;		/* its cells' global numbers */
	bool *allow_used;		/* by allow */
};

struct note { const char *text; bool verbose; };	/* verbose: only when asked for */
struct paths { size_t n, cap; const char **v; };

/* ---- the joined program ---- */

struct call_at { uint32_t func, call; };	/* global function, call of it */
struct sites { size_t n, cap; struct call_at *v; };

struct lfunc {
	const struct if_func *f;
	uint32_t unit;
	struct sites callers;
	size_t n_slots, cap_slots;
	uint32_t *slots;		/* cells it sits in */
	struct way **reach;		/* by parameter: a list each */
	struct retsum *ret;		/* resolve.c */
	bool ret_busy;
};

struct cell_use { uint32_t func, use; };	/* a store to a cell */
struct lcell {
	const struct if_cell *c;
	uint32_t unit;			/* the first that names it */
	size_t n_stores, cap_stores;
	struct cell_use *stores;
	struct sites calls;		/* calls through it */
	size_t n_loads, cap_loads, n_funcs, cap_funcs;
	struct cell_use *loads;		/* uses of what it holds */
	uint32_t *funcs;		/* functions that sit in it */
	bool mixed;			/* good memory is stored there as well */
	bool coherent;			/* coherent memory is */
	bool urb_flagged, urb_lost;	/* an URB: someone says "mapped"; we lose sight of it */
	uint32_t urb_unit;		/* that submits it, + 1 */
	struct if_loc urb_loc;
	bool model_slot;		/* its arguments are foreign by contract */
	struct way *reach;
	struct way **arg_reach;	/* as a slot: by argument, MAX_SLOT_ARGS of them */
};

/*
 * What happens to a pointer from here on: a way that ends in a transfer.  One
 * step of it; the rest hangs behind `next`.
 */
struct way {
	const struct way *next;	/* nearer to the transfer, NULL at it */
	struct way *sibling;		/* of the same parameter or cell */
	const struct if_use *sink;	/* at the end of the way */
	uint32_t sink_func;
	enum { AT_PARAM, AT_CELL, AT_SLOT } at;
	uint32_t func, param;		/* AT_PARAM; AT_SLOT: cell, argument; AT_CELL: cell */
	bool load;			/* not the pointer, but the one `off` behind it */
	int64_t off;			/* of that one, or of the pointer so far */
	uint32_t in_func;		/* the function that passes it on, or uses it */
	struct if_loc loc;		/* where */
	const char *callee;		/* to whom */
	struct if_int len, dirval;	/* of the transfer, seen from here */
	uint32_t excluded;
	unsigned n_conds, depth;
	struct if_cond conds[MAX_CONDS];
	bool inside;			/* not the pointer: a member of what it points to */
	bool crossed;			/* has left the unit on the way */
	bool through_cell;
};

/* One origin that has no hole any more; the trail says how it came. */
struct resolved {
	struct if_origin o;		/* memory, parameter, load or (global) cell */
	uint32_t unit;			/* of the memory */
	const struct if_func *maker;	/* that returns it; or NULL */
	uint32_t given_unit;
	struct if_loc given;		/* where */
	bool crossed;			/* through a call into another unit */
};
struct retsum { size_t n, cap; struct resolved *v; };

enum command { CMD_LINK, CMD_LIST, CMD_CHECK, CMD_MERGE };
struct options {
	enum command command;
	struct rule_config rules;
	struct paths inputs, models;
	const char *jsonl, *explain, *graph, *cache, *source, *out, *units;
	bool summary, summary_all, strict, verbose, quiet;
	uint32_t shard, shards;
};

struct link {
	struct arena *a;
	const struct options *o;
	struct model *m;
	uint64_t rules;			/* hash of our tables */
	struct lunit *units;
	size_t n_units, cap_units, n_cells, cap_cells;
	uint32_t n_funcs;
	struct lfunc *funcs;
	struct lcell *cells;
	struct problem *problems;
	size_t n_problems, cap_problems;
	struct way **queue;
	size_t queue_head, n_queue, cap_queue;
	struct findings *out;
	struct symtab *symbols;
	struct out said;		/* the answer to a question; report.c prints it */
	struct note *notes;
	size_t n_notes, cap_notes;
	struct map *seen;		/* load.c: sources looked at -> their hashes */
	uint64_t *hashes;
	size_t n_hashes, cap_hashes;
	uint32_t n_reach, depth;
};

/* files.c: files of interface facts among and below the inputs, sorted */
void files_find(struct link *l, const struct paths *inputs, struct paths *out);

/* load.c */
void load_units(struct link *l);
char *read_whole(const char *path, size_t *len);	/* malloced; NULL: errno */
void load_text(struct link *l, const char *path, const char *text, size_t len);
void problem_add(struct link *l, const char *path, const char *why);
void load_finish(struct link *l);	/* sort, drop doubles */

/* cache.c: the same with what an earlier run has read */
void cache_load(struct link *l, const struct paths *files);

/* shard.c: units are dealt out by their place in the sorted list of all */
int shard_check(struct link *l);
int shard_merge(struct link *l);		/* 0, or an exit status */

/* options.c */
void options_parse(struct arena *a, int argc, char **argv, struct options *o);
void usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

/* save.c: a file in one piece or not at all; false: errno */
bool save(const char *path, struct out *o);

/* report.c: all that is printed */
void note_add(struct link *l, bool verbose, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void report_result(struct link *l);		/* findings, what was not checked, how much */
void report_part(struct link *l);
void report_said(struct link *l);		/* and the end of standard output */

/* explain.c, summary.c, graph.c: into link.said */
int explain(struct link *l, const char *symbol);
void summary(struct link *l);
int graph(struct link *l, const char *which);

/* index.c */
void index_program(struct link *l);
uint32_t func_by_name(struct link *l, uint32_t unit, const char *name);	/* NONE */
void funcs_named(struct link *l, const char *name, uint32_t **v, uint32_t *n);

/*
 * Functions that a call can come to, into v; none when they are more than fit, or
 * unknown.
 */
#define MAX_CALLEES 16
unsigned callees_of(struct link *l, uint32_t func, uint32_t call, uint32_t *v);
void slot_add(struct link *l, uint32_t func, uint32_t cell);

/* pointers.c: functions that are passed and copied sit in more places than their slots */
void pointers_follow(struct link *l);

/* resolve.c: where an origin of a function comes from, holes filled */
struct retsum resolve(struct link *l, uint32_t func, const struct if_origin *o);

/* flow.c */
void flow(struct link *l);

/* contract.c: forwarders of a framework's messages, and who makes these elsewhere */
void contract_pair(struct link *l);

/* allow.c: comments that allow a finding */
bool allowed(struct link *l, uint32_t unit, const struct finding *d);
void allow_finish(struct link *l);		/* remarks on comments that nothing needs */

/* judge.c */
void judge_memory(struct link *l, const struct way *r, uint32_t func,
		  const struct if_use *use, const char *callee, const struct resolved *got);
bool judge_contract(struct link *l, const struct way *r, uint32_t func,
		    const struct if_use *use, const struct if_origin *o);
const char *loc_file(const struct link *l, uint32_t unit, struct if_loc loc);

#endif
