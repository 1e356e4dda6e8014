// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_misc.c - rules that need little more than one instruction: lengths,
 * devices, feature bits, setup_dma, GFP_DMA.
 */
#include <string.h>
#include "solve_int.h"

/* Bytes from the pointer to the end of what holds it; SIZE_UNKNOWN if not known. */
static int64_t room(const struct solver *s, const struct origin *o)
{
	const struct member *m = &o->member;
	int64_t left = SIZE_UNKNOWN;

	if (o->inexact)
		return SIZE_UNKNOWN;
	if (o->kind == ORG_MEM && o->size != SIZE_UNKNOWN && o->size > 0)
		left = o->size - o->off;
	if (m->outer_rec != NONE && m->rec == m->outer_rec && !m->indexed && !m->done) {
		const struct field *f = &s->u->records[m->rec].fields[m->field];

		if (f->cls == TC_ARRAY && f->size > 1 && !(f->flags & FIELD_FLEX))
			left = f->off + f->size - m->off;
	}
	return left;
}

/* Report only when the length is too large for everything it can be. */
void check_length(struct fx *f, const struct sink *k, const struct origins *o)
{
	struct solver *s = f->s;
	const struct origin *first = NULL;
	int64_t most = 0, len = (int64_t)k->len.ones;
	struct finding *d;

	if (!int_is_const(k->len) || len <= 0)
		return;
	for (size_t i = 0; i < o->n; i++) {
		int64_t left;

		if (o->v[i].kind == ORG_MEM && o->v[i].mem == MEM_null)
			continue;
		left = room(s, &o->v[i]);
		if (left == SIZE_UNKNOWN || left < 0 || left >= len)
			return;
		if (left > most)
			most = left;
		if (!first)
			first = &o->v[i];
	}
	if (!first)
		return;
	d = finding_new(f, RULE_length_exceeds_buffer, k->insn, k->callee);
	d->subject = origin_name(s, first);
	d->message = text(s, "'%s' has %lld bytes here, but %s is told %lld",
				  d->subject, (long long)most,
				  k->arg == NONE ? k->final : text(s, "%s()", k->callee),
				  (long long)len);
	finding_trail(s, d, first, k);
	finding_put(s, d);
}

/* Is this struct device that of a USB device or interface, or of the controller? */
static const struct fact *device_fact(const struct solver *s, const struct origin *o)
{
	if (o->device)
		return o->device;
	return field_fact(s, (struct step){ o->member.rec, o->member.field }, ROLE_DEVICE);
}

static const char *device_text(struct solver *s, const struct fact *fact)
{
	if (!strcmp(fact->text[KEY_CLASS], "hcd"))
		return text(s, "%s is the host controller's device", fact->name);
	return text(s, "%s cannot do DMA itself", fact->name);
}

void check_device(struct fx *f, const struct sink *k, const struct origins *o)
{
	struct solver *s = f->s;

	for (size_t i = 0; i < o->n; i++) {
		const struct fact *fact = device_fact(s, &o->v[i]);
		struct finding *d;

		if (!fact || o->v[i].member.done)
			continue;
		if (k->what != SINK_MASK && strcmp(fact->text[KEY_CLASS], "usb"))
			continue;
		d = finding_new(f, k->what == SINK_MASK ? RULE_usb_dma_set_mask :
			RULE_dma_wrong_device, k->insn, k->callee);
		if (k->what == SINK_MASK)
			d->message = text(s, "%s: %s; its mask is not the driver's to set: "
					  "drop this", k->callee, device_text(s, fact));
		else
			d->message = text(s, "%s: %s; use usbcore's mapping, or the controller's "
					  "bus->sysdev", k->callee, device_text(s, fact));
		d->subject = fact->name;
		finding_trail(s, d, NULL, k);
		finding_put(s, d);
		return;
	}
}

static void check_bits(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact = place_fact(s, &in->place, ROLE_BITS);
	struct finding *d;

	if (!fact || fact->text[KEY_CLASS] || !(s->buses & (BUS_usb | BUS_usbnet)) ||
	    (s->buses & BUS_other))
		return;
	if (!(int_eval(f, in->a).may & (uint64_t)fact->num[KEY_MASK]))
		return;
	d = finding_new(f, RULE_netdev_highdma, n, "");
	d->subject = fact->name;
	d->message = text(s, "%s in '%s': a USB driver must not be handed highmem packets",
				  fact->text[KEY_NAME], strchr(fact->name, '.') + 1);
	finding_put(s, d);
}

static void check_setup_dma(struct fx *f, uint32_t n, const struct place *p)
{
	struct solver *s = f->s;
	const struct fact *fact;
	struct finding *d;

	fact = place_fact(s, p, ROLE_FIELD_SINK);
	if (!fact || strcmp(fact->text[KEY_WHAT], "setup_dma"))
		return;
	d = finding_new(f, RULE_setup_dma_use, n, "");
	d->subject = fact->name;
	d->message = "'setup_dma' belongs to usbcore; drivers neither set nor read it";
	finding_put(s, d);
}

void check_gfp(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *alloc = call_fact(s, in, ROLE_ALLOC), *dma, *dma32;
	uint64_t mask;
	struct finding *d;
	struct intval v;
	int64_t arg = alloc ? alloc->num[KEY_GFP] : -1;

	if (arg < 0 || arg >= in->n_args || !(s->buses & BUS_usb) || (s->buses & BUS_other))
		return;
	dma = model_find(s->m, "GFP_DMA", ROLE_GFP);
	dma32 = model_find(s->m, "GFP_DMA32", ROLE_GFP);
	mask = (dma ? (uint64_t)dma->num[KEY_MASK] : 0) |
	       (dma32 ? (uint64_t)dma32->num[KEY_MASK] : 0);
	v = int_eval(f, in->args[arg]);
	if (!(v.may & mask))
		return;
	d = finding_new(f, RULE_gfp_dma, n, call_name(s, in));
	d->subject = v.may & (uint64_t)(dma ? dma->num[KEY_MASK] : 0) ? "GFP_DMA" : "GFP_DMA32";
	if (!(v.may & ~mask)) {
		d->severity = SEV_WARNING;
		d->message = text(s, "%s alone is for ISA DMA and cannot wait for memory; "
					  "%s() wants GFP_KERNEL for USB", d->subject, d->callee);
	} else {
		d->message = text(s, "USB buffers need no %s; %s() with GFP_KERNEL will do",
					  d->subject, d->callee);
	}
	finding_put(s, d);
}

void check_insn(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];

	check_flags(f, n);
	switch (in->op) {
	case OP_STORE:
		check_bits(f, n);
		check_setup_dma(f, n, &in->place);
		check_handle_use(f, n);
		break;
	case OP_LOAD:
		check_handle_use(f, n);
		/* fall through */
	case OP_ADDR:
		check_setup_dma(f, n, &in->place);
		break;
	case OP_CALL:
		check_gfp(f, n);
		check_handle_use(f, n);
		check_atomic(f, n);
		check_sg_request(f, n);
		check_removed(f, n);
		break;
	default:
		break;
	}
}
