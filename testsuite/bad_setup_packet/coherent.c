// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Coherent memory is fine for the data of a control transfer, and wrong for
 * its setup packet, which usbcore maps in any case.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct keypad {
	struct usb_device *udev;
	struct urb *led;
	struct usb_ctrlrequest *cr;
	struct usb_ctrlrequest *good_cr;
	dma_addr_t cr_dma;
	u8 *leds;
	dma_addr_t leds_dma;
};

static void keypad_led(struct urb *urb)
{
	struct keypad *k = urb->context;

	dev_dbg(&k->udev->dev, "led: %d\n", urb->status);
}

int keypad_alloc(struct keypad *k)
{
	k->cr = usb_alloc_coherent(k->udev, sizeof(*k->cr), GFP_KERNEL, &k->cr_dma);
	k->leds = usb_alloc_coherent(k->udev, 1, GFP_KERNEL, &k->leds_dma);
	k->good_cr = kmalloc(sizeof(*k->good_cr), GFP_KERNEL);
	if (!k->cr || !k->leds || !k->good_cr)
		return -ENOMEM;
	return 0;
}

void keypad_free(struct keypad *k)
{
	kfree(k->good_cr);
	usb_free_coherent(k->udev, 1, k->leds, k->leds_dma);
	usb_free_coherent(k->udev, sizeof(*k->cr), k->cr, k->cr_dma);
}

int bad_coherent_setup(struct keypad *k)
{
	usb_fill_control_urb(k->led, k->udev, usb_sndctrlpipe(k->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)k->cr, k->leds, 1, keypad_led, k);
	k->led->transfer_dma = k->leds_dma;
	k->led->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(k->led, GFP_KERNEL);
}

int good_heap_setup(struct keypad *k)
{
	usb_fill_control_urb(k->led, k->udev, usb_sndctrlpipe(k->udev, 0),
			     (unsigned char *)k->good_cr, k->leds, 1,
			     keypad_led, k);
	k->led->transfer_dma = k->leds_dma;
	k->led->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(k->led, GFP_KERNEL);
}

/* the flag is about the data: the setup packet is mapped all the same */
int bad_vmalloc_setup(struct keypad *k)
{
	struct usb_ctrlrequest *cr = vmalloc(sizeof(*cr));

	if (!cr)
		return -ENOMEM;
	usb_fill_control_urb(k->led, k->udev, usb_sndctrlpipe(k->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)cr, k->leds, 1, keypad_led, k);
	k->led->transfer_dma = k->leds_dma;
	k->led->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(k->led, GFP_KERNEL);
}
