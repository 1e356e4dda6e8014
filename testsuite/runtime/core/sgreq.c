// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usb_sg_init(), usb_sg_wait(), usb_sg_cancel().  The list goes in one URB where
 * the bus takes scatterlists, else each entry in one of its own; nothing is
 * mapped before usb_sg_wait().
 */
#include "core.h"

static void finish_one(struct urb *urb)
{
	struct usb_sg_request *io = urb->context;

	if (io->status && io->status != -ECONNRESET && urb->status == -EREMOTEIO)
		io->status = urb->status;
	if (!io->status && urb->status && urb->status != -ECONNRESET) {
		io->status = urb->status;
		for (int i = 0; i < io->entries; i++)
			if (io->urbs[i] && io->urbs[i] != urb)
				usb_unlink_urb(io->urbs[i]);
	}
	io->bytes += urb->actual_length;
	io->count--;
	rt_progress();
}

static void release(struct usb_sg_request *io)
{
	if (!io->urbs)
		return;
	for (int i = 0; i < io->entries; i++)
		usb_free_urb(io->urbs[i]);
	kfree(io->urbs);
	io->urbs = NULL;
}

static struct urb *one(struct usb_sg_request *io, unsigned int period, gfp_t gfp)
{
	struct urb *urb = usb_alloc_urb(0, gfp);

	if (!urb)
		return NULL;
	urb->dev = io->dev;
	urb->pipe = io->pipe;
	urb->interval = period;
	urb->transfer_flags = URB_NO_INTERRUPT;
	if (usb_pipein(io->pipe))
		urb->transfer_flags |= URB_SHORT_NOT_OK;
	urb->complete = finish_one;
	urb->context = io;
	return urb;
}

static int fill_whole(struct usb_sg_request *io, unsigned int period, struct scatterlist *sg,
		      int nents, size_t length, gfp_t gfp)
{
	struct urb *urb = one(io, period, gfp);
	struct scatterlist *s;
	int i;

	if (!urb)
		return -ENOMEM;
	urb->sg = sg;
	urb->num_sgs = nents;
	if (!length)
		for_each_sg(sg, s, nents, i)
			length += s->length;
	urb->transfer_buffer_length = length;
	io->urbs[0] = urb;
	return 0;
}

static int fill_each(struct usb_sg_request *io, unsigned int period, struct scatterlist *sg,
		     int nents, size_t length, gfp_t gfp)
{
	struct scatterlist *s;
	int i;

	for_each_sg(sg, s, nents, i) {
		struct urb *urb = one(io, period, gfp);
		size_t len = length && length < s->length ? length : s->length;

		if (!urb)
			return -ENOMEM;
		urb->sg = s;
		urb->transfer_buffer = PageHighMem(sg_page(s)) ? NULL : sg_virt(s);
		urb->transfer_buffer_length = len;
		io->urbs[i] = urb;
		if (!length)
			continue;
		length -= len;
		if (!length) {
			io->entries = i + 1;
			break;
		}
	}
	return 0;
}

int usb_sg_init(struct usb_sg_request *io, struct usb_device *dev, unsigned pipe,
		unsigned period, struct scatterlist *sg, int nents, size_t length,
		gfp_t mem_flags)
{
	bool whole;
	int ret;
	RT_API;

	if (!io || !dev || !sg || usb_pipecontrol(pipe) || usb_pipeisoc(pipe) || nents <= 0)
		return -EINVAL;
	memset(io, 0, sizeof(*io));
	io->dev = dev;
	io->pipe = pipe;
	whole = dev->bus->sg_tablesize > 0;
	io->entries = whole ? 1 : nents;
	io->urbs = kcalloc(io->entries, sizeof(*io->urbs), mem_flags);
	if (!io->urbs)
		return -ENOMEM;
	ret = whole ? fill_whole(io, period, sg, nents, length, mem_flags)
		    : fill_each(io, period, sg, nents, length, mem_flags);
	if (ret) {
		release(io);
		return ret;
	}
	io->urbs[io->entries - 1]->transfer_flags &= ~URB_NO_INTERRUPT;
	io->count = io->entries;
	return 0;
}

/* -EAGAIN and -ENOMEM are tried again for ever, as the kernel does; here it is a hang. */
static int submit_one(struct usb_sg_request *io, struct urb *urb)
{
	int ret, tries = 0;

	while (!io->status) {
		ret = usb_submit_urb(urb, GFP_NOIO);
		if (ret != -EAGAIN && ret != -ENXIO && ret != -ENOMEM)
			return ret;
		if (++tries == 100) {
			rt_report(RT_X_HANG, 0, 0);
			return ret;
		}
		rt_wait_step(rt_now + 1000);
	}
	return -ECONNRESET;
}

void usb_sg_wait(struct usb_sg_request *io)
{
	int i, ret;
	RT_API;

	for (i = 0; i < io->entries && !io->status; i++) {
		ret = submit_one(io, io->urbs[i]);
		if (!ret)
			continue;
		io->urbs[i]->status = ret;
		if (!io->status)
			io->status = ret;
		usb_sg_cancel(io);
		break;
	}
	io->count -= io->entries - i;
	while (io->count > 0)
		rt_wait_step(~0ULL);
	rt_progress();
	release(io);
}

void usb_sg_cancel(struct usb_sg_request *io)
{
	RT_API;

	if (!io->count || !io->urbs)
		return;
	if (!io->status)
		io->status = -ECONNRESET;
	for (int i = io->entries; i-- > 0;) {
		usb_block_urb(io->urbs[i]);
		usb_unlink_urb(io->urbs[i]);
	}
}
