// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A record that is counted: the last reference frees its buffer, on the way of an
 * error as well.
 */
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct skel {
	struct usb_device *udev;
	struct kref kref;
	u8 *in;
	dma_addr_t in_h;
};

static void skel_delete(struct kref *kref)
{
	struct skel *k = container_of(kref, struct skel, kref);

	usb_free_coherent(k->udev, 8, k->in, k->in_h);
	kfree(k);
}

static int good_kref_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct skel *k = kzalloc(sizeof(*k), GFP_KERNEL);
	int ret;

	if (!k)
		return -ENOMEM;
	kref_init(&k->kref);
	k->udev = interface_to_usbdev(intf);
	k->in = usb_alloc_coherent(k->udev, 8, GFP_KERNEL, &k->in_h);
	if (!k->in) {
		ret = -ENOMEM;
		goto error;
	}
	ret = usb_control_msg_send(k->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		goto error;
	usb_set_intfdata(intf, k);
	return 0;
error:
	kref_put(&k->kref, skel_delete);
	return ret;
}

static void good_kref_disconnect(struct usb_interface *intf)
{
	struct skel *k = usb_get_intfdata(intf);

	kref_put(&k->kref, skel_delete);
}

static struct usb_driver skel_driver = {
	.name = "skel",
	.probe = good_kref_probe,
	.disconnect = good_kref_disconnect,
};
module_usb_driver(skel_driver);

MODULE_LICENSE("GPL");
