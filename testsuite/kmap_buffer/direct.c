// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages mapped into the kernel for a moment, and pages with a lasting address:
 * a thermal camera that receives straight into page memory.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_kmap_local(struct usb_device *udev, struct page *page, int *actual)
{
	void *va = kmap_local_page(page);
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), va, 512, actual, 100);	/* want: kmap_buffer */
	kunmap_local(va);
	return ret;
}

int bad_kmap(struct usb_device *udev, struct page *page, unsigned int off,
	     int *actual)
{
	u8 *va = kmap(page);
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), va + off, 512, actual,	/* want: kmap_buffer */
			   100);
	kunmap(page);
	return ret;
}

int bad_highmem_page(struct usb_device *udev, int *actual)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	int ret;

	if (!page)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), page_address(page),	/* want: kmap_buffer */
			   512, actual, 100);
	__free_page(page);
	return ret;
}

int good_lowmem_page(struct usb_device *udev, int *actual)
{
	struct page *page = alloc_page(GFP_KERNEL);
	int ret;

	if (!page)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), page_address(page),
			   512, actual, 100);
	__free_page(page);
	return ret;
}

int good_free_pages(struct usb_device *udev, int *actual)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2);
	int ret;

	if (!addr)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), (void *)addr, 512,
			   actual, 100);
	free_pages(addr, 2);
	return ret;
}

int good_copied(struct usb_device *udev, struct page *page, u8 *heap, int *actual)
{
	u8 *va = kmap_local_page(page);

	memcpy(heap, va, 512);
	kunmap_local(va);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), heap, 512, actual, 100);
}

/* Where the page came from is not known here. */
int good_unknown_page(struct usb_device *udev, struct page *page, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), page_address(page),
			    512, actual, 100);
}
