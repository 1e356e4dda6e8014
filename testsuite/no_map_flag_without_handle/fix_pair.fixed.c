// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: two URBs of one record with memory of both kinds,
 * flags that are stored again, several buffers in a loop, macros, comments.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define ROUND_LEN	16

struct pair {
	struct urb *in, *out;
	struct completion wait;
	u8 *in_buf, *out_buf;
	dma_addr_t in_dma;
};

static void pair_done(struct urb *urb)
{
	struct pair *pair = urb->context;

	complete(&pair->wait);
}

static int pair_run(struct pair *pair)
{
	int ret = usb_submit_urb(pair->out, GFP_KERNEL);

	if (ret)
		return ret;
	wait_for_completion(&pair->wait);
	ret = usb_submit_urb(pair->in, GFP_KERNEL);
	if (ret)
		return ret;
	wait_for_completion(&pair->wait);
	return pair->in->status ? pair->in->status : pair->in->actual_length;
}

int bad_pair(struct usb_device *udev, u8 *got)
{
	struct pair *pair = kzalloc(sizeof(*pair), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!pair)
		return -ENOMEM;
	init_completion(&pair->wait);
	pair->in = usb_alloc_urb(0, GFP_KERNEL);
	pair->out = usb_alloc_urb(0, GFP_KERNEL);
	pair->in_buf = usb_alloc_coherent(udev, 32, GFP_KERNEL, &pair->in_dma);
	pair->out_buf = kzalloc(32, GFP_KERNEL);	/* plain memory */
	if (!pair->in || !pair->out || !pair->in_buf || !pair->out_buf)
		goto out;
	pair->out_buf[0] = 7;
	usb_fill_bulk_urb(pair->out, udev, /* OUT */ usb_sndbulkpipe(udev, 1), pair->out_buf, 32,
			  pair_done, pair);/* want: no_map_flag_without_handle */
	/* the answer */
	usb_fill_bulk_urb(pair->in, udev, usb_rcvbulkpipe(udev, 1), pair->in_buf, 32,
			  pair_done, pair);
	pair->in->transfer_dma = pair->in_dma;
	pair->in->transfer_flags = URB_SHORT_NOT_OK | URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
	ret = pair_run(pair);
	if (ret > 0)
		memcpy(got, pair->in_buf, ret);
out:
	usb_free_coherent(udev, 32, pair->in_buf, pair->in_dma);
	kfree(pair->out_buf);
	usb_free_urb(pair->out);
	usb_free_urb(pair->in);
	kfree(pair);
	return ret;
}

static void round_done(struct urb *urb)
{
	complete(urb->context);
}

int bad_rounds(struct usb_device *udev, int rounds)
{
	struct completion wait;
	int i, ret = 0, total = 0;

	init_completion(&wait);
	for (i = 0; i < rounds && !ret; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		dma_addr_t handle;
		u8 *block;

		if (!urb)
			return -ENOMEM;
		block = usb_alloc_coherent(udev, 16, GFP_KERNEL, &handle);
		if (!block) {
			usb_free_urb(urb);
			return -ENOMEM;	/* nothing else to do */
		}
		usb_fill_int_urb(urb, udev, usb_rcvintpipe(udev, 3), block, ROUND_LEN, round_done,
				 &wait, 4);
		urb->transfer_dma = handle;
		urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (!ret) {
			wait_for_completion(&wait);
			total += urb->actual_length;
		}
		usb_free_coherent(udev, 16, block, handle);
		usb_free_urb(urb);
	}
	return ret ? ret : total;
}
