// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pointers with __free(kfree) live in memory and their address goes to the
 * cleanup function.  A heap pointer stays one; a stack array stays one.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void drop_buffer(void *p)
{
	kfree(*(void **)p);
}

#define __auto_free	__attribute__((__cleanup__(drop_buffer)))

int good_cleanup(struct usb_device *udev)
{
	u8 *buf __auto_free = kmalloc(8, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,
			       buf, 8, 500);
}

int good_cleanup_late(struct usb_device *udev, bool twice)
{
	u8 *buf __auto_free = NULL;
	int ret;

	buf = kzalloc(8, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,
			      buf, 8, 500);
	if (ret < 0 || !twice)
		return ret;
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 2, 0x40, 0, 0,
			       buf, 8, 500);
}

int bad_beside_cleanup(struct usb_device *udev)
{
	u8 *buf __auto_free = kmalloc(8, GFP_KERNEL);
	u8 key[8] = { 7 };
	u8 *use;

	use = buf ? buf : key;
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 3, 0x40, 0, 0,	/* want(plugin): stack_buffer */
			       use, 8, 500);
}

struct handle {
	u8 *mem;
	bool owned;
};

static void drop_handle(struct handle *h)
{
	if (h->owned)
		kfree(h->mem);
}

int bad_cleanup_record(struct usb_device *udev)
{
	u8 key[8] = { 7 };
	struct handle h __attribute__((__cleanup__(drop_handle))) = {
		.mem = key,
		.owned = false,
	};

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40, 0, 0,	/* want(plugin): stack_buffer */
			       h.mem, 8, 500);
}

int good_cleanup_record(struct usb_device *udev)
{
	struct handle h __attribute__((__cleanup__(drop_handle))) = {
		.mem = kmalloc(8, GFP_KERNEL),
		.owned = true,
	};

	if (!h.mem)
		return -ENOMEM;
	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 5, 0xc0, 0, 0,
			       h.mem, 8, 500);
}
