/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ihex.h - firmware as records with addresses; a length of 0 ends them
 */
#ifndef RT_LINUX_IHEX_H
#define RT_LINUX_IHEX_H

#include <linux/types.h>
#include <linux/align.h>
#include <linux/byteorder.h>
#include <linux/firmware.h>

struct ihex_binrec {
	__be32 addr;
	__be16 len;
	u8 data[];
} __attribute__((__packed__));

static inline const struct ihex_binrec *ihex_next_binrec(const struct ihex_binrec *rec)
{
	u16 len = be16_to_cpu(rec->len);

	rec = (const void *)&rec->data[ALIGN(len + sizeof(*rec), 4) - sizeof(*rec)];
	return be16_to_cpu(rec->len) ? rec : NULL;
}

int request_ihex_firmware(const struct firmware **fw, const char *name, struct device *dev);

#endif
