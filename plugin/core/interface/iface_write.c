// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_write.c - interface facts as text (docs/interface.md), and into a file.
 *
 * One item a line, in the order of the arrays; nothing in it depends on time,
 * place or process.  The last line seals what is before it.
 */
#define _GNU_SOURCE			/* asprintf */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "iface_text.h"
#include "out.h"
#include "solve_int.h"

const char *const if_cell_words[N_CELL_KINDS] = { "field", "element", "object" };
const char *const if_org_words[N_IFO_KINDS] = { "mem", "param", "load", "ret", "out", "cell",
						"func", "member" };
const char *const if_use_words[N_IFU_KINDS] = { "sink", "arg", "content", "ret", "out", "cell" };
const char *const if_target_words[N_IFT] = { "func", "name", "slot", "param" };
const char *const if_urb_words[N_URB_WHAT] = { "flag", "submit", "lost" };
const char *const if_cond_words[N_COND_OPS] = { "eq", "ne", "lt", "le", "gt", "ge" };
const char if_func_letters[] = "gxhm", if_use_letters[] = "sacwb", if_org_letters[] = "oima";

static void flags(struct out *o, uint32_t bits, const char *letters)
{
	char word[16];
	unsigned n = 0;

	for (unsigned i = 0; letters[i]; i++)
		if (bits & (1u << i))
			word[n++] = letters[i];
	if (!n)
		word[n++] = '-';
	word[n] = '\0';
	out_printf(o, " %s", word);
}

static void string(struct out *o, const char *text)
{
	const unsigned char *s = (const unsigned char *)(text ? text : "");

	out_str(o, " \"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\' || *s < ' ' || *s > '~')
			out_printf(o, "\\x%02x", *s);
		else
			out_bytes(o, (const char *)s, 1);
	}
	out_str(o, "\"");
}

static void loc(struct out *o, const struct if_loc *l)
{
	out_printf(o, " @%u:%u:%u", l->file, l->line, l->col);
}

static void integer(struct out *o, const struct if_int *v)
{
	if (v->kind == IFI_CONST)
		out_printf(o, "%" PRId64, v->num);
	else if (v->kind == IFI_PARAM)
		out_printf(o, "p%u", v->param);
	else
		out_str(o, "?");
}

static void one_call(struct out *o, const struct if_call *c)
{
	out_printf(o, " call %s", if_target_words[c->to]);
	if (c->to == IFT_NAME)
		string(o, c->name);
	else
		out_printf(o, " %u", c->id);
	loc(o, &c->loc);
	for (uint32_t i = 0; i < c->n_ints; i++) {
		out_printf(o, " %u=", c->ints[i].arg);
		integer(o, &c->ints[i].v);
	}
	out_str(o, "\n");
}

static void one_origin(struct out *o, const struct if_origin *g)
{
	out_printf(o, "  from %s", if_org_words[g->kind]);
	flags(o, g->flags, if_org_letters);
	out_printf(o, " %" PRId64 " %x", g->off, g->excluded);
	switch (g->kind) {
	case IFO_MEM:
		out_printf(o, " %s", mem_info[g->mem].name);
		if (g->max_size == INT64_MAX)
			out_str(o, " ?");
		else
			out_printf(o, " %" PRId64, g->max_size);
		string(o, g->name);
		string(o, g->maker);
		loc(o, &g->birth);
		break;
	case IFO_LOAD:
		out_printf(o, " %u %" PRId64, g->id, g->load);
		break;
	case IFO_OUT:
		out_printf(o, " %u %u %" PRId64, g->id, g->arg, g->load);
		break;
	case IFO_MEMBER:
		out_printf(o, " %s", mem_info[g->mem].name);
		string(o, g->name);
		string(o, g->maker);
		string(o, g->beside);
		loc(o, &g->birth);
		break;
	case IFO_FUNC:
		if (g->id == NONE) {
			string(o, g->name);
			break;
		}
		/* fall through */
	default:
		out_printf(o, " %u", g->id);
	}
	out_str(o, "\n");
}

static void one_use(struct out *o, const struct if_use *u)
{
	out_printf(o, " use %s", if_use_words[u->kind]);
	switch (u->kind) {
	case IFU_SINK:
		flags(o, u->flags, if_use_letters);
		string(o, u->name);
		out_printf(o, " %u %c %c ", u->arg, "?io"[u->dir], u->dirkey ? u->dirkey : '-');
		integer(o, &u->dirval);
		out_str(o, " ");
		integer(o, &u->len);
		if (u->urb)
			out_printf(o, " u%u", u->urb - 1);
		break;
	case IFU_ARG:
		out_printf(o, " %u %u", u->id, u->arg);
		break;
	case IFU_CONTENT:
		out_printf(o, " %u %u %" PRId64, u->id, u->arg, u->off);
		break;
	case IFU_OUT:
		out_printf(o, " %u %" PRId64, u->id, u->off);
		break;
	case IFU_CELL:
		out_printf(o, " %u", u->id);
		break;
	default:
		break;
	}
	loc(o, &u->loc);
	for (uint32_t i = 0; i < u->n_conds; i++)
		out_printf(o, " %c%u:%s:%" PRId64 ":%u", u->conds[i].pointer ? 'q' : 'p',
			   u->conds[i].param,
			   if_cond_words[u->conds[i].bin - BIN_EQ], u->conds[i].num,
			   u->conds[i].truth);
	if (u->kind != IFU_SINK && u->flags & IFU_BLUETOOTH)
		out_str(o, " bluetooth");
	out_str(o, "\n");
	for (uint32_t i = 0; i < u->n_origins; i++)
		one_origin(o, &u->origins[i]);
}

static void one_func(struct out *o, const struct if_func *f)
{
	out_str(o, "func");
	string(o, f->name);
	flags(o, f->flags, if_func_letters);
	out_printf(o, " %u", f->n_params);
	loc(o, &f->loc);
	out_str(o, "\n");
	for (uint32_t i = 0; i < f->n_calls; i++)
		one_call(o, &f->calls[i]);
	for (uint32_t i = 0; i < f->n_uses; i++)
		one_use(o, &f->uses[i]);
}

static void head(struct out *o, const struct iface *f)
{
	out_printf(o, "usbdma-interface %u", IFACE_VERSION);
	string(o, f->tool);
	out_printf(o, "\nmade %016" PRIx64 " %016" PRIx64 " %016" PRIx64 " %u\nunit", f->rules,
		   f->flags, f->source, f->n_given_up);
	string(o, f->main_file);
	string(o, f->module);
	out_str(o, f->builtin ? " builtin\n" : " module\n");
	for (uint32_t i = 0; i < f->n_deps; i++) {
		out_str(o, "dep");
		string(o, f->deps[i].path);
		out_printf(o, " %016" PRIx64 "\n", f->deps[i].hash);
	}
	for (uint32_t i = 0; i < f->n_files; i++) {
		out_str(o, "file");
		string(o, f->files[i]);
		out_str(o, "\n");
	}
	for (uint32_t i = 0; i < f->n_cells; i++) {
		const struct if_cell *c = &f->cells[i];

		out_printf(o, "cell %s", if_cell_words[c->kind]);
		string(o, c->record);
		string(o, c->name);
		string(o, c->scope);
		out_str(o, c->contract ? " contract\n" : " plain\n");
	}
}

void iface_write(const struct iface *f, struct out *o)
{
	size_t start = o->len;

	head(o, f);
	for (uint32_t i = 0; i < f->n_funcs; i++)
		one_func(o, &f->funcs[i]);
	for (uint32_t i = 0; i < f->n_slots; i++) {
		out_printf(o, "slot %u", f->slots[i].cell);
		if (f->slots[i].func == NONE)
			string(o, f->slots[i].name);
		else
			out_printf(o, " %u", f->slots[i].func);
		out_str(o, "\n");
	}
	for (uint32_t i = 0; i < f->n_urbs; i++) {
		out_printf(o, "urb %u %s", f->urbs[i].cell, if_urb_words[f->urbs[i].what]);
		loc(o, &f->urbs[i].loc);
		out_str(o, "\n");
	}
	for (uint32_t i = 0; i < f->n_allows; i++) {
		out_printf(o, "allow %u", f->allows[i].line);
		string(o, f->allows[i].rules);
		out_str(o, "\n");
	}
	out_printf(o, "end %016" PRIx64 "\n",
		   hash_bytes(HASH_START, o->data + start, o->len - start));
}

bool iface_save(const struct iface *f, const char *path, char **err)
{
	struct out o = { 0 };
	char *tmp = NULL;
	bool good = false;
	int fd = -1, e;

	*err = NULL;
	iface_write(f, &o);
	if (asprintf(&tmp, "%s.%ld.tmp", path, (long)getpid()) < 0)
		tmp = NULL;
	if (tmp)
		fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd >= 0) {
		good = out_flush(&o, fd);
		e = errno;
		good = !close(fd) && good;
		if (good)
			good = !rename(tmp, path);
		else
			errno = e;
	}
	if (!good) {
		e = errno;
		if (asprintf(err, "%s: %s", path, strerror(e)) < 0)
			*err = NULL;
		if (fd >= 0)
			unlink(tmp);
	}
	free(o.data);
	free(tmp);
	return good;
}
