// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: a boot sequence that is
 * sent as it is, with a buffer to release on the way out.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static const u8 boot_seq[] = { 0x4e, 0x73, 0x52, 0x01, 0x00 };
static const struct {
	__le16 rate;
	u8 channels;
} boot_format = { .channels = 2 };

int bad_boot(struct usb_device *udev, const char *why)
{
	void *boot_seq_buf __free(kfree) = NULL;
	void *boot_format_buf __free(kfree) = NULL;
	u8 *status;
	int err, len;

	status = kzalloc(8, GFP_KERNEL);
	if (!status)
		return -ENOMEM;
	boot_seq_buf = kmemdup(boot_seq, ARRAY_SIZE(boot_seq), GFP_NOIO);
	if (!boot_seq_buf) {
		err = -ENOMEM;
		goto out;
	}
	err = usb_interrupt_msg(udev, usb_sndintpipe(udev, 3), boot_seq_buf,
					/* want: rodata_buffer */
				ARRAY_SIZE(boot_seq), &len, 1000);
	if (err < 0) {
		dev_err(&udev->dev, "boot: %d %s\n", err, why);
		goto out;
	}
	boot_format_buf = kmemdup(&boot_format, sizeof(boot_format), GFP_NOIO);
	if (!boot_format_buf) {
		err = -ENOMEM;
		goto out;
	}
	err = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), boot_format_buf,
			   	/* want: rodata_buffer */
			   sizeof(boot_format), &len, 1000);
	if (err)
		goto out;
	err = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 9, 0xc0, 0, 0, status, 8, 1000);
	if (err > 0)
		err = status[0];
out:
	kfree(status);
	return err;
}
