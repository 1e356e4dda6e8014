// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Between usbcore and the controller: mapping of URBs as usb_hcd_map_urb_for_dma()
 * does it, the queue of the controller, giveback.  What a URB says is noted when
 * it is queued and compared when it comes back.
 */
#include "core.h"

struct rt_hcd_state rt_hcd;
bool rt_in_irq;

static struct rt_flight *flights;
static unsigned int submissions;

static enum dma_data_direction dir_of(const struct urb *urb)
{
	return urb->transfer_flags & URB_DIR_IN ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
}

static bool is_control(const struct urb *urb)
{
	return usb_endpoint_type(&urb->ep->desc) == USB_ENDPOINT_XFER_CONTROL;
}

/* xHCI: up to 8 bytes to the device travel in the ring itself. */
static bool immediate(const struct urb *urb)
{
	return rt_has(RT_IDT) && dir_of(urb) == DMA_TO_DEVICE &&
		usb_endpoint_type(&urb->ep->desc) != USB_ENDPOINT_XFER_ISOC &&
		usb_endpoint_maxp(&urb->ep->desc) >= 8 && urb->transfer_buffer_length <= 8 &&
		!(urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP) && !urb->num_sgs;
}

bool rt_by_cpu(const struct urb *urb)
{
	return rt_machine->hcd == RT_HCD_PIO || rt_has(RT_DATA_BY_CPU) || immediate(urb) ||
		(rt_machine->hcd == RT_HCD_MIXED && is_control(urb));
}

static int bounce_setup(struct urb *urb)
{
	dma_addr_t dma;
	u8 **copy = rt_local_alloc(8 + sizeof(*copy), &dma);

	if (!copy)
		return -ENOMEM;
	memcpy(copy, urb->setup_packet, 8);
	copy[1] = urb->setup_packet;
	urb->setup_packet = (u8 *)copy;
	urb->setup_dma = dma;
	urb->transfer_flags |= URB_SETUP_MAP_LOCAL;
	return 0;
}

static int map_setup(struct urb *urb)
{
	struct device *dev = &rt_hcd.sysdev;

	if (rt_machine->hcd == RT_HCD_LOCAL)
		return bounce_setup(urb);
	if (!rt_hcd_maps() || rt_setup_is_mapped(urb))
		return 0;
	if (object_is_on_stack(urb->setup_packet)) {
		rt_report(RT_W_SETUP_STACK, (rt_addr)urb->setup_packet, 8);
		return -EAGAIN;
	}
	rt_report_as("bad_setup_packet");
	urb->setup_dma = dma_map_single(dev, urb->setup_packet, 8, DMA_TO_DEVICE);
	rt_report_as(NULL);
	if (dma_mapping_error(dev, urb->setup_dma))
		return -EAGAIN;
	urb->transfer_flags |= URB_SETUP_MAP_SINGLE;
	return 0;
}

static int bounce_data(struct urb *urb)
{
	u32 len = urb->transfer_buffer_length;
	dma_addr_t dma;
	char *copy;

	if (!urb->transfer_buffer)
		return -EFAULT;
	copy = rt_local_alloc(len + sizeof(void *), &dma);
	if (!copy)
		return -ENOMEM;
	memcpy(copy + len, &urb->transfer_buffer, sizeof(void *));
	if (dir_of(urb) == DMA_TO_DEVICE)
		memcpy(copy, urb->transfer_buffer, len);
	urb->transfer_buffer = copy;
	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_MAP_LOCAL;
	return 0;
}

static int map_sg(struct urb *urb)
{
	int n;

	if (usb_endpoint_type(&urb->ep->desc) == USB_ENDPOINT_XFER_ISOC) {
		rt_report(RT_W_ISO_SG, 0, 0);
		return -EINVAL;
	}
	n = dma_map_sg(&rt_hcd.sysdev, urb->sg, urb->num_sgs, dir_of(urb));
	if (!n)
		return -EAGAIN;
	urb->num_mapped_sgs = n;
	urb->transfer_flags |= URB_DMA_MAP_SG;
	if (n != urb->num_sgs)
		urb->transfer_flags |= URB_DMA_SG_COMBINED;
	return 0;
}

static int map_data(struct urb *urb)
{
	struct device *dev = &rt_hcd.sysdev;
	u32 len = urb->transfer_buffer_length;

	if (!len || (urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP))
		return 0;
	if (rt_machine->hcd == RT_HCD_LOCAL)
		return bounce_data(urb);
	if (!rt_hcd_maps())
		return 0;
	if (urb->num_sgs)
		return map_sg(urb);
	if (urb->sg) {
		urb->transfer_dma = dma_map_page(dev, sg_page(urb->sg), urb->sg->offset, len,
						 dir_of(urb));
		if (dma_mapping_error(dev, urb->transfer_dma))
			return -EAGAIN;
		urb->transfer_flags |= URB_DMA_MAP_PAGE;
		return 0;
	}
	if (object_is_on_stack(urb->transfer_buffer)) {
		rt_report(RT_W_STACK, (rt_addr)urb->transfer_buffer, len);
		return -EAGAIN;
	}
	urb->transfer_dma = dma_map_single(dev, urb->transfer_buffer, len, dir_of(urb));
	if (dma_mapping_error(dev, urb->transfer_dma))
		return -EAGAIN;
	urb->transfer_flags |= URB_DMA_MAP_SINGLE;
	return 0;
}

int rt_map_urb(struct urb *urb, gfp_t gfp)
{
	int ret = 0;

	if (immediate(urb) || (rt_machine->hcd == RT_HCD_MIXED && is_control(urb)))
		return 0;
	/* xHCI's setup packet is immediate always, but usbcore maps it unless the URB is */
	if (is_control(urb))
		ret = map_setup(urb);
	if (!ret)
		ret = map_data(urb);
	if (ret)
		rt_unmap_urb(urb);
	return ret;
}

static void unmap_setup(struct urb *urb)
{
	u8 *old;

	if (urb->transfer_flags & URB_SETUP_MAP_SINGLE) {
		dma_unmap_single(&rt_hcd.sysdev, urb->setup_dma, 8, DMA_TO_DEVICE);
	} else if (urb->transfer_flags & URB_SETUP_MAP_LOCAL) {
		memcpy(&old, urb->setup_packet + 8, sizeof(old));
		rt_local_free(urb->setup_packet);
		urb->setup_packet = old;
	}
	if (!rt_setup_is_mapped(urb))
		urb->setup_dma = 0;	/* the kernel leaves it stale; so we see who writes it */
	urb->transfer_flags &= ~(URB_SETUP_MAP_SINGLE | URB_SETUP_MAP_LOCAL);
}

static void unbounce_data(struct urb *urb)
{
	char *copy = urb->transfer_buffer;
	void *old;

	memcpy(&old, copy + urb->transfer_buffer_length, sizeof(old));
	if (dir_of(urb) == DMA_FROM_DEVICE)
		memcpy(old, copy, urb->transfer_buffer_length);
	rt_local_free(copy);
	urb->transfer_buffer = old;
	urb->transfer_dma = 0;
}

void rt_unmap_urb(struct urb *urb)
{
	struct device *dev = &rt_hcd.sysdev;
	u32 len = urb->transfer_buffer_length;

	unmap_setup(urb);
	if (urb->transfer_flags & URB_DMA_MAP_SG)
		dma_unmap_sg(dev, urb->sg, urb->num_sgs, dir_of(urb));
	else if (urb->transfer_flags & URB_DMA_MAP_PAGE)
		dma_unmap_page(dev, urb->transfer_dma, len, dir_of(urb));
	else if (urb->transfer_flags & URB_DMA_MAP_SINGLE)
		dma_unmap_single(dev, urb->transfer_dma, len, dir_of(urb));
	else if (urb->transfer_flags & URB_MAP_LOCAL)
		unbounce_data(urb);
	urb->transfer_flags &= ~(URB_DMA_MAP_SG | URB_DMA_MAP_PAGE | URB_DMA_MAP_SINGLE |
				 URB_MAP_LOCAL | URB_DMA_SG_COMBINED);
}

/* ---- the bytes ---- */

/*
 * As the CPU would, wherever it is: the driver's memory, its stack too, is not the
 * sanitizer's, and what a wrong driver has there overlaps what it likes.
 */
static __attribute__((__no_sanitize__("address", "undefined"),
		      __optimize__("no-tree-loop-distribute-patterns")))
void plain_copy(char *to, const char *from, size_t len)
{
	while (len--)
		*to++ = *from++;
}

static void copy_by_cpu(struct urb *urb, char *data, size_t offset, size_t len, bool write)
{
	struct scatterlist *s;
	size_t at = 0;
	int i;

	if (!urb->num_sgs) {
		if (write)
			plain_copy((char *)urb->transfer_buffer + offset, data, len);
		else
			plain_copy(data, (char *)urb->transfer_buffer + offset, len);
		return;
	}
	for_each_sg(urb->sg, s, urb->num_sgs, i) {
		unsigned long index = rt_page_index(sg_page(s));
		char *p = (char *)rt_phys_ptr(rt_page_phys(index)) + s->offset;

		for (size_t n = 0; n < s->length; n++, at++) {
			if (at < offset || at >= offset + len)
				continue;
			if (write)
				p[n] = data[at - offset];
			else
				data[at - offset] = p[n];
		}
	}
}

static void copy_sg(struct urb *urb, char *data, size_t offset, size_t len, bool write)
{
	struct scatterlist *s;
	size_t at = 0;
	int i;

	for_each_sg(urb->sg, s, urb->num_mapped_sgs, i) {
		size_t from = at > offset ? at : offset;
		size_t to = at + s->dma_length < offset + len ? at + s->dma_length : offset + len;

		if (from < to)
			rt_dma(&rt_hcd.sysdev, s->dma_address + (from - at), data + (from - offset),
			       to - from, write);
		at += s->dma_length;
	}
}

/* Moves bytes of the data stage between the device and the URB's memory. */
void rt_urb_copy(struct urb *urb, void *data, size_t offset, size_t len, bool write)
{
	if (!len)
		return;
	if (rt_by_cpu(urb))
		copy_by_cpu(urb, data, offset, len, write);
	else if (urb->transfer_flags & URB_DMA_MAP_SG)
		copy_sg(urb, data, offset, len, write);
	else
		rt_dma(&rt_hcd.sysdev, urb->transfer_dma + offset, data, len, write);
}

/* ---- the queue ---- */

struct urb *rt_active_urb(unsigned long buffer, size_t size)
{
	for (struct rt_flight *f = flights; f; f = f->next) {
		unsigned long at = (unsigned long)f->buffer;

		if (at && at < buffer + size && buffer < at + (f->length ? f->length : 1))
			return f->urb;
	}
	return NULL;
}

static bool can_peek(const struct urb *urb)
{
	rt_addr at = (rt_addr)urb->transfer_buffer;

	enum rt_kind kind = rt_kind_of(at);

	return urb->num_sgs || (urb->transfer_buffer && kind != RT_UNKNOWN && kind != RT_USER);
}

static u32 crc_of(struct urb *urb, u32 len)
{
	char *copy = can_peek(urb) && len ? __builtin_malloc(len) : NULL;
	u32 crc;

	if (!copy)
		return 0;
	copy_by_cpu(urb, copy, 0, len, false);
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
	if (is_control(urb) && (rt_by_cpu(urb) || rt_has(RT_DATA_BY_CPU) || rt_has(RT_IDT)))
		memcpy(f->setup, urb->setup_packet, 8);
	else if (is_control(urb))
		rt_dma(&rt_hcd.sysdev, urb->setup_dma, f->setup, 8, 0);
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
	sent = dir_of(urb) == DMA_TO_DEVICE ? crc_of(urb, urb->transfer_buffer_length) : 0;
	ret = rt_map_urb(urb, gfp);
	if (!ret && atomic_read(&urb->reject))
		ret = -EPERM;
	else if (!ret && rt_hcd.gone)
		ret = -ESHUTDOWN;
	else if (!ret && !urb->ep->enabled)
		ret = -ENOENT;
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
	bool in = dir_of(urb) == DMA_FROM_DEVICE;
	u32 seen = !in ? f->sent : driver_maps(urb) ? f->wire : crc_of(urb, urb->actual_length);

	rt_trace("urb %u ep%02x %s status %d actual %u wire %08x driver %08x", f->order,
		 urb->ep->desc.bEndpointAddress, in ? "in" : "out", urb->status,
		 urb->actual_length, f->wire, seen);
	if (urb->actual_length && f->wire != seen && can_peek(urb) && !urb->number_of_packets)
		rt_report_at(RT_X_LOST, NULL, (rt_addr)urb->transfer_buffer, urb->actual_length,
			     f->site);
}

void rt_giveback(struct rt_flight *f, int status)
{
	struct rt_flight **at = &flights;
	struct urb *urb = f->urb;
	bool old = rt_in_irq;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
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
		rt_wait_step(~0ULL);
	}
}
