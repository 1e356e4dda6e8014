// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The queue of the controller and giveback.  What an URB says is noted when it is
 * queued and compared when it comes back.  The URBs of an endpoint are served in
 * the order they were submitted.
 */
#include "core.h"

bool rt_in_irq;

static struct rt_flight *flights;
static unsigned int submissions;
unsigned int rt_givebacks;

struct urb *rt_active_urb(unsigned long buffer, size_t size)
{
	for (struct rt_flight *f = flights; f; f = f->next) {
		unsigned long at = (unsigned long)f->buffer;

		if (at && at < buffer + size && buffer < at + (f->length ? f->length : 1))
			return f->urb;
	}
	return NULL;
}

static bool can_peek(const struct urb *urb, u32 len)
{
	rt_addr at = (rt_addr)urb->transfer_buffer;

	if (urb->num_sgs)
		return true;
	return at && rt_kind_of(at) != RT_UNKNOWN && rt_reachable(at, len);
}

static u32 crc_of(struct urb *urb, u32 len)
{
	char *copy = can_peek(urb, len) && len ? __builtin_malloc(len) : NULL;
	u32 crc;

	if (!copy)
		return 0;
	rt_copy_by_cpu(urb, copy, 0, len, false);
	crc = rt_crc(copy, len);
	__builtin_free(copy);
	return crc;
}

static void link(struct urb *urb, void *buffer, u32 sent)
{
	struct rt_flight *f = __builtin_calloc(1, sizeof(*f));

	f->urb = urb;
	f->status = -EINPROGRESS;
	f->order = ++submissions;
	f->site = rt_site();
	f->length = urb->transfer_buffer_length;
	f->buffer = buffer;
	f->dma = urb->transfer_dma;
	f->sent = sent;
	if (rt_is_control(urb) && (rt_by_cpu(urb) || rt_has(RT_DATA_BY_CPU) || rt_has(RT_IDT)))
		memcpy(f->setup, urb->setup_packet, 8);
	else if (rt_is_control(urb))
		f->refused = rt_dma(&rt_hcd.sysdev, urb->setup_dma, f->setup, 8, 0) != 8 &&
			rt_strict_iommu && rt_machine->bus == RT_BUS_IOMMU;
	f->next = flights;
	flights = f;
	urb->hcpriv = f;
	f->event = rt_event(50 + rt_random(200), rt_flight_run, f);
}

int rt_hcd_submit(struct urb *urb, gfp_t gfp)
{
	void *buffer = urb->transfer_buffer;
	u32 sent;
	int ret;

	rt_check_gfp(gfp);
	usb_get_urb(urb);
	atomic_inc(&urb->use_count);
	sent = rt_dir_of(urb) == DMA_TO_DEVICE ? crc_of(urb, urb->transfer_buffer_length) : 0;
	ret = rt_map_urb(urb, gfp);
	if (!ret && atomic_read(&urb->reject))
		ret = -EPERM;
	else if (!ret && !urb->ep->enabled)
		ret = -ENOENT;
	else if (!ret && !urb->dev->can_submit)
		ret = -EHOSTUNREACH;
	else if (!ret && rt_hcd.gone)
		ret = -ESHUTDOWN;
	else if (!ret && rt_fault("submit"))
		ret = -ENOMEM;
	else if (!ret) {
		urb->unlinked = 0;
		link(urb, buffer, sent);
		return 0;
	}
	rt_unmap_urb(urb);
	atomic_dec(&urb->use_count);
	usb_put_urb(urb);
	return ret;
}

static void check_changes(struct rt_flight *f)
{
	struct urb *urb = f->urb;

	if (f->length != urb->transfer_buffer_length ||
	    (!(urb->transfer_flags & URB_MAP_LOCAL) && f->buffer != urb->transfer_buffer) ||
	    (f->dma != urb->transfer_dma && !urb->num_sgs))
		rt_report_at(RT_X_CHANGED, NULL, (rt_addr)f->buffer, f->length, f->site);
}

/* A mapping of the driver's own: it sees the data after its sync or unmap, not before. */
static bool driver_maps(const struct urb *urb)
{
	struct rt_mapping *m = rt_mapping_at(&rt_hcd.sysdev, urb->transfer_dma);

	return (urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP) && m && m->type != RT_MAP_COHERENT;
}

static void trace(struct rt_flight *f)
{
	struct urb *urb = f->urb;
	bool in = rt_dir_of(urb) == DMA_FROM_DEVICE;
	u32 seen = !in ? f->sent : driver_maps(urb) ? f->wire : crc_of(urb, urb->actual_length);

	rt_trace("urb %u ep%02x %s status %d actual %u wire %08x driver %08x", f->order,
		 urb->ep->desc.bEndpointAddress, in ? "in" : "out", urb->status,
		 urb->actual_length, f->wire, seen);
	if (urb->actual_length && f->wire != seen && can_peek(urb, 1) && !urb->number_of_packets)
		rt_report_at(RT_X_LOST, NULL, (rt_addr)urb->transfer_buffer, urb->actual_length,
			     f->site);
}

/* The oldest of an endpoint that is not being taken back. */
static struct rt_flight *first_of(const struct usb_host_endpoint *ep)
{
	struct rt_flight *first = NULL;

	for (struct rt_flight *f = flights; f; f = f->next)
		if (f->urb->ep == ep && !f->urb->unlinked && (!first || f->order < first->order))
			first = f;
	return first;
}

/* Is it this one's turn?  If not, it goes on when the one before it is done. */
bool rt_flight_turn(struct rt_flight *f)
{
	f->blocked = first_of(f->urb->ep) != f;
	if (f->blocked)
		f->event = 0;
	return !f->blocked;
}

static void next_turn(const struct usb_host_endpoint *ep)
{
	struct rt_flight *f = first_of(ep);

	if (!f || !f->blocked)
		return;
	f->blocked = false;
	f->event = rt_event(10 + rt_random(100), rt_flight_transfer, f);
}

void rt_giveback(struct rt_flight *f, int status)
{
	struct rt_flight **at = &flights;
	struct urb *urb = f->urb;
	bool old = rt_in_irq;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
	rt_givebacks++;
	rt_event_cancel(f->event);
	urb->hcpriv = NULL;
	if (urb->unlinked)
		status = urb->unlinked;
	else if ((urb->transfer_flags & URB_SHORT_NOT_OK) && !status &&
		 urb->actual_length < urb->transfer_buffer_length)
		status = -EREMOTEIO;
	check_changes(f);
	rt_unmap_urb(urb);
	urb->status = status;
	trace(f);
	__builtin_free(f);
	rt_about_urb(NULL);
	usb_unanchor_urb(urb);
	next_turn(urb->ep);
	rt_in_irq = true;
	urb->complete(urb);
	rt_in_irq = old;
	atomic_dec(&urb->use_count);
	rt_progress();
	usb_put_urb(urb);
}

static void give_unlinked(void *arg)
{
	struct rt_flight *f = arg;

	rt_giveback(f, f->status);
}

int rt_hcd_unlink(struct urb *urb, int status)
{
	struct rt_flight *f = urb->hcpriv;

	if (!f)
		return -EIDRM;
	if (urb->unlinked)
		return -EBUSY;
	urb->unlinked = status;
	f->status = status;
	rt_event_cancel(f->event);
	f->event = rt_event(20 + rt_random(50), give_unlinked, f);
	return -EINPROGRESS;
}

/* ep NULL: all there is, as when the device is gone. */
void rt_hcd_cancel_all(struct usb_host_endpoint *ep, int status)
{
	for (struct rt_flight *f = flights; f; f = f->next)
		if (!ep || f->urb->ep == ep)
			rt_hcd_unlink(f->urb, status);
	for (;;) {
		struct rt_flight *f = flights;

		while (f && ep && f->urb->ep != ep)
			f = f->next;
		if (!f)
			return;
		if (!f->urb->unlinked)		/* submitted again meanwhile */
			rt_hcd_unlink(f->urb, status);
		rt_wait_step(~0ULL);
	}
}
