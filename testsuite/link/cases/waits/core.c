// SPDX-License-Identifier: GPL-2.0-or-later
/* A wrapper that fills an URB and waits for it, as usb-storage does. */
#include <linux/completion.h>
#include <linux/usb.h>

static void core_done(struct urb *urb)
{
	complete(urb->context);
}

int core_transfer(struct usb_device *udev, struct urb *urb, void *buf, int len)
{
	DECLARE_COMPLETION_ONSTACK(done);
	int ret;

	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), buf, len, core_done, &done);
	ret = usb_submit_urb(urb, GFP_NOIO);
	if (!ret)
		wait_for_completion(&done);
	return ret;
}

/* what EXPORT_SYMBOL_GPL(core_transfer) leaves in a kernel; these headers leave nothing */
static void *__UNIQUE_ID___addressable_core_transfer7
	__attribute__((used, section(".discard.addressable"))) = (void *)&core_transfer;
