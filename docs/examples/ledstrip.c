// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ledstrip - a strip of colour LEDs that takes whole frames over a bulk pipe.
 *
 * Instructive faults: memory that is not on the stack, and still not for DMA:
 * module data (which lives in vmalloc space when the driver is a module),
 * read-only tables, and frames from vmalloc().
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

#define STRIP_LEDS	1024
#define STRIP_FRAME	(STRIP_LEDS * 3)
#define STRIP_TIMEOUT	1000

static const u8 strip_hello[] = { 0xa5, 0x01, 0x00, 0x00 };
static u8 strip_status[8];

struct strip {
	struct usb_device *udev;
	unsigned int out;		/* bulk pipe */
	u8 *frame;			/* next frame, drawn by the CPU */
};

/* Faulty: a const table is read-only data, mapped without write access. */
static int strip_greet(struct strip *s)
{
	int sent;

	return usb_bulk_msg(s->udev, s->out, (void *)strip_hello, sizeof(strip_hello), &sent,
			    STRIP_TIMEOUT);
}

/* Right: the same bytes, copied to the heap. */
static int strip_greet_right(struct strip *s)
{
	u8 *hello = kmemdup(strip_hello, sizeof(strip_hello), GFP_KERNEL);
	int sent, ret;

	if (!hello)
		return -ENOMEM;
	ret = usb_bulk_msg(s->udev, s->out, hello, sizeof(strip_hello), &sent, STRIP_TIMEOUT);
	kfree(hello);
	return ret;
}

/* Faulty: module data; and two devices would share it. */
static int strip_get_status(struct strip *s)
{
	int ret = usb_control_msg(s->udev, usb_rcvctrlpipe(s->udev, 0), 0x10,
				  USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, strip_status,
				  sizeof(strip_status), STRIP_TIMEOUT);

	return ret < 0 ? ret : strip_status[0];
}

/* Faulty: s->frame comes from vmalloc(), whose pages are anywhere. */
static int strip_show(struct strip *s)
{
	int sent;

	return usb_bulk_msg(s->udev, s->out, s->frame, STRIP_FRAME, &sent, STRIP_TIMEOUT);
}

static int strip_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct strip *s;
	int ret;

	s = devm_kzalloc(&intf->dev, sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	s->udev = interface_to_usbdev(intf);
	s->out = usb_sndbulkpipe(s->udev, 2);
	s->frame = vmalloc(STRIP_FRAME);
	if (!s->frame)
		return -ENOMEM;
	memset(s->frame, 0, STRIP_FRAME);
	usb_set_intfdata(intf, s);

	ret = strip_greet(s);
	if (ret)
		ret = strip_greet_right(s);
	if (!ret)
		ret = strip_get_status(s);
	if (ret >= 0)
		ret = strip_show(s);
	if (ret)
		vfree(s->frame);
	return ret;
}

static void strip_disconnect(struct usb_interface *intf)
{
	struct strip *s = usb_get_intfdata(intf);

	vfree(s->frame);
}

static const struct usb_device_id strip_ids[] = {
	{ USB_DEVICE(0x1209, 0xe002) },
	{ }
};
MODULE_DEVICE_TABLE(usb, strip_ids);

static struct usb_driver strip_driver = {
	.name = "ledstrip",
	.probe = strip_probe,
	.disconnect = strip_disconnect,
	.id_table = strip_ids,
};
module_usb_driver(strip_driver);

MODULE_DESCRIPTION("usbdma example: a strip of LEDs");
MODULE_LICENSE("GPL");
