// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a round of a loop has tested is another number in the next one, and a
 * signed test says nothing of the unsigned number: behind the search for two
 * endpoints, as in drivers/media/rc/redrat3.c, both URBs must be looked at.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define NARROW 0x82
#define WIDE 0x81

struct ir {
	struct usb_device *udev;
	struct urb *narrow, *wide;
	u8 *buf;
	dma_addr_t dma;
};

static void ir_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int ir_enable(struct ir *ir)
{
	int ret = usb_submit_urb(ir->narrow, GFP_KERNEL);

	return ret ? ret : usb_submit_urb(ir->wide, GFP_KERNEL);
}

static void ir_delete(struct ir *ir)
{
	usb_kill_urb(ir->narrow);
	usb_kill_urb(ir->wide);
	usb_free_urb(ir->narrow);
	usb_free_urb(ir->wide);
	usb_free_coherent(ir->udev, 64, ir->buf, ir->dma);
	kfree(ir);
}

struct ir *bad_ir_probe(struct usb_device *udev, struct usb_host_interface *alt)
{
	struct usb_endpoint_descriptor *ep, *ep_narrow = NULL, *ep_wide = NULL, *ep_out = NULL;
	struct ir *ir;
	int i;

	for (i = 0; i < alt->desc.bNumEndpoints; i++) {
		u8 addr, attrs;

		ep = &alt->endpoint[i].desc;
		addr = ep->bEndpointAddress;
		attrs = ep->bmAttributes;
		if ((addr & USB_ENDPOINT_DIR_MASK) == USB_DIR_IN &&
		    (attrs & USB_ENDPOINT_XFERTYPE_MASK) == USB_ENDPOINT_XFER_BULK) {
			if (ep->bEndpointAddress == NARROW)
				ep_narrow = ep;
			if (ep->bEndpointAddress == WIDE)
				ep_wide = ep;
		}
		if (!ep_out && (addr & USB_ENDPOINT_DIR_MASK) == USB_DIR_OUT &&
		    (attrs & USB_ENDPOINT_XFERTYPE_MASK) == USB_ENDPOINT_XFER_BULK)
			ep_out = ep;
	}
	if (!ep_narrow || !ep_wide || !ep_out)
		return NULL;
	ir = kzalloc(sizeof(*ir), GFP_KERNEL);
	if (!ir)
		return NULL;
	ir->udev = udev;
	ir->narrow = usb_alloc_urb(0, GFP_KERNEL);
	if (!ir->narrow)
		goto fail;
	ir->wide = usb_alloc_urb(0, GFP_KERNEL);
	if (!ir->wide)
		goto fail;
	ir->buf = usb_alloc_coherent(udev, 64, GFP_KERNEL, &ir->dma);
	if (!ir->buf)
		goto fail;
	usb_fill_bulk_urb(ir->narrow, udev, NARROW, ir->buf, 64, ir_done, ir);
	ir->narrow->transfer_dma = ir->dma;
	ir->narrow->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(ir->wide, udev, WIDE, ir->buf, 64, ir_done, ir);	/* want(plugin): missing_no_map_flag */
	ir->wide->transfer_dma = ir->dma;
	ir->wide->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ir->wide->transfer_flags = URB_SHORT_NOT_OK;
	if (ir_enable(ir))
		goto fail;
	return ir;
fail:
	ir_delete(ir);
	return NULL;
}

struct pair {
	struct usb_device *udev;
	struct urb *urb;
};

/* The same test twice in one round still goes the same way. */
int good_flag_follows_test(struct pair *p, u8 *kinds, int n, u8 *plain)
{
	struct urb *urb = p->urb;
	dma_addr_t dma = 0;
	u8 *buf;
	int i;

	for (i = 0; i < n; i++) {
		u8 kind = kinds[i];

		buf = plain;
		if ((s8)kind < 0) {
			buf = usb_alloc_coherent(p->udev, 64, GFP_KERNEL, &dma);
			if (!buf)
				return -ENOMEM;
		}
		usb_fill_bulk_urb(urb, p->udev, 0, buf, 64, ir_done, p);
		urb->transfer_flags = 0;
		if ((s8)kind < 0) {
			urb->transfer_dma = dma;
			urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
		}
		if (usb_submit_urb(urb, GFP_KERNEL))
			return -EIO;
		usb_kill_urb(urb);
		if ((s8)kind < 0)
			usb_free_coherent(p->udev, 64, buf, dma);
	}
	return 0;
}
