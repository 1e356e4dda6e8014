// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_words.c - the words of the text form of facts.
 */
#include "facts_words.h"

const char *const class_words[N_CLASSES] = {
	"other", "int", "pointer", "record", "union", "array", "function",
};

const char *const kind_words[N_OBJECT_KINDS] = {
	"local", "param", "static", "extern", "string",
};

const char *const op_words[N_INSN_OPS] = {
#define X(e, word, parts) [OP_##e] = word,
	INSN_OPS(X)
#undef X
};

const char *const bin_words[N_BIN_OPS] = {
	[BIN_OTHER] = "op", [BIN_ADD] = "add", [BIN_SUB] = "sub", [BIN_MUL] = "mul",
	[BIN_DIV] = "div", [BIN_AND] = "and", [BIN_OR] = "or", [BIN_XOR] = "xor",
	[BIN_SHL] = "shl", [BIN_SHR] = "shr", [BIN_MIN] = "min", [BIN_MAX] = "max",
	[BIN_EQ] = "eq", [BIN_NE] = "ne", [BIN_LT] = "lt", [BIN_LE] = "le",
	[BIN_GT] = "gt", [BIN_GE] = "ge",
};

const char *const field_flag_words[] = {
	"bitfield", "flex", "aligned", "anon", "bytes", "fixed", NULL,
};

const char *const record_flag_words[] = { "union", "packed", "local", "frame", NULL };

const char *const object_flag_words[] = {
	"readonly", "array", "func-static", "percpu", "compound", "byvalue", "addressed",
	"artificial", "global", NULL,
};

const char *const value_flag_words[] = { "unsigned", NULL };

const char *const func_flag_words[] = {
	"body", "global", "header", "nested", "addressed", NULL,
};
