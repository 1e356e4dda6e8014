// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Arguments for functions that are called by a test instead of a driver: they
 * belong to nobody, so they are no leak, and records have another CPU that
 * writes to what lies beside a buffer while the device fills it.
 */
#include "core.h"
#include "../scene.h"

#define MAX_URBS 16

static struct urb *urbs[MAX_URBS];
static int n_urbs;

static void *nobodys(size_t size, const char *what)
{
	rt_addr at = rt_small_alloc(size, rt_slab_align, what);
	struct rt_object *object = rt_object_live(at);

	if (!object)
		rt_finish(2);
	object->born = 0;
	return memset((void *)at, 0, size);
}

void *rt_arg(size_t size)
{
	void *buffer = nobodys(size, "buffer");

	if (rt_mode & RT_ZEROED)	/* then what is made up is not */
		memset(buffer, 0x31, size);
	rt_scene_note(buffer);
	return buffer;
}

void *rt_arg_record(size_t size)
{
	void *record = nobodys(size, "record");

	rt_scene_note(record);
	return record;
}

static struct {
	const void *record;
	size_t offset, size;
} members[256];
static int n_members;

void rt_arg_member(const void *record, size_t offset, size_t size)
{
	if (n_members == 256)
		return;
	members[n_members].record = record;
	members[n_members].offset = offset;
	members[n_members++].size = size;
}

static void nothing(struct urb *urb)
{
}

struct urb *rt_arg_urb(void)
{
	struct urb *urb = nobodys(sizeof(*urb) + 32 * sizeof(urb->iso_frame_desc[0]), "urb");

	usb_init_urb(urb);
	usb_fill_bulk_urb(urb, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), nobodys(64, "buffer"), 64,
			  nothing, NULL);
	if (rt_mode & RT_HANDLES)
		urb->transfer_dma = rt_arg_handle();
	if (n_urbs < MAX_URBS)
		urbs[n_urbs++] = urb;
	return urb;
}

/* A function that only fills a URB: somebody submits it later. */
void rt_args_submit(void)
{
	for (int i = 0; i < n_urbs; i++) {
		struct urb *urb = urbs[i];

		if (urb->hcpriv || urb->actual_length || !rt_urb_was_set(urb))
			continue;
		if (!urb->dev)
			urb->dev = rt_udev();
		if (!urb->complete)
			urb->complete = nothing;
		if (usb_pipecontrol(urb->pipe) && urb->setup_packet)
			rt_setup_fits(urb);
		if (!usb_submit_urb(urb, GFP_KERNEL))
			msleep(20);
	}
}

/* Is this byte of a member that the buffer has no part in? */
static bool of_other_member(unsigned long p, unsigned long at, unsigned long end)
{
	for (int i = 0; i < n_members; i++) {
		unsigned long from = (unsigned long)members[i].record + members[i].offset;
		unsigned long to = from + members[i].size;

		if (p >= from && p < to && (to <= at || from >= end))
			return true;
	}
	return false;
}

/* The lines that a buffer inside a record shares: lost again where caches are invalidated. */
void rt_touch_neighbours(struct urb *urb)
{
	unsigned long at = (unsigned long)urb->transfer_buffer;
	unsigned long end = at + urb->transfer_buffer_length;
	unsigned long from = at & ~(rt_line - 1UL), to = (end + rt_line - 1) & ~(rt_line - 1UL);

	if (rt_machine->cache != RT_CACHE_INVALIDATE || usb_urb_dir_out(urb) ||
	    !rt_mapping_of(at, 1))
		return;
	for (unsigned long p = from; p < to; p++)
		if (of_other_member(p, at, end))
			*(u8 *)p ^= 0xff;
}
