// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vmalloc() memory through wrappers, allocation included: a logic analyser
 * that allocates and reads with functions of its own.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

static int read_block(struct usb_device *udev, void *data, int len)
{
	int actual;
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 6), data, len, &actual, 1000);
	return ret ? ret : actual;
}

/* Asks first. */
static int read_block_any(struct usb_device *udev, void *data, int len)
{
	void *bounce;
	int ret;

	if (!is_vmalloc_addr(data))
		return read_block(udev, data, len);
	bounce = kmalloc(len, GFP_KERNEL);
	if (!bounce)
		return -ENOMEM;
	ret = read_block(udev, bounce, len);
	if (ret > 0)
		memcpy(data, bounce, ret);
	kfree(bounce);
	return ret;
}

static int read_block_checked(struct usb_device *udev, void *data, int len)
{
	if (!virt_addr_valid(data))
		return -EINVAL;
	return read_block(udev, data, len);
}

static void *big_alloc(size_t len)
{
	return vzalloc(len);
}

int bad_helper(struct usb_device *udev)
{
	void *trace = vmalloc(1 << 20);
	int ret;

	if (!trace)
		return -ENOMEM;
	ret = read_block(udev, trace, 1 << 16);	/* want(plugin): vmalloc_buffer */
	vfree(trace);
	return ret;
}

int bad_own_allocator(struct usb_device *udev)
{
	void *trace = big_alloc(1 << 20);
	int ret;

	if (!trace)
		return -ENOMEM;
	ret = read_block(udev, trace, 1 << 16);	/* want(plugin): vmalloc_buffer */
	vfree(trace);
	return ret;
}

int good_asked_first(struct usb_device *udev)
{
	void *trace = vmalloc(1 << 20);
	int ret;

	if (!trace)
		return -ENOMEM;
	ret = read_block_any(udev, trace, 1 << 16);
	vfree(trace);
	return ret;
}

int good_checked(struct usb_device *udev)
{
	void *trace = vmalloc(1 << 20);
	int ret;

	if (!trace)
		return -ENOMEM;
	ret = read_block_checked(udev, trace, 1 << 16);
	vfree(trace);
	return ret;
}

int good_asked_inline(struct usb_device *udev, size_t len)
{
	void *trace = kvmalloc(len, GFP_KERNEL);
	int ret = -EINVAL;

	if (!trace)
		return -ENOMEM;
	if (!is_vmalloc_addr(trace))
		ret = read_block(udev, trace, len);
	kvfree(trace);
	return ret;
}

int good_heap(struct usb_device *udev)
{
	void *trace = kmalloc(1 << 16, GFP_KERNEL);
	int ret;

	if (!trace)
		return -ENOMEM;
	ret = read_block(udev, trace, 1 << 16);
	kfree(trace);
	return ret;
}
