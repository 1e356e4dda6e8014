// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plugin.cc - usbdma as a plugin of GCC: version check, options, the pass.
 *
 * The pass runs when all functions are in SSA form and none is inlined yet; it
 * reads only, the code that is compiled stays as it was.
 */
#include "gcc-compat.h"
#include "front.h"

/* All else is hidden (-fvisibility=hidden): fewer calls through tables. */
#define EXPORTED __attribute__((visibility("default")))

EXPORTED int plugin_is_GPL_compatible;

#ifndef USBDMA_VERSION
#define USBDMA_VERSION "0"
#endif

static struct plugin_info info = {
	USBDMA_VERSION,
	"usbdma: finds memory that USB drivers must not hand to DMA\n"
	"  -fplugin-arg-usbdma-{enable,disable}=RULE,...|all  -severity=LEVEL|RULE=LEVEL,...\n"
	"  -model=FILE -jsonl=FILE -facts=FILE -interface[=FILE] -sites=FILE -tally=FILE\n"
	"  -dump-facts -verbose -werror -check",
};

static struct options options;

static const struct pass_data usbdma_pass_data = {
	SIMPLE_IPA_PASS,
	"usbdma",
	OPTGROUP_NONE,
	TV_NONE,
	PROP_ssa | PROP_cfg,
	0, 0, 0, 0,
};

/*
 * With any plugin GCC asks at each pass over each function who wants to hear of it,
 * a fifth of what we cost.  All plugins have spoken up by now: when nobody wants to
 * hear of anything, GCC need not ask.  It looks at this variable for nothing else
 * but to free its lists at the end.
 */
static void stop_asking(void)
{
	if (!plugins_active_p())
		flag_plugin_added = false;
}

class usbdma_pass : public simple_ipa_opt_pass {
public:
	usbdma_pass(gcc::context *ctxt) : simple_ipa_opt_pass(usbdma_pass_data, ctxt) {}

	/* of our own, so that the plugin needs no C++ library: loading that costs more */
	static void *operator new(size_t n) { return xmalloc(n); }
	static void operator delete(void *p) { free(p); }

	unsigned int execute(function *) final override
	{
		if (!seen_error())
			run_unit(&options);
		stop_asking();
		return 0;
	}
};

static bool same_compiler(struct plugin_gcc_version *version)
{
	if (plugin_default_version_check(version, &gcc_version))
		return true;
	error("usbdma: this plugin was built for GCC %s (%s), the compiler is GCC %s (%s)%s",
	      gcc_version.basever, gcc_version.datestamp, version->basever, version->datestamp,
	      strcmp(gcc_version.basever, version->basever) ? "" : ": configured differently");
	inform(UNKNOWN_LOCATION, "build it for this compiler with %<make plugin CC=...%>");
	return false;
}

EXPORTED int plugin_init(struct plugin_name_args *args, struct plugin_gcc_version *version)
{
	struct register_pass_info where;
	char *err;

	if (!same_compiler(version))
		return 1;
	register_callback(args->base_name, PLUGIN_INFO, NULL, &info);
	err = options_parse(&options, args->argv, args->argc);
	if (err) {
		error("usbdma: %s", err);
		free(err);
		return 1;
	}
	where.pass = new usbdma_pass(g);
	where.reference_pass_name = "build_ssa_passes";
	where.ref_pass_instance_number = 1;
	where.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(args->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &where);
	return 0;
}
