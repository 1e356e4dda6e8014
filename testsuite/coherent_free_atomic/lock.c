// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Large blocks that are released where interrupts are off: behind a lock, in a
 * helper of a completion handler.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/usb.h>

struct cam {
	struct usb_device *udev;
	spinlock_t lock;
	size_t size;
	void *frame;
	dma_addr_t frame_dma;
	void *report;
	dma_addr_t report_dma;
	bool gone;
};

int cam_alloc(struct cam *c)
{
	c->size = 65536;
	c->frame = usb_alloc_coherent(c->udev, c->size, GFP_KERNEL, &c->frame_dma);
	c->report = usb_alloc_coherent(c->udev, 2048, GFP_KERNEL, &c->report_dma);
	return c->frame && c->report ? 0 : -ENOMEM;
}

void bad_under_lock(struct cam *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	if (c->frame)
		usb_free_coherent(c->udev, c->size, c->frame, c->frame_dma);	/* want: coherent_free_atomic */
	c->frame = NULL;
	spin_unlock_irqrestore(&c->lock, flags);
}

void bad_under_lock_irq(struct cam *c)
{
	spin_lock_irq(&c->lock);
	if (!c->gone) {
		c->gone = true;
		usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);	/* want: coherent_free_atomic */
	}
	spin_unlock_irq(&c->lock);
}

static void cam_drop(struct cam *c)
{
	usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);	/* want: coherent_free_atomic */
	c->frame = NULL;
}

static void bad_done_by_helper(struct urb *urb)	/* its helper does it */
{
	struct cam *c = urb->context;

	if (urb->status == -ESHUTDOWN)
		cam_drop(c);
	else
		usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);	/* want: coherent_free_atomic */
}

void good_start(struct urb *urb)
{
	urb->complete = bad_done_by_helper;
}

void good_pooled(struct cam *c)
{
	unsigned long flags;

	spin_lock_irqsave(&c->lock, flags);
	usb_free_coherent(c->udev, 2048, c->report, c->report_dma);
	spin_unlock_irqrestore(&c->lock, flags);
}

void good_after_unlock(struct cam *c)
{
	unsigned long flags;
	void *frame;

	spin_lock_irqsave(&c->lock, flags);
	frame = c->frame;
	c->frame = NULL;
	if (!frame) {
		spin_unlock_irqrestore(&c->lock, flags);
		return;
	}
	spin_unlock_irqrestore(&c->lock, flags);
	usb_free_coherent(c->udev, 65536, frame, c->frame_dma);
}

/* On one of the ways the lock is not held. */
void good_maybe_locked(struct cam *c, bool locked)
{
	unsigned long flags = 0;

	if (locked)
		spin_lock_irqsave(&c->lock, flags);
	if (!locked)
		usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);
	if (locked)
		spin_unlock_irqrestore(&c->lock, flags);
}

/* Interrupts stay on. */
void good_plain_lock(struct cam *c)
{
	spin_lock(&c->lock);
	usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);
	spin_unlock(&c->lock);
}

/* Called from a handler and from disconnect(): told apart by nobody here. */
static void cam_drop_anywhere(struct cam *c)
{
	usb_free_coherent(c->udev, 65536, c->frame, c->frame_dma);
}

static void good_done(struct urb *urb)
{
	struct cam *c = urb->context;

	if (c->gone)
		cam_drop_anywhere(c);
}

void good_disconnect(struct cam *c, struct urb *urb)
{
	urb->complete = good_done;
	usb_kill_urb(urb);
	cam_drop_anywhere(c);
}
