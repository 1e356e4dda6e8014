/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iface_prune.h - drop from interface facts what leads nowhere in the unit
 * itself: arguments that no callee uses, results that nobody asks for, members
 * of its own that are only stored.  The rest is numbered anew and sorted.
 */
#ifndef USBDMA_IFACE_PRUNE_H
#define USBDMA_IFACE_PRUNE_H

#include "iface.h"

void iface_prune(struct arena *a, struct iface *f);

#endif
