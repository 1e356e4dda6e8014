// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only pointer to the coherent buffer is urb->transfer_buffer, of an URB that the unit
 * itself has filled: known by its member, or by the completion handler it is given to.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N	4
#define SIZE	512

struct cam {
	struct usb_device *udev;
	struct urb *urbs[N];
	struct urb *heap, *either;
};

static void done(struct urb *urb)
{
	if (urb->status)
		return;
	usb_submit_urb(urb, GFP_ATOMIC);
}

static void bad_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);	/* want(plugin): coherent_wrong_release */
	usb_free_urb(urb);
}

static void good_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

int good_setup(struct cam *cam)
{
	int i;

	for (i = 0; i < N; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		void *buf;

		if (!urb)
			return -ENOMEM;
		cam->urbs[i] = urb;
		buf = usb_alloc_coherent(cam->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
		if (!buf)
			return -ENOMEM;
		usb_fill_bulk_urb(urb, cam->udev, usb_rcvbulkpipe(cam->udev, 1), buf, SIZE,
				  done, cam);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	}
	return 0;
}

void good_teardown(struct cam *cam)
{
	int i;

	for (i = 0; i < N; i++) {
		struct urb *urb = cam->urbs[i];

		usb_kill_urb(urb);
		usb_free_coherent(cam->udev, SIZE, urb->transfer_buffer, urb->transfer_dma);
		usb_free_urb(urb);
	}
}

void bad_teardown(struct cam *cam)
{
	int i;

	for (i = 0; i < N; i++) {
		struct urb *urb = cam->urbs[i];

		usb_kill_urb(urb);
		kfree(urb->transfer_buffer);	/* want(plugin): coherent_wrong_release */
		usb_free_urb(urb);
	}
}

int good_heap_setup(struct cam *cam)
{
	void *buf = kmalloc(SIZE, GFP_KERNEL);

	cam->heap = usb_alloc_urb(0, GFP_KERNEL);
	if (!buf || !cam->heap) {
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(cam->heap, cam->udev, usb_sndbulkpipe(cam->udev, 2), buf, SIZE,
			  good_done, cam);
	return usb_submit_urb(cam->heap, GFP_KERNEL);
}

int bad_send(struct cam *cam, const void *data)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(cam->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	memcpy(buf, data, SIZE);
	usb_fill_bulk_urb(urb, cam->udev, usb_sndbulkpipe(cam->udev, 2), buf, SIZE, bad_done, cam);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		kfree(buf);	/* want: coherent_wrong_release */
		usb_free_urb(urb);
	}
	return ret;
}

/* Which URB this is, only another file knows. */
void good_unknown_urb(struct urb *urb)
{
	kfree(urb->transfer_buffer);
}

/* The URB carries the one or the other: which, its owner knows. */
int good_either(struct cam *cam, bool coherent)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	cam->either = urb;
	if (!urb)
		return -ENOMEM;
	if (coherent) {
		urb->transfer_buffer = usb_alloc_coherent(cam->udev, SIZE, GFP_KERNEL,
							  &urb->transfer_dma);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	} else {
		urb->transfer_buffer = kmalloc(SIZE, GFP_KERNEL);
	}
	return urb->transfer_buffer ? 0 : -ENOMEM;
}

void good_either_free(struct cam *cam)
{
	kfree(cam->either->transfer_buffer);
	usb_free_urb(cam->either);
}
