// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_release.c - is memory released by its allocator's counterpart?
 *
 * Only where coherent memory is on either side; slab, vmalloc and the like are
 * other tools' business.  All places the pointer can come from must be known,
 * and none of them may fit: a member that holds coherent memory in one
 * configuration and heap memory in another is left alone.
 */
#include <string.h>
#include "solve_int.h"

static const struct fact *maker_fact(const struct solver *s, const struct origin *o)
{
	return o->maker ? model_find(s->m, o->maker, ROLE_ALLOC) : NULL;
}

static bool same_family(const struct fact *a, const struct fact *b)
{
	const char *x = a ? a->text[KEY_FAMILY] : NULL, *y = b->text[KEY_FAMILY];

	return !x || !y || !strcmp(x, y);
}

enum fit { FITS, FITS_NOT, FIT_UNKNOWN };

static enum fit release_fits(const struct solver *s, const struct fact *release,
			     const struct origin *o)
{
	const struct fact *alloc = maker_fact(s, o);
	bool coherent = mem_by_name(release->text[KEY_KIND]) == MEM_coherent;

	if (o->mem == MEM_coherent)
		return coherent && same_family(alloc, release) ? FITS : FITS_NOT;
	if (!coherent)
		return FITS;
	return alloc && o->mem != MEM_unknown ? FITS_NOT : FIT_UNKNOWN;
}

/* A helper that releases either way knows which memory it has got. */
static bool helper_decides(struct fx *f, const struct sink *k, const struct origin *o)
{
	struct solver *s = f->s;
	uint32_t to[MAX_TARGETS];
	unsigned n = k->callee == k->final ? 0 :
		     call_targets(s, f, &f->fn->insns[k->insn], to, MAX_TARGETS);

	for (unsigned i = 0; i < n; i++)
		for (size_t j = 0; j < s->fx[to[i]].n_sinks; j++) {
			const struct sink *r = &s->fx[to[i]].sinks[j];

			if (r->what == SINK_FREE && r->param == k->arg &&
			    r->load_off == k->load_off &&
			    release_fits(s, r->fact, o) == FITS)
				return true;
		}
	return false;
}

/* The first function of that role that has the family. */
static const char *counterpart(const struct solver *s, const struct fact *of, enum role role)
{
	const char *family = of ? of->text[KEY_FAMILY] : NULL;
	const struct fact *const *all;
	unsigned n;

	all = model_all(s->m, &n);
	for (unsigned i = 0; family && i < n; i++)
		if (all[i]->role == role && all[i]->text[KEY_FAMILY] &&
		    !strcmp(all[i]->text[KEY_FAMILY], family))
			return all[i]->name;
	return NULL;
}

static void report(struct fx *f, const struct sink *k, const struct origin *o)
{
	struct solver *s = f->s;
	struct finding *d = finding_new(f, RULE_coherent_wrong_release, k->insn, k->callee);
	const char *cure = counterpart(s, maker_fact(s, o), ROLE_FREE);
	const char *wants = counterpart(s, k->fact, ROLE_ALLOC);
	const char *who = k->callee == k->final ? "" :
			  text(s, "%s() hands it to ", k->callee);

	d->subject = origin_name(s, o);
	if (cure)
		d->message = text(s, "'%s' is coherent memory from %s(); %s%s() cannot release it, "
				  "%s() does", d->subject, o->maker, who, k->final, cure);
	else if (wants)
		d->message = text(s, "'%s' comes from %s(); %s%s() releases what %s() returned "
				  "and nothing else", d->subject, o->maker, who, k->final, wants);
	else
		d->message = text(s, "'%s' comes from %s(); %s%s() cannot release it",
				  d->subject, o->maker, who, k->final);
	finding_trail(s, d, o, k);
	finding_put(s, d);
}

void check_release(struct fx *f, const struct sink *k, const struct origins *o)
{
	const struct origin *wrong = NULL;

	for (size_t i = 0; i < o->n; i++) {
		const struct origin *v = &o->v[i];

		/* what the member held before is in its join, unless that was not asked for */
		if (v->kind == ORG_PARAMLOAD && k->via != ORG_PARAMLOAD)
			continue;
		if (v->kind != ORG_MEM)
			return;
		if (v->mem == MEM_null)
			continue;
		if (release_fits(f->s, k->fact, v) != FITS_NOT)
			return;
		if (!wrong)
			wrong = v;
	}
	if (wrong && !helper_decides(f, k, wrong) &&
	    !told_before(f->s, k, wrong, RULE_coherent_wrong_release))
		report(f, k, wrong);
}
