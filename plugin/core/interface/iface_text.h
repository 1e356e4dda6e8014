/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iface_text.h - the words of the text form, for its writer and its reader.
 */
#ifndef USBDMA_IFACE_TEXT_H
#define USBDMA_IFACE_TEXT_H

#include "iface.h"

extern const char *const if_cell_words[N_CELL_KINDS];
extern const char *const if_org_words[N_IFO_KINDS];
extern const char *const if_use_words[N_IFU_KINDS];
extern const char *const if_target_words[N_IFT];
extern const char *const if_urb_words[N_URB_WHAT];
#define N_COND_OPS 6
extern const char *const if_cond_words[N_COND_OPS];	/* from BIN_EQ on */

/* Flags are written as letters, in this order; none is "-". */
extern const char if_func_letters[], if_use_letters[], if_org_letters[];

#endif
