// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Conformance: what happens to an URB and its buffer while it is in flight.
 */
#include "cases.h"

static void two(void *a, void *b)
{
	struct urb *one = pending(a, 8), *other = pending(b, 8);
	int err = usb_submit_urb(one, GFP_KERNEL);

	ret(err ? err : usb_submit_urb(other, GFP_KERNEL));
	usb_kill_urb(one);
	usb_kill_urb(other);
	usb_free_urb(one);
	usb_free_urb(other);
}

void two_urbs_same_buf(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);

	two(buf, buf);
	kfree(buf);
}

void two_urbs_same_line(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);

	two(buf, buf + 16);
	kfree(buf);
}

void two_dir_same_buf(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	struct urb *in = pending(buf, 8), *out = pending(buf, 8);
	int err;

	out->pipe = usb_sndintpipe(rt_udev(), 4);
	err = usb_submit_urb(out, GFP_KERNEL);
	ret(err ? err : usb_submit_urb(in, GFP_KERNEL));
	usb_kill_urb(in);
	usb_kill_urb(out);
	usb_free_urb(in);
	usb_free_urb(out);
	kfree(buf);
}

void urb_twice(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	struct urb *urb = pending(buf, 8);

	ret(usb_submit_urb(urb, GFP_KERNEL));
	if (usb_submit_urb(urb, GFP_KERNEL) != -EBUSY)
		ret(-EINVAL);
	usb_kill_urb(urb);
	ret(urb->status);
	usb_free_urb(urb);
	kfree(buf);
}

void flags_while_active(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	struct urb *urb = pending(buf, 8);

	ret(usb_submit_urb(urb, GFP_KERNEL));
	if (rt_machine->hcd == RT_HCD_DMA && urb->transfer_flags != 0x00010200)
		ret(urb->transfer_flags);
	usb_kill_urb(urb);
	if (urb->transfer_flags != URB_DIR_IN)
		ret(urb->transfer_flags);
	ret(urb->status);
	usb_free_urb(urb);
	kfree(buf);
}

void free_in_flight(void)
{
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(rt_udev(), 64, GFP_KERNEL, &dma);
	struct urb *urb = pending(buf, 8);

	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret(usb_submit_urb(urb, GFP_KERNEL));
	usb_free_coherent(rt_udev(), 64, buf, dma);
	usb_kill_urb(urb);
	ret(urb->status);
	usb_free_urb(urb);
}

void kfree_in_flight(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	struct urb *urb = pending(buf, 8);

	if (usb_submit_urb(urb, GFP_KERNEL))
		ret(-EINVAL);
	kfree(buf);
	usb_kill_urb(urb);
	ret(urb->status);
	usb_free_urb(urb);
}

/* ---- removal of the controller with things left ---- */

static void unbind(void)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	usb_alloc_coherent(rt_udev(), 64, GFP_KERNEL, &dma);
	dma = dma_map_single(rt_sysdev(), buf, 64, DMA_FROM_DEVICE);
	if (!dma_mapping_error(rt_sysdev(), dma))
		rt_hcd_remove();
}

void unbind_xhci_hcd(void)
{
	unbind();
}

/* "unbind_ehci-pci" of the table */
void unbind_ehci_pci(void)
{
	unbind();
}
