// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An URB that was flagged for one buffer gets another one.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct modem {
	struct usb_device *udev;
	struct urb *rx;
	u8 *coh, *other;
	dma_addr_t coh_dma, other_dma;
};

static void modem_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int good_modem_init(struct modem *m)
{
	m->coh = usb_alloc_coherent(m->udev, 64, GFP_KERNEL, &m->coh_dma);
	m->other = usb_alloc_coherent(m->udev, 128, GFP_KERNEL, &m->other_dma);
	if (!m->coh || !m->other)
		return -ENOMEM;
	return 0;
}

int bad_handle_of_another(struct modem *m)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->other, 128,	/* want: stale_no_map */
			  modem_done, m);
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_second_use(struct modem *m)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->coh, 64, modem_done, m);
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		return ret;
	usb_kill_urb(urb);
	urb->transfer_buffer = m->other;	/* want: stale_no_map */
	urb->transfer_buffer_length = 128;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* The socket buffer is not where the handle points to. */
int bad_socket_buffer(struct modem *m, struct net_device *netdev)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);
	struct sk_buff *skb = netdev_alloc_skb(netdev, 64);

	if (!urb || !skb) {
		usb_free_urb(urb);
		kfree_skb(skb);
		return -ENOMEM;
	}
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), skb->data, 64,	/* want: stale_no_map */
			  modem_done, m);
	return usb_submit_urb(urb, GFP_ATOMIC);
}

int good_handle_follows(struct modem *m)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->coh, 64, modem_done, m);
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		return ret;
	usb_kill_urb(urb);
	urb->transfer_buffer = m->other;
	urb->transfer_dma = m->other_dma;
	urb->transfer_buffer_length = 128;
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_flag_cleared(struct modem *m, size_t len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(len, GFP_KERNEL);
	int ret;

	if (!urb || !buf)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->coh, 64, modem_done, m);
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		return ret;
	usb_kill_urb(urb);
	urb->transfer_flags &= ~URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), buf, len, modem_done, m);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_flags_reset(struct modem *m, size_t len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(len, GFP_KERNEL);

	if (!urb || !buf)
		return -ENOMEM;
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), buf, len, modem_done, m);
	urb->transfer_flags = 0;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Which of the two is decided twice by one condition. */
int good_chosen(struct modem *m, bool big)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->coh, 64, modem_done, m);
	if (big) {
		urb->transfer_buffer = m->other;
		urb->transfer_buffer_length = 128;
	}
	urb->transfer_dma = m->coh_dma;
	if (big)
		urb->transfer_dma = m->other_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Never submitted with the wrong one. */
int good_not_submitted(struct modem *m)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, m->udev, usb_rcvbulkpipe(m->udev, 1), m->other, 128, modem_done, m);
	urb->transfer_dma = m->coh_dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_free_urb(urb);
	return -ENODEV;
}
