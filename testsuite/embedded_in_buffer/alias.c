// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The member is not named at the transfer: local pointers, casts, a pointer
 * field set to a neighbour member, container_of().
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

struct echo {
	struct usb_device *udev;
	struct work_struct work;
	u8 local_copy[16];
	u8 offset[16];
	u8 from_work[16];
	struct {
		u8 head[4];
		u8 inner[12];
	} block;
	struct echo_slot {
		u8 raw[8];
		int used;
	} slot[4];
	union {
		__le32 word;
		u8 byte[4];
	} reg;
	u8 in_field[16];
	u8 *buf;
};

int bad_local_pointer(struct echo *e, int *actual)
{
	u8 *p = e->local_copy;

	return usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1), p, 16,	/* want: embedded_in_buffer */
			    actual, 500);
}

int bad_offset(struct echo *e, int at, int *actual)
{
	return usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1),	/* want: embedded_in_buffer */
			    (void *)(e->offset + (at & 7)), 8, actual, 500);
}

int bad_inner(struct echo *e, int *actual)
{
	return usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1),	/* want: embedded_in_buffer */
			    e->block.inner, sizeof(e->block.inner), actual, 500);
}

int bad_slot(struct echo *e, int n, int *actual)
{
	struct echo_slot *slot = &e->slot[n & 3];

	slot->used++;
	return usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1), slot->raw,	/* want: embedded_in_buffer */
			    sizeof(slot->raw), actual, 500);
}

int bad_union(struct echo *e)
{
	int ret;

	ret = usb_control_msg(e->udev, usb_rcvctrlpipe(e->udev, 0), 1, 0xc0,	/* want: embedded_in_buffer */
			      0, 0, e->reg.byte, 4, 500);
	return ret < 0 ? ret : le32_to_cpu(e->reg.word);
}

void bad_from_work(struct work_struct *work)
{
	struct echo *e = container_of(work, struct echo, work);
	int actual;

	if (usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1), e->from_work,	/* want: embedded_in_buffer */
			 16, &actual, 500))
		schedule_work(&e->work);
}

void echo_setup(struct echo *e)
{
	e->buf = e->in_field;
}

int bad_through_field(struct echo *e, int *actual)
{
	return usb_bulk_msg(e->udev, usb_rcvbulkpipe(e->udev, 1), e->buf, 16,	/* want: embedded_in_buffer */
			    actual, 500);
}
