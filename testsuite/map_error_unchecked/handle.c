// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver that maps its buffers itself, through the controller's device: each
 * handle is to be tested before anybody relies on it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct camera {
	struct usb_device *udev;
	struct device *dmadev;		/* udev->bus->sysdev */
	struct urb *urb;
	u8 *frame;
	dma_addr_t frame_dma;
	dma_addr_t tail_dma;
	dma_addr_t ring[4];
	size_t size;
	bool mapped;
};

void camera_start(struct camera *cam, u64 address);

int bad_stored_to_the_urb(struct camera *cam)
{
	dma_addr_t handle;

	handle = dma_map_single(cam->udev->bus->sysdev, cam->frame, cam->size, DMA_FROM_DEVICE);	/* want: map_error_unchecked */
	cam->urb->transfer_dma = handle;
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int bad_page(struct camera *cam, struct page *page)
{
	cam->urb->transfer_dma = dma_map_page(cam->dmadev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);	/* want: map_error_unchecked */
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

/* The test stands on one of the two ways only. */
int bad_tested_on_one_way(struct camera *cam, bool slow)
{
	dma_addr_t handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);	/* want: map_error_unchecked */

	if (slow && dma_mapping_error(cam->dmadev, handle))
		return -ENOMEM;
	cam->urb->transfer_dma = handle;
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int bad_passed_on(struct camera *cam)
{
	dma_addr_t handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);	/* want: map_error_unchecked */

	camera_start(cam, handle);
	dma_unmap_single(cam->dmadev, handle, cam->size, DMA_FROM_DEVICE);
	return 0;
}

/* One handle is tested, the other is not. */
int bad_the_other_is_tested(struct camera *cam)
{
	cam->frame_dma = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);
	if (dma_mapping_error(cam->dmadev, cam->frame_dma))
		return -ENOMEM;
	cam->urb->transfer_dma = dma_map_single(cam->dmadev, cam->frame, 512, DMA_TO_DEVICE);	/* want: map_error_unchecked */
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int good_tested(struct camera *cam)
{
	dma_addr_t handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);

	if (dma_mapping_error(cam->dmadev, handle))
		return -ENOMEM;
	cam->urb->transfer_dma = handle;
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

/* Stored first, tested where it was stored. */
int good_tested_in_its_place(struct camera *cam)
{
	int ret;

	cam->urb->transfer_dma = dma_map_single(cam->dmadev, cam->frame, cam->size,
						DMA_FROM_DEVICE);
	ret = dma_mapping_error(cam->dmadev, cam->urb->transfer_dma);
	if (ret) {
		dev_err(&cam->udev->dev, "can't map: %d\n", ret);
		return ret;
	}
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int good_ring(struct camera *cam)
{
	int i;

	for (i = 0; i < 4; i++) {
		cam->ring[i] = dma_map_single(cam->dmadev, cam->frame + i * 512, 512,
					      DMA_FROM_DEVICE);
		if (dma_mapping_error(cam->dmadev, cam->ring[i]))
			goto err;
	}
	return 0;
err:
	while (--i >= 0)
		dma_unmap_single(cam->dmadev, cam->ring[i], 512, DMA_FROM_DEVICE);
	return -ENOMEM;
}

/* The same condition twice: where there is a handle, it was tested. */
int good_same_condition(struct camera *cam)
{
	dma_addr_t handle = 0;

	if (cam->mapped) {
		handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);
		if (dma_mapping_error(cam->dmadev, handle))
			return -ENOMEM;
	}
	if (cam->mapped) {
		cam->urb->transfer_dma = handle;
		cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	}
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

/* Mapped for its effect on the caches, and given back: nobody uses the handle. */
int good_only_given_back(struct camera *cam)
{	/* runtime: dma-debug complains of it too; the rule is about handles that are used */
	dma_addr_t handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_TO_DEVICE);

	dma_unmap_single(cam->dmadev, handle, cam->size, DMA_TO_DEVICE);
	return 0;
}

/* Another function of this file tests the member. */
void good_tested_by_another(struct camera *cam)
{
	cam->tail_dma = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);
}

int good_tests_for_it(struct camera *cam)
{
	return dma_mapping_error(cam->dmadev, cam->tail_dma) ? -ENOMEM : 0;
}

/* The caller is told, and tests. */
dma_addr_t good_returned(struct camera *cam)
{
	return dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);
}

void good_out_parameter(struct camera *cam, dma_addr_t *handle)
{
	*handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);
}

static noinline bool camera_good_handle(struct camera *cam, dma_addr_t handle)
{
	return !dma_mapping_error(cam->dmadev, handle);
}

int good_helper_tests(struct camera *cam)
{
	dma_addr_t handle = dma_map_single(cam->dmadev, cam->frame, cam->size, DMA_FROM_DEVICE);

	if (!camera_good_handle(cam, handle))
		return -ENOMEM;
	cam->urb->transfer_dma = handle;
	cam->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}
