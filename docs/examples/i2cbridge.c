// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * i2cbridge - an I2C adapter behind USB.
 *
 * Instructive faults: a buffer that belongs to somebody else (an i2c_msg's may
 * be on its sender's stack), a setup packet on the stack, a length that does
 * not fit the buffer, and a DMA mask that is not the driver's to set.
 */
#include <linux/dma-mapping.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

#define BRIDGE_WRITE	0x30
#define BRIDGE_READ	0x31
#define BRIDGE_SPEED	0x32
#define BRIDGE_TIMEOUT	1000

struct bridge {
	struct usb_device *udev;
	struct i2c_adapter adapter;
};

/* Faulty: only I2C_M_DMA_SAFE says that msg->buf may be used for DMA. */
static int bridge_write(struct bridge *b, struct i2c_msg *msg)
{
	return usb_control_msg(b->udev, usb_sndctrlpipe(b->udev, 0), BRIDGE_WRITE,
			       USB_DIR_OUT | USB_TYPE_VENDOR, msg->addr, 0, msg->buf, msg->len,
			       BRIDGE_TIMEOUT);
}

/* Right: i2c_get_dma_safe_msg_buf() hands out a copy where one is needed. */
static int bridge_read(struct bridge *b, struct i2c_msg *msg)
{
	u8 *buf = i2c_get_dma_safe_msg_buf(msg, 1);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(b->udev, usb_rcvctrlpipe(b->udev, 0), BRIDGE_READ,
			      USB_DIR_IN | USB_TYPE_VENDOR, msg->addr, 0, buf, msg->len,
			      BRIDGE_TIMEOUT);
	i2c_put_dma_safe_msg_buf(buf, msg, ret == msg->len);
	return ret;
}

static int bridge_xfer(struct i2c_adapter *adapter, struct i2c_msg *msgs, int num)
{
	struct bridge *b = i2c_get_adapdata(adapter);
	int i, ret;

	for (i = 0; i < num; i++) {
		ret = msgs[i].flags & I2C_M_RD ? bridge_read(b, &msgs[i]) :
						 bridge_write(b, &msgs[i]);
		if (ret < 0)
			return ret;
	}
	return num;
}

static u32 bridge_func(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C;
}

static const struct i2c_algorithm bridge_algorithm = {
	.master_xfer = bridge_xfer,
	.functionality = bridge_func,
};

static void bridge_done(struct urb *urb)
{
	usb_free_urb(urb);
}

/* Faulty: the setup packet is read by DMA as well, and after this function has returned. */
static int bridge_set_speed(struct bridge *b, u16 khz)
{
	struct usb_ctrlrequest setup = {
		.bRequestType = USB_DIR_OUT | USB_TYPE_VENDOR,
		.bRequest = BRIDGE_SPEED,
		.wValue = cpu_to_le16(khz),
	};
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_control_urb(urb, b->udev, usb_sndctrlpipe(b->udev, 0), (void *)&setup, NULL, 0,
			     bridge_done, b);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

/* Faulty: the device answers with up to 64 bytes, the buffer has 32. */
static int bridge_version(struct bridge *b)
{
	u8 *version = kzalloc(32, GFP_KERNEL);
	int ret;

	if (!version)
		return -ENOMEM;
	ret = usb_control_msg(b->udev, usb_rcvctrlpipe(b->udev, 0), 0x33,
			      USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, version, 64, BRIDGE_TIMEOUT);
	kfree(version);
	return ret < 0 ? ret : 0;
}

static int bridge_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct bridge *b;
	int ret;

	/* Faulty: what the host controller can reach is the controller's affair. */
	ret = dma_set_mask(&intf->dev, DMA_BIT_MASK(32));
	if (ret)
		return ret;
	b = devm_kzalloc(&intf->dev, sizeof(*b), GFP_KERNEL);
	if (!b)
		return -ENOMEM;
	b->udev = interface_to_usbdev(intf);
	ret = bridge_version(b);
	if (!ret)
		ret = bridge_set_speed(b, 400);
	if (ret)
		return ret;
	b->adapter.owner = THIS_MODULE;
	b->adapter.algo = &bridge_algorithm;
	strscpy(b->adapter.name, "usb i2c bridge", sizeof(b->adapter.name));
	i2c_set_adapdata(&b->adapter, b);
	usb_set_intfdata(intf, b);
	return i2c_add_adapter(&b->adapter);
}

static void bridge_disconnect(struct usb_interface *intf)
{
	struct bridge *b = usb_get_intfdata(intf);

	i2c_del_adapter(&b->adapter);
}

static const struct usb_device_id bridge_ids[] = {
	{ USB_DEVICE(0x1209, 0xe004) },
	{ }
};
MODULE_DEVICE_TABLE(usb, bridge_ids);

static struct usb_driver bridge_driver = {
	.name = "i2cbridge",
	.probe = bridge_probe,
	.disconnect = bridge_disconnect,
	.id_table = bridge_ids,
};
module_usb_driver(bridge_driver);

MODULE_DESCRIPTION("usbdma example: an I2C bridge");
MODULE_LICENSE("GPL");
