// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A record in vmalloc() memory: its members are bad buffers, what its pointers
 * point to is not.  And pages behind a vmalloc() area, listed one by one.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct capture {
	u8 *packet;
	u8 header[64];
	u32 index[100000];
};

int bad_member(struct usb_device *udev, int *actual)
{
	struct capture *cap = vzalloc(sizeof(*cap));
	int ret;

	if (!cap)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), cap->header,	/* want(plugin): vmalloc_buffer */
			   sizeof(cap->header), actual, 500);
	vfree(cap);
	return ret;
}

int good_pointer_member(struct usb_device *udev, int *actual)
{
	struct capture *cap = vzalloc(sizeof(*cap));
	int ret = -ENOMEM;

	if (!cap)
		return ret;
	cap->packet = kmalloc(512, GFP_KERNEL);
	if (cap->packet)
		ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), cap->packet,
				   512, actual, 500);
	kfree(cap->packet);
	vfree(cap);
	return ret;
}

int good_page_list(struct usb_device *udev, struct usb_sg_request *io)
{
	u8 *area = vmalloc(4 * PAGE_SIZE);
	struct scatterlist sg[4];
	int ret;
	int i;

	if (!area)
		return -ENOMEM;
	sg_init_table(sg, 4);
	for (i = 0; i < 4; i++)
		sg_set_page(&sg[i], vmalloc_to_page(area + i * PAGE_SIZE),
			    PAGE_SIZE, 0);
	ret = usb_sg_init(io, udev, usb_sndbulkpipe(udev, 2), 0, sg, 4, 0,
			  GFP_KERNEL);
	if (!ret) {
		usb_sg_wait(io);
		ret = io->status;
	}
	vfree(area);
	return ret;
}
