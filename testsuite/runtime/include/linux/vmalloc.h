/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/vmalloc.h - memory that is contiguous for the CPU only
 */
#ifndef RT_LINUX_VMALLOC_H
#define RT_LINUX_VMALLOC_H

#include <linux/types.h>
#include <linux/mm_types.h>

void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void *vmalloc_user(unsigned long size);
void *vmalloc_node(unsigned long size, int node);
void *vzalloc_node(unsigned long size, int node);
void *vmalloc_32(unsigned long size);
void *vmalloc_32_user(unsigned long size);
void *__vmalloc(unsigned long size, gfp_t gfp);
void *vmalloc_array(size_t n, size_t size);
void *vcalloc(size_t n, size_t size);
void vfree(const void *addr);
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *addr);
void *vm_map_ram(struct page **pages, unsigned int count, int node);
void vm_unmap_ram(const void *mem, unsigned int count);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);
bool is_vmalloc_addr(const void *x);
bool is_vmalloc_or_module_addr(const void *x);
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff);

#define VM_MAP 0x00000004
#define VM_IOREMAP 0x00000001

#endif
