/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/crc32.h - checksums
 */
#ifndef RT_LINUX_CRC32_H
#define RT_LINUX_CRC32_H

#include <linux/types.h>

u32 crc32_le(u32 crc, unsigned char const *p, size_t len);
u32 ether_crc_le(int length, const unsigned char *data);
u32 ether_crc(int length, const unsigned char *data);

#endif
