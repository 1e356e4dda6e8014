/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - what the user asked of the plugin: -fplugin-arg-usbdma-KEY[=VALUE].
 */
#ifndef USBDMA_OPTIONS_H
#define USBDMA_OPTIONS_H

#include "model.h"
#include "rules.h"

struct options {
	struct rule_config rules;
	struct model *model;		/* NULL until options_model(), unless model= was given */
	bool own_model;			/* model= was given */
	const char *jsonl, *facts, *sites, *tally;
	const char *interface;		/* "": beside the object */
	bool dump_facts, verbose, werror, check;
};

/* NULL, or a malloced sentence that names the bad option and what was expected. */
char *options_parse(struct options *o, const struct plugin_argument *args, int n);

/* The model, made at first use. */
struct model *options_model(struct options *o);

#endif
