// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_names.c - numbers for what interface facts name: files, members of
 * records, static variables.
 *
 * A record is known elsewhere by its name and the file that defines it; one of the
 * main file is this unit's own.
 */
#include <string.h>
#include "iface_int.h"

const char *iface_path(struct arena *a, const char *path)
{
	char *out = arena_new_array(a, char, strlen(path) + 1), *to = out;

	for (const char *p = path; *p; ) {
		size_t n = strcspn(p, "/");

		if (n == 2 && p[0] == '.' && p[1] == '.' && to > out + 1) {
			for (to--; to > out && to[-1] != '/'; )
				to--;
		} else if (!(n == 1 && p[0] == '.')) {
			memcpy(to, p, n + (p[n] == '/'));
			to += n + (p[n] == '/');
		}
		p += n + (p[n] == '/');
	}
	*to = '\0';
	return arena_intern(a, out);
}

/*
 * A header as others see it, from wherever they are compiled: its name and its
 * folder's.  An external module, a copy of a tree and the tree itself agree.
 */
static const char *plain_path(struct collector *c, const char *path)
{
	const char *s = iface_path(c->s.a, path), *p = s + strlen(s);

	for (unsigned slashes = 0; p > s; p--)
		if (p[-1] == '/' && ++slashes == 2)
			break;
	return arena_intern(c->s.a, p);
}

struct if_loc iface_loc(struct collector *c, struct loc loc)
{
	struct if_loc l = { 0, loc.line, loc.col };
	const char *file = loc.file ? loc.file : "";

	if (!loc.line)
		return (struct if_loc){ 0, 0, 0 };
	for (l.file = 0; l.file < c->n_files; l.file++)
		if (c->out->files[l.file] == file || !strcmp(c->out->files[l.file], file))
			return l;
	VEC_PUSH(c->s.a, c->out->files, c->n_files, c->cap_files, file);
	return l;
}

static uint32_t new_cell(struct collector *c, struct if_cell cell)
{
	VEC_PUSH(c->s.a, c->out->cells, c->n_cells, c->cap_cells, cell);
	return (uint32_t)c->n_cells - 1;
}

bool iface_contract(const struct collector *c, struct step st, const struct fact **fact)
{
	const struct record *r = &c->s.u->records[st.record];

	*fact = model_find_field(c->s.m, r->name, r->fields[st.field].name, ROLE_SOURCE);
	return *fact && mem_by_name((*fact)->text[KEY_KIND]) == MEM_foreign;
}

static uint32_t member_cell(struct collector *c, struct step st, enum if_cell_kind kind,
			    uint32_t **table)
{
	const struct record *r = &c->s.u->records[st.record];
	struct if_cell cell = { kind, r->name, r->fields[st.field].name, "", false };
	const struct fact *fact;

	if (!table[st.record])
		table[st.record] = arena_new_array(c->s.a, uint32_t, r->n_fields + 1);
	if (!table[st.record][st.field]) {
		if (!(r->flags & RECORD_LOCAL) && r->loc.file)
			cell.scope = plain_path(c, r->loc.file);
		cell.contract = kind == CELL_FIELD && iface_contract(c, st, &fact);
		if (cell.contract)
			cell.scope = "*";
		table[st.record][st.field] = new_cell(c, cell) + 1;
	}
	return table[st.record][st.field] - 1;
}

uint32_t iface_field_cell(struct collector *c, struct step st)
{
	return member_cell(c, st, CELL_FIELD, c->field_cell);
}

uint32_t iface_element_cell(struct collector *c, struct step st)
{
	return member_cell(c, st, CELL_ELEMENT, c->element_cell);
}

/* A variable that others see is one of its module: "*". */
uint32_t iface_object_cell(struct collector *c, uint32_t object)
{
	const struct object *o = &c->s.u->objects[object];
	struct if_cell cell = { CELL_OBJECT, "", o->name, o->flags & OBJ_GLOBAL ? "*" : "",
				false };

	if (!c->object_cell[object])
		c->object_cell[object] = new_cell(c, cell) + 1;
	return c->object_cell[object] - 1;
}

bool iface_variable(const struct collector *c, uint32_t object)
{
	const struct object *o = &c->s.u->objects[object];

	return o->kind == OBJ_STATIC || (o->kind == OBJ_EXTERN && o->flags & OBJ_GLOBAL);
}
