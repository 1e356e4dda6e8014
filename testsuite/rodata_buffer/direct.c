// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Constants on their way to the bus: string literals, const tables, const
 * locals with static storage, a cast that removes const.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static const u8 init_cmd[] = { 3, 4 };
static const char banner[] = "usb lamp";

struct reg_write {
	u8 reg;
	u8 val;
};

static const struct reg_write setup[] = {
	{ 0x01, 0x80 },
	{ 0x02, 0x40 },
};

int bad_string(struct usb_device *udev)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 9, 0x40, 0, 0,	/* want: rodata_buffer */
			       "\x01\x02", 2, 100);
}

int bad_const_table(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (void *)init_cmd,	/* want: rodata_buffer */
			    sizeof(init_cmd), actual, 100);
}

int bad_const_local(struct usb_device *udev, int *actual)
{
	static const u8 off_cmd[4] = { 9, 9, 9, 0 };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (u8 *)off_cmd,	/* want: rodata_buffer */
			    sizeof(off_cmd), actual, 100);
}

int bad_element(struct usb_device *udev, int *actual)
{
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(setup) && !ret; i++)
		ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),	/* want: rodata_buffer */
				   (void *)&setup[i], sizeof(setup[i]),
				   actual, 100);
	return ret;
}

int bad_string_by_choice(struct usb_device *udev, bool on)
{
	const char *word = on ? "on" : "off";

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 9, 0x40, 0, 0,	/* want(plugin): rodata_buffer */
			       (void *)word, on ? 2 : 3, 100);
}

/* Reading into it would also write read-only memory. */
int bad_receive(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), (void *)banner,	/* want: rodata_buffer */
			    sizeof(banner), actual, 100);
}

int good_copying_sink(struct usb_device *udev)
{
	return usb_control_msg_send(udev, 0, 9, 0x40, 0, 0, "\x01\x02", 2, 100,
				    GFP_KERNEL);
}

/* Pointer to const, but the memory is the heap's. */
int good_const_pointer(struct usb_device *udev, int *actual)
{
	const u8 *buf = kmemdup(init_cmd, sizeof(init_cmd), GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (void *)buf,
			   sizeof(init_cmd), actual, 100);
	kfree(buf);
	return ret;
}

int good_const_parameter(struct usb_device *udev, const u8 *data, int len,
			 int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (void *)data, len,
			    actual, 100);
}

int good_string_duplicated(struct usb_device *udev, int *actual)
{
	char *text = kstrdup(banner, GFP_KERNEL);
	int ret;

	if (!text)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), text, sizeof(banner),
			   actual, 100);
	kfree(text);
	return ret;
}

int good_null_and_zero(struct usb_device *udev)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 9, 0x40, 0, 0,
			       "", 0, 100);
}
