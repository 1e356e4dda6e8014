// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Allocated in probe with GFP_DMA, used elsewhere; a USB-only driver has no
 * reason for the flag wherever the memory goes.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct mixer {
	struct usb_device *udev;
	u8 *ctrl;
	u8 *meter;
};

static int bad_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct mixer *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	m->udev = interface_to_usbdev(intf);
	m->ctrl = kmalloc(64, GFP_KERNEL | GFP_DMA);	/* want: gfp_dma */
	m->meter = kmalloc(64, GFP_KERNEL);
	if (!m->ctrl || !m->meter) {
		kfree(m->ctrl);
		kfree(m->meter);
		kfree(m);
		return -ENOMEM;
	}
	usb_set_intfdata(intf, m);
	return 0;
}

int good_use(struct mixer *m, int *actual)
{
	int ret;

	ret = usb_bulk_msg(m->udev, usb_sndbulkpipe(m->udev, 1), m->ctrl, 64,
			   actual, 100);
	if (ret)
		return ret;
	return usb_bulk_msg(m->udev, usb_rcvbulkpipe(m->udev, 2), m->meter, 64,
			    actual, 100);
}

static void mixer_disconnect(struct usb_interface *intf)
{
	struct mixer *m = usb_get_intfdata(intf);

	kfree(m->meter);
	kfree(m->ctrl);
	kfree(m);
}

static const struct usb_device_id mixer_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0801) },
	{ }
};
MODULE_DEVICE_TABLE(usb, mixer_ids);

static struct usb_driver mixer_driver = {
	.name = "mixer",
	.probe = bad_probe,
	.disconnect = mixer_disconnect,
	.id_table = mixer_ids,
};
module_usb_driver(mixer_driver);
MODULE_LICENSE("GPL");
