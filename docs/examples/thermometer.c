// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * thermometer - a USB thermometer as a hwmon device.
 *
 * Instructive fault: the stack.  Small reads into a local variable are the most
 * common mistake of all.  On x86 they seem to work; with CONFIG_VMAP_STACK
 * usbcore refuses them (-EAGAIN and a warning, once), and on machines whose
 * caches are not coherent the value read is garbage.
 */
#include <linux/hwmon.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define THERMO_GET_VALUE	0x01
#define THERMO_GET_SERIAL	0x02
#define THERMO_SET_RATE		0x03
#define THERMO_TIMEOUT		500

struct thermo {
	struct usb_device *udev;
	struct mutex lock;
	__le16 *value;			/* kmalloc memory of its own: fine for DMA */
};

/*
 * Faulty: 'raw' is a local array, and the transfer writes to it by DMA.
 * thermo_read() below does the same right.
 */
static int thermo_read_serial(struct thermo *t, u32 *serial)
{
	u8 raw[4];
	int ret;

	ret = usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), THERMO_GET_SERIAL,
			      USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, raw, sizeof(raw), THERMO_TIMEOUT);
	if (ret != sizeof(raw))
		return ret < 0 ? ret : -EIO;
	*serial = raw[0] | raw[1] << 8 | raw[2] << 16 | (u32)raw[3] << 24;
	return 0;
}

/* A helper that is fine by itself: it is as good as the buffer it is given. */
static int thermo_command(struct thermo *t, u8 request, void *data, u16 len)
{
	int ret = usb_control_msg(t->udev, usb_sndctrlpipe(t->udev, 0), request,
				  USB_DIR_OUT | USB_TYPE_VENDOR, 0, 0, data, len, THERMO_TIMEOUT);

	return ret < 0 ? ret : 0;
}

/* Faulty: the address of a parameter is an address on the stack, too. */
static int thermo_set_rate(struct thermo *t, u8 per_second)
{
	return thermo_command(t, THERMO_SET_RATE, &per_second, sizeof(per_second));
}

/* Right: a kmalloc()ed buffer that nothing else shares. */
static int thermo_read(struct thermo *t, long *millidegree)
{
	int ret;

	mutex_lock(&t->lock);
	ret = usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), THERMO_GET_VALUE,
			      USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, t->value, sizeof(*t->value),
			      THERMO_TIMEOUT);
	if (ret == sizeof(*t->value)) {
		*millidegree = (s16)le16_to_cpu(*t->value) * 10;
		ret = 0;
	} else if (ret >= 0) {
		ret = -EIO;
	}
	mutex_unlock(&t->lock);
	return ret;
}

/* Right: usb_control_msg_send() copies, so that the stack will do. */
static int thermo_reset(struct thermo *t)
{
	u8 magic[2] = { 0x55, 0xaa };

	return usb_control_msg_send(t->udev, 0, 0x04, USB_DIR_OUT | USB_TYPE_VENDOR, 0, 0,
				    magic, sizeof(magic), THERMO_TIMEOUT, GFP_KERNEL);
}

static int thermo_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct thermo *t;
	long value;
	u32 serial;
	int ret;

	t = devm_kzalloc(&intf->dev, sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;
	t->udev = interface_to_usbdev(intf);
	mutex_init(&t->lock);
	t->value = kmalloc(sizeof(*t->value), GFP_KERNEL);
	if (!t->value)
		return -ENOMEM;
	usb_set_intfdata(intf, t);

	ret = thermo_reset(t);
	if (!ret)
		ret = thermo_read_serial(t, &serial);
	if (!ret)
		ret = thermo_set_rate(t, 4);
	if (!ret)
		ret = thermo_read(t, &value);
	if (ret) {
		kfree(t->value);
		return ret;
	}
	dev_info(&intf->dev, "thermometer %u reads %ld\n", serial, value);
	return 0;
}

static void thermo_disconnect(struct usb_interface *intf)
{
	struct thermo *t = usb_get_intfdata(intf);

	kfree(t->value);
}

static const struct usb_device_id thermo_ids[] = {
	{ USB_DEVICE(0x1209, 0xe001) },
	{ }
};
MODULE_DEVICE_TABLE(usb, thermo_ids);

static struct usb_driver thermo_driver = {
	.name = "thermometer",
	.probe = thermo_probe,
	.disconnect = thermo_disconnect,
	.id_table = thermo_ids,
};
module_usb_driver(thermo_driver);

MODULE_DESCRIPTION("usbdma example: a USB thermometer");
MODULE_LICENSE("GPL");
