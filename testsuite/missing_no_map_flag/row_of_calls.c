// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Forty transfers in a row, each of which may fail, as in drivers/usb/misc/sisusbvga:
 * two to the power of forty ways, and the last URB and its buffer must be looked at all
 * the same.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct vga {
	struct usb_device *udev;
	struct urb *out;
	u8 *buf, *coh;
	dma_addr_t coh_dma;
};

static void vga_done(struct urb *urb)
{
}

static int vga_send(struct vga *vga, int len)
{
	int ret;

	usb_fill_bulk_urb(vga->out, vga->udev, 0, vga->buf, len, vga_done, vga);
	vga->out->transfer_flags = 0;
	ret = usb_submit_urb(vga->out, GFP_KERNEL);
	if (ret)
		return ret;
	usb_kill_urb(vga->out);
	return 0;
}

#define SEND ret |= vga_send(vga, 4);
#define TEN SEND SEND SEND SEND SEND SEND SEND SEND SEND SEND

int bad_vga_init(struct vga *vga)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret = 0;

	vga->buf = kmalloc(64, GFP_KERNEL);
	vga->coh = usb_alloc_coherent(vga->udev, 64, GFP_KERNEL, &vga->coh_dma);	/* want(plugin): coherent_leak */
	if (!urb || !vga->buf || !vga->coh)
		return -ENOMEM;
	TEN TEN TEN TEN
	usb_fill_bulk_urb(vga->out, vga->udev, 0, vga->coh, 64, vga_done, 0);	/* want(plugin): missing_no_map_flag */
	vga->out->transfer_dma = vga->coh_dma;
	vga->out->transfer_flags = 0;
	ret |= usb_submit_urb(vga->out, GFP_KERNEL);
	usb_free_urb(urb);
	return ret;
}

int good_vga_init(struct vga *vga)
{
	int ret = 0;

	TEN TEN TEN TEN
	usb_fill_bulk_urb(vga->out, vga->udev, 0, vga->coh, 64, vga_done, vga);
	vga->out->transfer_dma = vga->coh_dma;
	vga->out->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return ret | usb_submit_urb(vga->out, GFP_KERNEL);
}
