// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.cc - strict: a word nobody knows stops the compiler at once.
 */
#include "gcc-compat.h"
#include "options.h"

static char *set_flag(bool *flag, const struct plugin_argument *arg)
{
	if (arg->value)
		return xasprintf("'%s' takes no value, not '%s'", arg->key, arg->value);
	*flag = true;
	return NULL;
}

static char *set_file(const char **file, const struct plugin_argument *arg)
{
	if (!arg->value || !*arg->value)
		return xasprintf("'%s' needs a file: %s=FILE", arg->key, arg->key);
	if (*file)
		return xasprintf("'%s' is given twice: '%s' and '%s'", arg->key, *file, arg->value);
	*file = arg->value;
	return NULL;
}

/* Without a value: beside the object. */
static char *set_interface(struct options *o, const struct plugin_argument *arg)
{
	if (arg->value)
		return set_file(&o->interface, arg);
	if (o->interface)
		return xasprintf("'interface' is given twice");
	o->interface = "";
	return NULL;
}

static char *add_model(struct options *o, const struct plugin_argument *arg)
{
	char *err = NULL;

	if (!arg->value || !*arg->value)
		return xasprintf("'model' needs a file: model=FILE");
	o->own_model = true;
	return model_add_file(options_model(o), arg->value, &err) ? NULL : err;
}

static char *set_rules(struct options *o, const struct plugin_argument *arg, bool on)
{
	if (!arg->value || !*arg->value)
		return xasprintf("'%s' needs rules: %s=slug,slug or %s=all", arg->key, arg->key,
				 arg->key);
	return rules_enable(&o->rules, arg->value, on);
}

static char *set_severity(struct options *o, const struct plugin_argument *arg)
{
	if (!arg->value || !*arg->value)
		return xasprintf("'severity' needs a value: severity=error|warning|advice "
				 "or severity=slug:level,...");
	return rules_severity(&o->rules, arg->value);
}

static char *parse_one(struct options *o, const struct plugin_argument *arg)
{
	const char *key = arg->key;

	if (!strcmp(key, "enable"))
		return set_rules(o, arg, true);
	if (!strcmp(key, "disable"))
		return set_rules(o, arg, false);
	if (!strcmp(key, "severity"))
		return set_severity(o, arg);
	if (!strcmp(key, "model"))
		return add_model(o, arg);
	if (!strcmp(key, "jsonl"))
		return set_file(&o->jsonl, arg);
	if (!strcmp(key, "facts"))
		return set_file(&o->facts, arg);
	if (!strcmp(key, "interface"))
		return set_interface(o, arg);
	if (!strcmp(key, "sites"))
		return set_file(&o->sites, arg);
	if (!strcmp(key, "tally"))
		return set_file(&o->tally, arg);
	if (!strcmp(key, "dump-facts"))
		return set_flag(&o->dump_facts, arg);
	if (!strcmp(key, "verbose"))
		return set_flag(&o->verbose, arg);
	if (!strcmp(key, "werror"))
		return set_flag(&o->werror, arg);
	if (!strcmp(key, "check"))
		return set_flag(&o->check, arg);
	return xasprintf("unknown option '%s': expected enable, disable, severity, model, jsonl, "
			 "facts, interface, sites, tally, dump-facts, verbose, werror or check",
			 key);
}

char *options_parse(struct options *o, const struct plugin_argument *args, int n)
{
	char *err = NULL;
	int i;

	memset(o, 0, sizeof(*o));
	rule_config_init(&o->rules);
	for (i = 0; !err && i < n; i++)
		err = parse_one(o, &args[i]);
	return err;
}

struct model *options_model(struct options *o)
{
	if (!o->model)
		o->model = model_new();
	return o->model;
}
