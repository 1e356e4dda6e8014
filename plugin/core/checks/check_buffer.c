// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_buffer.c - may this memory be a transfer buffer, or a setup packet?
 *
 * One table says which rule each kind of memory breaks; what is in no row is
 * good or unknown.  The few extra conditions (a size that kvmalloc() serves
 * from the slab, a Bluetooth device, a field that also holds good memory) err
 * on the side of silence.
 */
#include "solve_int.h"
#include "solve.h"

#define KVMALLOC_SLAB_MAX 4096		/* up to a page kvmalloc() never falls back */

static const struct verdict data_verdicts[] = {
	{ MEM_stack, RULE_stack_buffer, "is on the stack", -1 },
	{ MEM_vmalloc, RULE_vmalloc_buffer, "is vmalloc memory", -1 },
	{ MEM_vmap, RULE_vmalloc_buffer, "is mapped by vmap()", -1 },
	{ MEM_maybe_vmalloc, RULE_vmalloc_buffer,
	  "becomes vmalloc memory when the slab has none", SEV_WARNING },
	{ MEM_static, RULE_static_buffer, "is static data of the driver's image", -1 },
	{ MEM_rodata, RULE_rodata_buffer, "is read-only data of the driver's image", -1 },
	{ MEM_maybe_rodata, RULE_rodata_buffer, "can be read-only data", SEV_WARNING },
	{ MEM_kmap, RULE_kmap_buffer, "is highmem, mapped for the CPU only", -1 },
	{ MEM_firmware, RULE_firmware_buffer, "is the firmware image, in vmalloc memory", -1 },
	{ MEM_netdev_priv, RULE_netdev_priv_buffer,
	  "lies in netdev_priv(), which can be vmalloc memory", -1 },
	{ MEM_foreign, RULE_foreign_buffer, "comes without a promise that DMA may use it", -1 },
	{ MEM_user, RULE_user_pointer, "is a user-space address", -1 },
	{ MEM_iomem, RULE_iomem_buffer, "is device memory", -1 },
	{ MEM_percpu, RULE_percpu_buffer, "is per-CPU data", -1 },
	{ MEM_coherent, RULE_coherent_to_sync_helper,
	  "is coherent memory, which usbcore maps a second time", -1 },
};

static const struct verdict setup_verdicts[] = {
	{ MEM_stack, RULE_bad_setup_packet, "is on the stack", -1 },
	{ MEM_static, RULE_bad_setup_packet, "is static data of the driver's image", -1 },
	{ MEM_rodata, RULE_bad_setup_packet, "is read-only data of the driver's image", -1 },
	{ MEM_vmalloc, RULE_bad_setup_packet, "is vmalloc memory", -1 },
	{ MEM_vmap, RULE_bad_setup_packet, "is mapped by vmap()", -1 },
	{ MEM_maybe_vmalloc, RULE_bad_setup_packet,
	  "becomes vmalloc memory when the slab has none", SEV_WARNING },
	{ MEM_coherent, RULE_bad_setup_packet,
	  "is coherent memory, which usbcore would map a second time", -1 },
	{ MEM_kmap, RULE_bad_setup_packet, "is highmem, mapped for the CPU only", -1 },
	{ MEM_percpu, RULE_bad_setup_packet, "is per-CPU data", -1 },
	{ MEM_netdev_priv, RULE_netdev_priv_buffer,
	  "lies in netdev_priv(), which can be vmalloc memory", -1 },
};

/* An URB's owner can say that coherent memory needs no mapping; of the rest, few know. */
static bool coherent_ok(const struct sink *k)
{
	return k->what != SINK_SETUP &&
	       (k->what != SINK_DATA || k->async || k->fact->text[KEY_COHERENT]);
}

const struct verdict *verdict_of(bool setup, enum mem mem)
{
	const struct verdict *v = setup ? setup_verdicts : data_verdicts;
	size_t n = setup ? sizeof(setup_verdicts) / sizeof(*v) :
			   sizeof(data_verdicts) / sizeof(*v);

	for (size_t i = 0; i < n; i++)
		if (v[i].mem == mem)
			return &v[i];
	return NULL;
}

bool rule_across_files(enum rule_id rule)
{
	if (rule == RULE_embedded_in_buffer || rule == RULE_embedded_out_buffer ||
	    rule == RULE_length_exceeds_buffer || rule == RULE_missing_no_map_flag)
		return true;
	for (unsigned mem = 0; mem < N_MEM; mem++)
		for (unsigned setup = 0; setup < 2; setup++) {
			const struct verdict *v = verdict_of(setup, (enum mem)mem);

			if (v && v->rule == rule)
				return true;
		}
	return false;
}

static const struct verdict *find_verdict(const struct sink *k, enum mem mem)
{
	if (mem == MEM_coherent && coherent_ok(k))
		return NULL;
	return verdict_of(k->what == SINK_SETUP, mem);
}

/* Members of a driver's private area: by allocation, or by the record's type. */
static enum mem effective_mem(const struct solver *s, const struct origin *o)
{
	if (o->mem != MEM_unknown || o->member.outer_rec == NONE)
		return o->mem;
	return s->record_mem[o->member.outer_rec];
}

/*
 * The driver maps this urb's buffer itself: URB_NO_TRANSFER_DMA_MAP is set on it.
 * usbcore maps the setup packet all the same.
 */
bool driver_maps(struct fx *f, const struct sink *k)
{
	const struct insn *call = &f->fn->insns[k->insn];
	int64_t arg = k->fact->num[KEY_URB];
	struct operand urb = { 0 };

	if (k->callee != k->final || k->what == SINK_SETUP)
		return false;
	if (call->op == OP_CALL && arg >= 0 && arg < call->n_args)
		urb = call->args[arg];
	else if (call->op == OP_STORE && call->place.base == BASE_VALUE)
		urb = (struct operand){ .kind = OPND_VALUE, .value = call->place.id };
	for (uint32_t i = 0; urb.kind == OPND_VALUE && i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];
		const struct fact *fact;

		if (in->op != OP_STORE || !in->place.n_path || in->place.base != BASE_VALUE ||
		    !fx_same(f, in->place.id, urb.value))
			continue;
		fact = place_fact(f->s, &in->place, ROLE_NO_MAP);
		if (fact && (int_eval(f, in->a).may & (uint64_t)fact->num[KEY_MASK]))
			return true;
	}
	return false;
}

static bool forgiven(struct fx *f, const struct sink *k, const struct origin *o, enum mem mem)
{
	if (o->mixed)
		return true;
	if (mem == MEM_maybe_vmalloc && o->max_size >= 0 && o->max_size <= KVMALLOC_SLAB_MAX)
		return true;
	if ((mem == MEM_vmap || mem == MEM_vmalloc) && driver_maps(f, k))
		return true;
	return k->bluetooth_ok && bluetooth_only(f, k->insn);
}

const struct verdict *bad_buffer(struct fx *f, const struct sink *k, const struct origin *o)
{
	const struct verdict *v = o->kind == ORG_MEM ? find_verdict(k, o->mem) : NULL;

	return v && !forgiven(f, k, o, o->mem) ? v : NULL;
}

static const char *verb(const struct sink *k)
{
	if (k->callee == k->final)
		return "needs";
	return "passes it to a transfer, which needs";
}

struct reported {			/* a birth and the transfer it came to */
	enum rule_id rule;
	struct loc birth;
	uint32_t func, insn;
};

/*
 * Memory stored to a field is seen twice: by the helper that loads the field, and
 * by the caller that passes the record it has just filled.  The helper speaks.
 */
bool told_before(struct solver *s, const struct sink *k, const struct origin *o,
		 enum rule_id rule)
{
	struct reported r = { rule, o->birth, k->final_func, k->final_insn };

	for (size_t i = 0; k->via == ORG_PARAMLOAD && i < s->reported.n; i++) {
		const struct reported *p = &s->reported.v[i];

		if (p->rule == rule && p->func == r.func && p->insn == r.insn &&
		    p->birth.line == r.birth.line && p->birth.col == r.birth.col &&
		    p->birth.file == r.birth.file)
			return true;
	}
	VEC_PUSH(s->a, s->reported.v, s->reported.n, s->reported.cap, r);
	return false;
}

static void report(struct fx *f, const struct sink *k, const struct origin *o,
		   const struct verdict *v)
{
	struct solver *s = f->s;
	struct finding *d = finding_new(f, v->rule, k->insn, k->callee);
	const char *name = origin_name(s, o);
	const char *later = k->async && v->mem == MEM_stack ?
			    " and is gone when this function returns" : "";
	const char *what = k->what == SINK_SETUP ? "setup packet " : "";

	if (v->severity >= 0 && (int)d->severity > v->severity)
		d->severity = (enum severity)v->severity;
	if (k->arg == NONE)
		d->message = text(s, "%s'%s' %s%s; %s needs memory from kmalloc()",
					  what, name, v->is, later, k->final);
	else
		d->message = text(s, "%s'%s' %s%s; %s() %s memory from kmalloc()",
					  what, name, v->is, later, k->callee, verb(k));
	d->subject = name;
	finding_trail(s, d, o, k);
	finding_put(s, d);
}

/* The whole object of a record is sent: then its members are payload (RULES E6). */
static void note_sent(struct fx *f, const struct sink *k, const struct origin *o)
{
	uint32_t v, record;

	if (k->what > SINK_SETUP || o->member.outer_rec != NONE || o->off || o->inexact)
		return;
	for (v = k->ptr.value; ; ) {
		const struct insn *in = fx_def_value(f, v);

		record = f->fn->values[v].record;
		if (record != NONE && f->fn->values[v].pointee_size > 1)
			f->s->record_sent[record] = true;
		if (!in || in->op != OP_COPY || in->a.kind != OPND_VALUE)
			break;
		v = in->a.value;
	}
}

static void judge(struct fx *f, const struct sink *k, const struct origin *o, uint64_t *said)
{
	enum mem mem = effective_mem(f->s, o);
	const struct verdict *v = find_verdict(k, mem);

	if (mem == MEM_netdev_priv && o->member.outer_rec != NONE) {
		if (!o->member.done)
			check_embedded_add(f, k, o, mem);
		return;
	}
	if (v) {
		if (!(*said & (UINT64_C(1) << v->rule)) && !forgiven(f, k, o, mem) &&
		    !told_before(f->s, k, o, v->rule))
			report(f, k, o, v);
		*said |= UINT64_C(1) << v->rule;
		return;
	}
	if (o->member.outer_rec != NONE && !o->member.done && mem != MEM_coherent &&
	    mem != MEM_null)
		check_embedded_add(f, k, o, mem);
}

/* What the pointer must be good for is not, or not yet, a transfer. */
static void check_other(struct fx *f, const struct sink *k, const struct origins *o)
{
	switch (k->what) {
	case SINK_FREE:
		check_release(f, k, o);
		break;
	case SINK_LINEAR:
		check_linear(f, k, o);
		break;
	case SINK_SG_ENTRY:
		check_linear(f, k, o);
		check_sg(f, k, o);
		break;
	case SINK_SG_LIST:
		check_sg(f, k, o);
		break;
	default:
		check_device(f, k, o);
	}
}

/* Every sink comes here, once per call that shows it. */
void check_sink(struct fx *f, const struct sink *k)
{
	struct origins got;
	uint64_t said = 0;

	if ((k->what == SINK_DATA && int_is_const(k->len) && !k->len.ones) ||
	    k->ptr.kind != OPND_VALUE)
		return;
	got = origins_of_sink(f, k);
	for (size_t i = 0; i < got.n; i++) {
		const struct origin *o = &got.v[i];

		note_sent(f, k, o);
		if (o->kind != ORG_MEM)
			sink_summarise(f, k, o);
		if (k->what <= SINK_SETUP) {
			if (o->kind == ORG_MEM)
				judge(f, k, o, &said);
			else if (o->member.outer_rec != NONE && !o->member.done)
				judge(f, k, o, &said);
		}
	}
	if (k->what == SINK_DATA) {
		check_length(f, k, &got);
		check_received(f, k);
		check_uninit(f, k);
		check_needless(f, k, &got);
	}
	if (k->what > SINK_SETUP)
		check_other(f, k, &got);
}
