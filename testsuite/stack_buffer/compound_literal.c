// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A compound literal inside a function is an automatic object without a name.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct fan_cmd {
	u8 op;
	u8 channel;
	__le16 rpm;
};

int bad_array_literal(struct usb_device *udev, u8 channel, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 3),	/* want(plugin): stack_buffer */
			    (u8 []){ 0x31, channel, 0, 0 }, 4, actual, 100);
}

int bad_struct_literal(struct usb_device *udev, u8 channel, u16 rpm, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 3),	/* want(plugin): stack_buffer */
			    &(struct fan_cmd){ .op = 0x32, .channel = channel,
					       .rpm = cpu_to_le16(rpm) },
			    sizeof(struct fan_cmd), actual, 100);
}

int bad_literal_in_pointer(struct usb_device *udev, u8 channel, int *actual)
{
	struct fan_cmd *cmd = &(struct fan_cmd){ .op = 0x33 };

	cmd->channel = channel;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 3), cmd,	/* want(plugin): stack_buffer */
			    sizeof(*cmd), actual, 100);
}

/* Assigned through a literal, but the memory is the heap's. */
int good_literal_assigned(struct usb_device *udev, u8 channel, int *actual)
{
	struct fan_cmd *cmd = kmalloc(sizeof(*cmd), GFP_KERNEL);
	int ret;

	if (!cmd)
		return -ENOMEM;
	*cmd = (struct fan_cmd){ .op = 0x34, .channel = channel };
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 3), cmd, sizeof(*cmd),
			   actual, 100);
	kfree(cmd);
	return ret;
}

int good_literal_duplicated(struct usb_device *udev, u8 channel, int *actual)
{
	u8 *buf = kmemdup((u8 []){ 0x35, channel }, 2, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 3), buf, 2, actual, 100);
	kfree(buf);
	return ret;
}
