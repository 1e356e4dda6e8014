// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The buffer is a member of a record inside the driver's: cmd = &dev->cmd; cmd->buf = ...
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct cmd {
	int number;
	u8 *buf, *old;
	dma_addr_t buf_h, old_h;
};

struct radio {
	struct usb_device *udev;
	struct cmd cmd;
};

static int good_alloc(struct radio *r)
{
	struct cmd *cmd = &r->cmd;

	cmd->buf = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &cmd->buf_h);
	if (!cmd->buf)
		return -ENOMEM;
	return 0;
}

static int bad_alloc(struct radio *r)
{
	struct cmd *cmd = &r->cmd;

	cmd->old = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &cmd->old_h);	/* want(plugin): coherent_leak */
	if (!cmd->old)
		return -ENOMEM;
	return usb_control_msg_send(r->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
}

static void cmd_free(struct radio *r)
{
	struct cmd *cmd = &r->cmd;

	usb_free_coherent(r->udev, 64, cmd->buf, cmd->buf_h);
}

static void cmd_free_old(struct radio *r)
{
	struct cmd *cmd = &r->cmd;

	usb_free_coherent(r->udev, 64, cmd->old, cmd->old_h);
}

static int good_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct radio *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	r->udev = interface_to_usbdev(intf);
	ret = good_alloc(r);
	if (ret)
		goto out;
	ret = bad_alloc(r);
	if (ret)
		goto free;
	ret = usb_control_msg_send(r->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		goto free_old;
	usb_set_intfdata(intf, r);
	return 0;
free_old:
	cmd_free_old(r);
free:
	cmd_free(r);
out:
	kfree(r);
	return ret;
}

static void good_disconnect(struct usb_interface *intf)
{
	struct radio *r = usb_get_intfdata(intf);

	cmd_free_old(r);
	cmd_free(r);
	kfree(r);
}

struct usb_driver radio_driver = {
	.name = "radio",
	.probe = good_probe,
	.disconnect = good_disconnect,
};
