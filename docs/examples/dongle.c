// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dongle - a USB network adapter with loadable firmware.
 *
 * Instructive faults: a receive buffer in the middle of a driver's own record,
 * a firmware image sent as it is, memory behind netdev_priv(), and a promise
 * about high memory that a USB device can't keep.
 */
#include <linux/etherdevice.h>
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/usb.h>

#define DONGLE_TIMEOUT	1000
#define DONGLE_EVENT	16

/*
 * Faulty: 'event' is written by DMA while the CPU writes 'lock' and 'packets'
 * beside it.  On machines that invalidate caches for DMA, what the CPU wrote to
 * a shared cache line in the meantime is lost.  Cure: a pointer and kmalloc().
 */
struct dongle_irq {
	spinlock_t lock;
	u8 event[DONGLE_EVENT];
	unsigned long packets;
	struct urb *urb;
	struct usb_device *udev;
};

struct dongle {
	struct usb_device *udev;
	struct dongle_irq *irq;
	u8 mac[ETH_ALEN];
};

static void dongle_event(struct urb *urb)
{
	struct dongle_irq *irq = urb->context;

	spin_lock(&irq->lock);
	irq->packets += irq->event[0];
	spin_unlock(&irq->lock);
	usb_submit_urb(urb, GFP_ATOMIC);
}

static int dongle_listen(struct dongle_irq *irq)
{
	usb_fill_int_urb(irq->urb, irq->udev, usb_rcvintpipe(irq->udev, 1), irq->event,
			 sizeof(irq->event), dongle_event, irq, 8);
	return usb_submit_urb(irq->urb, GFP_KERNEL);
}

/* Faulty: a firmware image may be vmalloc memory, or a file in the kernel image. */
static int dongle_load(struct dongle *d, struct device *dev)
{
	const struct firmware *fw;
	int sent, ret;

	ret = request_firmware(&fw, "dongle.bin", dev);
	if (ret)
		return ret;
	ret = usb_bulk_msg(d->udev, usb_sndbulkpipe(d->udev, 2), (void *)fw->data, fw->size, &sent,
			   DONGLE_TIMEOUT);
	release_firmware(fw);
	return ret;
}

/* Faulty: netdev_priv() memory may come from vmalloc(), and it is shared anyway. */
static int dongle_read_mac(struct net_device *net)
{
	struct dongle *d = netdev_priv(net);
	int ret = usb_control_msg(d->udev, usb_rcvctrlpipe(d->udev, 0), 0x20,
				  USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, d->mac, ETH_ALEN,
				  DONGLE_TIMEOUT);

	return ret < 0 ? ret : 0;
}

static int dongle_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct net_device *net;
	struct dongle *d;
	int ret = -ENOMEM;

	net = alloc_etherdev(sizeof(*d));
	if (!net)
		return -ENOMEM;
	d = netdev_priv(net);
	d->udev = interface_to_usbdev(intf);
	/* Faulty: whether pages above the direct mapping work is the controller's affair. */
	net->features |= NETIF_F_HIGHDMA | NETIF_F_SG;

	d->irq = kzalloc(sizeof(*d->irq), GFP_KERNEL);
	if (!d->irq)
		goto out_net;
	spin_lock_init(&d->irq->lock);
	d->irq->udev = d->udev;
	d->irq->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!d->irq->urb)
		goto out_irq;

	ret = dongle_load(d, &intf->dev);
	if (!ret)
		ret = dongle_read_mac(net);
	if (!ret)
		ret = dongle_listen(d->irq);
	if (ret)
		goto out_urb;
	usb_set_intfdata(intf, net);
	ret = register_netdev(net);
	if (!ret)
		return 0;
	usb_kill_urb(d->irq->urb);
out_urb:
	usb_free_urb(d->irq->urb);
out_irq:
	kfree(d->irq);
out_net:
	free_netdev(net);
	return ret;
}

static void dongle_disconnect(struct usb_interface *intf)
{
	struct net_device *net = usb_get_intfdata(intf);
	struct dongle *d = netdev_priv(net);

	unregister_netdev(net);
	usb_kill_urb(d->irq->urb);
	usb_free_urb(d->irq->urb);
	kfree(d->irq);
	free_netdev(net);
}

static const struct usb_device_id dongle_ids[] = {
	{ USB_DEVICE(0x1209, 0xe003) },
	{ }
};
MODULE_DEVICE_TABLE(usb, dongle_ids);

static struct usb_driver dongle_driver = {
	.name = "dongle",
	.probe = dongle_probe,
	.disconnect = dongle_disconnect,
	.id_table = dongle_ids,
};
module_usb_driver(dongle_driver);

MODULE_DESCRIPTION("usbdma example: a network dongle");
MODULE_LICENSE("GPL");
