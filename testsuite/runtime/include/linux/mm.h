/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/mm.h - pages, addresses and what they are
 */
#ifndef RT_LINUX_MM_H
#define RT_LINUX_MM_H

#include <linux/types.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define PAGE_ALIGN(addr) (((addr) + PAGE_SIZE - 1) & PAGE_MASK)
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

void *page_address(const struct page *page);
struct page *virt_to_page(const void *x);
struct page *virt_to_head_page(const void *x);
phys_addr_t virt_to_phys(const volatile void *x);
void *phys_to_virt(phys_addr_t x);
bool __virt_addr_valid(unsigned long kaddr);
#define virt_addr_valid(kaddr) __virt_addr_valid((unsigned long)(kaddr))
#define __pa(x) virt_to_phys((const void *)(x))
#define page_to_pfn(page) (virt_to_phys(page_address(page)) >> PAGE_SHIFT)
#define page_to_phys(page) virt_to_phys(page_address(page))
bool PageHighMem(const struct page *page);
void get_page(struct page *page);
void put_page(struct page *page);
int get_order(unsigned long size);
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot);
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
unsigned int page_size(struct page *page);
int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags,
			struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags,
			struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages, bool make_dirty);
#define FOLL_WRITE 0x01
#define FOLL_LONGTERM 0x10000

#define VM_IO 0x00004000
#define VM_DONTEXPAND 0x00040000
#define VM_DONTDUMP 0x04000000
#define VM_WRITE 0x00000002

#endif
