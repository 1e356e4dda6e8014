// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One member, many transfers: the record is at fault once, so there is one
 * finding per member, at the first transfer of the file: the first that certainly
 * receives, where there is one.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct gauge {
	struct usb_device *udev;
	struct urb *urb;
	spinlock_t lock;
	u8 reply[32];
	u8 event[8];
	unsigned int pipe;
	u8 frame[64];
	int count;
};

static void gauge_event(struct urb *urb)
{
	struct gauge *g = urb->context;

	if (!urb->status)
		g->count++;
}

int bad_first_use(struct gauge *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 1), g->reply,	/* want: embedded_in_buffer */
			    sizeof(g->reply), actual, 500);
}

int good_second_use(struct gauge *g, int *actual)
{	/* runtime: the member is at fault here as well; the rule says so once, at the first */
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 1), g->reply, 4,
			    actual, 500);
}

int good_third_use(struct gauge *g)
{	/* runtime: the member is at fault here as well; the rule says so once, at the first */
	int ret;

	ret = usb_control_msg(g->udev, usb_rcvctrlpipe(g->udev, 0), 3, 0xc0,
			      0, 0, g->reply, 8, 500);
	if (ret < 0)
		return ret;
	return usb_control_msg(g->udev, usb_rcvctrlpipe(g->udev, 0), 3, 0xc0,
			       0, 1, &g->reply[8], 8, 500);
}

int bad_other_member(struct gauge *g)
{
	usb_fill_int_urb(g->urb, g->udev, usb_rcvintpipe(g->udev, 2), g->event,	/* want: embedded_in_buffer */
			 sizeof(g->event), gauge_event, g, 8);
	return usb_submit_urb(g->urb, GFP_KERNEL);
}

int good_other_member_again(struct gauge *g)
{	/* runtime: the member is at fault here as well; the rule says so once, at the first */
	usb_fill_int_urb(g->urb, g->udev, usb_rcvintpipe(g->udev, 2), g->event,
			 sizeof(g->event), gauge_event, g, 16);
	return usb_submit_urb(g->urb, GFP_ATOMIC);
}

int good_any_direction(struct gauge *g, int *actual)
{
	return usb_bulk_msg(g->udev, g->pipe, g->frame, 8, actual, 500);
}

int bad_certainly_receives(struct gauge *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 3), g->frame,	/* want: embedded_in_buffer */
			    64, actual, 500);
}

int good_receives_again(struct gauge *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 3), g->frame,
			    64, actual, 500);
}
