// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers that call themselves or each other: a sender that splits its block
 * in halves, and a reader and a retry function in a cycle.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static int send_halves(struct usb_device *udev, u8 *data, unsigned int len)
{
	int actual;
	int ret;

	if (len > 64) {
		ret = send_halves(udev, data, len / 2);
		if (ret)
			return ret;
		return send_halves(udev, data + len / 2, len - len / 2);
	}
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), data, len, &actual, 100);
}

static int read_again(struct usb_device *udev, void *data, int len, int tries);

static int read_once(struct usb_device *udev, void *data, int len, int tries)
{
	int actual;
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 2), data, len, &actual, 100);
	if (ret == -ETIMEDOUT)
		return read_again(udev, data, len, tries);
	return ret;
}

static int read_again(struct usb_device *udev, void *data, int len, int tries)
{
	if (!tries)
		return -EIO;
	return read_once(udev, data, len, tries - 1);
}

static int count_down(struct usb_device *udev, u8 *note, u8 *heap, int n)
{
	int actual;

	if (!n)
		return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), heap, 8,
				    &actual, 100);
	note[0]++;
	return count_down(udev, note, heap, n - 1);
}

int bad_self(struct usb_device *udev)
{
	u8 block[256] = { 0 };

	return send_halves(udev, block, sizeof(block));	/* want: stack_buffer */
}

int bad_mutual(struct usb_device *udev)
{
	u8 status[8];
	int ret = read_again(udev, status, sizeof(status), 3);	/* want: stack_buffer */

	return ret ? ret : status[0];
}

int good_self(struct usb_device *udev)
{
	u8 *block = kzalloc(256, GFP_KERNEL);
	int ret;

	if (!block)
		return -ENOMEM;
	ret = send_halves(udev, block, 256);
	kfree(block);
	return ret;
}

/* note goes round the cycle too, but not to the bus. */
int good_other_parameter(struct usb_device *udev, u8 *heap)
{
	u8 note = 0;

	return count_down(udev, &note, heap, 3);
}
