/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - what the files of host/ share beside the ABI
 */
#ifndef RT_HOST_H
#define RT_HOST_H

#include <stddef.h>

#include "../abi.h"

#define RT_PAGES_LOW 24576UL		/* 96 MiB with an address */
#define RT_PAGES_HIGH 8192UL		/* 32 MiB without */
#define RT_PAGES_ALL (RT_PAGES_LOW + RT_PAGES_HIGH)
#define RT_PHYS_BASE 0x10000000ULL
#define RT_PHYS_FAR 0x180000000ULL
#define RT_PHYS_KERNEL 0x4000000000ULL	/* the kernel image, where translation is right */
#define RT_BUS_SHIFT 0x2000000000ULL	/* RT_BUS_OFFSET */
#define RT_BUS_IOVA 0x7000000000ULL	/* RT_BUS_IOMMU hands out from here */

#define RT_POISON_FREE 0x6b
#define RT_POISON_RAM 0xa5
#define RT_RED 0xbb
#define RT_RED_SIZE 32UL

void rt_phys_init(void);
enum rt_kind rt_kind_was(rt_addr at);
void rt_image_init(const void *driver_base);
enum rt_kind rt_image_kind(rt_addr at);
rt_addr rt_kernel_base(void);
int rt_kernel_writable(rt_addr at);
unsigned char *rt_ram(rt_phys phys);	/* the device's image of the memory */
rt_addr rt_wrong_page(void);
const char *rt_image_of(rt_addr at, rt_addr *offset);

void rt_symbols_start(const char *driver);	/* before the runs, and after them */
void rt_symbols_end(void);
void rt_symbol(rt_addr offset, char *out, size_t size);

void rt_task_run(void (*fn)(void *), void *arg);
enum rt_kind rt_task_stack(rt_addr at);	/* RT_STACK or RT_UNKNOWN, of any task */
void rt_seed(unsigned int seed);
void rt_report_quiet(int quiet);
int rt_fault_plan(const char *plan);	/* -1: it names something unknown */
void rt_oops_init(void);

#endif
