// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buffers described by a record that is handed to a helper: a message on the
 * stack with a pointer in it, a list of messages, a field of the driver's
 * state that points to the stack for the time of one call.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct lcd_msg {
	const u8 *data;
	int len;
};

struct lcd {
	struct usb_device *udev;
	u8 *heap;
	u8 *current_line;
};

static int lcd_send(struct lcd *lcd, const struct lcd_msg *msg)
{
	int actual;

	return usb_bulk_msg(lcd->udev, usb_sndbulkpipe(lcd->udev, 1),
			    (void *)msg->data, msg->len, &actual, 100);
}

static int lcd_raw(struct lcd *lcd, const u8 *data, int len)
{
	int actual;

	return usb_bulk_msg(lcd->udev, usb_sndbulkpipe(lcd->udev, 1), (void *)data,
			    len, &actual, 100);
}

static int lcd_send_copy(struct lcd *lcd, const struct lcd_msg *msg)
{
	memcpy(lcd->heap, msg->data, msg->len);
	return lcd_raw(lcd, lcd->heap, msg->len);
}

int bad_message(struct lcd *lcd, u8 brightness)
{
	u8 cmd[2] = { 0x80, brightness };
	struct lcd_msg msg = { .data = cmd, .len = sizeof(cmd) };

	return lcd_send(lcd, &msg);	/* want(plugin): stack_buffer */
}

int bad_list(struct lcd *lcd)
{
	u8 on[2] = { 0x81, 1 };
	u8 home[1] = { 0x82 };
	struct lcd_msg list[] = {
		{ on, sizeof(on) },
		{ home, sizeof(home) },
	};
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(list) && !ret; i++)
		ret = lcd_raw(lcd, list[i].data, list[i].len);	/* want(plugin): stack_buffer */
	return ret;
}

int good_message_copied(struct lcd *lcd, u8 brightness)
{
	u8 cmd[2] = { 0x80, brightness };
	struct lcd_msg msg = { .data = cmd, .len = sizeof(cmd) };

	return lcd_send_copy(lcd, &msg);
}

int good_message_with_heap(struct lcd *lcd)
{
	struct lcd_msg msg = { .data = lcd->heap, .len = 2 };

	lcd->heap[0] = 0x83;
	lcd->heap[1] = 0;
	return lcd_send(lcd, &msg);
}
