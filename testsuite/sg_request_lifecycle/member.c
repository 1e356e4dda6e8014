// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A request that is a member of the driver's structure: who else may wait for it?
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct bridge {
	struct usb_device *udev;
	struct usb_sg_request data_sg;	/* waited for by a function of its own */
	struct usb_sg_request log_sg;	/* and this one by nobody but who sets it up */
	struct usb_sg_request fw_sg;
	struct scatterlist sg[4];
	unsigned long flags;
};

int bridge_start(struct bridge *br);

int good_set_up(struct bridge *br, int n)
{
	return usb_sg_init(&br->data_sg, br->udev, usb_rcvbulkpipe(br->udev, 1), 0,
			   br->sg, n, 0, GFP_NOIO);
}

int good_wait(struct bridge *br)
{
	usb_sg_wait(&br->data_sg);
	return br->data_sg.status;
}

int bad_one_way_does_not_wait(struct bridge *br, int n)
{
	int ret;

	ret = usb_sg_init(&br->log_sg, br->udev, usb_rcvbulkpipe(br->udev, 3), 0,	/* want(plugin): sg_request_lifecycle */
			  br->sg, n, 0, GFP_NOIO);
	if (ret)
		return ret;
	if (test_bit(1, &br->flags))
		return -ESHUTDOWN;
	usb_sg_wait(&br->log_sg);
	return br->log_sg.status;
}

static void send_and_wait(struct usb_sg_request *io)
{
	usb_sg_wait(io);
}

/* A helper of this file waits. */
int good_helper_waits(struct bridge *br, int n)
{
	struct usb_sg_request io;

	if (usb_sg_init(&io, br->udev, usb_rcvbulkpipe(br->udev, 1), 0, br->sg, n, 0, GFP_NOIO))
		return -EIO;
	send_and_wait(&io);
	return io.status;
}

/* Another file gets the structure, and may wait for the member. */
int good_other_file_may_wait(struct bridge *br, int n)
{
	if (usb_sg_init(&br->fw_sg, br->udev, usb_sndbulkpipe(br->udev, 4), 0, br->sg, n, 0,
			GFP_NOIO))
		return -EIO;
	return bridge_start(br);
}
