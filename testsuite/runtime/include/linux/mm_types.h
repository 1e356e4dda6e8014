/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/mm_types.h - pages and mappings, as far as drivers see them
 */
#ifndef RT_LINUX_MM_TYPES_H
#define RT_LINUX_MM_TYPES_H

#include <linux/types.h>

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

typedef struct {
	unsigned long pgprot;
} pgprot_t;

#define PAGE_KERNEL ((pgprot_t){ 0x63 })

struct page {
	unsigned long flags;
	unsigned long private;
	void *virt;
	int _refcount;
};

struct folio {
	struct page page;
};

struct vm_area_struct;

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *area);
	void (*close)(struct vm_area_struct *area);
	int (*fault)(void *vmf);
};

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	unsigned long vm_flags;
	unsigned long vm_pgoff;
	pgprot_t vm_page_prot;
	void *vm_private_data;
	const struct vm_operations_struct *vm_ops;
};

#endif
