// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A scanner that takes big buffers from vmalloc() and its relatives.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

#define SCAN_LINE	(64 * 1024)

int bad_vmalloc(struct usb_device *udev, int *actual)
{
	void *line = vmalloc(SCAN_LINE);
	int ret;

	if (!line)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), line, SCAN_LINE,	/* want: vmalloc_buffer */
			   actual, 5000);
	vfree(line);
	return ret;
}

int bad_offset(struct usb_device *udev, u32 at, int *actual)
{
	u8 *image = vzalloc(16 * SCAN_LINE);
	int ret;

	if (!image)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), image + (at & 0xffff),	/* want: vmalloc_buffer */
			   512, actual, 5000);
	vfree(image);
	return ret;
}

/* Large enough to come from vmalloc() when memory is fragmented. */
int bad_kvmalloc(struct usb_device *udev, size_t count, int *actual)
{
	void *buf = kvmalloc(count, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, count,	/* want: vmalloc_buffer */
			   actual, 5000);
	kvfree(buf);
	return ret;
}

int bad_kvcalloc(struct usb_device *udev, unsigned int lines, int *actual)
{
	u8 *buf = kvcalloc(lines, 2560, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, lines * 2560,	/* want: vmalloc_buffer */
			   actual, 5000);
	kvfree(buf);
	return ret;
}

int bad_fallback(struct usb_device *udev, int *actual)
{
	void *big = NULL;
	void *buf = kmalloc(SCAN_LINE, GFP_KERNEL | __GFP_NOWARN);
	int ret;

	if (!buf) {
		big = vmalloc(SCAN_LINE);
		if (!big)
			return -ENOMEM;
		buf = big;
	}
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, SCAN_LINE,	/* want(plugin): vmalloc_buffer */
			   actual, 5000);
	if (big)
		vfree(big);
	else
		kfree(buf);
	return ret;
}

/* A page or less always comes from the slab. */
int good_small_kvmalloc(struct usb_device *udev, int *actual)
{
	void *buf = kvmalloc(64, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 5000);
	kvfree(buf);
	return ret;
}

int good_page_kvcalloc(struct usb_device *udev, int *actual)
{
	u8 *buf = kvcalloc(64, 64, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 4096, actual, 5000);
	kvfree(buf);
	return ret;
}

/* The image is only collected in vmalloc() memory. */
int good_chunk(struct usb_device *udev, u8 *image, int *actual)
{
	u8 *chunk = kmalloc(512, GFP_KERNEL);
	u8 *all = vmalloc(SCAN_LINE);
	int ret = -ENOMEM;

	if (!chunk || !all)
		goto out;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), chunk, 512, actual, 5000);
	if (!ret)
		memcpy(all, chunk, min(*actual, 512));
	if (!ret)
		memcpy(image, all, 512);
out:
	vfree(all);
	kfree(chunk);
	return ret;
}

int good_copying_sink(struct usb_device *udev)
{
	u8 *table = vzalloc(SCAN_LINE);
	int ret;

	if (!table)
		return -ENOMEM;
	ret = usb_control_msg_send(udev, 0, 2, 0x40, 0, 0, table, 256, 500,
				   GFP_KERNEL);
	vfree(table);
	return ret;
}
