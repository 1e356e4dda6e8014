// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The timer that cancels a request: it lies beside the request, or has its address.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include <linux/timer.h>
#include <linux/usb.h>

struct transfer {
	struct timer_list timer;
	struct usb_sg_request sgr;
};

struct watchdog {
	struct timer_list timer;
	struct usb_sg_request *req;
};

static void transfer_timeout(struct timer_list *t)
{
	struct transfer *tr = from_timer(tr, t, timer);

	usb_sg_cancel(&tr->sgr);
}

static void watchdog_timeout(struct timer_list *t)
{
	struct watchdog *w = from_timer(w, t, timer);

	usb_sg_cancel(w->req);
}

int good_timer_beside(struct usb_device *udev, unsigned int pipe, struct scatterlist *sg, int n)
{
	struct transfer tr;
	int ret;

	ret = usb_sg_init(&tr.sgr, udev, pipe, 0, sg, n, 0, GFP_KERNEL);
	if (ret)
		return ret;
	timer_setup(&tr.timer, transfer_timeout, 0);
	mod_timer(&tr.timer, jiffies + 100);
	usb_sg_wait(&tr.sgr);
	if (!del_timer_sync(&tr.timer))
		ret = -ETIMEDOUT;
	else
		ret = tr.sgr.status;
	return ret;
}

int bad_timer_beside(struct usb_device *udev, unsigned int pipe, struct scatterlist *sg, int n)
{
	struct transfer tr;
	int ret;

	ret = usb_sg_init(&tr.sgr, udev, pipe, 0, sg, n, 0, GFP_KERNEL);	/* want(plugin): sg_request_lifecycle */
	if (ret)
		return ret;
	timer_setup(&tr.timer, transfer_timeout, 0);
	mod_timer(&tr.timer, jiffies + 100);
	return del_timer_sync(&tr.timer) ? 0 : -ETIMEDOUT;
}

int good_address_kept(struct usb_device *udev, unsigned int pipe, struct usb_sg_request *req,
		      struct scatterlist *sg, int rounds)
{
	struct watchdog w = { .req = req };
	int ret = 0;

	timer_setup(&w.timer, watchdog_timeout, 0);
	while (!ret && rounds-- > 0) {
		ret = usb_sg_init(req, udev, pipe, 0, sg, 1, 0, GFP_KERNEL);
		if (ret)
			break;
		mod_timer(&w.timer, jiffies + 100);
		usb_sg_wait(req);
		ret = del_timer_sync(&w.timer) ? req->status : -ETIMEDOUT;
	}
	return ret;
}

/* A static helper that sets up what its caller passes, and forgets it: nobody else waits. */
static noinline int start(struct usb_device *udev, struct usb_sg_request *req,
			  struct scatterlist *sg)
{
	return usb_sg_init(req, udev, usb_rcvbulkpipe(udev, 1), 0, sg, 1, 0, GFP_KERNEL);
}

int good_caller_waits(struct usb_device *udev, struct scatterlist *sg)
{
	struct usb_sg_request req;
	int ret = start(udev, &req, sg);

	if (!ret)
		usb_sg_wait(&req);
	return ret;
}
