// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Records that are nothing but wire data may be sent and received in parts;
 * so may a record with a single member.  The same message inside a driver's
 * state is a member like any other.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct wire_msg {
	__le16 cmd;
	__u8 len;
	__u8 seq;
	__u8 data[60];
} __packed;

struct wire_page {
	u8 bytes[512];
};

struct wire_hdr {
	struct wire_msg msg;
	__le32 crc;
};

struct prog {
	struct usb_device *udev;
	struct wire_msg embedded;
	struct wire_msg *msg;
	struct wire_page *page;
	int errors;
};

int good_message_part(struct prog *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1), p->msg->data,
			    sizeof(p->msg->data), actual, 500);
}

int good_message_scalar(struct prog *p)
{
	return usb_control_msg(p->udev, usb_rcvctrlpipe(p->udev, 0), 1, 0xc0,
			       0, 0, &p->msg->cmd, sizeof(p->msg->cmd), 500);
}

int good_message_whole(struct prog *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1), p->msg,
			    sizeof(*p->msg), actual, 500);
}

int good_only_member(struct prog *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1), p->page->bytes,
			    sizeof(p->page->bytes), actual, 500);
}

int good_message_in_message(struct usb_device *udev, struct wire_hdr *hdr,
			    int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), hdr->msg.data, 60,
			    actual, 500);
}

int good_allocated_here(struct usb_device *udev, int *actual)
{
	struct wire_msg *msg = kmalloc(sizeof(*msg), GFP_KERNEL);
	int ret;

	if (!msg)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), &msg->len,
			   sizeof(*msg) - offsetof(struct wire_msg, len),
			   actual, 500);
	kfree(msg);
	return ret;
}

int bad_embedded_message(struct prog *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1), &p->embedded,	/* want: embedded_in_buffer */
			    sizeof(p->embedded), actual, 500);
}
