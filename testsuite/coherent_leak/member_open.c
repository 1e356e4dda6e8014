// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A device that is opened: one error exit frees the buffer, the other forgets it.  Near
 * misses: the release is somebody else's duty, or a callback's.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct port_ops {
	int (*open)(struct usb_interface *intf);
	void (*close)(struct usb_interface *intf);
};

void port_register(struct usb_interface *intf, const struct port_ops *ops);
int port_on_release(struct device *dev, void (*action)(void *), void *data);

struct port {
	struct usb_device *udev;
	struct urb *rx;
	u8 *in, *kept, *late, *shut;
	dma_addr_t in_h, kept_h, late_h, shut_h;
	void (*destructor)(struct port *p);
};

static int bad_open(struct usb_interface *intf)
{
	struct port *p = usb_get_intfdata(intf);
	int ret;

	p->in = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->in_h);	/* want(plugin): coherent_leak */
	if (!p->in)
		return -ENOMEM;
	p->rx = usb_alloc_urb(0, GFP_KERNEL);
	if (!p->rx) {
		usb_free_coherent(p->udev, 8, p->in, p->in_h);
		return -ENOMEM;
	}
	ret = usb_control_msg_send(p->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret < 0)
		return ret;
	return 0;
}

static void good_close(struct usb_interface *intf)
{
	struct port *p = usb_get_intfdata(intf);

	usb_free_urb(p->rx);
	usb_free_coherent(p->udev, 8, p->in, p->in_h);
	usb_free_coherent(p->udev, 8, p->kept, p->kept_h);
}

/* No exit frees it: closing does, whether opening succeeded or not. */
static int good_open_keeps(struct usb_interface *intf)
{
	struct port *p = usb_get_intfdata(intf);

	p->kept = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->kept_h);
	if (!p->kept)
		return -ENOMEM;
	return usb_control_msg_send(p->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
}

static const struct port_ops ops = { .open = bad_open, .close = good_close };
static const struct port_ops lazy_ops = { .open = good_open_keeps, .close = good_close };

static void free_late(void *data)
{
	struct port *p = data;

	usb_free_coherent(p->udev, 8, p->late, p->late_h);
}

static void destroy(struct port *p)
{
	usb_free_coherent(p->udev, 8, p->shut, p->shut_h);
}

/* Whoever releases the device frees them, after a failure as well. */
static int good_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct port *p = devm_kzalloc(&intf->dev, sizeof(*p), GFP_KERNEL);
	int ret;

	if (!p)
		return -ENOMEM;
	p->udev = interface_to_usbdev(intf);
	p->destructor = destroy;
	ret = port_on_release(&intf->dev, free_late, p);
	if (ret)
		return ret;
	p->late = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->late_h);
	if (!p->late)
		return -ENOMEM;
	p->shut = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->shut_h);
	if (!p->shut)
		return -ENOMEM;
	ret = usb_control_msg_send(p->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		return ret;
	usb_set_intfdata(intf, p);
	port_register(intf, id->driver_info ? &ops : &lazy_ops);
	return 0;
}

static void good_disconnect(struct usb_interface *intf)
{
	usb_set_intfdata(intf, NULL);
}

static struct usb_driver port_driver = {
	.name = "port",
	.probe = good_probe,
	.disconnect = good_disconnect,
};
module_usb_driver(port_driver);

MODULE_LICENSE("GPL");
