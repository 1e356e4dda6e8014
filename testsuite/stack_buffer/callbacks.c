// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls whose callee is an argument or a field set at run time, container_of()
 * on a record of the stack, a macro around the transfer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct link {
	struct usb_device *udev;
	int (*send)(struct link *link, u8 *data, int len);
};

struct job {
	int id;
	struct list_head node;
	u8 frame[8];
};

#define LINK_WRITE(link, data, len, actual)				\
	usb_bulk_msg((link)->udev, usb_sndbulkpipe((link)->udev, 1),	\
		     data, len, actual, 100)

static int link_bulk(struct link *link, u8 *data, int len)
{
	int actual;

	return usb_bulk_msg(link->udev, usb_sndbulkpipe(link->udev, 1), data, len,
			    &actual, 100);
}

static int link_try(struct link *link,
		    int (*op)(struct link *link, u8 *data, int len),
		    u8 *data, int len)
{
	int tries = 3;
	int ret;

	do {
		ret = op(link, data, len);
	} while (ret && --tries);
	return ret;
}

static int link_job(struct link *link, struct list_head *node)
{
	struct job *job = container_of(node, struct job, node);

	return link_bulk(link, job->frame, sizeof(job->frame));
}

/* Short frames are bounced, long ones are not. */
static int link_mixed(struct link *link, u8 *data, int len)
{
	u8 *buf;
	int ret;

	if (len > 64)
		return link_bulk(link, data, len);
	buf = kmemdup(data, len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = link_bulk(link, buf, len);
	kfree(buf);
	return ret;
}

void link_init(struct link *link)
{
	link->send = link_bulk;
}

int bad_field_callback(struct link *link)
{
	u8 cmd[4] = { 1 };

	return link->send(link, cmd, sizeof(cmd));	/* want(plugin): stack_buffer */
}

int bad_argument_callback(struct link *link)
{
	u8 cmd[4] = { 2 };

	return link_try(link, link_bulk, cmd, sizeof(cmd));	/* todo: stack_buffer -- a callee that is a parameter */
}

int bad_container_of(struct link *link)
{
	struct job job = { .id = 7 };

	return link_job(link, &job.node);	/* want(plugin): stack_buffer */
}

int bad_mixed(struct link *link, int len)
{
	u8 page[128] = { 0 };

	return link_mixed(link, page, len & 127);	/* want: stack_buffer */
}

int bad_macro(struct link *link, int *actual)
{
	u8 cmd[4] = { 3 };

	return LINK_WRITE(link, cmd, sizeof(cmd), actual);	/* want: stack_buffer */
}

int good_heap_job(struct link *link)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);
	int ret;

	if (!job)
		return -ENOMEM;
	ret = link_try(link, link->send, (u8 *)&job->id, 4);
	kfree(job);
	return ret;
}
