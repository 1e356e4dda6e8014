// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The bus, the device and its interfaces, as usbcore builds them from descriptors.
 */
#include "core.h"

#define MAX_ALT 8

static struct usb_device *udev, root_hub;
static struct usb_host_config config;

struct usb_device *rt_udev(void)
{
	return udev;
}

struct device *rt_sysdev(void)
{
	return &rt_hcd.sysdev;
}

struct usb_interface *rt_intf(unsigned int number)
{
	return usb_ifnum_to_if(udev, number);
}

static void init_bus(void)
{
	struct usb_bus *bus = &rt_hcd.bus;

	memset(&rt_hcd, 0, sizeof(rt_hcd));
	rt_hcd.mask = DMA_BIT_MASK(64);
	rt_hcd.sysdev.init_name = "hcd";
	rt_hcd.sysdev.coherent_dma_mask = DMA_BIT_MASK(64);
	rt_hcd.sysdev.dma_mask = &rt_hcd.mask;
	bus->controller = bus->sysdev = &rt_hcd.sysdev;
	bus->busnum = 1;
	bus->bus_name = "rt";
	bus->uses_pio_for_control = rt_machine->hcd == RT_HCD_MIXED;
	bus->no_sg_constraint = rt_has(RT_SG_ANY);
	bus->sg_tablesize = rt_has(RT_NO_SG) ? 0 : 64;
}

/* Today a USB device has no mask; it once pointed to the controller's word. */
static void init_dev(struct device *dev, struct device *parent, const char *name)
{
	dev->parent = parent;
	dev->init_name = name;
	INIT_LIST_HEAD(&dev->devres_head);
	if (rt_has(RT_SHARED_MASK)) {
		dev->dma_mask = rt_hcd.sysdev.dma_mask;
		dev->coherent_dma_mask = rt_hcd.sysdev.coherent_dma_mask;
	}
}

static void *zalloc(size_t size)
{
	void *p = __builtin_calloc(1, size);

	if (!p)
		rt_finish(2);
	return p;
}

static void enable(struct usb_host_endpoint *ep)
{
	int n = usb_endpoint_num(&ep->desc);

	INIT_LIST_HEAD(&ep->urb_list);
	ep->enabled = 1;
	if (usb_endpoint_dir_in(&ep->desc))
		udev->ep_in[n] = ep;
	else
		udev->ep_out[n] = ep;
}

static void enable_alt(struct usb_host_interface *alt)
{
	for (int i = 0; i < alt->desc.bNumEndpoints; i++)
		enable(&alt->endpoint[i]);
}

static struct usb_interface *interface_of(unsigned int number)
{
	struct usb_interface *intf = config.interface[number];

	if (!intf) {
		intf = zalloc(sizeof(*intf));
		intf->altsetting = zalloc(MAX_ALT * sizeof(*intf->altsetting));
		intf->cur_altsetting = intf->altsetting;
		init_dev(&intf->dev, &udev->dev, "interface");
		config.interface[number] = intf;
		config.desc.bNumInterfaces++;
	}
	return intf;
}

/* NULL: a number out of range, too many settings, or too short: it is passed over. */
static struct usb_host_interface *new_setting(const u8 *d)
{
	struct usb_host_interface *alt;
	struct usb_interface *intf;

	if (d[0] < USB_DT_INTERFACE_SIZE || d[2] >= USB_MAXINTERFACES)
		return NULL;
	intf = interface_of(d[2]);
	if (intf->num_altsetting == MAX_ALT)
		return NULL;
	alt = &intf->altsetting[intf->num_altsetting++];
	memcpy(&alt->desc, d, sizeof(alt->desc));
	alt->endpoint = zalloc((alt->desc.bNumEndpoints + 1) * sizeof(*alt->endpoint));
	alt->extra = (u8 *)d + d[0];
	return alt;
}

/* It has the endpoints that there are, not those that it claims. */
static void trim(struct usb_host_interface *alt, unsigned int n)
{
	if (alt && n < alt->desc.bNumEndpoints)
		alt->desc.bNumEndpoints = n;
}

static void parse(const u8 *d, unsigned int size)
{
	struct usb_host_interface *alt = NULL;
	unsigned int n = 0;

	for (; size >= 2 && d[0] >= 2 && d[0] <= size; size -= d[0], d += d[0]) {
		if (d[1] == USB_DT_INTERFACE) {
			trim(alt, n);
			alt = new_setting(d);
			n = 0;
		} else if (d[1] == USB_DT_ENDPOINT && alt && n < alt->desc.bNumEndpoints &&
			   d[0] >= USB_DT_ENDPOINT_SIZE && d[2] % 16) {
			memcpy(&alt->endpoint[n].desc, d, USB_DT_ENDPOINT_SIZE);
			INIT_LIST_HEAD(&alt->endpoint[n].urb_list);
			n++;
		} else if (alt && !n && d[1] != USB_DT_CONFIG) {
			alt->extralen = d + d[0] - alt->extra;	/* of the class */
		}
	}
	trim(alt, n);
}

void rt_tree_build(const struct rt_script *script)
{
	init_bus();
	memset(&config, 0, sizeof(config));
	udev = zalloc(sizeof(*udev));
	udev->devnum = 2;
	udev->bus = &rt_hcd.bus;
	udev->speed = script->speed ? script->speed : USB_SPEED_HIGH;
	udev->state = USB_STATE_CONFIGURED;
	udev->can_submit = 1;
	udev->descriptor = script->device;
	strcpy(udev->devpath, "1");
	udev->parent = &root_hub;
	root_hub.bus = &rt_hcd.bus;
	init_dev(&udev->dev, &rt_hcd.sysdev, "device");
	udev->ep0.desc.bLength = USB_DT_ENDPOINT_SIZE;
	udev->ep0.desc.bDescriptorType = USB_DT_ENDPOINT;
	udev->ep0.desc.wMaxPacketSize = cpu_to_le16(64);
	INIT_LIST_HEAD(&udev->ep0.urb_list);
	udev->ep0.enabled = 1;
	udev->ep_in[0] = udev->ep_out[0] = &udev->ep0;
	udev->config = udev->actconfig = &config;
	parse(script->config, script->config_size);
	for (int i = 0; i < USB_MAXINTERFACES; i++)
		if (config.interface[i])
			enable_alt(config.interface[i]->cur_altsetting);
}

void rt_tree_free(void)
{
	for (int i = 0; i < USB_MAXINTERFACES; i++) {
		struct usb_interface *intf = config.interface[i];

		if (!intf)
			continue;
		for (unsigned int a = 0; a < intf->num_altsetting; a++)
			__builtin_free(intf->altsetting[a].endpoint);
		__builtin_free(intf->altsetting);
		__builtin_free(intf);
	}
	__builtin_free(udev);
	udev = NULL;
}

struct usb_interface *usb_ifnum_to_if(const struct usb_device *dev, unsigned ifnum)
{
	for (int i = 0; i < USB_MAXINTERFACES; i++) {
		struct usb_interface *intf = dev->actconfig->interface[i];

		if (intf && intf->altsetting->desc.bInterfaceNumber == ifnum)
			return intf;
	}
	return NULL;
}

struct usb_host_interface *usb_altnum_to_altsetting(const struct usb_interface *intf,
						    unsigned int altnum)
{
	for (unsigned int i = 0; i < intf->num_altsetting; i++)
		if (intf->altsetting[i].desc.bAlternateSetting == altnum)
			return &intf->altsetting[i];
	return NULL;
}

/* The first of each kind, or the last. */
static int find(struct usb_host_interface *alt, struct usb_endpoint_descriptor **want[4],
		bool last)
{
	for (int i = 0; i < 4; i++)
		if (want[i])
			*want[i] = NULL;
	for (int i = 0; i < alt->desc.bNumEndpoints; i++) {
		struct usb_endpoint_descriptor *d = &alt->endpoint[i].desc;
		int n = usb_endpoint_xfer_bulk(d) ? 0 : usb_endpoint_xfer_int(d) ? 2 : -1;

		if (n < 0)
			continue;
		n += usb_endpoint_dir_in(d);
		if (want[n] && (last || !*want[n]))
			*want[n] = d;
	}
	for (int i = 0; i < 4; i++)
		if (want[i] && !*want[i])
			return -ENXIO;
	return 0;
}

int usb_find_common_endpoints(struct usb_host_interface *alt,
			      struct usb_endpoint_descriptor **bulk_in,
			      struct usb_endpoint_descriptor **bulk_out,
			      struct usb_endpoint_descriptor **int_in,
			      struct usb_endpoint_descriptor **int_out)
{
	struct usb_endpoint_descriptor **want[4] = { bulk_out, bulk_in, int_out, int_in };

	return find(alt, want, false);
}

int usb_find_common_endpoints_reverse(struct usb_host_interface *alt,
				      struct usb_endpoint_descriptor **bulk_in,
				      struct usb_endpoint_descriptor **bulk_out,
				      struct usb_endpoint_descriptor **int_in,
				      struct usb_endpoint_descriptor **int_out)
{
	struct usb_endpoint_descriptor **want[4] = { bulk_out, bulk_in, int_out, int_in };

	return find(alt, want, true);
}

int usb_set_interface(struct usb_device *dev, int ifnum, int alternate)
{
	struct usb_interface *intf = usb_ifnum_to_if(dev, ifnum);
	struct usb_host_interface *alt;
	RT_API;

	if (dev->state == USB_STATE_SUSPENDED)
		return -EHOSTUNREACH;
	alt = intf ? usb_altnum_to_altsetting(intf, alternate) : NULL;
	if (!alt)
		return -EINVAL;
	for (int i = 0; i < intf->cur_altsetting->desc.bNumEndpoints; i++) {
		struct usb_host_endpoint *ep = &intf->cur_altsetting->endpoint[i];
		int n = usb_endpoint_num(&ep->desc);

		ep->enabled = 0;
		rt_hcd_cancel_all(ep, -ESHUTDOWN);
		if (usb_endpoint_dir_in(&ep->desc))
			dev->ep_in[n] = NULL;
		else
			dev->ep_out[n] = NULL;
	}
	intf->cur_altsetting = alt;
	enable_alt(alt);
	return 0;
}

struct usb_device *usb_get_dev(struct usb_device *dev)
{
	return dev;
}

void usb_put_dev(struct usb_device *dev)
{
}

struct usb_interface *usb_get_intf(struct usb_interface *intf)
{
	return intf;
}

void usb_put_intf(struct usb_interface *intf)
{
}

struct device *usb_intf_get_dma_device(struct usb_interface *intf)
{
	struct device *dev = interface_to_usbdev(intf)->bus->sysdev;

	return dev->dma_mask ? dev : NULL;
}
