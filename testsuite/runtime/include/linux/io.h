/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/io.h - memory of devices
 */
#ifndef RT_LINUX_IO_H
#define RT_LINUX_IO_H

#include <linux/types.h>
#include <linux/compiler.h>

void __iomem *ioremap(resource_size_t offset, size_t size);
void __iomem *ioremap_wc(resource_size_t offset, size_t size);
void iounmap(volatile void __iomem *addr);
void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);
u8 readb(const volatile void __iomem *addr);
u16 readw(const volatile void __iomem *addr);
u32 readl(const volatile void __iomem *addr);
void writeb(u8 value, volatile void __iomem *addr);
void writew(u16 value, volatile void __iomem *addr);
void writel(u32 value, volatile void __iomem *addr);
void memcpy_fromio(void *dst, const volatile void __iomem *src, size_t n);
void memcpy_toio(volatile void __iomem *dst, const void *src, size_t n);

#define MEMREMAP_WB 1
#define MEMREMAP_WT 2
#define MEMREMAP_WC 4

#endif
