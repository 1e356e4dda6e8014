// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Between usbcore and the controller: mapping of URBs as usb_hcd_map_urb_for_dma()
 * does it, the queue of the controller, giveback.  What a URB says is noted when
 * it is queued and compared when it comes back.
 */
#include "core.h"

struct rt_hcd_state rt_hcd;

/* xHCI: up to 8 bytes to the device travel in the ring itself. */
static bool immediate(const struct urb *urb)
{
	return rt_has(RT_IDT) && rt_dir_of(urb) == DMA_TO_DEVICE &&
		usb_endpoint_type(&urb->ep->desc) != USB_ENDPOINT_XFER_ISOC &&
		usb_endpoint_maxp(&urb->ep->desc) >= 8 && urb->transfer_buffer_length <= 8 &&
		!(urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP) && !urb->num_sgs;
}

bool rt_by_cpu(const struct urb *urb)
{
	return rt_machine->hcd == RT_HCD_PIO || rt_has(RT_DATA_BY_CPU) || immediate(urb) ||
		(rt_machine->hcd == RT_HCD_MIXED && rt_is_control(urb));
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

/* Unmapped meanwhile, or longer than it is: the kernel would oops here. */
static bool is_gone(const void *buffer, u32 len)
{
	struct rt_object *object = rt_object_find((rt_addr)buffer);

	if (rt_reachable((rt_addr)buffer, len))
		return false;
	rt_report(object && object->freed ? RT_X_AFTER_FREE : RT_X_LENGTH, (rt_addr)buffer, len);
	return true;
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
	if (rt_dir_of(urb) == DMA_TO_DEVICE && !is_gone(urb->transfer_buffer, len))
		memmove(copy, urb->transfer_buffer, len);	/* it may be of local memory, too */
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
	n = dma_map_sg(&rt_hcd.sysdev, urb->sg, urb->num_sgs, rt_dir_of(urb));
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

	if (urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP)
		rt_map_used(dev, urb->transfer_dma);
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
						 rt_dir_of(urb));
		if (dma_mapping_error(dev, urb->transfer_dma))
			return -EAGAIN;
		urb->transfer_flags |= URB_DMA_MAP_PAGE;
		return 0;
	}
	if (object_is_on_stack(urb->transfer_buffer)) {
		rt_report(RT_W_STACK, (rt_addr)urb->transfer_buffer, len);
		return -EAGAIN;
	}
	urb->transfer_dma = dma_map_single(dev, urb->transfer_buffer, len, rt_dir_of(urb));
	if (dma_mapping_error(dev, urb->transfer_dma))
		return -EAGAIN;
	urb->transfer_flags |= URB_DMA_MAP_SINGLE;
	return 0;
}

int rt_map_urb(struct urb *urb, gfp_t gfp)
{
	int ret = 0;

	if (immediate(urb) || (rt_machine->hcd == RT_HCD_MIXED && rt_is_control(urb)))
		return 0;
	/* xHCI's setup packet is immediate always, but usbcore maps it unless the URB is */
	if (rt_is_control(urb))
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
	if (rt_dir_of(urb) == DMA_FROM_DEVICE && !is_gone(old, urb->transfer_buffer_length))
		memmove(old, copy, urb->transfer_buffer_length);
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
		dma_unmap_sg(dev, urb->sg, urb->num_sgs, rt_dir_of(urb));
	else if (urb->transfer_flags & URB_DMA_MAP_PAGE)
		dma_unmap_page(dev, urb->transfer_dma, len, rt_dir_of(urb));
	else if (urb->transfer_flags & URB_DMA_MAP_SINGLE)
		dma_unmap_single(dev, urb->transfer_dma, len, rt_dir_of(urb));
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

void rt_copy_by_cpu(struct urb *urb, char *data, size_t offset, size_t len, bool write)
{
	struct scatterlist *s;
	size_t at = 0;
	int i;

	if (!urb->num_sgs && is_gone((char *)urb->transfer_buffer + offset, len))
		return;
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

static size_t copy_sg(struct urb *urb, char *data, size_t offset, size_t len, bool write)
{
	struct scatterlist *s;
	size_t at = 0, moved = 0;
	int i;

	for_each_sg(urb->sg, s, urb->num_mapped_sgs, i) {
		size_t from = at > offset ? at : offset;
		size_t to = at + s->dma_length < offset + len ? at + s->dma_length : offset + len;

		if (from < to)
			moved += rt_dma(&rt_hcd.sysdev, s->dma_address + (from - at),
					data + (from - offset), to - from, write);
		at += s->dma_length;
	}
	return moved;
}

/* Moves bytes of the data stage between the device and the URB's memory; false: refused. */
bool rt_urb_copy(struct urb *urb, void *data, size_t offset, size_t len, bool write)
{
	size_t moved = len;

	if (!len)
		return true;
	if (rt_by_cpu(urb))
		rt_copy_by_cpu(urb, data, offset, len, write);
	else if (urb->transfer_flags & URB_DMA_MAP_SG)
		moved = copy_sg(urb, data, offset, len, write);
	else
		moved = rt_dma(&rt_hcd.sysdev, urb->transfer_dma + offset, data, len, write);
	return moved == len || !rt_strict_iommu || rt_machine->bus != RT_BUS_IOMMU;
}
