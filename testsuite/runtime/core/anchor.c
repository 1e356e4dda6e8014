// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Anchors: sets of URBs that hold a reference to each.
 */
#include "core.h"

void usb_anchor_urb(struct urb *urb, struct usb_anchor *anchor)
{
	RT_API;

	if (!urb || rt_urb_dead(urb))
		return;
	if (urb->anchor) {		/* the kernel's lists are broken from here on */
		rt_report(RT_X_ANCHOR, (rt_addr)urb, sizeof(*urb));
		return;
	}
	usb_get_urb(urb);
	list_add_tail(&urb->anchor_list, &anchor->urb_list);
	urb->anchor = anchor;
	if (anchor->poisoned)
		atomic_inc(&urb->reject);
}

void usb_unanchor_urb(struct urb *urb)
{
	RT_API;

	if (!urb || rt_urb_dead(urb) || !urb->anchor)
		return;
	urb->anchor = NULL;
	list_del_init(&urb->anchor_list);
	rt_progress();
	usb_put_urb(urb);
}

static struct urb *last(struct usb_anchor *anchor)
{
	if (list_empty(&anchor->urb_list))
		return NULL;
	return usb_get_urb(list_entry(anchor->urb_list.prev, struct urb, anchor_list));
}

void usb_kill_anchored_urbs(struct usb_anchor *anchor)
{
	struct urb *urb;
	RT_API;

	while ((urb = last(anchor))) {
		usb_kill_urb(urb);
		usb_unanchor_urb(urb);
		usb_put_urb(urb);
	}
}

void usb_poison_anchored_urbs(struct usb_anchor *anchor)
{
	struct urb *urb;
	RT_API;

	anchor->poisoned = 1;
	while ((urb = last(anchor))) {
		usb_poison_urb(urb);
		usb_unanchor_urb(urb);
		usb_put_urb(urb);
	}
}

void usb_unpoison_anchored_urbs(struct usb_anchor *anchor)
{
	struct urb *urb;

	list_for_each_entry(urb, &anchor->urb_list, anchor_list)
		usb_unpoison_urb(urb);
	anchor->poisoned = 0;
}

void usb_unlink_anchored_urbs(struct usb_anchor *anchor)
{
	struct urb *urb;
	RT_API;

	while ((urb = usb_get_from_anchor(anchor))) {
		usb_unlink_urb(urb);
		usb_put_urb(urb);
	}
}

void usb_anchor_suspend_wakeups(struct usb_anchor *anchor)
{
	atomic_inc(&anchor->suspend_wakeups);
}

void usb_anchor_resume_wakeups(struct usb_anchor *anchor)
{
	atomic_dec(&anchor->suspend_wakeups);
	rt_progress();
}

int usb_wait_anchor_empty_timeout(struct usb_anchor *anchor, unsigned int timeout)
{
	unsigned long long deadline = rt_now + timeout * 1000ULL;
	RT_API;

	while (!list_empty(&anchor->urb_list))
		if (rt_wait_step(deadline))
			return 0;
	rt_progress();
	return 1;
}

/* The caller gets the anchor's reference. */
struct urb *usb_get_from_anchor(struct usb_anchor *anchor)
{
	struct urb *urb;
	RT_API;

	if (list_empty(&anchor->urb_list))
		return NULL;
	urb = usb_get_urb(list_first_entry(&anchor->urb_list, struct urb, anchor_list));
	usb_unanchor_urb(urb);
	return urb;
}

void usb_scuttle_anchored_urbs(struct usb_anchor *anchor)
{
	struct urb *urb;
	RT_API;

	while ((urb = last(anchor))) {
		usb_unanchor_urb(urb);
		usb_put_urb(urb);
	}
}

int usb_anchor_empty(struct usb_anchor *anchor)
{
	return list_empty(&anchor->urb_list);
}
