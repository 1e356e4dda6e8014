/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_check.h - what facts.c and facts_check_code.c share of unit_check().
 */
#ifndef USBDMA_FACTS_CHECK_H
#define USBDMA_FACTS_CHECK_H

#include "facts_shape.h"

/* Sizes and offsets beyond are refused, so that sums of a few never overflow. */
#define SIZE_LIMIT	(INT64_C(1) << 60)

#define FAULT(u, ...)	arena_printf((u)->arena, __VA_ARGS__)

bool size_is_good(int64_t size);
bool offset_is_good(int64_t off);
bool type_is_good(const struct unit *u, enum type_class cls, uint32_t record);
bool step_is_good(const struct unit *u, const struct step *s);

/* Function i: parameters, values, blocks and instructions.  NULL or a fault. */
const char *check_func(struct unit *u, uint32_t i);

#endif
