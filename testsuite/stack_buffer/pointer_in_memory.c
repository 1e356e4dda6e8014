// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pointers that travel through memory instead of registers: locals whose
 * address is taken, members of local structs, arrays of pointers, copies made
 * by memcpy() and by struct assignment.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct transfer {
	void *data;
	int len;
	int actual;
};

static void pick_default(u8 **slot, u8 *fallback)
{
	if (!*slot)
		*slot = fallback;
}

int bad_address_taken(struct usb_device *udev, u8 *heap, int *actual)
{
	u8 spare[8] = { 0 };
	u8 *buf = heap;

	pick_default(&buf, spare);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, 8,	/* want(plugin): stack_buffer */
			    actual, 100);
}

static void note(u8 **where)
{
	pr_debug("buffer at %p\n", *where);
}

int bad_address_shown(struct usb_device *udev, int *actual)
{
	u8 local[8] = { 0 };
	u8 *buf = local;

	note(&buf);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, 8,	/* want: stack_buffer */
			    actual, 100);
}

int bad_local_struct(struct usb_device *udev)
{
	u8 frame[8] = { 0 };
	struct transfer t = { .data = frame, .len = sizeof(frame) };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), t.data, t.len,	/* want(plugin): stack_buffer */
			    &t.actual, 100);
}

int bad_struct_assigned(struct usb_device *udev)
{
	u8 frame[8] = { 0 };
	struct transfer first = { .data = frame, .len = sizeof(frame) };
	struct transfer t;

	t = first;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), t.data, t.len,	/* want(plugin): stack_buffer */
			    &t.actual, 100);
}

int bad_memcpy_pointer(struct usb_device *udev, int *actual)
{
	u8 frame[8] = { 0 };
	u8 *src = frame;
	u8 *buf;

	memcpy(&buf, &src, sizeof(buf));
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, 8,	/* want(plugin): stack_buffer */
			    actual, 100);
}

int bad_memcpy_struct(struct usb_device *udev)
{
	u8 frame[8] = { 0 };
	struct transfer first = { .data = frame, .len = sizeof(frame) };
	struct transfer t;

	memcpy(&t, &first, sizeof(t));
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), t.data, t.len,	/* want(plugin): stack_buffer */
			    &t.actual, 100);
}

int bad_array_of_pointers(struct usb_device *udev, unsigned int which, int *actual)
{
	u8 ping[8] = { 1 };
	u8 pong[8] = { 2 };
	u8 *slot[2] = { ping, pong };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), slot[which & 1],	/* want(plugin): stack_buffer */
			    8, actual, 100);
}

int bad_pointer_to_pointer(struct usb_device *udev, int *actual)
{
	u8 frame[8] = { 0 };
	u8 *buf = NULL;
	u8 **pp = &buf;

	*pp = frame;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, 8,	/* want(plugin): stack_buffer */
			    actual, 100);
}

int good_local_struct_with_heap(struct usb_device *udev, u8 *heap)
{
	struct transfer t = { .data = heap, .len = 8 };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), t.data, t.len,
			    &t.actual, 100);
}

/* Two members, one holds stack memory: only the other is sent. */
int good_other_member(struct usb_device *udev, u8 *heap, int *actual)
{
	u8 work[8] = { 0 };
	struct {
		u8 *work;
		u8 *wire;
	} side = { .work = work, .wire = heap };

	memcpy(side.wire, side.work, 8);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), side.wire, 8,
			    actual, 100);
}

/* What an unknown function stores through &buf is unknown. */
extern int reader_pick_buffer(u8 **out);

int good_out_argument(struct usb_device *udev, int *actual)
{
	u8 *buf;
	int ret;

	ret = reader_pick_buffer(&buf);
	if (ret)
		return ret;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, 8, actual, 100);
}

int good_overwritten_member(struct usb_device *udev, u8 *heap)
{
	u8 frame[8] = { 0 };
	struct transfer t = { .data = frame, .len = sizeof(frame) };

	memcpy(heap, t.data, t.len);
	t.data = heap;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), t.data, t.len,
			    &t.actual, 100);
}
