/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/bitfield.h - values packed in bit fields of an integer
 */
#ifndef RT_LINUX_BITFIELD_H
#define RT_LINUX_BITFIELD_H

#include <linux/types.h>
#include <linux/bits.h>

#define __bf_shf(x) (__builtin_ffsll(x) - 1)
#define FIELD_PREP(mask, val) (((typeof(mask))(val) << __bf_shf(mask)) & (mask))
#define FIELD_GET(mask, reg) ((typeof(mask))(((reg) & (mask)) >> __bf_shf(mask)))
#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __bf_shf(mask)))
#define FIELD_FIT(mask, val) (!((((typeof(mask))val) << __bf_shf(mask)) & ~(mask)))

#endif
