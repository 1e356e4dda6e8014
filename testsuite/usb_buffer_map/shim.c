// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Mapping by hand around each submission, with functions no kernel has.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct urb *usb_buffer_map(struct urb *urb);
void usb_buffer_dmasync(struct urb *urb);
void usb_buffer_unmap(struct urb *urb);

static int usb_buffer_map_foo(struct urb *urb)
{
	return urb->transfer_buffer ? 0 : -EINVAL;
}

int bad_map(struct urb *u)
{
	if (!usb_buffer_map(u))	/* want: usb_buffer_map */
		return -ENOMEM;
	return usb_submit_urb(u, GFP_KERNEL);
}

int bad_resubmit(struct urb *u)
{
	usb_buffer_dmasync(u);	/* want: usb_buffer_map */
	return usb_submit_urb(u, GFP_ATOMIC);
}

void bad_unmap(struct urb *u)
{
	usb_kill_urb(u);
	usb_buffer_unmap(u);	/* want: usb_buffer_map */
}

int good_submit(struct urb *u)
{
	return usb_submit_urb(u, GFP_ATOMIC);
}

int good_own_name(struct urb *u)
{
	int err = usb_buffer_map_foo(u);

	return err ? err : usb_submit_urb(u, GFP_KERNEL);
}
