// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * disconnect() frees the buffers of an interrupt URB, which usbcore has ended by then, and of
 * control URBs, which it has not: endpoint 0 is not the interface's.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct dial {
	struct usb_device *udev;
	struct urb *irq, *config, *led, *once;
	u8 *data, *config_data, *led_data, *once_data;
	struct usb_ctrlrequest *cr;
	dma_addr_t data_dma, config_dma, led_dma, once_dma;
};

static void irq_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static void config_done(struct urb *urb)
{
	struct dial *d = urb->context;

	d->config_data[0] = 0;
}

static void fill(struct dial *d)
{
	usb_fill_int_urb(d->irq, d->udev, usb_rcvintpipe(d->udev, 1), d->data, 8, irq_done, d, 4);
	d->irq->transfer_dma = d->data_dma;
	d->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_control_urb(d->config, d->udev, usb_sndctrlpipe(d->udev, 0), (void *)d->cr,
			     d->config_data, 8, config_done, d);
	d->config->transfer_dma = d->config_dma;
	d->config->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_control_urb(d->led, d->udev, usb_sndctrlpipe(d->udev, 0), (void *)d->cr,
			     d->led_data, 8, config_done, d);
	d->led->transfer_dma = d->led_dma;
	d->led->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

int good_pulse(struct dial *d)
{
	return usb_submit_urb(d->config, GFP_ATOMIC);
}

int good_light(struct dial *d)
{
	return usb_submit_urb(d->led, GFP_ATOMIC);
}

static int good_probe(struct usb_interface *intf, const struct usb_device_id *id)
{	/* runtime: what it keeps is freed by bad_disconnect(), which is not run with it */
	struct dial *d = kzalloc(sizeof(*d), GFP_KERNEL);

	if (!d)
		return -ENOMEM;
	d->udev = interface_to_usbdev(intf);
	d->irq = usb_alloc_urb(0, GFP_KERNEL);
	d->config = usb_alloc_urb(0, GFP_KERNEL);
	d->led = usb_alloc_urb(0, GFP_KERNEL);
	d->cr = kzalloc(sizeof(*d->cr), GFP_KERNEL);
	d->data = usb_alloc_coherent(d->udev, 8, GFP_KERNEL, &d->data_dma);
	d->config_data = usb_alloc_coherent(d->udev, 8, GFP_KERNEL, &d->config_dma);
	d->led_data = usb_alloc_coherent(d->udev, 8, GFP_KERNEL, &d->led_dma);
	usb_set_intfdata(intf, d);
	if (!d->irq || !d->config || !d->led || !d->cr || !d->data || !d->config_data ||
	    !d->led_data)
		return 0;
	fill(d);
	return usb_submit_urb(d->irq, GFP_KERNEL) ? 0 : 0;
}

static void bad_disconnect(struct usb_interface *intf)
{	/* runtime: needs good_pulse() between good_probe() and this */
	struct dial *d = usb_get_intfdata(intf);

	usb_kill_urb(d->led);
	usb_free_urb(d->irq);
	usb_free_urb(d->config);
	usb_free_urb(d->led);
	usb_free_coherent(d->udev, 8, d->data, d->data_dma);
	usb_free_coherent(d->udev, 8, d->config_data, d->config_dma);	/* want(plugin): buffer_freed_in_flight */
	usb_free_coherent(d->udev, 8, d->led_data, d->led_dma);
	kfree(d->cr);
	kfree(d);
}

struct usb_driver dial_driver = {
	.name = "dial",
	.probe = good_probe,
	.disconnect = bad_disconnect,
};
