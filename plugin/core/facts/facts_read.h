/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_read.h - what the two files of the facts reader share.
 */
#ifndef USBDMA_FACTS_READ_H
#define USBDMA_FACTS_READ_H

#include "facts_lex.h"

/* One line each, the cursor behind its first word (insn: before it). */
bool read_block(struct reader *r);
bool read_insn(struct reader *r);
bool read_init(struct reader *r);

#endif
