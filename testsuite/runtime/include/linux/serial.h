/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/serial.h - serial lines
 */
#ifndef RT_LINUX_SERIAL_H
#define RT_LINUX_SERIAL_H

#include <linux/types.h>

struct async_icount {
	__u32 cts, dsr, rng, dcd, tx, rx;
	__u32 frame, parity, overrun, brk;
	__u32 buf_overrun;
};

struct serial_struct {
	int type;
	int line;
	int baud_base;
};

#endif
