/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/byteorder.h - see linux/byteorder/generic.h
 */
#ifndef RT_LINUX_BYTEORDER_H
#define RT_LINUX_BYTEORDER_H

#include <linux/byteorder/generic.h>

#endif
