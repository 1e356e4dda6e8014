/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * solve.h - from facts to findings.
 */
#ifndef USBDMA_SOLVE_H
#define USBDMA_SOLVE_H

#include "facts.h"
#include "findings.h"
#include "model.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * solve: run every rule that cfg has on over the unit and add to out, then
 * findings_finish() it.  u must have passed unit_check(); it is not changed.
 * Never fails: a function that defeats a limit is passed over and counted.
 */
bool rule_across_files(enum rule_id rule);	/* may usbdma-link find it as well? */
void solve(const struct unit *u, const struct model *m,
	   const struct rule_config *cfg, struct findings *out);

#ifdef __cplusplus
}
#endif
#endif
