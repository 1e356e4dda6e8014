/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iface.h - what one unit says to other units: its interface facts.
 *
 * Where facts.h has all the code of a unit, this has only the ways that a
 * pointer can take between its functions and out of it: function by function,
 * without looking into any other.  usbdma-link joins them.  docs/interface.md
 * has the text form, which is a pure function of source, flags and tables.
 */
#ifndef USBDMA_IFACE_H
#define USBDMA_IFACE_H

#include "facts.h"
#include "model.h"

#ifdef __cplusplus
extern "C" {
#endif

struct arena;
struct out;

#define IFACE_VERSION 2

struct if_loc { uint32_t file, line, col; };	/* file: index in files; line 0: unknown */

/* A piece of memory that functions share: a member, what it points to, a variable. */
enum if_cell_kind { CELL_FIELD, CELL_ELEMENT, CELL_OBJECT, N_CELL_KINDS };
struct if_cell {
	enum if_cell_kind kind;
	const char *record, *name;	/* record "": a variable */
	const char *scope;		/* file that defines the record; "": this unit's own,
					   "*": known by name everywhere */
	bool contract;			/* the model says that anything may be stored here */
};

/* Where a pointer can come from. */
enum if_org_kind {
	IFO_MEM,			/* memory of kind `mem` */
	IFO_PARAM,			/* parameter `id` */
	IFO_LOAD,			/* the pointer `load` bytes behind parameter `id` */
	IFO_RET,			/* result of call `id` of this function */
	IFO_OUT,			/* what call `id` leaves `load` behind its argument `arg` */
	IFO_CELL,			/* what cell `id` holds */
	IFO_FUNC,			/* the function `id`, or `name` when it is elsewhere */
	IFO_MEMBER,			/* a member that shares its cache lines: record `maker`,
					   member `name`, neighbour `beside`; mem: of the record */
	N_IFO_KINDS
};
enum if_org_flag {
	IFO_OBJECT = 1, IFO_INEXACT = 2,
	IFO_INSIDE = 4,			/* points to a member */
	IFO_ALIGNED = 8,		/* a member that is aligned to a line of most machines */
};
struct if_origin {
	uint8_t kind, mem, flags;
	uint32_t id, arg;
	uint32_t excluded;		/* MEM_BITs that a guard rules out */
	int64_t off, load;
	int64_t max_size;		/* IFO_MEM: of the allocation; INT64_MAX unknown */
	const char *name, *maker;	/* IFO_MEM: the user's name, the allocator; or "" */
	const char *beside;
	struct if_loc birth;
};

/* An integer: constant, or a parameter of the function, or unknown. */
enum if_int_kind { IFI_UNKNOWN, IFI_CONST, IFI_PARAM };
struct if_int { uint32_t kind, param; int64_t num; };
struct if_arg_int { uint32_t arg; struct if_int v; };

struct if_cond {			/* (param <bin> num) is `truth` on the way here */
	uint32_t param;
	enum bin_op bin;
	int64_t num;
	bool truth;
	bool pointer;			/* the parameter is one */
};

/* Where a pointer goes. */
enum if_use_kind {
	IFU_SINK,			/* memory that DMA will use */
	IFU_ARG,			/* argument `arg` of call `id` */
	IFU_CONTENT,			/* `off` behind argument `arg` of call `id` */
	IFU_RET,			/* what the function returns */
	IFU_OUT,			/* `off` behind parameter `id` */
	IFU_CELL,			/* cell `id` */
	N_IFU_KINDS
};
enum if_use_flag {
	IFU_SETUP = 1, IFU_ASYNC = 2, IFU_COHERENT = 4, IFU_STORE = 8,
	IFU_BLUETOOTH = 16,		/* of a sink: harmless on Bluetooth; else: only there */
};
struct if_use {
	uint8_t kind, flags, dir;	/* dir: enum dir; of a sink */
	uint32_t id, arg;
	int64_t off;
	const char *name;		/* of a sink: the kernel's function or member */
	struct if_int len, dirval;	/* of a sink */
	char dirkey;			/* 'p' dirval is a pipe, 'r' a request type, 0 neither */
	uint32_t urb;			/* of a sink: cell + 1 that holds the URB; 0 unknown */
	struct if_loc loc;
	uint32_t n_origins, n_conds;
	struct if_origin *origins;
	struct if_cond *conds;
};

enum if_target { IFT_FUNC, IFT_NAME, IFT_SLOT, IFT_PARAM, N_IFT };
struct if_call {
	enum if_target to;
	uint32_t id;			/* function of this unit, cell, or parameter */
	const char *name;		/* IFT_NAME */
	struct if_loc loc;
	uint32_t n_ints;
	struct if_arg_int *ints;
};

enum if_func_flag { IFF_GLOBAL = 1, IFF_EXPORTED = 2, IFF_HEADER = 4, IFF_MODEL = 8 };
struct if_func {
	const char *name;
	uint32_t flags, n_params;
	struct if_loc loc;
	uint32_t n_calls, n_uses;
	struct if_call *calls;
	struct if_use *uses;
};

struct if_slot { uint32_t cell, func; const char *name; };	/* func NONE: `name` elsewhere */
struct if_allow { uint32_t line; const char *rules; };		/* "a,b" */

enum if_urb_what { URB_FLAGGED, URB_SUBMITTED, URB_LOST, N_URB_WHAT };
struct if_urb { uint32_t cell; enum if_urb_what what; struct if_loc loc; };
struct if_dep { const char *path; uint64_t hash; };	/* a header that it was made of */

struct iface {
	const char *tool;		/* version of usbdma */
	uint64_t rules, flags, source;	/* hashes; 0: unknown */
	const char *main_file, *module;	/* module "": unknown */
	bool builtin;			/* not a module's */
	uint32_t n_given_up;		/* functions that are not in here */
	uint32_t n_deps, n_files, n_cells, n_funcs, n_slots, n_urbs, n_allows;
	struct if_dep *deps;
	const char **files;
	struct if_cell *cells;
	struct if_func *funcs;
	struct if_slot *slots;
	struct if_urb *urbs;
	struct if_allow *allows;
};

/* iface_collect: from a unit that passed unit_check(); all memory in the arena. */
struct iface *iface_collect(struct arena *a, const struct unit *u, const struct model *m);

/* iface_path: "./a/b/../c.h" without its detours; in the arena. */
const char *iface_path(struct arena *a, const char *path);

/* iface_write: the text, with its end mark. */
void iface_write(const struct iface *f, struct out *to);

/*
 * iface_save: write to a temporary name beside path, then rename.  False and
 * *err (malloced) on failure; then path is as it was.
 */
bool iface_save(const struct iface *f, const char *path, char **err);

/*
 * iface_read: the reverse.  NULL and *err ("name:line: ...", malloced) on bad
 * input, truncated or altered input included; never crashes, whatever the bytes.
 */
struct iface *iface_read(struct arena *a, const char *name, const char *text, size_t len,
			 char **err);

/*
 * iface_sealed: is the end mark there, and true?  Bytes of the text before it,
 * or 0 and *why (static).
 */
size_t iface_sealed(const char *text, size_t len, const char **why);

/* hash_bytes: FNV-1a, to be chained; begin with HASH_START. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_bytes(uint64_t h, const void *p, size_t n);
uint64_t hash_file(const char *path);		/* 0: cannot be read */
uint64_t model_hash(const struct model *m);	/* of every fact in it */

#ifdef __cplusplus
}
#endif
#endif
