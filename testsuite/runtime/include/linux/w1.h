/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/w1.h - the 1-Wire bus
 */
#ifndef RT_LINUX_W1_H
#define RT_LINUX_W1_H

#include <linux/types.h>

struct w1_bus_master {
	void *data;
	u8 (*read_bit)(void *data);
	void (*write_bit)(void *data, u8 bit);
	u8 (*touch_bit)(void *data, u8 bit);
	u8 (*read_byte)(void *data);
	void (*write_byte)(void *data, u8 byte);
	u8 (*read_block)(void *data, u8 *buf, int len);
	void (*write_block)(void *data, const u8 *buf, int len);
	u8 (*reset_bus)(void *data);
};

int w1_add_master_device(struct w1_bus_master *master);
void w1_remove_master_device(struct w1_bus_master *master);

#endif
