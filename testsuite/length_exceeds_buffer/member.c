// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Transfers longer than the array member they name; tails, whole records and
 * runs of members are no fault.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct packet {
	__u8 cmd;
	__u8 len;
	__u8 data[14];
	__u8 csum[2];
} __packed;

struct old_style {
	__le32 len;
	__u8 data[1];
};

struct new_style {
	__le32 len;
	__u8 data[];
};

int bad_array_member(struct usb_device *udev, struct packet *p, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), p->data, 64, actual,	/* want: length_exceeds_buffer */
			    100);
}

/* An array of two is no flexible tail. */
int bad_last_member(struct usb_device *udev, struct packet *p, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), p->csum, 64, actual,	/* want: length_exceeds_buffer */
			    100);
}

int bad_whole_record(struct usb_device *udev, int *actual)
{
	struct packet *p = kzalloc(sizeof(*p), GFP_KERNEL);
	int ret;

	if (!p)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), p, 64, actual, 100);	/* want: length_exceeds_buffer */
	kfree(p);
	return ret;
}

int good_member(struct usb_device *udev, struct packet *p, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), p->data,
			    sizeof(p->data), actual, 100);
}

/* From a member to the end of the record. */
int good_run_of_members(struct usb_device *udev, struct packet *p, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), &p->len,
			    sizeof(*p) - offsetof(struct packet, len), actual,
			    100);
}

int good_first_member(struct usb_device *udev, struct packet *p, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), &p->cmd, sizeof(*p),
			    actual, 100);
}

int good_old_tail(struct usb_device *udev, struct old_style *o, int *actual)
{	/* runtime: how long the array at the end is, its caller knows */
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), o->data, 60, actual,
			    100);
}

int good_flexible_tail(struct usb_device *udev, struct new_style *n, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), n->data, 60, actual,
			    100);
}

int good_allocated_tail(struct usb_device *udev, int *actual)
{
	struct new_style *n = kzalloc(struct_size(n, data, 60), GFP_KERNEL);
	int ret;

	if (!n)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), n->data, 60, actual,
			   100);
	kfree(n);
	return ret;
}
