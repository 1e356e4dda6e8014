/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interface.h - the unit's interface facts into their file.
 */
#ifndef USBDMA_INTERFACE_H
#define USBDMA_INTERFACE_H

#include "facts.h"
#include "findings.h"
#include "options.h"

/*
 * interface_save: collect and write what o->interface asks for; given_up: functions
 * that the extraction passed over; said: the unit's findings, for the comments that
 * they did not need.  False: *err says why, malloced.
 */
bool interface_save(const struct options *o, const struct unit *u, size_t given_up,
		    const struct findings *said, char **err);

#endif
