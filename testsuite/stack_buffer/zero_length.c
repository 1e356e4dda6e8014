// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * With length zero usbcore uses neither the pointer nor the handle; with no
 * buffer there is nothing to map.
 */
#include <linux/module.h>
#include <linux/usb.h>

static int poke(struct usb_device *udev, u8 req, void *data, u16 len)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), req,
			       USB_DIR_OUT | USB_TYPE_VENDOR, 0, 0,
			       data, len, 500);
}

static void zlp_done(struct urb *urb)
{
	usb_free_urb(urb);
}

int good_constant_zero(struct usb_device *udev)
{
	u8 dummy;

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,
			       &dummy, 0, 500);
}

int good_null(struct usb_device *udev)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,
			       NULL, 0, 500);
}

int good_zero_packet(struct usb_device *udev)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 zero;
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 4), &zero, 0,
			  zlp_done, NULL);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

int good_zero_through_helper(struct usb_device *udev)
{
	u8 unused = 0;

	return poke(udev, 2, &unused, 0);
}

int good_null_through_helper(struct usb_device *udev)
{
	return poke(udev, 3, NULL, 0);
}

/* The same helper with something to send. */
int bad_length_through_helper(struct usb_device *udev)
{
	u8 on = 1;

	return poke(udev, 4, &on, 1);	/* want: stack_buffer */
}

int bad_zero_on_one_path(struct usb_device *udev, bool full)
{
	u8 state[4] = { 0 };
	u16 len = 0;

	if (full)
		len = sizeof(state);
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 5, 0x40, 0, 0,	/* want: stack_buffer */
			       state, len, 500);
}

int bad_unknown_length(struct usb_device *udev, u16 len)
{
	u8 state[4] = { 0 };

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 6, 0x40, 0, 0,	/* want: stack_buffer */
			       state, len & 3, 500);
}
