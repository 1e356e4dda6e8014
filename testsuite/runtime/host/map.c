// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * DMA mappings: bus addresses of the machine, the checks of dma-debug, bounce
 * slots, and the accesses of devices.  Bus addresses of the IOMMU machine are
 * not used twice in a run, and have a gap behind them.
 */
#include <stdlib.h>
#include <string.h>

#include "host.h"

static struct rt_mapping **live;
static unsigned long n_live, room;
static rt_phys next_iova = RT_BUS_IOVA;
int rt_strict_iommu;

static unsigned long pages_of(rt_phys phys, unsigned long size)
{
	return (phys % RT_PAGE + size + RT_PAGE - 1) / RT_PAGE;
}

static int overlap(rt_phys a, unsigned long a_size, rt_phys b, unsigned long b_size)
{
	return a < b + b_size && b < a + a_size;
}

static rt_phys slot_phys(const struct rt_mapping *m)
{
	return m->bounce + m->phys % RT_PAGE;
}

static void bounce(const struct rt_mapping *m, rt_phys bus, unsigned long size, int to_slot)
{
	unsigned char *slot = rt_phys_ptr(slot_phys(m) + (bus - m->bus));
	unsigned char *data = rt_phys_ptr(m->phys + (bus - m->bus));

	if (!slot || !data)
		return;
	if (to_slot)
		memcpy(slot, data, size);
	else
		memcpy(data, slot, size);
}

static rt_phys join;

void rt_map_join(rt_phys end)
{
	join = end;
}

/* Whole pages on both sides have no gap between them if they belong together. */
static rt_phys new_iova(const struct rt_mapping *m)
{
	if (join && join + RT_PAGE == next_iova && !(m->phys % RT_PAGE))
		next_iova -= RT_PAGE;
	return next_iova + m->phys % RT_PAGE;
}

static int make_bus(struct rt_mapping *m, rt_phys mask)
{
	long slot;

	m->bus = m->phys;
	if (rt_machine->bus == RT_BUS_OFFSET) {
		m->bus += RT_BUS_SHIFT;
	} else if (rt_machine->bus == RT_BUS_IOMMU) {
		m->bus = new_iova(m);
		next_iova += (pages_of(m->phys, m->size) + 1) * RT_PAGE;
		return 1;
	} else if (rt_machine->bus == RT_BUS_SWIOTLB && m->type != RT_MAP_COHERENT) {
		slot = rt_pages_alloc(pages_of(m->phys, m->size), 0);
		if (slot < 0)
			return 0;
		m->bounce = rt_page_phys(slot);
		m->bus = slot_phys(m);
	}
	return rt_machine->bus == RT_BUS_OFFSET || m->bus + m->size - 1 <= mask;
}

/* dma-debug follows the first cache line of what the device may write; we follow bytes too. */
static void check_overlap(const struct rt_mapping *m)
{
	int said = 0;

	for (unsigned long i = 0; i < n_live && !said; i++) {
		const struct rt_mapping *n = live[i];
		int coherent = n->type == RT_MAP_COHERENT;
		const char *slug = coherent ? "missing_no_map_flag" : "buffer_shared_in_flight";

		if (m->dir != RT_TO_DEVICE && n->dir != RT_TO_DEVICE &&
		    m->phys / rt_line == n->phys / rt_line) {
			rt_report_slug(RT_D_OVERLAP, slug, m->cpu, m->size);
			said = 1;
		} else if (overlap(m->phys, m->size, n->phys, n->size) &&
			   !(m->dir == RT_TO_DEVICE && n->dir == RT_TO_DEVICE)) {
			rt_report(coherent ? RT_X_REMAP : RT_X_SHARED, m->cpu, m->size);
			said = 1;
		}
	}
}

rt_phys rt_map(const void *dev, rt_phys phys, rt_addr cpu, unsigned long size, enum rt_dir dir,
	       enum rt_map_type type, rt_phys mask)
{
	struct rt_mapping *m = calloc(1, sizeof(*m));

	if (n_live == room) {
		room = room ? 2 * room : 64;
		live = realloc(live, room * sizeof(*live));
	}
	if (!m || !live)
		abort();
	m->dev = dev;
	m->phys = phys;
	m->cpu = cpu;
	m->size = size;
	m->dir = dir;
	m->type = type;
	m->site = rt_site();
	m->checked = type != RT_MAP_SINGLE;
	if (!make_bus(m, mask)) {
		free(m);
		return RT_NO_BUS;
	}
	check_overlap(m);
	live[n_live++] = m;
	if (m->bounce)
		bounce(m, m->bus, size, 1);
	if (type == RT_MAP_COHERENT)
		return m->bus;
	rt_cache_clean(phys, size);
	if (rt_machine->cache != RT_CACHE_COHERENT || dir == RT_TO_DEVICE)
		rt_cache_snapshot(m);
	return m->bus;
}

struct rt_mapping *rt_mapping_at(const void *dev, rt_phys bus)
{
	for (unsigned long i = n_live; i-- > 0;)
		if ((!dev || live[i]->dev == dev) && bus >= live[i]->bus &&
		    bus < live[i]->bus + live[i]->size)
			return live[i];
	return NULL;
}

struct rt_mapping *rt_mapping_of(rt_addr cpu, unsigned long size)
{
	for (unsigned long i = 0; i < n_live; i++)
		if (live[i]->type != RT_MAP_COHERENT && live[i]->cpu &&
		    overlap(cpu, size, live[i]->cpu, live[i]->size))
			return live[i];
	return NULL;
}

struct rt_mapping *rt_mapping_of_phys(rt_phys phys, unsigned long size)
{
	for (unsigned long i = 0; i < n_live; i++)
		if (live[i]->type != RT_MAP_COHERENT &&
		    overlap(phys, size, live[i]->phys, live[i]->size))
			return live[i];
	return NULL;
}

void rt_map_checked(const void *dev, rt_phys bus)
{
	for (unsigned long i = 0; i < n_live; i++)
		if (live[i]->dev == dev && live[i]->bus == bus)
			live[i]->checked = 1;
}

/* A handle that goes to the controller, though nobody asked whether it is one. */
void rt_map_used(const void *dev, rt_phys bus)
{
	struct rt_mapping *m = rt_mapping_at(dev, bus);

	if (m && m->type == RT_MAP_SINGLE && !m->checked)
		rt_report_at(RT_X_MAP_ERR, NULL, m->cpu, m->size, m->site);
}

/* Other mappings of the same lines must not take our write for one of the driver. */
static void look_again(const struct rt_mapping *m)
{
	for (unsigned long i = 0; i < n_live; i++)
		if (live[i] != m && live[i]->seen &&
		    overlap(m->phys & ~(rt_phys)127, m->size + 256,
			    live[i]->phys & ~(rt_phys)127, live[i]->size + 256))
			rt_cache_snapshot(live[i]);
}

static void give_to_cpu(struct rt_mapping *m, rt_phys bus, unsigned long size)
{
	if (m->type == RT_MAP_COHERENT)
		return;
	if (m->dir == RT_TO_DEVICE) {
		if (m->seen && memcmp(m->seen + m->phys % rt_line, rt_phys_ptr(m->phys), m->size))
			rt_report_at(RT_X_TOUCHED, NULL, m->cpu, m->size, m->site);
		return;
	}
	if (m->bounce)
		bounce(m, bus, size, 0);
	rt_cache_invalidate(m, m->phys + (bus - m->bus), size);
	look_again(m);
}

static void check_unmap(const struct rt_mapping *m, unsigned long size, enum rt_dir dir,
			enum rt_map_type type, int entries)
{
	const char *slug = m->type == RT_MAP_COHERENT ? "coherent_size_mismatch" : "-";

	if (m->size != size)
		rt_report_slug(RT_D_SIZE, slug, m->cpu, m->size);
	if (m->type != type)
		rt_report(RT_D_TYPE, m->cpu, m->size);
	if (type == RT_MAP_SG && m->entries && m->entries != entries)
		rt_report(RT_D_NENTS, m->cpu, m->size);
	if (m->dir != dir)
		rt_report(RT_D_DIR, m->cpu, m->size);
	if (!m->checked) {
		rt_about(&m->site, 1);
		rt_report(RT_D_MAP_ERR, m->cpu, m->size);
		rt_about(NULL, 0);
	}
}

/* Of several mappings of one address the one that fits best, as dma-debug takes it. */
static unsigned long best_fit(const void *dev, rt_phys bus, unsigned long size, enum rt_dir dir,
			      enum rt_map_type type)
{
	unsigned long best = n_live;
	int best_score = -1;

	for (unsigned long i = 0; i < n_live; i++) {
		const struct rt_mapping *m = live[i];
		int score = (m->size == size) + (m->type == type) + (m->dir == dir);

		if (m->dev != dev || m->bus != bus || score <= best_score)
			continue;
		best = i;
		best_score = score;
	}
	return best;
}

void rt_unmap(const void *dev, rt_phys bus, unsigned long size, enum rt_dir dir,
	      enum rt_map_type type, int entries)
{
	unsigned long i = best_fit(dev, bus, size, dir, type);
	struct rt_mapping *m;

	if (bus == RT_NO_BUS || i == n_live) {
		rt_report(bus == RT_NO_BUS ? RT_D_FREE_ERR : RT_D_FREE, 0, size);
		return;
	}
	m = live[i];
	check_unmap(m, size, dir, type, entries);
	give_to_cpu(m, m->bus, m->size);
	if (m->bounce)
		rt_pages_free(rt_phys_page(m->bounce), pages_of(m->phys, m->size));
	live[i] = live[--n_live];
	free(m->seen);
	free(m);
}

void rt_sync(const void *dev, rt_phys bus, unsigned long size, enum rt_dir dir, int for_cpu)
{
	struct rt_mapping *m = rt_mapping_at(dev, bus);

	if (!m || bus + size > m->bus + m->size) {
		rt_report(RT_D_SYNC, m ? m->cpu : 0, size);
		return;
	}
	if (m->dir != RT_BOTH) {
		if (m->dir != dir)
			rt_report(RT_D_DIR, m->cpu, m->size);
		if (for_cpu && m->dir != RT_FROM_DEVICE && dir != RT_TO_DEVICE)
			rt_report(RT_D_SYNC_RO, m->cpu, m->size);
		if (!for_cpu && m->dir != RT_TO_DEVICE && dir != RT_FROM_DEVICE)
			rt_report(RT_D_SYNC_WO, m->cpu, m->size);
	}
	if (m->type == RT_MAP_COHERENT)
		return;
	if (for_cpu) {
		if (m->dir != RT_TO_DEVICE)
			give_to_cpu(m, bus, size);
	} else {
		if (m->bounce)
			bounce(m, bus, size, 1);
		rt_cache_clean(m->phys + (bus - m->bus), size);
	}
	if (m->seen)
		rt_cache_snapshot(m);
}

unsigned int rt_mappings_live(const void *dev)
{
	unsigned int count = 0;

	for (unsigned long i = 0; i < n_live; i++)
		count += live[i]->dev == dev;
	return count;
}

/* Mappings that a driver made itself; usbcore's own end with their URB. */
void rt_mappings_report_leaks(void)
{
	for (unsigned long i = 0; i < n_live; i++)
		if (live[i]->type != RT_MAP_COHERENT)
			rt_report_at(RT_X_LEAK_MAP, NULL, live[i]->cpu, live[i]->size,
				     live[i]->site);
}

/* Memory behind a bus address that nothing maps: there only where addresses are not translated. */
static void *unmapped(rt_phys bus)
{
	if (rt_machine->bus == RT_BUS_IOMMU)
		return NULL;
	if (rt_machine->bus == RT_BUS_OFFSET)
		return bus < RT_BUS_SHIFT ? NULL : rt_device_ptr(bus - RT_BUS_SHIFT, 0);
	return rt_device_ptr(bus, 0);
}

static void *reach(const void *dev, rt_phys bus, int write)
{
	int translated = rt_machine->bus == RT_BUS_IOMMU;
	struct rt_mapping *m = rt_mapping_at(translated ? dev : NULL, bus);
	rt_phys phys;

	if (!m) {
		rt_report(translated ? RT_I_FAULT : RT_X_UNMAPPED, 0, 0);
		return unmapped(bus);
	}
	if (m->dev != dev)
		rt_report(RT_X_DEVICE, m->cpu, m->size);
	if (m->dir == (write ? RT_TO_DEVICE : RT_FROM_DEVICE) || m->dir == RT_NO_DIR) {
		rt_report(RT_X_DIRECTION, m->cpu, m->size);
		if (translated)
			return NULL;
	}
	phys = m->bounce ? slot_phys(m) : m->phys;
	phys += bus - m->bus;
	if (write && phys >= RT_PHYS_KERNEL &&
	    !rt_kernel_writable(rt_kernel_base() + (phys - RT_PHYS_KERNEL)))
		return NULL;
	return rt_device_ptr(phys, m->type == RT_MAP_COHERENT);
}

unsigned long rt_dma(const void *dev, rt_phys bus, void *data, unsigned long len, int write)
{
	unsigned long done = 0, moved = 0;

	while (done < len) {
		unsigned long n = rt_line - (bus + done) % rt_line;
		void *at = reach(dev, bus + done, write);

		if (n > len - done)
			n = len - done;
		if (at && write)
			memcpy(at, (char *)data + done, n);
		else if (at)
			memcpy((char *)data + done, at, n);
		else if (!write)
			memset((char *)data + done, 0xff, n);
		moved += at ? n : 0;
		done += n;
	}
	return moved;
}
