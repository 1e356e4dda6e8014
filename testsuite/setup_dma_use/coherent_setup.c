// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The pattern of old keyboard drivers: a coherent setup packet and its handle.
 * Both are wrong, each at its own line.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pedal {
	struct usb_device *udev;
	struct urb *urb;
	struct usb_ctrlrequest *cr;
	dma_addr_t cr_dma;
	u8 *state;
};

static void pedal_done(struct urb *urb)
{
	struct pedal *p = urb->context;

	dev_dbg(&p->udev->dev, "done: %d\n", urb->status);
}

int bad_pedal_setup(struct pedal *p)
{
	p->cr = usb_alloc_coherent(p->udev, sizeof(*p->cr), GFP_KERNEL, &p->cr_dma);
	if (!p->cr)
		return -ENOMEM;
	usb_fill_control_urb(p->urb, p->udev, usb_sndctrlpipe(p->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)p->cr, p->state, 1, pedal_done, p);
	p->urb->setup_dma = p->cr_dma;	/* want: setup_dma_use */
	return usb_submit_urb(p->urb, GFP_KERNEL);
}

void good_pedal_free(struct pedal *p)
{
	usb_kill_urb(p->urb);
	usb_free_coherent(p->udev, sizeof(*p->cr), p->cr, p->cr_dma);
}
