// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocation.c - memory that was allocated in the function that uses it, and
 * whether the allocator cleared it.
 */
#include <string.h>
#include "received.h"

const struct insn *alloc_call(struct fx *f, uint32_t root, const struct fact **fact)
{
	const struct insn *in = fx_def_value(f, root);

	*fact = in ? call_fact(f->s, in, ROLE_ALLOC) : NULL;
	if (!*fact || (*fact)->text[KEY_OUT] || strcmp((*fact)->text[KEY_KIND], "heap"))
		return NULL;
	return in;
}

bool alloc_cleared(struct fx *f, const struct insn *call, const struct fact *fact)
{
	int64_t gfp = fact->num[KEY_GFP];
	unsigned n;
	const struct fact *const *all = model_all(f->s->m, &n);
	uint64_t zero = 0;

	if (fact->text[KEY_ZEROED])
		return true;
	for (unsigned i = 0; i < n; i++)
		if (all[i]->role == ROLE_GFP && !strcmp(all[i]->text[KEY_CLASS], "zero"))
			zero |= (uint64_t)all[i]->num[KEY_MASK];
	if (gfp < 0 || gfp >= call->n_args)
		return false;
	return (int_eval(f, call->args[gfp]).may & zero) != 0;
}
