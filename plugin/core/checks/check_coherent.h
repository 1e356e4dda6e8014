/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check_coherent.h - one release of coherent memory, as the rules on it see it.
 */
#ifndef USBDMA_CHECK_COHERENT_H
#define USBDMA_CHECK_COHERENT_H

#include "symval.h"

struct release {
	struct fx *f;			/* judged here: the free, or a call that leads to it */
	uint32_t insn;
	const struct fact *fact;
	const char *callee, *final;	/* called here; the kernel's function */
	struct symset mem, size, handle;
	const char *mem_name, *handle_name;
	struct step size_member;
	unsigned depth;
	const struct trail *trail;	/* from here to the free; oldest first */
};

struct home {				/* where the memory can come from */
	const struct sym *call;
	int64_t off;
};

struct homes {
	unsigned n;
	struct home v[SYM_MAX];
};

/* check_coherent.c */
const struct fact *coherent_alloc(const struct solver *s, const struct sym *x);
const struct insn *coherent_insn(const struct solver *s, const struct sym *call);
const char *coherent_quoted(struct solver *s, const char *name);
void coherent_put(struct solver *s, struct finding *d, const struct release *r,
		  const struct sym *alloc, const struct sym *handle);

/* check_coherent_handle.c */
void check_coherent_handle(const struct release *r, const struct homes *homes);

#endif
