// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * As keyboard drivers once did: with the rest of the URB set up around it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void keys_done(struct urb *urb)
{
}

int bad_led(struct usb_device *udev, u8 state)
{
	struct usb_ctrlrequest *cr = kzalloc(sizeof(*cr), GFP_KERNEL);
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *data = kmalloc(1, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!cr || !urb || !data)
		goto out;
	*data = state;
	cr->bRequestType = 0x21;
	cr->bRequest = 9;
	cr->wLength = cpu_to_le16(1);
	usb_fill_control_urb(urb, udev, usb_sndctrlpipe(udev, 0), (unsigned char *)cr, data, 1,
			     keys_done, NULL);/* want: setup_dma_use */
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret)
		usb_kill_urb(urb);
out:
	kfree(data);
	usb_free_urb(urb);
	kfree(cr);
	return ret;
}
