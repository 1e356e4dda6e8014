// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A barcode reader with its commands in module data: file scope, function
 * scope, members of a static record.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 wake_cmd[4] = { 0x01, 0x00, 0x00, 0x05 };
static u8 scratch[64];
static u8 *shared_buf;
static struct urb *shared_urb;

static struct {
	int users;
	u8 answer[16];
} reader;

int bad_file_scope(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), wake_cmd,	/* want: static_buffer */
			    sizeof(wake_cmd), actual, 100);
}

int bad_bss(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), scratch,	/* want: static_buffer */
			    sizeof(scratch), actual, 100);
}

int bad_function_scope(struct usb_device *udev, u8 beep)
{
	static u8 beep_cmd[2] = { 0x42 };

	beep_cmd[1] = beep;
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,	/* want: static_buffer */
			       beep_cmd, sizeof(beep_cmd), 100);
}

int bad_member(struct usb_device *udev, int *actual)
{
	reader.users++;
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), reader.answer,	/* want: static_buffer */
			    sizeof(reader.answer), actual, 100);
}

int bad_offset(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), scratch + 32, 32,	/* want: static_buffer */
			    actual, 100);
}

int bad_exported(struct usb_device *udev, int *actual);
u8 barcode_table[256];

int bad_exported(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), barcode_table,	/* want: static_buffer */
			    sizeof(barcode_table), actual, 100);
}

/* A static pointer is not a static buffer. */
int good_static_pointer(struct usb_device *udev, int *actual)
{
	if (!shared_buf)
		shared_buf = kmalloc(64, GFP_KERNEL);
	if (!shared_buf)
		return -ENOMEM;
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), shared_buf, 64,
			    actual, 100);
}

int good_static_urb(void)
{
	return usb_submit_urb(shared_urb, GFP_KERNEL);
}

int good_duplicated(struct usb_device *udev, int *actual)
{
	u8 *buf = kmemdup(wake_cmd, sizeof(wake_cmd), GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, sizeof(wake_cmd),
			   actual, 100);
	kfree(buf);
	return ret;
}

int good_copying_sink(struct usb_device *udev)
{
	return usb_control_msg_send(udev, 0, 1, 0x40, 0, 0, wake_cmd,
				    sizeof(wake_cmd), 100, GFP_KERNEL);
}

int good_zero_length(struct usb_device *udev)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,
			       scratch, 0, 100);
}

/* Written by the CPU, not by the controller. */
static int last_actual;

int good_actual_length(struct usb_device *udev, u8 *heap)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), heap, 64,
			    &last_actual, 100);
}
