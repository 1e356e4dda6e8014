// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The device reaches the setter through a local `struct device *`, a field, a
 * choice, or a helper's parameter.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct tv {
	struct usb_device *udev;
	struct device *dev;
	struct device *host;
};

static int tv_limit_dma(struct device *dev)
{
	int ret = dma_set_mask(dev, DMA_BIT_MASK(32));

	if (ret)
		dev_warn(dev, "32 bit DMA refused\n");
	return ret;
}

static int tv_name(struct device *dev)
{
	dev_info(dev, "ready\n");
	return 0;
}

static int bad_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct device *dev = &intf->dev;
	struct tv *tv;

	if (dma_set_mask(dev, DMA_BIT_MASK(32)))	/* want: usb_dma_set_mask */
		dev_warn(dev, "32 bit DMA refused\n");
	tv = kzalloc(sizeof(*tv), GFP_KERNEL);
	if (!tv)
		return -ENOMEM;
	tv->udev = interface_to_usbdev(intf);
	tv->dev = &intf->dev;
	usb_set_intfdata(intf, tv);
	return 0;
}

static void tv_disconnect(struct usb_interface *intf)
{
	kfree(usb_get_intfdata(intf));
}

int bad_field(struct tv *tv)
{
	return dma_set_mask(tv->dev, DMA_BIT_MASK(32));	/* want(plugin): usb_dma_set_mask */
}

int bad_helper(struct usb_interface *intf)
{
	return tv_limit_dma(&intf->dev);	/* want(plugin): usb_dma_set_mask */
}

int bad_helper_of_device(struct tv *tv)
{
	struct device *dev = &tv->udev->dev;

	return tv_limit_dma(dev);	/* want(plugin): usb_dma_set_mask */
}

int bad_either(struct usb_interface *intf, bool whole)
{
	struct usb_device *udev = interface_to_usbdev(intf);
	struct device *dev = whole ? &udev->dev : &intf->dev;

	return dma_set_coherent_mask(dev, DMA_BIT_MASK(32));	/* want(plugin): usb_dma_set_mask */
}

int good_other_helper(struct usb_interface *intf)
{
	return tv_name(&intf->dev);
}

int good_other_field(struct tv *tv)
{
	return dma_set_mask(tv->host, DMA_BIT_MASK(32));
}

static const struct usb_device_id tv_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0601) },
	{ }
};
MODULE_DEVICE_TABLE(usb, tv_ids);

static struct usb_driver tv_driver = {
	.name = "tv",
	.probe = bad_probe,
	.disconnect = tv_disconnect,
	.id_table = tv_ids,
};
module_usb_driver(tv_driver);
MODULE_LICENSE("GPL");
