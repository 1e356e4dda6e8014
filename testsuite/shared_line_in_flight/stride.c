// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Several URBs' buffers in one allocation: at their borders they share a cache line.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_URBS 4
#define REPORT 20

struct sensor {
	struct usb_device *udev;
	struct urb *urb[N_URBS];
	struct urb *ctl, *data;
	u8 *block;
	u8 *spaced;
	u8 *state;
	u8 *coherent;
	u8 *apart[N_URBS];
	dma_addr_t coherent_dma;
};

void sensor_done(struct urb *urb);

int bad_slices(struct sensor *s)
{
	u8 *block = kmalloc(N_URBS * REPORT, GFP_KERNEL);
	int i;

	if (!block)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++) {
		usb_fill_bulk_urb(s->urb[i], s->udev, usb_rcvbulkpipe(s->udev, 1),	/* want: shared_line_in_flight */
				  block + i * REPORT, REPORT, sensor_done, s);
		if (usb_submit_urb(s->urb[i], GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

int bad_slices_of_a_member(struct sensor *s)
{
	int i;

	s->block = kzalloc(N_URBS * REPORT, GFP_KERNEL);
	if (!s->block)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++) {
		s->urb[i] = usb_alloc_urb(0, GFP_KERNEL);
		if (!s->urb[i])
			return -ENOMEM;
		usb_fill_int_urb(s->urb[i], s->udev, usb_rcvintpipe(s->udev, 1),	/* todo: shared_line_in_flight -- the base is loaded anew each round */
				 &s->block[i * REPORT], REPORT, sensor_done, s, 1);
	}
	return 0;
}

int bad_walking_pointer(struct sensor *s)
{
	u8 *block = kmalloc(N_URBS * REPORT, GFP_KERNEL);
	u8 *p = block;
	int i;

	for (i = 0; block && i < N_URBS; i++, p += REPORT) {
		usb_fill_bulk_urb(s->urb[i], s->udev, usb_rcvbulkpipe(s->udev, 1), p, REPORT,	/* want: shared_line_in_flight */
				  sensor_done, s);
		if (usb_submit_urb(s->urb[i], GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

int bad_two_offsets(struct sensor *s)
{
	s->state = kmalloc(8, GFP_KERNEL);
	if (!s->state)
		return -ENOMEM;
	usb_fill_int_urb(s->ctl, s->udev, usb_rcvintpipe(s->udev, 2), &s->state[0], 4, sensor_done,
			 s, 1);
	usb_fill_int_urb(s->data, s->udev, usb_rcvintpipe(s->udev, 3), &s->state[4], 4, sensor_done,	/* want: shared_line_in_flight */
			 s, 1);
	return usb_submit_urb(s->ctl, GFP_KERNEL) ?: usb_submit_urb(s->data, GFP_KERNEL);
}

int good_one_each(struct sensor *s)
{
	int i;

	for (i = 0; i < N_URBS; i++) {
		s->apart[i] = kmalloc(REPORT, GFP_KERNEL);
		if (!s->apart[i])
			return -ENOMEM;
		usb_fill_bulk_urb(s->urb[i], s->udev, usb_rcvbulkpipe(s->udev, 1), s->apart[i],
				  REPORT, sensor_done, s);
	}
	return 0;
}

int good_whole_lines(struct sensor *s)
{
	u8 *block = kmalloc(N_URBS * 512, GFP_KERNEL);
	int i;

	if (!block)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++)
		usb_fill_bulk_urb(s->urb[i], s->udev, usb_rcvbulkpipe(s->udev, 1), block + i * 512,
				  REPORT, sensor_done, s);
	return 0;
}

/* The driver maps it, once: no cache is flushed for a part. */
int good_coherent(struct sensor *s)
{
	struct urb *urb;
	int i;

	s->coherent = usb_alloc_coherent(s->udev, N_URBS * REPORT, GFP_KERNEL, &s->coherent_dma);
	if (!s->coherent)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++) {
		urb = usb_alloc_urb(0, GFP_KERNEL);
		if (!urb)
			return -ENOMEM;
		usb_fill_bulk_urb(urb, s->udev, usb_rcvbulkpipe(s->udev, 1),
				  s->coherent + i * REPORT, REPORT, sensor_done, s);
		urb->transfer_dma = s->coherent_dma + i * REPORT;
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		if (usb_submit_urb(urb, GFP_KERNEL)) {
			usb_free_urb(urb);
			return -EIO;
		}
	}
	return 0;
}

/* Each transfer is over before the next one begins. */
int good_synchronous(struct sensor *s)
{
	u8 *block = kmalloc(N_URBS * REPORT, GFP_KERNEL);
	int i, ret = 0;

	for (i = 0; block && !ret && i < N_URBS; i++)
		ret = usb_bulk_msg(s->udev, usb_rcvbulkpipe(s->udev, 1), block + i * REPORT, REPORT,
				   NULL, 100);
	kfree(block);
	return ret;
}

int good_offsets_on_lines_of_their_own(struct sensor *s)
{
	s->spaced = kmalloc(512, GFP_KERNEL);
	if (!s->spaced)
		return -ENOMEM;
	usb_fill_int_urb(s->ctl, s->udev, usb_rcvintpipe(s->udev, 2), s->spaced, 4,
			 sensor_done, s, 1);
	usb_fill_int_urb(s->data, s->udev, usb_rcvintpipe(s->udev, 3), s->spaced + 256, 4,
			 sensor_done, s, 1);
	return 0;
}
