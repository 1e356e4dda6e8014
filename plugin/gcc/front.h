/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * front.h - the way of one unit through the plugin: run.cc and gcc_report.cc.
 */
#ifndef USBDMA_FRONT_H
#define USBDMA_FRONT_H

#include "extract.h"
#include "findings.h"
#include "options.h"

/* Everything for this unit.  With `check` it ends the process. */
void run_unit(struct options *o);

/* Findings as GCC's own diagnostics; never errors unless asked. */
void gcc_report(const struct findings *f, bool werror);

#endif
