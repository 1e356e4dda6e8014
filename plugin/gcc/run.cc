// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * run.cc - one unit: extract, check the facts, solve, report.
 *
 * A fault of ours never fails the user's compile: it is one line on stderr,
 * and in check mode exit status 2, which the caller reports as "not checked".
 */
#include "gcc-compat.h"
#include "front.h"

#include "report.h"
#include "solve.h"
#include "suppress.h"
#include "interface.h"

/* Anything a USB driver's file can't do without, in its text or its headers. */
static const char *const usb_words[] = {
	"usb_device", "usb_interface", "usb_host_endpoint", "transfer_buffer", "hid_device",
};

static bool mentions_usb(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(usb_words); i++)
		if (maybe_get_identifier(usb_words[i]))
			return true;
	return false;
}

static bool model_speaks_of_it(const struct options *o)
{
	cgraph_node *node;

	FOR_EACH_FUNCTION(node) {
		tree name = DECL_NAME(node->decl);

		if (name && model_knows(o->model, IDENTIFIER_POINTER(name)))
			return true;
	}
	return false;
}

/*
 * Without a word of USB no built-in fact but memcpy() and kmalloc() can apply.
 * A model of the user's may speak of anything, so its functions are looked for.
 * Whoever asks for facts or for a count gets them in any case.
 */
static bool is_worth_it(const struct options *o)
{
	if (o->check || o->dump_facts || o->facts || o->interface || o->tally || o->verbose)
		return true;
	return mentions_usb() || (o->own_model && model_speaks_of_it(o));
}

/* Say what we could not do.  In check mode that is the result. */
static void fail(const struct options *o, const char *what, const char *why)
{
	fprintf(stderr, "usbdma: %s: %s: %s\n", main_input_filename, what, why);
	if (o->check) {
		fflush(stderr);
		exit(2);
	}
}

/* Is there something at path that must not be replaced by a file: a device, a pipe? */
static bool is_special(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode);
}

/* All or nothing: whoever reads the file never sees half of it. */
static void write_facts_file(const struct options *o, const struct unit *u)
{
	char *temp = is_special(o->facts) ? NULL :
		     xasprintf("%s.%ld.tmp", o->facts, (long)getpid());
	FILE *out = fopen(temp ? temp : o->facts, "w");
	bool good = out != NULL;
	int e;

	if (out) {
		facts_write(u, out);
		good = !ferror(out);
		good = !fclose(out) && good;
	}
	if (good && temp)
		good = !rename(temp, o->facts);
	if (!good) {
		e = errno;
		if (temp)
			unlink(temp);
		fail(o, o->facts, xstrerror(e));
	}
	free(temp);
}

/* What the extraction passed over joins what the solver did. */
static void add_notes(struct findings *f, const struct ext *x)
{
	size_t i;

	f->n_gave_up += x->n_notes;
	for (i = 0; i < x->n_notes; i++) {
		struct event e = { x->notes[i].loc, NULL };

		e.loc.file = arena_intern(f->arena, e.loc.file);
		e.text = arena_printf(f->arena, "%s() passed over: %s", x->notes[i].func,
				      x->notes[i].why);
		VEC_PUSH(f->arena, f->notes, f->n_notes, f->cap_notes, e);
	}
}

static void write_sites(const struct options *o, const struct findings *f)
{
	FILE *out = fopen(o->sites, "w");
	bool good;
	size_t i;

	if (!out) {
		fail(o, o->sites, xstrerror(errno));
		return;
	}
	for (i = 0; i < f->n_sites; i++) {
		const struct site *s = &f->sites[i];

		fprintf(out, "%s\t%u\t%u\t%u\t%u\t%u\t%s\t%s\n", s->loc.file, s->loc.line,
			s->loc.col, s->end.line, s->end.col, s->arg, s->callee, s->func);
	}
	for (i = 0; i < f->n_allowed; i++)
		fprintf(out, "allowed\t%s\t%u\n", rules[f->allowed[i].rule].slug,
			f->allowed[i].line);
	good = !ferror(out);
	good = !fclose(out) && good;
	if (!good)
		fail(o, o->sites, xstrerror(errno));
}

static void write_tally(const struct options *o, const struct findings *f)
{
	unsigned n[3] = { 0, 0, 0 };
	FILE *out;
	bool good;
	size_t i;

	for (i = 0; i < f->n; i++)
		n[f->list[i].severity]++;
	out = fopen(o->tally, "a");
	if (!out) {
		fail(o, o->tally, xstrerror(errno));
		return;
	}
	fprintf(out, "checked\t%s\t%u\t%u\t%u\t%u\t%u\n", f->main_file, f->n_functions,
		f->n_gave_up, n[SEV_ERROR], n[SEV_WARNING], n[SEV_ADVICE]);
	good = !ferror(out);
	good = !fclose(out) && good;
	if (!good)
		fail(o, o->tally, xstrerror(errno));
}

/* Text for stderr that must not mix with that of other compilers: gather, then one write. */
struct gathered {
	char *text;
	size_t len;
	FILE *out;
};

static bool gather(struct gathered *g)
{
	g->out = open_memstream(&g->text, &g->len);
	return g->out != NULL;
}

static void print_gathered(struct gathered *g)
{
	size_t done = 0;

	fclose(g->out);
	while (done < g->len) {
		ssize_t n = write(STDERR_FILENO, g->text + done, g->len - done);

		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? n : 0;
	}
	free(g->text);
}

static void report_verbose(const struct findings *f)
{
	struct gathered g;
	size_t i;

	if (!gather(&g))
		return;
	for (i = 0; i < f->n_notes; i++) {
		const struct event *e = &f->notes[i];

		fprintf(g.out, "%s:%u:%u: note: %s\n", e->loc.file, e->loc.line, e->loc.col,
			e->text);
	}
	fprintf(g.out, "usbdma: %s: %u functions analysed, %u given up\n", f->main_file,
		f->n_functions, f->n_gave_up);
	print_gathered(&g);
}

static void report(const struct options *o, const struct findings *f)
{
	char *err = NULL;

	if (o->check)
		report_text(f, STDERR_FILENO, o->werror);
	else
		gcc_report(f, o->werror);
	if (o->jsonl && !report_jsonl(f, o->jsonl, &err)) {
		fail(o, "jsonl", err);
		free(err);
	}
	if (o->sites)
		write_sites(o, f);
	if (o->tally)
		write_tally(o, f);
	if (o->verbose)
		report_verbose(f);
}

static void give_facts(const struct options *o, struct unit *u)
{
	struct gathered g;

	if (o->dump_facts && gather(&g)) {
		facts_write(u, g.out);
		print_gathered(&g);
	}
	if (o->facts)
		write_facts_file(o, u);
}

static void solve_and_report(struct options *o, struct unit *u, const struct ext *x)
{
	struct findings *f;
	char *err = NULL;
	bool any;

	f = findings_new();
	f->main_file = arena_intern(f->arena, u->main_file);
	solve(u, options_model(o), &o->rules, f);
	add_notes(f, x);
	suppress(f, u->main_file, &o->rules);
	if (o->interface && !interface_save(o, u, x->n_notes, f, &err)) {
		fail(o, "interface facts", err);
		free(err);
	}
	report(o, f);
	any = f->n > 0;
	findings_free(f);
	if (o->check) {
		diagnostic_finish(global_dc);
		fflush(stderr);
		exit(seen_error() || (o->werror && any) ? 1 : 0);
	}
}

void run_unit(struct options *o)
{
	const char *fault;
	struct unit *u;
	struct ext x;

	if (!is_worth_it(o))
		return;
	u = extract_unit(&x);
	give_facts(o, u);
	fault = unit_check(u);
	if (fault)
		fail(o, "the facts are inconsistent, which is a fault of usbdma", fault);
	else
		solve_and_report(o, u, &x);
	unit_free(u);
}
