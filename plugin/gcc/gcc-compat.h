/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gcc-compat.h - GCC's headers, and the only place that asks for GCC's version.
 *
 * Built and run with 11 and 12; 10 and 13 to 16 by what their headers say.
 * The standard containers are asked for here, before gcc-plugin.h poisons
 * what they need; nothing of ours uses them.
 */
#ifndef USBDMA_GCC_COMPAT_H
#define USBDMA_GCC_COMPAT_H

#define INCLUDE_VECTOR
#define INCLUDE_MEMORY
#define INCLUDE_STRING
#define INCLUDE_MAP
#define INCLUDE_SET
#include "gcc-plugin.h"
#include "plugin-version.h"
#include "tree.h"
#include "tree-pass.h"
#include "context.h"
#include "opts.h"
#include "toplev.h"
#include "basic-block.h"
#include "function.h"
#include "gimple.h"
#include "gimple-iterator.h"
#include "gimple-expr.h"
#include "ssa.h"
#include "cgraph.h"
#include "stringpool.h"
#include "attribs.h"
#include "tree-dfa.h"
#include "internal-fn.h"
#include "c-family/c-common.h"
#include "c-tree.h"
#include "diagnostic.h"
#include "diagnostic-core.h"
#include "gcc-rich-location.h"

#define GCC_IS(major)	(GCCPLUGIN_VERSION_MAJOR >= (major))

#if GCC_IS(15)
#include "simple-diagnostic-path.h"
#else
#include "diagnostic-path.h"
#endif

static inline location_t compat_expansion_point(const line_map_macro *map)
{
#if GCC_IS(14)
	return map->get_expansion_point_location();
#else
	return MACRO_MAP_EXPANSION_POINT_LOCATION(map);
#endif
}

/* Is that internal function the mark of -ftrivial-auto-var-init (12 and later)? */
static inline bool compat_is_deferred_init(internal_fn ifn)
{
#if GCC_IS(12)
	return ifn == IFN_DEFERRED_INIT;
#else
	(void)ifn;
	return false;
#endif
}

/* .ACCESS_WITH_SIZE (p, ...) of counted_by members: its result is p. */
static inline bool compat_is_access_with_size(internal_fn ifn)
{
#if GCC_IS(15)
	return ifn == IFN_ACCESS_WITH_SIZE;
#else
	(void)ifn;
	return false;
#endif
}

/*
 * A printer for the texts of events: GCC's own, without the prefix that the
 * diagnostic before left in it.  Lives as long as the compiler.
 */
static inline pretty_printer *compat_event_printer(void)
{
	static pretty_printer *pp;

	if (!pp) {
#if GCC_IS(15)
		pp = global_dc->get_reference_printer()->clone().release();
#else
		pp = global_dc->printer->clone();
#endif
		pp_set_prefix(pp, NULL);
	}
	return pp;
}

#if GCC_IS(16)
#define COMPAT_PATH(name)								\
	simple_diagnostic_path name(*static_cast<const tree_logical_location_manager *>(	\
				    global_dc->get_logical_location_manager()),		\
				    compat_event_printer())
#else
#define COMPAT_PATH(name)	simple_diagnostic_path name(compat_event_printer())
#endif

/* -Werror: read, and switched for the diagnostics to come. */
static inline bool compat_set_werror(bool on)
{
#if GCC_IS(14)
	bool was = global_dc->warning_as_error_requested_p();

	global_dc->set_warning_as_error_requested(on);
#else
	bool was = global_dc->warning_as_error_requested;

	global_dc->warning_as_error_requested = on;
#endif
	return was;
}

#endif
