// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_join.c - what all functions of the unit do to the URBs of one member.
 */
#include "urb.h"

struct urb_field *urb_field(struct solver *s, struct step st)
{
	struct urb_unit *uu = s->urbs;
	struct urb_field new = { .st = st };

	for (size_t i = 0; i < uu->n_fields; i++)
		if (uu->fields[i].st.record == st.record && uu->fields[i].st.field == st.field)
			return &uu->fields[i];
	VEC_PUSH(s->a, uu->fields, uu->n_fields, uu->cap_fields, new);
	return &uu->fields[uu->n_fields - 1];
}

static void join(struct fx *f, struct urb_field *j, const struct urb_event *e)
{
	switch (e->op) {
	case UE_FLAGS:
		if (e->no_map == BIT_SET)
			VEC_PUSH(f->s->a, j->setters, j->n_setters, j->cap_setters, e->where);
		j->flag_unknown |= e->no_map == BIT_UNKNOWN;
		break;
	case UE_DMA:
		j->dma = true;
		break;
	case UE_SUBMIT:
		j->submitted = true;
		break;
	case UE_KILL:
		j->killed = true;
		break;
	case UE_FREE:
		j->freed = true;
		break;
	case UE_BUFFER_FREE:
		j->buffer_freed = true;
		break;
	default:
		break;
	}
}

/* Nobody of this file may say which URB a parameter of this function is. */
static bool called_from_outside(const struct fx *f)
{
	return !f->s->callers[f->id].n || (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED));
}

void urb_join(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];

	for (size_t i = 0; i < us->n; i++) {
		const struct urb *u = us->v[i];
		struct urb_field *j = NULL;

		if (u->same != i)
			continue;
		if (u->joined)
			j = urb_field(f->s, u->field);
		else if (!u->fresh && (u->param < 0 || called_from_outside(f)))
			j = &f->s->urbs->wild;
		for (size_t k = 0; j && k < u->n; k++)
			join(f, j, &u->v[k]);
	}
}
