/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_words.h - the words of the text form of facts (docs/facts.md), one
 * table for the writer and the reader.
 */
#ifndef USBDMA_FACTS_WORDS_H
#define USBDMA_FACTS_WORDS_H

#include "facts_shape.h"

#define FACTS_VERSION	1

/* Indexed by the enumerator; flags by bit number. */
extern const char *const class_words[N_CLASSES];
extern const char *const kind_words[N_OBJECT_KINDS];
extern const char *const op_words[N_INSN_OPS];
extern const char *const bin_words[N_BIN_OPS];
extern const char *const field_flag_words[];	/* NULL-terminated, like those below */
extern const char *const record_flag_words[];
extern const char *const object_flag_words[];
extern const char *const value_flag_words[];
extern const char *const func_flag_words[];

#endif
