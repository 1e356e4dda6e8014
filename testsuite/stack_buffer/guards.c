// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Wrappers that ask what kind of memory they were given, and usb-storage's
 * habit of passing a scatterlist through the buffer argument.
 */
#include <linux/module.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct bridge {
	struct usb_device *udev;
	struct usb_sg_request sg_req;
	u8 *iobuf;
};

/* Bounces what is on the stack or from vmalloc(). */
static int careful_write(struct bridge *b, void *data, int len)
{
	void *copy = NULL;
	int actual;
	int ret;

	if (object_is_on_stack(data) || is_vmalloc_addr(data)) {
		copy = kmemdup(data, len, GFP_NOIO);
		if (!copy)
			return -ENOMEM;
		data = copy;
	}
	ret = usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), data, len,
			   &actual, 100);
	kfree(copy);
	return ret;
}

static int refusing_write(struct bridge *b, void *data, int len)
{
	int actual;

	if (object_is_on_stack(data))
		return -EINVAL;
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), data, len,
			    &actual, 100);
}

/* Knows about vmalloc() only. */
static int half_careful_write(struct bridge *b, void *data, int len)
{
	int actual;

	if (is_vmalloc_addr(data))
		return -EINVAL;
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), data, len,
			    &actual, 100);
}

/* The wrong branch is the one that sends. */
static int confused_write(struct bridge *b, void *data, int len)
{
	int actual;

	if (!object_is_on_stack(data))
		return -EINVAL;
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), data, len,
			    &actual, 100);
}

/* buf is a scatterlist when use_sg says so. */
static int move_data(struct bridge *b, unsigned int pipe, void *buf, int len,
		     int use_sg)
{
	int actual;
	int ret;

	if (use_sg) {
		ret = usb_sg_init(&b->sg_req, b->udev, pipe, 0,
				  (struct scatterlist *)buf, use_sg, len,
				  GFP_NOIO);
		if (ret)
			return ret;
		usb_sg_wait(&b->sg_req);
		return b->sg_req.status;
	}
	return usb_bulk_msg(b->udev, pipe, buf, len, &actual, 100);
}

int good_careful(struct bridge *b)
{
	u8 cmd[12] = { 0 };

	return careful_write(b, cmd, sizeof(cmd));
}

int good_refused(struct bridge *b)
{
	u8 cmd[12] = { 0 };

	return refusing_write(b, cmd, sizeof(cmd));
}

int bad_half_careful(struct bridge *b)
{
	u8 cmd[12] = { 0 };

	return half_careful_write(b, cmd, sizeof(cmd));	/* want(plugin): stack_buffer */
}

int bad_confused(struct bridge *b)
{
	u8 cmd[12] = { 0 };

	return confused_write(b, cmd, sizeof(cmd));	/* want(plugin): stack_buffer */
}

/* The list itself may be on the stack: only what it lists is mapped. */
int good_scatterlist(struct bridge *b)
{
	struct scatterlist sg;

	sg_init_one(&sg, b->iobuf, 512);
	return move_data(b, usb_rcvbulkpipe(b->udev, 1), &sg, 512, 1);
}

int bad_no_scatterlist(struct bridge *b)
{
	u8 sense[18];
	int ret = move_data(b, usb_rcvbulkpipe(b->udev, 1), sense,	/* want: stack_buffer */
			    sizeof(sense), 0);

	return ret ? ret : sense[2];
}

int good_plain_heap(struct bridge *b)
{
	return move_data(b, usb_rcvbulkpipe(b->udev, 1), b->iobuf, 18, 0);
}

/* Both ends inline: the test and the transfer in one function. */
int good_guard_inline(struct bridge *b, bool local)
{
	u8 cmd[12] = { 0 };
	void *p = local ? cmd : b->iobuf;
	int actual;

	if (object_is_on_stack(p))
		p = memcpy(b->iobuf, p, sizeof(cmd));
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), p,
			    sizeof(cmd), &actual, 100);
}
