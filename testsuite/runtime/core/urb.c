// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URBs: life, submission with the kernel's checks in the kernel's order, unlink,
 * kill, poison.
 */
#include "core.h"

#define INTERNAL (URB_DMA_MAP_SINGLE | URB_DMA_MAP_PAGE | URB_DMA_MAP_SG | URB_MAP_LOCAL | \
		  URB_SETUP_MAP_SINGLE | URB_SETUP_MAP_LOCAL | URB_DMA_SG_COMBINED)

static const u8 xfer_of_pipe[4] = {
	[PIPE_ISOCHRONOUS] = USB_ENDPOINT_XFER_ISOC, [PIPE_INTERRUPT] = USB_ENDPOINT_XFER_INT,
	[PIPE_CONTROL] = USB_ENDPOINT_XFER_CONTROL, [PIPE_BULK] = USB_ENDPOINT_XFER_BULK,
};

void usb_init_urb(struct urb *urb)
{
	if (!urb)
		return;
	memset(urb, 0, sizeof(*urb));
	kref_init(&urb->kref);
	INIT_LIST_HEAD(&urb->urb_list);
	INIT_LIST_HEAD(&urb->anchor_list);
}

struct urb *usb_alloc_urb(int iso_packets, gfp_t mem_flags)
{
	struct urb *urb;
	RT_API;

	urb = kmalloc(sizeof(*urb) + iso_packets * sizeof(urb->iso_frame_desc[0]), mem_flags);
	if (!urb)
		return NULL;
	rt_object_live((rt_addr)urb)->what = "urb";
	usb_init_urb(urb);
	return urb;
}

/* The buffer of a URB_FREE_BUFFER goes by kfree(): anything else is misuse. */
static void free_buffer(const struct urb *urb)
{
	rt_addr at = (rt_addr)urb->transfer_buffer;
	struct rt_object *object = rt_object_find(at);

	if (!urb->transfer_buffer)
		return;
	if (object && object->freed)
		rt_report_slug(RT_X_DOUBLE_FREE, "free_buffer_double_free", at, object->size);
	else if (!object || object->kind != RT_SLAB || object->at != at || object->slug)
		rt_report(RT_X_FREE_BUFFER, at, urb->transfer_buffer_length);
	if (!object || !object->freed)
		rt_free(urb->transfer_buffer, RT_X_FREE_BUFFER);
	if (object)
		object->freed_by = "free_buffer_double_free";
}

static void destroy(struct kref *kref)
{
	struct urb *urb = container_of(kref, struct urb, kref);

	if (urb->hcpriv) {		/* one put too many: the controller still has it */
		rt_report(RT_X_IN_FLIGHT, (rt_addr)urb, sizeof(*urb));
		kref_init(kref);
		return;
	}
	if (urb->anchor) {
		rt_report(RT_X_ANCHOR, (rt_addr)urb, sizeof(*urb));
		list_del_init(&urb->anchor_list);
		urb->anchor = NULL;
	}

	if (urb->transfer_flags & URB_FREE_BUFFER)
		free_buffer(urb);
	kfree(urb);
}

void usb_free_urb(struct urb *urb)
{
	struct rt_object *object;
	RT_API;

	if (!urb)
		return;
	object = rt_object_find((rt_addr)urb);
	if (object && object->freed) {
		rt_report(RT_X_DOUBLE_FREE, (rt_addr)urb, object->size);
		return;
	}
	kref_put(&urb->kref, destroy);
}

bool rt_urb_dead(const struct urb *urb)
{
	struct rt_object *object = urb ? rt_object_find((rt_addr)urb) : NULL;

	if (!object || !object->freed)
		return false;
	rt_report(RT_X_AFTER_FREE, (rt_addr)urb, object->size);
	return true;
}

struct urb *usb_get_urb(struct urb *urb)
{
	RT_API;

	if (urb && !rt_urb_dead(urb))
		kref_get(&urb->kref);
	return urb;
}

/* ---- submission ---- */

static int check_control(struct urb *urb, bool *out)
{
	const struct usb_ctrlrequest *setup = (void *)urb->setup_packet;

	if (!setup)
		return -ENOEXEC;
	*out = !(setup->bRequestType & USB_DIR_IN) || !setup->wLength;
	if (*out != !!usb_pipeout(urb->pipe))
		rt_report(RT_W_BOGUS_DIR, 0, 0);
	return le16_to_cpu(setup->wLength) == urb->transfer_buffer_length ? 0 : -EBADR;
}

static int check_iso(struct urb *urb, unsigned int max)
{
	max *= usb_endpoint_maxp_mult(&urb->ep->desc);
	if (urb->number_of_packets <= 0)
		return -EINVAL;
	for (int n = 0; n < urb->number_of_packets; n++) {
		unsigned int len = urb->iso_frame_desc[n].length;

		if (len > max)
			return -EMSGSIZE;
		urb->iso_frame_desc[n].status = -EXDEV;
		urb->iso_frame_desc[n].actual_length = 0;
	}
	return 0;
}

static int check_sg(struct urb *urb, unsigned int max)
{
	struct scatterlist *s;
	int i;

	if (urb->num_sgs > 1 && !urb->dev->bus->sg_tablesize)
		rt_report(RT_X_SG, (rt_addr)urb->sg, 0);	/* the controller knows no lists */
	if (!urb->num_sgs || urb->dev->bus->no_sg_constraint)
		return 0;
	for_each_sg(urb->sg, s, urb->num_sgs - 1, i)
		if (s->length % max) {
			rt_report(RT_X_SG, (rt_addr)urb->sg, s->length);
			return -EINVAL;
		}
	return 0;
}

static void check_flags(struct urb *urb, int type, bool out)
{
	unsigned int allowed = URB_NO_TRANSFER_DMA_MAP | URB_NO_INTERRUPT | URB_DIR_MASK |
		URB_FREE_BUFFER;

	if (xfer_of_pipe[usb_pipetype(urb->pipe)] != type)
		rt_report(RT_W_BOGUS_XFER, 0, 0);
	if ((type == USB_ENDPOINT_XFER_BULK || type == USB_ENDPOINT_XFER_INT) && out)
		allowed |= URB_ZERO_PACKET;
	if (type == USB_ENDPOINT_XFER_ISOC)
		allowed |= URB_ISO_ASAP;
	else if (!out)
		allowed |= URB_SHORT_NOT_OK;
	if (rt_setup_is_mapped(urb))
		allowed |= 0x8;
	if (urb->transfer_flags & ~allowed)
		rt_report(RT_W_BOGUS_FLAGS, 0, 0);
}

static int check_interval(struct urb *urb, int type)
{
	int max = 1024, interval = 1;

	if (type != USB_ENDPOINT_XFER_ISOC && type != USB_ENDPOINT_XFER_INT)
		return 0;
	if (urb->interval <= 0)
		return -EINVAL;
	if (urb->dev->speed >= USB_SPEED_HIGH)
		max = 1 << 15;
	if (urb->dev->speed < USB_SPEED_HIGH && type == USB_ENDPOINT_XFER_INT &&
	    urb->interval > 255)
		return -EINVAL;
	if (urb->interval > max)
		urb->interval = max;
	while (2 * interval <= urb->interval)
		interval *= 2;
	urb->interval = interval;
	return 0;
}

/* What the kernel does not look at: things a driver may not do, though they go unnoticed. */
static void check_silent(const struct urb *urb)
{
	if (urb->transfer_flags & INTERNAL)
		rt_report(RT_X_INTERNAL_FLAG, 0, 0);	/* where stores are not watched */
	if (urb->setup_dma && !rt_setup_is_mapped(urb))
		rt_report(RT_X_SETUP_DMA, (rt_addr)urb, 0);
}

/* The setup packet where no DMA is done: unfit memory works here, and nowhere else. */
static void check_setup(const struct urb *urb)
{
	rt_addr at = (rt_addr)urb->setup_packet;
	enum rt_kind kind = rt_kind_of(at);

	if (rt_by_cpu(urb) && kind != RT_SLAB && kind != RT_PAGES)
		rt_report_slug(RT_X_NOT_DMA, "bad_setup_packet", at, 8);
}

static void check_dma_less(const struct urb *urb)
{
	rt_addr at = (rt_addr)urb->transfer_buffer;
	struct rt_object *object = rt_object_find(at);
	u32 len = urb->transfer_buffer_length;
	enum rt_kind kind;

	if (!len || urb->num_sgs || urb->sg || !at)
		return;
	if (object && object->freed)
		rt_report(RT_X_AFTER_FREE, at, len);
	else if (object && at + len > object->at + object->size)
		rt_report(RT_X_LENGTH, at, len);
	kind = rt_kind_of(at);
	if (rt_by_cpu(urb) && kind != RT_SLAB && kind != RT_PAGES && kind != RT_COHERENT)
		rt_report(RT_X_NOT_DMA, at, len);
	if (object && object->slug && strcmp(object->slug, "coherent_wrong_release"))
		rt_report(RT_X_NOT_DMA, at, len);
}

static int check_type(struct urb *urb, int type, bool out)
{
	unsigned int max = usb_endpoint_maxp(&urb->ep->desc);
	int ret = 0;

	if (type != USB_ENDPOINT_XFER_CONTROL && urb->dev->state < USB_STATE_CONFIGURED)
		return -ENODEV;
	if (!max)
		return -EMSGSIZE;
	if (type == USB_ENDPOINT_XFER_ISOC)
		ret = check_iso(urb, max);
	else
		ret = check_sg(urb, max);
	if (ret)
		return ret;
	if (urb->transfer_buffer_length > INT_MAX)
		return -EMSGSIZE;
	check_flags(urb, type, out);
	return check_interval(urb, type);
}

int usb_submit_urb(struct urb *urb, gfp_t mem_flags)
{
	struct usb_device *dev;
	bool out = false;
	int type, ret;
	RT_API;

	rt_watch_settle();		/* before usbcore's own bits are in it */
	if (!urb || rt_urb_dead(urb) || !urb->complete)
		return -EINVAL;
	if (urb->hcpriv) {
		rt_report(RT_W_ACTIVE, (rt_addr)urb, sizeof(*urb));
		return -EBUSY;
	}
	rt_about_urb(urb);
	dev = urb->dev;
	if (!dev || dev->state < USB_STATE_UNAUTHENTICATED)
		return -ENODEV;
	urb->ep = usb_pipe_endpoint(dev, urb->pipe);
	if (!urb->ep)
		return -ENOENT;
	urb->status = -EINPROGRESS;
	urb->actual_length = 0;
	type = usb_endpoint_type(&urb->ep->desc);
	if (type == USB_ENDPOINT_XFER_CONTROL)
		ret = check_control(urb, &out);
	else
		ret = 0, out = usb_endpoint_dir_out(&urb->ep->desc);
	if (ret)
		return ret;
	check_silent(urb);
	if (type == USB_ENDPOINT_XFER_CONTROL)
		check_setup(urb);
	urb->transfer_flags &= ~(URB_DIR_MASK | INTERNAL);
	urb->transfer_flags |= out ? URB_DIR_OUT : URB_DIR_IN;
	ret = check_type(urb, type, out);
	if (ret)
		return ret;
	check_dma_less(urb);
	ret = rt_hcd_submit(urb, mem_flags);
	rt_about_urb(NULL);
	return ret;
}

/* ---- the end of a transfer ---- */

int usb_unlink_urb(struct urb *urb)
{
	RT_API;

	if (!urb || rt_urb_dead(urb))
		return -EINVAL;
	if (!urb->dev)
		return -ENODEV;
	if (!urb->ep)
		return -EIDRM;
	return rt_hcd_unlink(urb, -ECONNRESET);
}

static void wait_idle(struct urb *urb, int status)
{
	rt_hcd_unlink(urb, status);
	while (atomic_read(&urb->use_count))
		rt_wait_step(~0ULL);
	rt_progress();
}

void usb_kill_urb(struct urb *urb)
{
	RT_API;

	if (rt_in_irq || rt_atomic)
		rt_report(RT_X_ATOMIC, (rt_addr)urb, 0);
	if (!urb || rt_urb_dead(urb) || !urb->dev || !urb->ep)
		return;
	atomic_inc(&urb->reject);
	wait_idle(urb, -ENOENT);
	atomic_dec(&urb->reject);
}

void usb_poison_urb(struct urb *urb)
{
	RT_API;

	if (!urb || rt_urb_dead(urb))
		return;
	atomic_inc(&urb->reject);
	if (urb->dev && urb->ep)
		wait_idle(urb, -ENOENT);
}

void usb_unpoison_urb(struct urb *urb)
{
	RT_API;

	if (urb && !rt_urb_dead(urb))
		atomic_dec(&urb->reject);
}

void usb_block_urb(struct urb *urb)
{
	RT_API;

	if (urb && !rt_urb_dead(urb))
		atomic_inc(&urb->reject);
}

int usb_pipe_type_check(struct usb_device *dev, unsigned int pipe)
{
	const struct usb_host_endpoint *ep = usb_pipe_endpoint(dev, pipe);

	if (!ep)
		return -EINVAL;
	return usb_endpoint_type(&ep->desc) == xfer_of_pipe[usb_pipetype(pipe)] ? 0 : -EINVAL;
}

int usb_urb_ep_type_check(const struct urb *urb)
{
	return usb_pipe_type_check(urb->dev, urb->pipe);
}
