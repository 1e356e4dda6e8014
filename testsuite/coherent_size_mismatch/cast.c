// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A network adapter whose buffers are arrays of the wire's own numbers; the
 * release casts them.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define NIC_STATUS_SIZE	4
#define NIC_FRAME_SIZE	1664

struct nic {
	struct usb_device *udev;
	__le32 *status;
	dma_addr_t status_dma;
	__be16 *frame;
	dma_addr_t frame_dma;
};

int good_open(struct nic *n)
{
	n->status = usb_alloc_coherent(n->udev, NIC_STATUS_SIZE, GFP_KERNEL, &n->status_dma);
	if (!n->status)
		return -ENOMEM;
	n->frame = usb_alloc_coherent(n->udev, NIC_FRAME_SIZE, GFP_KERNEL, &n->frame_dma);
	if (!n->frame) {
		usb_free_coherent(n->udev, NIC_STATUS_SIZE, n->status, n->status_dma);
		return -ENOMEM;
	}
	return 0;
}

void bad_close(struct nic *n)
{
	usb_free_coherent(n->udev, NIC_FRAME_SIZE, (void *)n->status,	/* want: coherent_size_mismatch */
			  n->status_dma);
	usb_free_coherent(n->udev, NIC_FRAME_SIZE, (void *)n->frame, n->frame_dma);
}

MODULE_LICENSE("GPL");
