// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interface.cc - interface facts (core/iface.h) and what only the compiler knows
 * of them: the module that Kbuild builds, and the flags.
 */
#include "gcc-compat.h"
#include "interface.h"

#include "arena.h"
#include "iface.h"

/* The value of -DNAME="VALUE", without its quotes; or NULL. */
static const char *defined(const char *name)
{
	size_t n = strlen(name);
	const char *found = NULL;
	unsigned i;

	for (i = 0; i < save_decoded_options_count; i++) {
		const struct cl_decoded_option *o = &save_decoded_options[i];

		if (o->opt_index != OPT_D || !o->arg || strncmp(o->arg, name, n))
			continue;
		if (!o->arg[n] || o->arg[n] == '=')
			found = o->arg + n + (o->arg[n] == '=');
	}
	return found;
}

static const char *without_quotes(struct arena *a, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n >= 2 && s[0] == '"' && s[n - 1] == '"')
		return arena_intern_n(a, s + 1, n - 2);
	return s ? s : "";
}

/* Where files go and which plugin reads them changes nothing in the facts. */
static bool matters(const char *text)
{
	static const char *const not_these[] = {
		"-o ", "-dump", "-aux", "-quiet", "-M", "-fplugin", "-Wp,-M",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(not_these); i++)
		if (!strncmp(text, not_these[i], strlen(not_these[i])))
			return false;
	return *text == '-';		/* else an input file */
}

static uint64_t flags_hash(void)
{
	uint64_t h = HASH_START;
	unsigned i;

	for (i = 1; i < save_decoded_options_count; i++) {
		const struct cl_decoded_option *o = &save_decoded_options[i];
		const char *text = o->orig_option_with_args_text;

		if (text && matters(text))
			h = hash_bytes(h, text, strlen(text) + 1);
	}
	return h;
}

static char *place(const struct options *o)
{
	const char *base = aux_base_name ? aux_base_name : main_input_basename;

	if (*o->interface)
		return xstrdup(o->interface);
	return xasprintf("%s.usbdma", base);
}

static void add_comments(struct arena *a, struct iface *f, const struct findings *said)
{
	size_t i;

	f->allows = arena_new_array(a, struct if_allow, said->n_open);
	for (i = 0; i < said->n_open; i++) {
		f->allows[i].line = said->open[i].line;
		f->allows[i].rules = rules[said->open[i].rule].slug;
	}
	f->n_allows = (uint32_t)said->n_open;
}

/* Of the unit's own folder, or of one that it shares with its neighbours. */
static bool is_own(const char *path)
{
	return *path != '<' && strncmp(path, "include/", 8) && strncmp(path, "arch/", 5) &&
	       !strstr(path, "/include/");
}

/* The configuration is in every unit, by a header that nobody names. */
static bool is_configuration(const char *path)
{
	static const char tail[] = "generated/autoconf.h";
	size_t n = strlen(path), k = sizeof(tail) - 1;

	return n >= k && !strcmp(path + n - k, tail);
}

static const char *includer_of(struct arena *a, const line_map_ordinary *map)
{
	const line_map_ordinary *from = linemap_included_from_linemap(line_table, map);

	return from ? iface_path(a, ORDINARY_MAP_FILE_NAME(from)) : "<";
}

static int by_path(const void *pa, const void *pb)
{
	return strcmp(((const struct if_dep *)pa)->path, ((const struct if_dep *)pb)->path);
}

/*
 * The headers that a change is looked for in: the unit's own, and what those and the
 * unit include by name.  The rest of the kernel's thousand would cost more than all
 * facts together; a record that crosses files is defined in one of these.
 */
static void add_headers(struct arena *a, struct iface *f)
{
	size_t i, k, n = 0, cap = 0;

	for (i = 0; i < LINEMAPS_ORDINARY_USED(line_table); i++) {
		const line_map_ordinary *map = LINEMAPS_ORDINARY_MAP_AT(line_table, i);
		const char *path = ORDINARY_MAP_FILE_NAME(map);
		struct if_dep d = { path, 0 };

		if (map->reason != LC_ENTER || !path || *path == '<')
			continue;
		path = d.path = iface_path(a, path);
		if (!strcmp(path, f->main_file))
			continue;
		if (is_own(path) || is_own(includer_of(a, map)) || is_configuration(path))
			VEC_PUSH(a, f->deps, n, cap, d);
	}
	if (n)
		qsort(f->deps, n, sizeof(*f->deps), by_path);
	for (i = k = 0; i < n; i++)
		if (!k || strcmp(f->deps[k - 1].path, f->deps[i].path))
			f->deps[k++] = f->deps[i];
	for (i = 0; i < k; i++)
		f->deps[i].hash = hash_file(f->deps[i].path);
	f->n_deps = (uint32_t)k;
}

bool interface_save(const struct options *o, const struct unit *u, size_t given_up,
		    const struct findings *said, char **err)
{
	struct arena *a = arena_new();
	struct iface *f = iface_collect(a, u, o->model);
	const char *module = defined("KBUILD_MODFILE");
	char *path = place(o);
	bool good;

	add_comments(a, f, said);
	f->tool = USBDMA_VERSION;
	f->n_given_up += given_up;
	f->flags = flags_hash();
	f->source = hash_file(u->main_file);
	add_headers(a, f);
	f->module = without_quotes(a, module ? module : defined("KBUILD_MODNAME"));
	f->builtin = *f->module && !defined("MODULE");
	good = iface_save(f, path, err);
	free(path);
	arena_free(a);
	return good;
}
