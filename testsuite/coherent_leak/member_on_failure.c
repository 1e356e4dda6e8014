// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A member that is freed when its function fails, and forgotten once it has
 * succeeded; a near miss is allocated and freed in one function.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pen {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t data_h;
};

int bad_freed_on_failure_only(struct usb_interface *intf, struct pen *p)
{
	int ret;

	p->data = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->data_h);	/* want(plugin): coherent_leak */
	if (!p->data)
		return -ENOMEM;
	ret = usb_control_msg_send(p->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret) {
		usb_free_coherent(p->udev, 8, p->data, p->data_h);
		return ret;
	}
	usb_set_intfdata(intf, p);
	return 0;
}

/* Used and freed in one function. */
struct key {
	struct usb_device *udev;
	u8 *tmp;
	dma_addr_t tmp_h;
};

int good_in_one_function(struct key *k)
{
	int ret;

	k->tmp = usb_alloc_coherent(k->udev, 8, GFP_KERNEL, &k->tmp_h);
	if (!k->tmp)
		return -ENOMEM;
	ret = usb_control_msg_send(k->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	usb_free_coherent(k->udev, 8, k->tmp, k->tmp_h);
	return ret;
}

/* The exit frees on all ways, those from before the allocation included. */
struct eye {
	struct usb_device *udev;
	struct urb *urb;
	u8 *in;
	dma_addr_t in_h;
};

static int bad_eye_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct eye *e = kzalloc(sizeof(*e), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!e)
		return -ENOMEM;
	e->udev = interface_to_usbdev(intf);
	e->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!e->urb)
		goto out;
	e->in = usb_alloc_coherent(e->udev, 8, GFP_KERNEL, &e->in_h);	/* want(plugin): coherent_leak */
	if (!e->in)
		goto out;
	ret = usb_control_msg_send(e->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		goto out;
	usb_set_intfdata(intf, e);
	return 0;
out:
	if (e->in)
		usb_free_coherent(e->udev, 8, e->in, e->in_h);
	usb_free_urb(e->urb);
	kfree(e);
	return ret;
}

static void good_eye_disconnect(struct usb_interface *intf)
{
	struct eye *e = usb_get_intfdata(intf);

	usb_free_urb(e->urb);
	kfree(e);
}

static struct usb_driver eye_driver = {
	.name = "eye",
	.probe = bad_eye_probe,
	.disconnect = good_eye_disconnect,
};
module_usb_driver(eye_driver);

MODULE_LICENSE("GPL");
