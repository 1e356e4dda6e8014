// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A power meter whose state record holds the receive buffers next to a lock
 * and counters: arrays, scalars, nested records, the tail after them.
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct meter_sample {
	__le32 voltage;
	__le32 amps;
};

struct meter {
	struct usb_device *udev;
	struct mutex lock;
	u8 rx[64];
	unsigned long polls;
	u8 flags;
	__le32 serial;
	struct meter_sample sample;
	u8 history[4][16];
	u8 *heap;
	struct meter_sample *heap_sample;
};

int bad_array(struct meter *m, int *actual)
{
	m->polls++;
	return usb_bulk_msg(m->udev, usb_rcvbulkpipe(m->udev, 1), m->rx,	/* want: embedded_in_buffer */
			    sizeof(m->rx), actual, 500);
}

int bad_scalar(struct meter *m)
{
	return usb_control_msg(m->udev, usb_rcvctrlpipe(m->udev, 0), 1, 0xc0,	/* want: embedded_in_buffer */
			       0, 0, &m->serial, sizeof(m->serial), 500);
}

int bad_nested_record(struct meter *m, int *actual)
{
	return usb_interrupt_msg(m->udev, usb_rcvintpipe(m->udev, 2),	/* want: embedded_in_buffer */
				 &m->sample, sizeof(m->sample), actual, 500);
}

int bad_row(struct meter *m, unsigned int row, int *actual)
{
	return usb_bulk_msg(m->udev, usb_rcvbulkpipe(m->udev, 3),	/* want: embedded_in_buffer */
			    m->history[row & 3], 16, actual, 500);
}

int good_pointer_member(struct meter *m, int *actual)
{
	return usb_bulk_msg(m->udev, usb_rcvbulkpipe(m->udev, 1), m->heap, 64,
			    actual, 500);
}

int good_pointer_to_record(struct meter *m, int *actual)
{
	return usb_interrupt_msg(m->udev, usb_rcvintpipe(m->udev, 2),
				 m->heap_sample, sizeof(*m->heap_sample),
				 actual, 500);
}

/* The first member of a record that is only a DMA buffer. */
int good_member_of_pointed_record(struct meter *m, int *actual)
{
	return usb_interrupt_msg(m->udev, usb_rcvintpipe(m->udev, 2),
				 &m->heap_sample->amps,
				 sizeof(m->heap_sample->amps), actual, 500);
}

/* Copies. */
int good_copying_sink(struct meter *m)
{
	return usb_control_msg_recv(m->udev, 0, 1, 0xc0, 0, 0, &m->flags, 1,
				    500, GFP_KERNEL);
}

int good_zero_length(struct meter *m)
{
	return usb_control_msg(m->udev, usb_rcvctrlpipe(m->udev, 0), 2, 0xc0,
			       0, 0, &m->flags, 0, 500);
}

int good_whole_allocation(struct usb_device *udev, int *actual)
{
	struct meter_sample *s = kmalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), s, sizeof(*s),
			   actual, 500);
	kfree(s);
	return ret;
}
