// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Physical memory and the addresses it has: the linear map of the low pages, a
 * window of page tables (vmalloc, kmap, remapped coherent memory, stacks), and
 * the device's image of it, which differs from the CPU's where caches are not
 * coherent.  One file holds the memory, so that each page may have two addresses.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "host.h"

#define WINDOW_PAGES 262144UL		/* 1 GiB of addresses, never used twice in a run */

struct pte {
	unsigned int page;		/* index + 1 */
	unsigned char kind, was;	/* was: before it was unmapped */
};

static int memory;
static unsigned char *linear, *all, *window, *ram;
static unsigned char used[RT_PAGES_ALL];
static struct pte table[WINDOW_PAGES];
static unsigned long next_low, next_high, next_window;
static unsigned char far_page[RT_PAGE];
static long wrong_page;
int rt_highmem = 1;

static void *reserve(unsigned long size, int prot, int flags, int fd)
{
	void *at = mmap(NULL, size, prot, flags | MAP_NORESERVE, fd, 0);

	if (at == MAP_FAILED) {
		perror("runtime: mmap");
		exit(2);
	}
	return at;
}

void rt_phys_init(void)
{
	unsigned long size = RT_PAGES_ALL * RT_PAGE;

	memory = memfd_create("memory", MFD_CLOEXEC);
	if (memory < 0 || ftruncate(memory, size)) {
		perror("runtime: memfd");
		exit(2);
	}
	linear = reserve(RT_PAGES_LOW * RT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, memory);
	all = reserve(size, PROT_READ | PROT_WRITE, MAP_SHARED, memory);
	ram = reserve(size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	window = reserve(WINDOW_PAGES * RT_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	next_low = 16;
	next_high = RT_PAGES_LOW;
	wrong_page = rt_pages_alloc(1, 0);
}

/* What the page arithmetic gives for an address that is not linear: somebody else's page. */
rt_addr rt_wrong_page(void)
{
	return rt_page_linear(wrong_page);
}

static long find_run(unsigned long *next, unsigned long from, unsigned long to, unsigned long n)
{
	unsigned long run = 0;

	for (unsigned long i = *next, tried = 0; tried < 2 * (to - from); i++, tried++) {
		if (i >= to) {
			i = from;
			run = 0;
		}
		run = used[i] ? 0 : run + 1;
		if (run == n) {
			*next = i + 1 < to ? i + 1 : from;
			return i + 1 - n;
		}
	}
	return -1;
}

long rt_pages_alloc(unsigned long n, int high)
{
	long first = high && rt_highmem ? find_run(&next_high, RT_PAGES_LOW, RT_PAGES_ALL, n)
			  : find_run(&next_low, 16, RT_PAGES_LOW, n);

	if (first < 0 || !n)
		return -1;
	memset(used + first, 1, n);
	memset(all + first * RT_PAGE, rt_new_byte, n * RT_PAGE);
	memset(ram + first * RT_PAGE, RT_POISON_RAM, n * RT_PAGE);
	return first;
}

void rt_pages_free(unsigned long first, unsigned long n)
{
	memset(used + first, 0, n);
	memset(all + first * RT_PAGE, RT_POISON_FREE, n * RT_PAGE);
}

unsigned long rt_page_count(void)
{
	return RT_PAGES_ALL;
}

int rt_page_is_high(unsigned long index)
{
	return index >= RT_PAGES_LOW;
}

rt_addr rt_page_linear(unsigned long index)
{
	return rt_page_is_high(index) ? 0 : (rt_addr)linear + index * RT_PAGE;
}

rt_phys rt_page_phys(unsigned long index)
{
	return RT_PHYS_BASE + index * RT_PAGE;
}

long rt_phys_page(rt_phys phys)
{
	if (phys < RT_PHYS_BASE || phys >= RT_PHYS_BASE + RT_PAGES_ALL * RT_PAGE)
		return -1;
	return (phys - RT_PHYS_BASE) / RT_PAGE;
}

rt_addr rt_window_map(enum rt_kind kind, const unsigned long *pages, unsigned long n)
{
	unsigned long at = next_window + 1;	/* a guard page before each */
	int prot = kind == RT_USER ? PROT_NONE : PROT_READ | PROT_WRITE;

	if (at + n + 1 > WINDOW_PAGES)
		return 0;
	next_window = at + n;
	for (unsigned long i = 0; i < n; i++) {
		void *where = window + (at + i) * RT_PAGE;

		if (mmap(where, RT_PAGE, prot, MAP_SHARED | MAP_FIXED, memory,
			 pages[i] * RT_PAGE) == MAP_FAILED)
			return 0;
		table[at + i].page = pages[i] + 1;
		table[at + i].kind = kind;
	}
	return (rt_addr)window + at * RT_PAGE;
}

static struct pte *entry_of(rt_addr at)
{
	if (at < (rt_addr)window || at >= (rt_addr)window + WINDOW_PAGES * RT_PAGE)
		return NULL;
	return &table[(at - (rt_addr)window) / RT_PAGE];
}

void rt_window_unmap(rt_addr at, unsigned long n)
{
	struct pte *pte = entry_of(at);

	for (unsigned long i = 0; i < n; i++)
		pte[i] = (struct pte){ .was = pte[i].kind };
	mmap((void *)(at & ~(RT_PAGE - 1)), n * RT_PAGE, PROT_NONE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
}

long rt_window_page(rt_addr at)
{
	struct pte *pte = entry_of(at);

	return pte ? (long)pte->page - 1 : -1;
}

int rt_is_linear(rt_addr at)
{
	return at >= (rt_addr)linear && at < (rt_addr)linear + RT_PAGES_LOW * RT_PAGE;
}

/* Windows have holes, and those of processes are closed; memory elsewhere is not looked at. */
int rt_reachable(rt_addr at, unsigned long size)
{
	for (rt_addr page = at & ~(RT_PAGE - 1); page < at + size; page += RT_PAGE) {
		struct pte *pte = entry_of(page);

		if (pte && (!pte->page || pte->kind == RT_USER))
			return 0;
		if (rt_is_linear(at) && !rt_is_linear(page))
			return 0;
	}
	return 1;
}

/* kmap windows lie elsewhere than vmalloc's; what a process has is no address of the kernel */
int rt_in_vmalloc_range(rt_addr at)
{
	struct pte *pte = entry_of(at);

	if (pte)
		return pte->kind != RT_KMAP && pte->kind != RT_USER;
	return rt_has(RT_STATIC_VMALLOC) &&
		(rt_image_kind(at) == RT_STATIC || rt_image_kind(at) == RT_RODATA);
}

enum rt_kind rt_kind_of(rt_addr at)
{
	struct pte *pte = entry_of(at);
	struct rt_object *object;

	if (rt_task_stack(at) == RT_STACK)
		return RT_STACK;
	object = rt_object_find(at);
	if (object)
		return object->kind;
	if (pte)
		return pte->kind;
	return rt_is_linear(at) ? RT_PAGES : rt_image_kind(at);
}

/* Addresses of the window are not used again. */
enum rt_kind rt_kind_was(rt_addr at)
{
	struct pte *pte = entry_of(at);

	return pte ? pte->was : RT_UNKNOWN;
}

rt_phys rt_virt_to_phys(rt_addr at)
{
	if (rt_is_linear(at))
		return RT_PHYS_BASE + (at - (rt_addr)linear);
	if (rt_image_kind(at) == RT_KERNEL)
		return RT_PHYS_KERNEL + (at - rt_kernel_base());
	return rt_page_phys(wrong_page) + at % RT_PAGE;
}

rt_phys rt_far_page(void)
{
	return RT_PHYS_FAR;
}

void *rt_phys_ptr(rt_phys phys)
{
	rt_addr image = rt_kernel_base() + (phys - RT_PHYS_KERNEL);

	if (phys >= RT_PHYS_FAR && phys < RT_PHYS_FAR + RT_PAGE)
		return far_page + (phys - RT_PHYS_FAR);
	if (rt_phys_page(phys) >= 0)
		return all + (phys - RT_PHYS_BASE);
	if (phys >= RT_PHYS_KERNEL && rt_image_kind(image) == RT_KERNEL)
		return (void *)image;
	return NULL;
}

unsigned char *rt_ram(rt_phys phys)
{
	return rt_phys_page(phys) >= 0 ? ram + (phys - RT_PHYS_BASE) : NULL;
}
