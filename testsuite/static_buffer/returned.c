// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions that hand out module data: a formatter with a static buffer, a
 * pool with a static array, a global pointer set to it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 pool[4][64];
static u8 *work;
static u8 *heap_work;

static u8 *format_cmd(u8 op)
{
	static u8 cmd[4];

	cmd[0] = op;
	return cmd;
}

static u8 *pool_get(unsigned int i)
{
	return pool[i & 3];
}

static u8 *heap_get(size_t len)
{
	return kmalloc(len, GFP_KERNEL);
}

void work_init(void)
{
	work = pool[0];
	heap_work = kmalloc(64, GFP_KERNEL);
}

int bad_formatted(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), format_cmd(3), 4,	/* want(plugin): static_buffer */
			    actual, 100);
}

int bad_pool(struct usb_device *udev, int i, int *actual)
{
	u8 *buf = pool_get(i);

	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);	/* want(plugin): static_buffer */
}

int bad_global_pointer(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), work, 64, actual, 100);	/* want(plugin): static_buffer */
}

int good_global_pointer(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), heap_work, 64, actual,
			    100);
}

int good_heap(struct usb_device *udev, int *actual)
{
	u8 *buf = heap_get(64);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);
	kfree(buf);
	return ret;
}
