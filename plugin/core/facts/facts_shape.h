/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_shape.h - which parts of struct insn each operation uses.
 *
 * One table for unit_check(), facts_write() and facts_read(), so that the three
 * cannot disagree.  Private to them.
 */
#ifndef USBDMA_FACTS_SHAPE_H
#define USBDMA_FACTS_SHAPE_H

#include "facts.h"

enum part {
	P_RESULT = 1,			/* must define a value */
	P_MAY_RESULT = 2,		/* may define one */
	P_PLACE = 4,
	P_PLACE2 = 8,
	P_BIN = 16,
	P_A = 32,			/* operand, may be OPND_NONE */
	P_B = 64,
	P_FN = 128,			/* names a function */
	P_CALLEE = 256,			/* function, or an operand in target */
	P_ARGS = 512,
	P_MACROS = 1024,
	P_LAST = 2048,			/* nothing follows in its block */
};

/* Enumerator, word in the text form, parts. */
#define INSN_OPS(X)									\
	X(OTHER, "other", P_MAY_RESULT | P_A | P_B)					\
	X(COPY, "copy", P_RESULT | P_A)							\
	X(ADDR, "addr", P_RESULT | P_PLACE)						\
	X(FUNC, "func", P_RESULT | P_FN)						\
	X(LOAD, "load", P_RESULT | P_PLACE)						\
	X(STORE, "store", P_PLACE | P_A | P_MACROS)					\
	X(COPYMEM, "copymem", P_PLACE | P_PLACE2)					\
	X(BIN, "bin", P_RESULT | P_BIN | P_A | P_B)					\
	X(SELECT, "select", P_RESULT | P_A | P_B)					\
	X(PHI, "phi", P_RESULT | P_ARGS)						\
	X(CALL, "call", P_MAY_RESULT | P_CALLEE | P_ARGS)				\
	X(RET, "ret", P_A | P_LAST)							\
	X(COND, "cond", P_BIN | P_A | P_B | P_LAST)					\
	X(SWITCH, "switch", P_A | P_LAST)

enum {
#define X(e, word, parts) INDEX_OF_##e,
	INSN_OPS(X)
#undef X
	N_INSN_OPS
};

#define N_BIN_OPS	(BIN_GE + 1)
#define N_CLASSES	(TC_FUNC + 1)
#define N_OBJECT_KINDS	(OBJ_STRING + 1)

/* All flags of an enum, for "is there a bit we do not know". */
#define FIELD_FLAGS	(2 * FIELD_FIXED_WIDTH - 1)
#define RECORD_FLAGS	(2 * RECORD_FRAME - 1)
#define OBJECT_FLAGS	(2 * OBJ_GLOBAL - 1)
#define VALUE_FLAGS	(2 * VALUE_UNSIGNED - 1)
#define FUNC_FLAGS	(2 * FUNC_ADDRESSED - 1)

extern const unsigned insn_parts[N_INSN_OPS];	/* facts.c */

#endif
