/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/byteorder/generic.h - byte order, for a little-endian CPU
 */
#ifndef RT_LINUX_BYTEORDER_GENERIC_H
#define RT_LINUX_BYTEORDER_GENERIC_H

#include <linux/types.h>

#define __constant_cpu_to_le16(x) ((__force __le16)(u16)(x))
#define __constant_cpu_to_le32(x) ((__force __le32)(u32)(x))
#define __swab16(x) ((u16)__builtin_bswap16(x))
#define __swab32(x) ((u32)__builtin_bswap32(x))
#define __swab64(x) ((u64)__builtin_bswap64(x))
#define swab16 __swab16
#define swab32 __swab32
#define swab64 __swab64

#define __cpu_to_le16(x) ((__force __le16)(u16)(x))
#define __cpu_to_le32(x) ((__force __le32)(u32)(x))
#define cpu_to_le16(x) ((__force __le16)(u16)(x))
#define cpu_to_le32(x) ((__force __le32)(u32)(x))
#define cpu_to_le64(x) ((__force __le64)(u64)(x))
#define le16_to_cpu(x) ((__force u16)(__le16)(x))
#define le32_to_cpu(x) ((__force u32)(__le32)(x))
#define le64_to_cpu(x) ((__force u64)(__le64)(x))
#define __le16_to_cpu(x) le16_to_cpu(x)
#define __le32_to_cpu(x) le32_to_cpu(x)
#define cpu_to_be16(x) ((__force __be16)__swab16(x))
#define cpu_to_be32(x) ((__force __be32)__swab32(x))
#define cpu_to_be64(x) ((__force __be64)__swab64(x))
#define be16_to_cpu(x) __swab16((__force u16)(__be16)(x))
#define be32_to_cpu(x) __swab32((__force u32)(__be32)(x))
#define be64_to_cpu(x) __swab64((__force u64)(__be64)(x))
#define htons(x) cpu_to_be16(x)
#define htonl(x) cpu_to_be32(x)
#define ntohs(x) be16_to_cpu(x)
#define ntohl(x) be32_to_cpu(x)

static inline u16 le16_to_cpup(const __le16 *p)
{
	return (__force u16)*p;
}

static inline u32 le32_to_cpup(const __le32 *p)
{
	return (__force u32)*p;
}

static inline u16 be16_to_cpup(const __be16 *p)
{
	return __swab16((__force u16)*p);
}

static inline u32 be32_to_cpup(const __be32 *p)
{
	return __swab32((__force u32)*p);
}

static inline void le16_to_cpus(u16 *p)
{
	(void)p;
}

static inline void le32_to_cpus(u32 *p)
{
	(void)p;
}

#define cpu_to_le16s(p) le16_to_cpus(p)
#define cpu_to_le32s(p) le32_to_cpus(p)

static inline void le16_add_cpu(__le16 *p, u16 val)
{
	*p = cpu_to_le16(le16_to_cpu(*p) + val);
}

#endif
