// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Images: the runtime stands for the kernel image, the loaded driver for a
 * module.  Static data of a module, its constants and its code are told apart
 * by the segments of the ELF file.
 */
#define _GNU_SOURCE
#include <link.h>
#include <string.h>

#include "host.h"

#define MAX_SEGMENTS 64

struct segment {
	rt_addr from, to, base;
	enum rt_kind kind;
	int writable;
	char file[256];
};

static struct segment segments[MAX_SEGMENTS];
static unsigned int n_segments;
static rt_addr kernel_base;

static enum rt_kind kind_of_segment(unsigned int flags, int driver)
{
	if (!driver)
		return RT_KERNEL;
	if (flags & PF_X)
		return RT_TEXT;
	return flags & PF_W ? RT_STATIC : RT_RODATA;
}

static void add(const struct dl_phdr_info *info, const ElfW(Phdr) *ph, int driver)
{
	struct segment *s = &segments[n_segments];

	if (n_segments >= MAX_SEGMENTS)
		return;
	s->base = info->dlpi_addr;
	s->from = info->dlpi_addr + ph->p_vaddr;
	s->to = s->from + ph->p_memsz;
	s->kind = kind_of_segment(ph->p_flags, driver);
	s->writable = !!(ph->p_flags & PF_W);
	strncpy(s->file, info->dlpi_name, sizeof(s->file) - 1);
	n_segments++;
	if (!driver && (!kernel_base || s->from < kernel_base))
		kernel_base = s->from & ~(RT_PAGE - 1);
}

static int visit(struct dl_phdr_info *info, size_t size, void *data)
{
	int driver = info->dlpi_addr == (rt_addr)data && data;

	(void)size;
	if (info->dlpi_name[0] && !driver)
		return 0;			/* libc and the like */
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD)
			add(info, &info->dlpi_phdr[i], driver);
	return 0;
}

void rt_image_init(const void *driver_base)
{
	n_segments = 0;
	dl_iterate_phdr(visit, (void *)driver_base);
}

static const struct segment *segment_of(rt_addr at)
{
	for (unsigned int i = 0; i < n_segments; i++)
		if (at >= segments[i].from && at < segments[i].to)
			return &segments[i];
	return NULL;
}

/* Relocated constants are in a writable segment made read-only: they are static data here. */
enum rt_kind rt_image_kind(rt_addr at)
{
	const struct segment *s = segment_of(at);

	return s ? s->kind : RT_UNKNOWN;
}

rt_addr rt_kernel_base(void)
{
	return kernel_base;
}

int rt_kernel_writable(rt_addr at)
{
	const struct segment *s = segment_of(at);

	return s && s->writable;
}

/* File of the image and the offset that its symbol table speaks of. */
const char *rt_image_of(rt_addr at, rt_addr *offset)
{
	const struct segment *s = segment_of(at);

	if (!s || s->kind == RT_KERNEL)
		return NULL;
	*offset = at - s->base;
	return s->file;
}

/* What a linker that knows nothing of modules made of all sections that are written to. */
unsigned long rt_image_data(rt_addr *at)
{
	for (unsigned int i = 0; i < n_segments; i++) {
		if (segments[i].kind != RT_STATIC)
			continue;
		*at = segments[i].from & ~(RT_PAGE - 1);
		return segments[i].to - *at;
	}
	return 0;
}
