// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A modem that is switched by strings and tables: wrappers with const
 * parameters that send what they get, and one that copies.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct step {
	const u8 *bytes;
	int len;
};

static const u8 step_one[] = { 0x55, 0x53, 0x42, 0x43 };
static const u8 step_two[] = { 0x11, 0x06 };

static const struct step steps[] = {
	{ step_one, sizeof(step_one) },
	{ step_two, sizeof(step_two) },
};

static int modem_put(struct usb_device *udev, const void *data, int len)
{
	int actual;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (void *)data, len,
			    &actual, 100);
}

static int modem_puts(struct usb_device *udev, const char *text)
{
	return modem_put(udev, text, strlen(text));
}

static int modem_put_copy(struct usb_device *udev, const void *data, int len)
{
	void *buf = kmemdup(data, len, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = modem_put(udev, buf, len);
	kfree(buf);
	return ret;
}

int bad_table(struct usb_device *udev)
{
	return modem_put(udev, step_one, sizeof(step_one));	/* want: rodata_buffer */
}

int bad_literal(struct usb_device *udev)
{
	return modem_puts(udev, "AT+CFUN=1\r");	/* want: rodata_buffer */
}

/* The pointers come out of another constant table. */
int bad_table_of_tables(struct usb_device *udev)
{
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(steps) && !ret; i++)
		ret = modem_put(udev, steps[i].bytes, steps[i].len);	/* want(plugin): rodata_buffer */
	return ret;
}

int good_table_copied(struct usb_device *udev)
{
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(steps) && !ret; i++)
		ret = modem_put_copy(udev, steps[i].bytes, steps[i].len);
	return ret;
}

int good_literal_copied(struct usb_device *udev)
{
	return modem_put_copy(udev, "ATZ\r", 4);
}

int good_parameter(struct usb_device *udev, const char *text)
{
	return modem_puts(udev, text);
}
