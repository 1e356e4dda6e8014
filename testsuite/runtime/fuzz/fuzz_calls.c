// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Synchronous transfers, scatterlists, power, settings, packets, and what runs later.
 */
#include <linux/interrupt.h>
#include <linux/skbuff.h>
#include <linux/timer.h>

#include "fuzz.h"

void fuzz_message(void)
{
	struct usb_device *udev = rt_udev();
	struct buffer *b = some_buffer();
	u32 len = b ? pick(b->size + 1) : 0;
	int actual, timeout = 1 + pick(200);
	u8 stack[32];

	if (!b || in_flight(b))
		return;
	switch (pick(8)) {
	case 0:
		usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), pick(16), USB_DIR_IN | pick(128),
				pick(0x400), 0, b->p, min(len, 60000U), timeout);
		break;
	case 1:
		usb_control_msg(udev, usb_sndctrlpipe(udev, 0), pick(16), pick(128), 0, 0, b->p,
				min(len, 60000U), timeout);
		break;
	case 2:
		usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1 + pick(3)), b->p, len, &actual, timeout);
		break;
	case 3:
		usb_interrupt_msg(udev, usb_sndintpipe(udev, 1 + pick(3)), b->p, len, &actual,
				  timeout);
		break;
	case 4:
		usb_control_msg_recv(udev, pick(2), 1, USB_DIR_IN, pick(0x400), 0, stack,
				     pick(sizeof(stack)), timeout, GFP_KERNEL);
		break;
	case 5:
		usb_string(udev, pick(5), (char *)stack, sizeof(stack));
		break;
	case 6:
		if (b->kind == SLAB && len)
			usb_get_descriptor(udev, 1 + pick(4), pick(4), b->p, min(len, 255U));
		break;
	default:
		usb_get_std_status(udev, USB_RECIP_DEVICE, 0, stack);
	}
}

/* ---- scatterlists ---- */

static struct usb_sg_request *canceled;

static void cancel(struct timer_list *t)
{
	if (canceled)
		usb_sg_cancel(canceled);
}

void fuzz_sg(void)
{
	struct usb_device *udev = rt_udev();
	static struct timer_list timer;
	struct usb_sg_request io;
	struct scatterlist sg[4];
	unsigned int n = 1 + pick(4);
	struct page *pages[4];
	bool high = rt_machine->hcd == RT_HCD_DMA && rt_machine->bus != RT_BUS_SWIOTLB && pick(2);

	sg_init_table(sg, n);
	for (unsigned int i = 0; i < n; i++) {
		pages[i] = alloc_page(high ? GFP_KERNEL | __GFP_HIGHMEM : GFP_KERNEL);
		if (!pages[i])
			return;
		sg_set_page(&sg[i], pages[i], pick(3) ? 512 : 1 + pick(4096), 0);
	}
	timer_setup(&timer, cancel, 0);
	if (!usb_sg_init(&io, udev, pick(2) ? usb_rcvbulkpipe(udev, 1) : usb_sndbulkpipe(udev, 1),
			 0, sg, n, pick(2) ? 0 : pick(3000), GFP_KERNEL)) {
		canceled = &io;
		mod_timer(&timer, jiffies + 1 + pick(60));
		usb_sg_wait(&io);
		canceled = NULL;
		del_timer_sync(&timer);
	}
	for (unsigned int i = 0; i < n; i++)
		__free_page(pages[i]);
}

/* ---- the device as a whole ---- */

void fuzz_device(void)
{
	struct usb_device *udev = rt_udev();

	switch (pick(8)) {
	case 0:
		rt_suspend();
		msleep(pick(5));
		rt_resume(pick(2));
		break;
	case 1:
		rt_reset();
		break;
	case 2:
		usb_set_interface(udev, 0, pick(3));
		break;
	case 3:
		usb_clear_halt(udev, usb_rcvbulkpipe(udev, 1));
		break;
	case 4:
		usb_reset_configuration(udev);
		break;
	case 5:
		usb_reset_endpoint(udev, 0x81);
		break;
	case 6:
		dma_set_mask(&udev->dev, DMA_BIT_MASK(24 + pick(41)));
		break;
	default:
		usb_autopm_get_interface(rt_intf(0));
		usb_autopm_put_interface(rt_intf(0));
	}
}

/* ---- packets ---- */

void fuzz_packet(void)
{
	struct sk_buff *skb = rt_net_packet(pick(200), pick(2) ? pick(2000) : 0, pick(2));
	struct sk_buff *clone = skb && pick(2) ? skb_clone(skb, GFP_KERNEL) : NULL;
	unsigned int before;
	u8 to[16];

	if (!skb)
		return;
	if (pick(2))
		skb_linearize(skb);
	if (pick(2) && !skb_cow_head(skb, 16))
		skb_push(skb, pick(16));
	if (skb_tailroom(skb) > 4 && !skb_cloned(skb))
		skb_put(skb, pick(4));
	skb_pull(skb, pick(300));
	skb_trim(skb, pick(300));
	skb_copy_bits(skb, pick(300), to, pick(16));
	skb_padto(skb, 60);	/* cannot fail without a plan */
	kfree_skb(skb);
	kfree_skb(clone);
	if (!pick(5)) {
		before = misuse("packet freed twice");
		kfree_skb(skb);
		reported(before);
	}
}

/* ---- work, timers, tasklets ---- */

static struct work_struct work;
static struct delayed_work delayed;
static struct tasklet_struct tasklet;
static bool ready;

static void do_work(struct work_struct *w)
{
	msleep(pick(10));
	fuzz_urb_submit();
}

static void do_tasklet(struct tasklet_struct *t)
{
	unsigned int before = misuse("GFP_KERNEL in a tasklet");
	void *p = kmalloc(8, pick(3) ? GFP_ATOMIC : GFP_KERNEL);

	(void)before;
	kfree(p);
}

void fuzz_later(void)
{
	if (!ready) {
		INIT_WORK(&work, do_work);
		INIT_DELAYED_WORK(&delayed, do_work);
		tasklet_setup(&tasklet, do_tasklet);
		ready = true;
	}
	switch (pick(6)) {
	case 0:
		schedule_work(&work);
		break;
	case 1:
		schedule_delayed_work(&delayed, pick(10));
		break;
	case 2:
		tasklet_schedule(&tasklet);
		break;
	case 3:
		flush_work(&work);
		break;
	case 4:
		cancel_delayed_work_sync(&delayed);
		break;
	default:
		tasklet_kill(&tasklet);
	}
}

void fuzz_calls_end(void)
{
	if (!ready)
		return;
	cancel_work_sync(&work);
	cancel_delayed_work_sync(&delayed);
	tasklet_kill(&tasklet);
}
