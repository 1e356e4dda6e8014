// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usb_buffer_map() and its kin as Linux 2.6 had them: a failed mapping is not
 * noticed, and the scatterlist calls take the count that the mapping returned,
 * where today's dma_unmap_sg() wants what it was given.
 */
#include <rt/usb_buffer.h>

#include "core.h"

static enum dma_data_direction direction(bool in)
{
	return in ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
}

void *usb_buffer_alloc(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma)
{
	RT_API;

	return usb_alloc_coherent(dev, size, mem_flags, dma);
}

void usb_buffer_free(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma)
{
	RT_API;

	usb_free_coherent(dev, size, addr, dma);
}

/* Its mapping counts as checked: that it was not is the fault of these calls, not of the driver. */
static dma_addr_t map(void *p, size_t size, enum dma_data_direction dir)
{
	dma_addr_t dma = dma_map_single(&rt_hcd.sysdev, p, size, dir);

	rt_map_checked(&rt_hcd.sysdev, dma);
	return dma;
}

struct urb *usb_buffer_map(struct urb *urb)
{
	RT_API;

	if (!urb || !urb->dev || !urb->dev->bus)
		return NULL;
	if (!rt_hcd_maps()) {
		urb->transfer_dma = ~(dma_addr_t)0;
	} else {
		urb->transfer_dma = map(urb->transfer_buffer, urb->transfer_buffer_length,
					direction(usb_pipein(urb->pipe)));
		if (usb_pipecontrol(urb->pipe))
			urb->setup_dma = map(urb->setup_packet, 8, DMA_TO_DEVICE);
	}
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (usb_pipecontrol(urb->pipe))
		urb->transfer_flags |= URB_NO_SETUP_DMA_MAP;
	return urb;
}

static bool is_mapped(const struct urb *urb)
{
	return urb && (urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP) && urb->dev && rt_hcd_maps();
}

/* Both ways, as the one primitive of then did. */
void usb_buffer_dmasync(struct urb *urb)
{
	RT_API;

	if (!is_mapped(urb))
		return;
	if (usb_pipein(urb->pipe))
		dma_sync_single_for_cpu(&rt_hcd.sysdev, urb->transfer_dma,
					urb->transfer_buffer_length, DMA_FROM_DEVICE);
	else
		dma_sync_single_for_device(&rt_hcd.sysdev, urb->transfer_dma,
					   urb->transfer_buffer_length, DMA_TO_DEVICE);
	if (usb_pipecontrol(urb->pipe))
		dma_sync_single_for_device(&rt_hcd.sysdev, urb->setup_dma, 8, DMA_TO_DEVICE);
}

void usb_buffer_unmap(struct urb *urb)
{
	RT_API;

	if (is_mapped(urb)) {
		dma_unmap_single(&rt_hcd.sysdev, urb->transfer_dma, urb->transfer_buffer_length,
				 direction(usb_pipein(urb->pipe)));
		if (usb_pipecontrol(urb->pipe))
			dma_unmap_single(&rt_hcd.sysdev, urb->setup_dma, 8, DMA_TO_DEVICE);
	}
	if (urb)
		urb->transfer_flags &= ~(URB_NO_TRANSFER_DMA_MAP | URB_NO_SETUP_DMA_MAP);
}

/* Drivers unmap what they were returned; dma_unmap_sg() wants what was given. */
static struct given {
	const struct scatterlist *sg;
	int nents;
} given[16];
static unsigned int n_given;

static int given_for(const struct scatterlist *sg, int n_hw_ents)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(given); i++)
		if (given[i].sg == sg)
			return given[i].nents;
	return n_hw_ents;
}

int usb_buffer_map_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg, int nents)
{
	int n;
	RT_API;

	if (!dev || !dev->bus || !rt_hcd_maps())
		return -EINVAL;
	n = dma_map_sg(&rt_hcd.sysdev, sg, nents, direction(is_in));
	given[n_given++ % ARRAY_SIZE(given)] = (struct given){ sg, nents };
	return n ? n : -ENOMEM;
}

void usb_buffer_dmasync_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg,
			   int n_hw_ents)
{
	RT_API;

	if (!dev || !dev->bus || !rt_hcd_maps())
		return;
	if (is_in)
		dma_sync_sg_for_cpu(&rt_hcd.sysdev, sg, n_hw_ents, DMA_FROM_DEVICE);
	else
		dma_sync_sg_for_device(&rt_hcd.sysdev, sg, n_hw_ents, DMA_TO_DEVICE);
}

void usb_buffer_unmap_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg,
			 int n_hw_ents)
{
	RT_API;

	if (dev && dev->bus && rt_hcd_maps())
		dma_unmap_sg(&rt_hcd.sysdev, sg, given_for(sg, n_hw_ents), direction(is_in));
}
