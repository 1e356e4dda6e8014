// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usb-storage's transport recognises the coherent buffer that is its own by its
 * address (RULES E9), in another file: its functions take it.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct us_data {
	struct usb_device *pusb_dev;
	struct urb *current_urb;
	unsigned int send_bulk_pipe;
	unsigned char *iobuf;
	dma_addr_t iobuf_dma;
};

int usb_stor_bulk_transfer_buf(struct us_data *us, unsigned int pipe, void *buf,
			       unsigned int length, unsigned int *act_len);

int bad_around_the_transport(struct us_data *us)
{
	int sent;

	us->iobuf = usb_alloc_coherent(us->pusb_dev, 64, GFP_KERNEL, &us->iobuf_dma);
	if (!us->iobuf)
		return -ENOMEM;
	return usb_bulk_msg(us->pusb_dev, us->send_bulk_pipe, us->iobuf, 31, &sent, 100);	/* want: coherent_to_sync_helper */
}

int good_through_the_transport(struct us_data *us)
{	/* runtime: the transport of usb-storage stands for itself: it sets the flag by identity */
	us->iobuf = usb_alloc_coherent(us->pusb_dev, 64, GFP_KERNEL, &us->iobuf_dma);
	if (!us->iobuf)
		return -ENOMEM;
	return usb_stor_bulk_transfer_buf(us, us->send_bulk_pipe, us->iobuf, 31, NULL);
}

void good_free(struct us_data *us)
{
	usb_free_coherent(us->pusb_dev, 64, us->iobuf, us->iobuf_dma);
}

/* ... and so does this, with the test in sight. */
int good_identity(struct us_data *us, void *buf, unsigned int length)
{
	us->current_urb->transfer_buffer = buf;
	us->current_urb->transfer_buffer_length = length;
	us->current_urb->transfer_flags = 0;
	if (buf == us->iobuf)
		us->current_urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	us->current_urb->transfer_dma = us->iobuf_dma;
	return usb_submit_urb(us->current_urb, GFP_NOIO);
}
