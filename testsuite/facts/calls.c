// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls: the place of the callee's name and of the closing parenthesis, header
 * inlines by name, what is gone before extraction.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

/* no-facts: ^func \d+ "nobody_calls_me" */

int over_lines(struct usb_device *udev, void *buf)
{
	/* facts: bin or v2 (2147483776|-2147483520)\b */
	/* facts: v4 = call f\d+ \(v0, v3, 1, 192, 0, 0, v1, 8, 500\) @\d+:\d+:3 ~\d+:\d+:16 # usb_control_msg */
	int ret;

	ret =
		usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1,
				USB_DIR_IN | USB_TYPE_VENDOR, 0, 0,
				buf, 8, 500);
	return ret;
}

void *allocated(void)
{
	/* facts: call f\d+ \(32, \d+\) .*# kzalloc */
	return kzalloc(32, GFP_KERNEL | GFP_DMA);
}

void filler(struct urb *urb, struct usb_device *udev, void *buf)
{
	/* facts: call f\d+ \(v0, v1, v4, v2, 64, 0, 0\) .*# usb_fill_bulk_urb */
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), buf, 64, NULL, NULL);
}

void *interface_device(struct usb_interface *intf)
{
	/* facts: addr \[v\d+\+\d+ r\d+\.\d+ .*class=record record=\d+\] .*# udev->dev */
	struct usb_device *udev = interface_to_usbdev(intf);

	return &udev->dev;
}

int fortified(u8 *to, const u8 *from, unsigned int n)
{
	/* facts: call f\d+ \(v0, v1, v3\) .*# memcpy */
	memcpy(to, from, n);
	return to[0];
}

static int nobody_calls_me(void *p)
{
	return usb_control_msg(p, 0, 0, 0, 0, 0, p, 1, 0);
}

int never(struct usb_device *udev, void *buf)
{
	/* no-facts: # usb_control_msg */
	/* no-facts: # nobody_calls_me */
	/* facts: v2 = copy 8\b */
	if (0)
		return usb_control_msg(udev, 0, 0, 0, 0, 0, buf, 1, 0);
	return sizeof(usb_control_msg(udev, 0, 0, 0, 0, 0, buf, 1, 0)) +
	       sizeof(nobody_calls_me(buf));
}

int guarded(struct usb_device *udev, u8 *buf, int len)
{
	/* facts: block 1 preds=0 succs=2,3 */
	/* facts: cond le v2 0 */
	/* facts: copy -22\b */
	/* facts: switch v5 */
	/* facts: call f\d+ \(v0, 1, v1, v\d+\) .*# usb_string */
	/* facts: call f\d+ \(v0, 2, v1, v\d+\) .*# usb_string */
	/* facts: phi \(v3, v7, v9, v10\) */
	if (len <= 0)
		return -EINVAL;
	switch (buf[0]) {
	case 1:
		return usb_string(udev, 1, buf, len);
	case 2:
		return usb_string(udev, 2, buf, len);
	default:
		return 0;
	}
}

int loops(struct usb_device *udev, u8 *buf, int n)
{
	/* facts: block 2 preds=3 succs=3 */
	/* facts: v6 = bin add v5 8 */
	/* facts: v5 = phi \(v3, v6\) */
	u8 *p = buf;

	while (n--) {
		usb_string(udev, n, p, 8);
		p += 8;
	}
	return 0;
}
