// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Caches that are not coherent: the CPU's view is the memory itself, the device
 * sees an image of its own, and whole lines move between the two when a buffer
 * is mapped, synced or unmapped.  The CPU's own writes in between are found by
 * comparing a line with what it was when it was mapped.
 */
#include <stdlib.h>
#include <string.h>

#include "host.h"

unsigned int rt_line = 64;

static rt_phys line_of(rt_phys phys)
{
	return phys & ~(rt_phys)(rt_line - 1);
}

static unsigned long lines_size(rt_phys phys, unsigned long size)
{
	return line_of(phys + size + rt_line - 1) - line_of(phys);
}

void rt_cache_clean(rt_phys phys, unsigned long size)
{
	rt_phys from = line_of(phys);

	if (rt_machine->cache != RT_CACHE_COHERENT && rt_ram(from))
		memcpy(rt_ram(from), rt_phys_ptr(from), lines_size(phys, size));
}

void rt_cache_snapshot(struct rt_mapping *m)
{
	rt_phys from = line_of(m->phys);
	unsigned long size = lines_size(m->phys, m->size);

	if (!rt_ram(from))
		return;
	free(m->seen);
	m->seen = malloc(size);
	if (!m->seen)
		abort();
	memcpy(m->seen, rt_phys_ptr(from), size);
}

/* What the CPU wrote since the mapping was made: to the buffer, or beside it. */
static int report_writes(struct rt_mapping *m, rt_phys at, const unsigned char *old)
{
	const unsigned char *now = rt_phys_ptr(at);
	int changed = 0;

	for (unsigned int i = 0; i < rt_line; i++) {
		if (now[i] == old[i])
			continue;
		changed = 1;
		if (at + i >= m->phys && at + i < m->phys + m->size)
			rt_report_at(RT_X_TOUCHED, NULL, m->cpu, m->size, m->site);
		else
			rt_report_at(RT_X_NEIGHBOUR, NULL, m->cpu, m->size, m->site);
	}
	return changed;
}

/* The device has written: what the CPU holds of these lines is thrown away, or written back. */
void rt_cache_invalidate(struct rt_mapping *m, rt_phys phys, unsigned long size)
{
	rt_phys end = line_of(phys) + lines_size(phys, size);

	if (!m->seen || !rt_ram(m->phys))
		return;
	for (rt_phys at = line_of(phys); at < end; at += rt_line) {
		int changed = report_writes(m, at, m->seen + (at - line_of(m->phys)));

		if (rt_machine->cache == RT_CACHE_COHERENT)
			continue;
		if (changed && rt_machine->cache == RT_CACHE_CLEAN_INVALIDATE)
			memcpy(rt_ram(at), rt_phys_ptr(at), rt_line);
		memcpy(rt_phys_ptr(at), rt_ram(at), rt_line);
	}
}

/* Where the device's accesses go. */
void *rt_device_ptr(rt_phys phys, int coherent)
{
	if (rt_machine->cache == RT_CACHE_COHERENT || coherent || !rt_ram(phys))
		return rt_phys_ptr(phys);
	return rt_ram(phys);
}
