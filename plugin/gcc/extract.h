/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * extract.h - what the files of the extraction share.
 *
 * struct ext lives for the unit, struct fx for one function.  A construct
 * nobody foresaw calls ext_surprise(): the function it is in loses its body,
 * the rest of the unit goes on, the user's compile never notices.
 */
#ifndef USBDMA_EXTRACT_H
#define USBDMA_EXTRACT_H

#include "arena.h"
#include "facts.h"
#include "idmap.h"

struct macro_use {			/* one expansion in the main file */
	uint32_t line, col;
	const char *name;
};

struct ext_note {			/* a function passed over, and why */
	const char *func, *why;
	struct loc loc;
};

struct ext {
	struct unit *u;
	struct arena *a;
	struct idmap records, filled, fields, objects, funcs;
	size_t cap_records, cap_objects, cap_funcs, cap_inits;
	const char *last_file, *last_interned;	/* ext_loc()'s memory */
	location_t last_locus;
	struct loc last_loc;
	bool macros_read;
	location_t first_locus;		/* macros expanded before are not wanted */
	size_t n_macros, cap_macros;
	struct macro_use *macros;
	size_t n_notes, cap_notes;
	struct ext_note *notes;
};

struct fx {
	struct ext *x;
	struct function *fun;
	uint32_t self;			/* its number in the unit */
	uint32_t *by_version;		/* SSA version -> value + 1 */
	unsigned n_versions;
	size_t n_values, cap_values, n_insns, cap_insns;
	struct value *values;
	struct insn *insns;
	struct operand **phi_args;	/* SSA version of a phi's result -> its arguments */
	uint32_t *block_of;		/* GCC's block index -> ours */
	location_t locus;		/* of the statement being read */
	struct loc loc;			/* the same for ext_emit(), once it is asked for */
	bool loc_known;
	const char *surprise;		/* why the body can't be used */
};

static inline bool begins_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

/* ---- extract.cc ---- */

/* The facts of the unit GCC is working on; the caller frees ext_notes with it. */
struct unit *extract_unit(struct ext *x);
void ext_surprise(struct fx *f, const char *why);

/* ---- ext_loc.cc ---- */

location_t ext_user_location(location_t loc);
struct loc ext_loc(struct ext *x, location_t loc);
struct loc ext_end(struct ext *x, location_t loc);
bool ext_is_own_file(const struct ext *x, const struct loc *l);
bool ext_in_main_file(struct ext *x, location_t loc);

/* ---- ext_macro.cc ---- */

/* The macros of an assignment: insn.macros, and the constant's own if it is clear. */
void ext_store_macros(struct ext *x, location_t loc, struct insn *in);

/* ---- ext_type.cc ---- */

enum type_class ext_class(const_tree type);
int64_t ext_size(const_tree type);

/* Number of the record a type is, holds as elements, or points to; or NONE. */
uint32_t ext_record_of(struct ext *x, tree type);
uint32_t ext_record(struct ext *x, tree type);

/* The same with its members known. */
uint32_t ext_full_record(struct ext *x, tree type);
uint32_t ext_full_record_of(struct ext *x, tree type);

/* Which member of which record: false if the field is not one we listed. */
bool ext_step(struct ext *x, tree field, struct step *out);
tree ext_element_of(tree type);

/* ---- ext_field.cc ---- */

bool ext_field_offset(const_tree field, int64_t *off);
int64_t ext_field_size(const_tree field);
uint32_t ext_field_flags(tree field);		/* enum field_flag */

/* ---- ext_object.cc ---- */

const char *ext_decl_name(struct ext *x, const_tree decl);
uint32_t ext_object(struct ext *x, tree decl, uint32_t func);
uint32_t ext_func(struct ext *x, tree decl);
uint32_t ext_named_func(struct ext *x, const char *name);

/* ---- ext_place.cc ---- */

bool ext_is_memory(const_tree t);
bool ext_place(struct fx *f, tree t, struct place *out);

/* ---- ext_value.cc ---- */

void ext_at(struct fx *f, location_t locus);
struct insn *ext_emit(struct fx *f, enum insn_op op);
uint32_t ext_fresh(struct fx *f, tree type);
uint32_t ext_ssa(struct fx *f, tree name);
struct operand ext_value_operand(uint32_t value);
struct operand ext_int_operand(int64_t num);

/* Reads t; emits what must come first.  Never fails: the worst is an unknown. */
struct operand ext_operand(struct fx *f, tree t);

/* result = &what */
void ext_address(struct fx *f, tree what, uint32_t result);

/* ---- ext_stmt.cc, ext_call.cc ---- */

void ext_stmt(struct fx *f, gimple *stmt);
void ext_store(struct fx *f, tree lhs, struct operand a, location_t loc);
void ext_assign(struct fx *f, gimple *stmt);
void ext_call(struct fx *f, gcall *call);
void ext_asm(struct fx *f, gasm *stmt);

/* ---- ext_func.cc ---- */

void ext_function(struct ext *x, tree decl);

/* ---- ext_init.cc ---- */

void ext_static_inits(struct ext *x);

#endif
