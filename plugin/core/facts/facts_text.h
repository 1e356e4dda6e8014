/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_text.h - what the files of the facts writer share.
 */
#ifndef USBDMA_FACTS_TEXT_H
#define USBDMA_FACTS_TEXT_H

#include <stdio.h>

#include "facts_words.h"
#include "report.h"

struct writer {
	const struct unit *u;
	FILE *out;
	const char **files;		/* number -> name */
	unsigned n_files, last;
	size_t cap_files;
};

void write_quoted(struct writer *w, const char *s);
void write_escaped(struct writer *w, const char *s);	/* the same without the quotes */
void write_size(struct writer *w, const char *key, int64_t size);
void write_type(struct writer *w, enum type_class cls, uint32_t record);
void write_loc(struct writer *w, char mark, const struct loc *l);

void write_block(struct writer *w, const struct func *f, uint32_t index);
void write_init(struct writer *w, const struct init *in);

#endif
