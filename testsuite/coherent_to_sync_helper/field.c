// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A card reader whose command buffer is coherent because one URB wanted it so:
 * the synchronous functions map it a second time.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct reader {
	struct usb_device *udev;
	struct urb *ctl_urb;
	struct usb_ctrlrequest *cr;
	u8 *cmd;
	dma_addr_t cmd_dma;
	u8 *rsp;
	u8 *either;
	dma_addr_t either_dma;
	bool dma_capable;
};

int reader_alloc(struct reader *r)
{
	r->cmd = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &r->cmd_dma);
	r->rsp = kmalloc(64, GFP_KERNEL);
	if (r->dma_capable)
		r->either = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &r->either_dma);
	else
		r->either = kmalloc(64, GFP_KERNEL);
	if (!r->cmd || !r->rsp || !r->either)
		return -ENOMEM;
	return 0;
}

void reader_free(struct reader *r)
{
	if (r->dma_capable)
		usb_free_coherent(r->udev, 64, r->either, r->either_dma);
	else
		kfree(r->either);
	kfree(r->rsp);
	usb_free_coherent(r->udev, 64, r->cmd, r->cmd_dma);
}

static void reader_done(struct urb *urb)
{
	struct reader *r = urb->context;

	dev_dbg(&r->udev->dev, "done: %d\n", urb->status);
}

/* rtsx_usb before 2022 */
int bad_bulk_of_coherent(struct reader *r, int len)
{
	int sent;

	return usb_bulk_msg(r->udev, usb_sndbulkpipe(r->udev, 1), r->cmd, len,	/* want: coherent_to_sync_helper */
			    &sent, 100);
}

static int reader_ctrl(struct reader *r, u8 request, void *data, u16 len)
{
	return usb_control_msg(r->udev, usb_sndctrlpipe(r->udev, 0), request, 0x40, 0, 0,
			       data, len, 100);
}

int bad_through_helper(struct reader *r)
{
	r->cmd[0] = 1;
	return reader_ctrl(r, 3, r->cmd, 1);	/* want(plugin): coherent_to_sync_helper */
}

int bad_offset(struct reader *r)
{
	return reader_ctrl(r, 3, r->cmd + 8, 8);	/* want(plugin): coherent_to_sync_helper */
}

/* The same buffer in an URB with its flag, where it belongs, and then in a message. */
int bad_used_both_ways(struct reader *r)
{
	int ret;

	usb_fill_control_urb(r->ctl_urb, r->udev, usb_sndctrlpipe(r->udev, 0),
			     (unsigned char *)r->cr, r->cmd, 4, reader_done, r);
	r->ctl_urb->transfer_dma = r->cmd_dma;
	r->ctl_urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(r->ctl_urb, GFP_KERNEL);
	if (ret)
		return ret;
	return usb_control_msg(r->udev, usb_sndctrlpipe(r->udev, 0), 9, 0x21, 0, 0,	/* want: coherent_to_sync_helper */
			       r->cmd, 4, 100);
}

int good_heap(struct reader *r)
{
	int sent;

	return usb_bulk_msg(r->udev, usb_sndbulkpipe(r->udev, 1), r->rsp, 64, &sent, 100);
}

/* Copies inside. */
int good_copied(struct reader *r)
{
	return usb_control_msg_send(r->udev, 0, 9, 0x21, 0, 0, r->cmd, 4, 100, GFP_KERNEL);
}

/* Which of the two it is, is decided elsewhere. */
int good_open_question(struct reader *r)
{
	int sent;

	if (r->dma_capable)
		return -EOPNOTSUPP;
	return usb_bulk_msg(r->udev, usb_sndbulkpipe(r->udev, 1), r->either, 64, &sent, 100);
}

/* Nothing is transferred. */
int good_no_data(struct reader *r)
{
	return reader_ctrl(r, 9, r->cmd, 0);
}
