/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts.h - what one translation unit says, without any GCC type.
 *
 * The GCC front (plugin/gcc) builds one `struct unit`; facts_read.c builds the
 * same from text; the solver only reads it.  It is a small SSA form: every
 * value is defined once, memory is reached by loads and stores of `struct
 * place`.  Anything the rules never need (float arithmetic, volatile, debug)
 * becomes OP_OTHER, whose result is unknown - and unknown never warns.
 *
 * Ids are indexes into the arrays of the unit (or, for values and blocks, of
 * the function).  NONE means "no such thing".  All memory, strings included,
 * belongs to the unit's arena and dies with unit_free().
 */
#ifndef USBDMA_FACTS_H
#define USBDMA_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NONE UINT32_MAX
#define SIZE_UNKNOWN INT64_MIN		/* of sizes and offsets, in bytes */

struct loc {				/* line 0: unknown place */
	const char *file;		/* interned; as GCC prints it */
	uint32_t line, col;		/* 1-based; col 0 unknown */
};

enum type_class {
	TC_OTHER, TC_INT, TC_POINTER, TC_RECORD, TC_UNION, TC_ARRAY, TC_FUNC,
};

/* ---- types ---- */

enum field_flag {
	FIELD_BITFIELD = 1,
	FIELD_FLEX = 2,			/* flexible tail: [] , [0], or [1] at the very end */
	FIELD_USER_ALIGN = 4,		/* carries an alignment attribute of its own */
	FIELD_ANON = 8,			/* unnamed struct or union member */
	FIELD_BYTES = 16,		/* char-like scalar, or (nested) array of those */
	FIELD_FIXED_WIDTH = 32,		/* a typedef __le/__be/uN/sN/__uN, or bytes */
};

struct field {
	const char *name;		/* "" when unnamed */
	int64_t off, size;		/* bytes; size of a flexible tail is 0 */
	uint32_t align;			/* bytes */
	uint32_t flags;			/* enum field_flag */
	enum type_class cls;
	uint32_t record;		/* of the member, of the array's element, or of
					   what the pointer points to; else NONE */
};

enum record_flag {
	RECORD_UNION = 1,
	RECORD_PACKED = 2,
	RECORD_LOCAL = 4,		/* defined in the main file: module-local */
	RECORD_FRAME = 8,		/* GCC's frame record of a nested function */
};

struct record {
	const char *name;		/* tag, or typedef name, or "anon@line" */
	struct loc loc;
	int64_t size;
	uint32_t align;
	uint32_t flags;			/* enum record_flag */
	uint32_t n_fields;
	struct field *fields;		/* in order of declaration */
};

/* ---- storage and functions ---- */

enum object_kind {
	OBJ_LOCAL,			/* automatic variable */
	OBJ_PARAM,			/* storage of a parameter (by value or address taken) */
	OBJ_STATIC,			/* static duration, defined here */
	OBJ_EXTERN,			/* static duration, defined elsewhere */
	OBJ_STRING,			/* string literal or constant pool entry */
};

enum object_flag {
	OBJ_READONLY = 1,		/* const object, goes to .rodata */
	OBJ_ARRAY = 2,
	OBJ_FUNC_STATIC = 4,		/* static inside a function */
	OBJ_PERCPU = 8,			/* in a .data..percpu section */
	OBJ_COMPOUND = 16,		/* compound literal */
	OBJ_BYVALUE = 32,		/* OBJ_PARAM whose type is a record or union */
	OBJ_ADDRESSED = 64,		/* its address is taken somewhere */
	OBJ_ARTIFICIAL = 128,		/* the compiler's, not in the source */
	OBJ_GLOBAL = 256,		/* other units see it by its name */
};

struct object {
	enum object_kind kind;
	const char *name;		/* "" for a literal */
	struct loc loc;			/* declaration */
	int64_t size;
	uint32_t flags;
	enum type_class cls;
	uint32_t record;		/* as field.record */
	uint32_t func;			/* owner of OBJ_LOCAL and OBJ_PARAM; else NONE */
};

/* `object + off` (the member given by the last step) was initialised statically. */
enum init_kind { INIT_FUNC, INIT_OBJECT, INIT_INT };

/* ---- places ---- */

struct step {				/* one COMPONENT_REF */
	uint32_t record, field;		/* field: index in records[record].fields */
};

enum base_kind { BASE_OBJECT, BASE_VALUE };

/*
 * A piece of memory: base object, or what base value points to, then `off`
 * bytes.  path lists the members passed on the way, outermost first (anonymous
 * ones included); it may be empty.  After a variable index `indexed` is set and
 * off counts the constant part only.
 */
struct place {
	enum base_kind base;
	uint32_t id;			/* object or value */
	int64_t off;
	bool indexed;
	enum type_class cls;		/* of what is there */
	uint32_t record;		/* as field.record, of what is there */
	int64_t size;			/* of what is there; SIZE_UNKNOWN if not constant */
	uint32_t n_path;
	struct step *path;
};

struct init {
	uint32_t object;
	int64_t off;
	struct step slot;		/* innermost member; record NONE if none */
	enum init_kind kind;
	uint32_t target;		/* function or object */
	int64_t value;			/* INIT_INT: the integer; INIT_OBJECT: offset */
};

/* ---- code ---- */

enum opnd_kind { OPND_NONE, OPND_VALUE, OPND_INT };

struct operand {			/* NULL is the integer 0 */
	enum opnd_kind kind;
	uint32_t value;			/* OPND_VALUE */
	int64_t num;			/* OPND_INT, sign or zero extended as its type says */
	const char *macro;		/* OPND_INT: outermost macro it came from, or NULL */
};

enum value_flag {
	VALUE_UNSIGNED = 1,
};

struct value {
	const char *name;		/* the user's variable, or "" */
	enum type_class cls;
	uint32_t record;		/* pointer: record pointed to, or NONE */
	uint32_t bits;			/* width of an integer */
	uint32_t flags;
	int64_t pointee_size;		/* pointer: sizeof *p, else SIZE_UNKNOWN */
};

enum insn_op {
	OP_OTHER,	/* result unknown */
	OP_COPY,	/* result = a (casts included) */
	OP_ADDR,	/* result = &place */
	OP_FUNC,	/* result = &func (index in fn) */
	OP_LOAD,	/* result = *place */
	OP_STORE,	/* *place = a; a = 0 with an aggregate place: whole thing zeroed */
	OP_COPYMEM,	/* *place = *place2, aggregates */
	OP_BIN,		/* result = a <bin> b; pointer + offset is BIN_ADD, pointer first */
	OP_SELECT,	/* result = a or b */
	OP_PHI,		/* result = one of args[], in order of the block's preds */
	OP_CALL,	/* result = call; result NONE when unused */
	OP_RET,		/* return a */
	OP_COND,	/* ends a block: if (a <bin> b) goto succs[0] else succs[1] */
	OP_SWITCH,	/* ends a block: on a; succs in no given order */
};

enum bin_op {
	BIN_OTHER, BIN_ADD, BIN_SUB, BIN_MUL, BIN_DIV, BIN_AND, BIN_OR, BIN_XOR,
	BIN_SHL, BIN_SHR, BIN_MIN, BIN_MAX,
	BIN_EQ, BIN_NE, BIN_LT, BIN_LE, BIN_GT, BIN_GE,
};

struct insn {
	enum insn_op op;
	enum bin_op bin;
	struct loc loc;			/* call: its callee; store: the assignment */
	struct loc end;			/* calls: closing parenthesis; else unknown */
	uint32_t result;		/* value or NONE */
	struct operand a, b;
	struct place place, place2;	/* valid as the op says */
	uint32_t fn;			/* OP_CALL direct, OP_FUNC: function; else NONE */
	struct operand target;		/* OP_CALL through a pointer */
	uint32_t n_args;
	struct operand *args;		/* OP_CALL, OP_PHI */
	const char **macros;		/* OP_STORE: macros the statement's tokens came from,
					   NULL-terminated ("NAME"), or NULL */
};

struct block {
	uint32_t first, n;		/* insns[first .. first+n-1] of the function */
	uint32_t n_preds, n_succs;
	uint32_t *preds, *succs;	/* block indexes */
};

enum func_flag {
	FUNC_BODY = 1,			/* defined in this unit */
	FUNC_GLOBAL = 2,		/* visible outside */
	FUNC_HEADER = 4,		/* its body comes from a header (static inline) */
	FUNC_NESTED = 8,
	FUNC_ADDRESSED = 16,
};

struct param {
	const char *name;
	uint32_t value;			/* value on entry; NONE if only in memory */
	uint32_t object;		/* its storage when addressed or aggregate; else NONE */
	enum type_class cls;
	uint32_t record;		/* as field.record */
};

struct func {
	const char *name;		/* assembler-independent, as in the source */
	uint32_t flags;
	struct loc loc;
	uint32_t n_params, n_values, n_insns, n_blocks;	/* block 0 is the entry */
	struct param *params;
	struct value *values;
	struct insn *insns;
	struct block *blocks;
};

struct arena;

struct unit {
	struct arena *arena;
	const char *main_file;
	const char *producer;		/* "gcc 12.2.0 x86_64-linux-gnu" */
	uint32_t n_records, n_objects, n_funcs, n_inits;
	struct record *records;
	struct object *objects;
	struct func *funcs;		/* callees without body included */
	struct init *inits;
};

/* unit_new: an empty unit with an arena of its own; unit_free takes NULL. */
struct unit *unit_new(void);
void unit_free(struct unit *u);

/*
 * unit_check: are all ids in range, all values defined once, all edges mutual?
 * Returns NULL, or a sentence in the unit's arena that says what is wrong.
 * Run on everything that comes from outside, before the solver sees it.
 */
const char *unit_check(struct unit *u);

#ifdef __cplusplus
}
#endif
#endif
