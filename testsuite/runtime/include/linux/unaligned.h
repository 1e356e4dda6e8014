/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/unaligned.h - words at any address
 */
#ifndef RT_LINUX_UNALIGNED_H
#define RT_LINUX_UNALIGNED_H

#include <linux/types.h>
#include <linux/byteorder/generic.h>

#define __rt_get(type, p) ({					\
	const struct { type x; } __packed *__pp = (const void *)(p);	\
	__pp->x;						\
})
#define __rt_put(type, val, p) do {				\
	struct { type x; } __packed *__pp = (void *)(p);	\
	__pp->x = (val);					\
} while (0)
#define get_unaligned(p) __rt_get(typeof(*(p)), p)
#define put_unaligned(val, p) __rt_put(typeof(*(p)), val, p)

static inline u16 get_unaligned_le16(const void *p)
{
	return le16_to_cpu(__rt_get(__le16, p));
}

static inline u32 get_unaligned_le32(const void *p)
{
	return le32_to_cpu(__rt_get(__le32, p));
}

static inline u64 get_unaligned_le64(const void *p)
{
	return le64_to_cpu(__rt_get(__le64, p));
}

static inline u16 get_unaligned_be16(const void *p)
{
	return be16_to_cpu(__rt_get(__be16, p));
}

static inline u32 get_unaligned_be32(const void *p)
{
	return be32_to_cpu(__rt_get(__be32, p));
}

static inline void put_unaligned_le16(u16 val, void *p)
{
	__rt_put(__le16, cpu_to_le16(val), p);
}

static inline void put_unaligned_le32(u32 val, void *p)
{
	__rt_put(__le32, cpu_to_le32(val), p);
}

static inline void put_unaligned_be16(u16 val, void *p)
{
	__rt_put(__be16, cpu_to_be16(val), p);
}

static inline void put_unaligned_be32(u32 val, void *p)
{
	__rt_put(__be32, cpu_to_be32(val), p);
}

#endif
