// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Drivers: registration, matching of ids, probe and disconnect, memory that
 * belongs to a device.
 */
#include "core.h"
#include "power.h"

static struct usb_driver *drivers[8];
static int n_drivers;

int usb_register_driver(struct usb_driver *driver, struct module *owner, const char *mod_name)
{
	RT_API;

	if (n_drivers == 8)
		return -ENOMEM;
	drivers[n_drivers++] = driver;
	return 0;
}

static bool match_device(const struct usb_device_descriptor *d, const struct usb_device_id *id)
{
	unsigned int flags = id->match_flags;

	if ((flags & USB_DEVICE_ID_MATCH_VENDOR) && id->idVendor != le16_to_cpu(d->idVendor))
		return false;
	if ((flags & USB_DEVICE_ID_MATCH_PRODUCT) && id->idProduct != le16_to_cpu(d->idProduct))
		return false;
	if ((flags & USB_DEVICE_ID_MATCH_DEV_LO) && id->bcdDevice_lo > le16_to_cpu(d->bcdDevice))
		return false;
	if ((flags & USB_DEVICE_ID_MATCH_DEV_HI) && id->bcdDevice_hi < le16_to_cpu(d->bcdDevice))
		return false;
	return !(flags & USB_DEVICE_ID_MATCH_DEV_CLASS) || id->bDeviceClass == d->bDeviceClass;
}

static bool match_interface(const struct usb_interface_descriptor *d,
			    const struct usb_device_id *id)
{
	unsigned int flags = id->match_flags;

	if ((flags & USB_DEVICE_ID_MATCH_INT_CLASS) && id->bInterfaceClass != d->bInterfaceClass)
		return false;
	if ((flags & USB_DEVICE_ID_MATCH_INT_SUBCLASS) &&
	    id->bInterfaceSubClass != d->bInterfaceSubClass)
		return false;
	if ((flags & USB_DEVICE_ID_MATCH_INT_PROTOCOL) &&
	    id->bInterfaceProtocol != d->bInterfaceProtocol)
		return false;
	return !(flags & USB_DEVICE_ID_MATCH_INT_NUMBER) ||
		id->bInterfaceNumber == d->bInterfaceNumber;
}

const struct usb_device_id *usb_match_id(struct usb_interface *intf,
					 const struct usb_device_id *id)
{
	const struct usb_device *udev = interface_to_usbdev(intf);

	for (; id && (id->match_flags || id->driver_info || id->idVendor); id++)
		if (match_device(&udev->descriptor, id) &&
		    match_interface(&intf->cur_altsetting->desc, id))
			return id;
	return NULL;
}

static int probe(struct usb_driver *driver, struct usb_interface *intf)
{
	const struct usb_device_id *id = usb_match_id(intf, driver->id_table);
	int ret;

	if (!id)
		return -ENODEV;
	intf->condition = USB_INTERFACE_BINDING;
	intf->dev.driver = &driver->driver;
	ret = driver->probe(intf, id);
	rt_trace("probe %d", ret);
	if (ret) {
		intf->dev.driver = NULL;
		usb_set_intfdata(intf, NULL);
		rt_devres_release(&intf->dev);
	}
	intf->condition = ret ? USB_INTERFACE_UNBOUND : USB_INTERFACE_BOUND;
	if (ret)
		rt_autopm_stop(intf);
	else
		rt_autopm_start(intf);
	return ret;
}

static struct usb_driver *driver_of(const struct usb_interface *intf)
{
	return container_of(intf->dev.driver, struct usb_driver, driver);
}

/* Its endpoints take nothing while it is unbound, what is in flight comes back. */
static void set_endpoints(struct usb_interface *intf, bool enabled)
{
	struct usb_host_interface *alt = intf->cur_altsetting;

	for (int i = 0; i < alt->desc.bNumEndpoints; i++) {
		alt->endpoint[i].enabled = enabled;
		if (!enabled)
			rt_hcd_cancel_all(&alt->endpoint[i], -ESHUTDOWN);
	}
}

void rt_unbind(struct usb_interface *intf)
{
	struct usb_driver *driver = driver_of(intf);
	bool gone = rt_udev()->state == USB_STATE_NOTATTACHED;

	intf->condition = USB_INTERFACE_UNBINDING;
	rt_sysfs_drain();
	if (!driver->soft_unbind || gone)
		set_endpoints(intf, false);
	driver->disconnect(intf);
	rt_devres_release(&intf->dev);
	intf->dev.driver = NULL;
	usb_set_intfdata(intf, NULL);
	intf->condition = USB_INTERFACE_UNBOUND;
	rt_autopm_stop(intf);
	if (!gone)
		set_endpoints(intf, true);
	rt_trace("disconnect");
}

static void disconnect(struct usb_interface *intf)
{
	device_lock(&rt_udev()->dev);
	if (intf->dev.driver && intf->condition == USB_INTERFACE_BOUND)
		rt_unbind(intf);
	device_unlock(&rt_udev()->dev);
}

bool rt_have_driver(void)
{
	return n_drivers;
}

int rt_bind(struct usb_interface *intf)
{
	int ret = -ENODEV;

	for (int d = 0; d < n_drivers && !intf->dev.driver; d++) {
		int err = probe(drivers[d], intf);

		ret = err == -ENODEV ? ret : err;
	}
	return ret;
}

/* Interfaces bound, or the error of the last that refused. */
int rt_probe_all(void)
{
	int bound = 0, ret = -ENODEV;

	device_lock(&rt_udev()->dev);
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = rt_udev()->actconfig->interface[n];
		int err = intf && !intf->dev.driver ? rt_bind(intf) : -ENODEV;

		bound += !err;
		ret = err == -ENODEV ? ret : err;
	}
	device_unlock(&rt_udev()->dev);
	return bound ? bound : ret;
}

void rt_disconnect_all(void)
{
	for (int n = USB_MAXINTERFACES - 1; n >= 0; n--) {
		struct usb_interface *intf = rt_udev()->actconfig->interface[n];

		if (intf && intf->dev.driver)
			disconnect(intf);
	}
}

void usb_deregister(struct usb_driver *driver)
{
	RT_API;

	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = rt_udev()->actconfig->interface[n];

		if (intf && intf->dev.driver == &driver->driver)
			disconnect(intf);
	}
	for (int d = 0; d < n_drivers; d++)
		if (drivers[d] == driver)
			drivers[d] = drivers[--n_drivers];
}

int usb_driver_claim_interface(struct usb_driver *driver, struct usb_interface *iface,
			       void *data)
{
	if (!iface)
		return -ENODEV;
	if (iface->dev.driver)
		return -EBUSY;
	iface->dev.driver = &driver->driver;
	iface->condition = USB_INTERFACE_BOUND;
	usb_set_intfdata(iface, data);
	return 0;
}

void usb_driver_release_interface(struct usb_driver *driver, struct usb_interface *iface)
{
	RT_API;

	if (iface->dev.driver != &driver->driver)
		return;
	if (iface->condition == USB_INTERFACE_BOUND)
		rt_unbind(iface);	/* the caller is in a callback: the device is locked */
	else if (iface->condition != USB_INTERFACE_UNBINDING)
		iface->dev.driver = NULL;
}

int usb_disabled(void)
{
	return 0;
}

/* ---- memory of a device: freed when it is unbound, last first ---- */

struct devres {
	struct list_head node;
	void (*action)(void *);
	void *data;
};

int devm_add_action(struct device *dev, void (*action)(void *), void *data)
{
	struct devres *r;
	RT_API;

	r = __builtin_calloc(1, sizeof(*r));
	if (!r)
		return -ENOMEM;
	r->action = action;
	r->data = data;
	list_add(&r->node, &dev->devres_head);
	return 0;
}

int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)
{
	RT_API;

	return devm_add_action(dev, action, data);
}

static void free_it(void *p)
{
	kfree(p);
}

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *p;
	RT_API;

	p = __kmalloc(size, gfp);
	if (p && devm_add_action(dev, free_it, p)) {
		kfree(p);
		return NULL;
	}
	return p;
}

void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p;
	RT_API;

	p = devm_kmalloc(dev, len, gfp);
	return p ? memcpy(p, src, len) : NULL;
}

char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	RT_API;

	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}

void devm_kfree(struct device *dev, const void *p)
{
	struct devres *r, *next;
	RT_API;

	list_for_each_entry_safe(r, next, &dev->devres_head, node) {
		if (r->data != p || r->action != free_it)
			continue;
		list_del(&r->node);
		__builtin_free(r);
		kfree(p);
		return;
	}
	rt_report(RT_X_BAD_FREE, (rt_addr)p, 0);
}

void rt_devres_release(struct device *dev)
{
	while (!list_empty(&dev->devres_head)) {
		struct devres *r = list_first_entry(&dev->devres_head, struct devres, node);

		list_del(&r->node);
		r->action(r->data);
		__builtin_free(r);
	}
}
