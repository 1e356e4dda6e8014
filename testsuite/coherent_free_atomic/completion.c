// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion handlers that release the URB's coherent buffer: fine for what the
 * controller's pools hold, not for more.
 * Options: disable=coherent_leak,coherent_unchecked
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/minmax.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

struct tape {
	struct usb_device *udev;
	struct usb_interface *intf;
	unsigned int packet;
	const struct tape_model *model;
};

struct tape_model {
	unsigned int block;
};

static void tape_big_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 16384, urb->transfer_buffer,
			  urb->transfer_dma);
}

static void bad_constant_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 16384, urb->transfer_buffer,	/* want: coherent_free_atomic */
			  urb->transfer_dma);
}

static void good_small_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 64, urb->transfer_buffer, urb->transfer_dma);
}

/* usb-skeleton: up to a page less 512 bytes */
static void bad_write_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length,	/* want: coherent_free_atomic */
			  urb->transfer_buffer, urb->transfer_dma);
}

/* as much as the user wants */
static void bad_user_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length,	/* want: coherent_free_atomic */
			  urb->transfer_buffer, urb->transfer_dma);
}

static void good_report_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length,
			  urb->transfer_buffer, urb->transfer_dma);
}

/* A bulk packet has 1024 bytes at most. */
static void good_packet_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length,
			  urb->transfer_buffer, urb->transfer_dma);
}

/* How large it is stands in another file. */
static void good_unknown_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length,
			  urb->transfer_buffer, urb->transfer_dma);
}

static int tape_send(struct tape *t, struct urb *urb, void *buf, size_t n, usb_complete_t done)
{
	usb_fill_bulk_urb(urb, t->udev, usb_sndbulkpipe(t->udev, 2), buf, n, done, t);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

static ssize_t good_write(struct file *file, const char __user *from, size_t count, loff_t *pos)
{
	struct tape *t = file->private_data;
	size_t n = min_t(size_t, count, PAGE_SIZE - 512);
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf = usb_alloc_coherent(t->udev, n, GFP_KERNEL, &urb->transfer_dma);

	if (copy_from_user(buf, from, n))
		return -EFAULT;
	return tape_send(t, urb, buf, n, bad_write_done);
}

static ssize_t good_write_all(struct file *file, const char __user *from, size_t count,
			      loff_t *pos)
{
	struct tape *t = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf = usb_alloc_coherent(t->udev, count, GFP_KERNEL, &urb->transfer_dma);

	if (copy_from_user(buf, from, count))
		return -EFAULT;
	return tape_send(t, urb, buf, count, bad_user_done);
}

static const struct file_operations tape_fops = {
	.write = good_write,
};

static const struct file_operations tape_all_fops = {
	.write = good_write_all,
};

const struct file_operations *good_fops(bool all)
{
	return all ? &tape_all_fops : &tape_fops;
}

static void *tape_buf(struct tape *t, struct urb *urb, size_t n)
{
	return usb_alloc_coherent(t->udev, n, GFP_KERNEL, &urb->transfer_dma);
}

int good_report(struct tape *t, struct urb *urb)
{
	return tape_send(t, urb, tape_buf(t, urb, 64), 64, good_report_done);
}

int good_packet(struct tape *t, struct urb *urb, struct usb_endpoint_descriptor *ep)
{
	t->packet = le16_to_cpu(ep->wMaxPacketSize);
	return tape_send(t, urb, tape_buf(t, urb, t->packet), t->packet, good_packet_done);
}

int good_unknown(struct tape *t, struct urb *urb)
{
	size_t n = t->model->block;

	return tape_send(t, urb, tape_buf(t, urb, n), n, good_unknown_done);
}

int good_direct(struct tape *t, struct urb *urb, struct urb *small)
{	/* runtime: 16 KiB are more than the machine localmem has, and nobody asks */
	void *buf = usb_alloc_coherent(t->udev, 16384, GFP_KERNEL, &urb->transfer_dma);
	void *little = usb_alloc_coherent(t->udev, 64, GFP_KERNEL, &small->transfer_dma);

	usb_fill_bulk_urb(urb, t->udev, usb_sndbulkpipe(t->udev, 2), buf, 16384,
			  bad_constant_done, t);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(small, t->udev, usb_sndbulkpipe(t->udev, 2), little, 64,
			  good_small_done, t);
	small->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL) ?: usb_submit_urb(small, GFP_KERNEL);
}

/* In process context. */
void good_disconnect(struct usb_interface *intf)
{	/* runtime: the URB behind the interface is of another file */
	tape_big_done(usb_get_intfdata(intf));
}
