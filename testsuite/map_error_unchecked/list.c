// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dma_map_sg() returns how many entries it made, 0 for none at all.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct grabber {
	struct usb_device *udev;
	struct urb *urb;
	struct sg_table table;
	int entries;
};

void grabber_program(struct grabber *gr, int entries);

int bad_result_ignored(struct grabber *gr)
{	/* runtime: a result that nobody looks at leaves no trace: usbcore maps the list again */
	dma_map_sg(gr->udev->bus->sysdev, gr->table.sgl, gr->table.nents, DMA_FROM_DEVICE);	/* want: map_error_unchecked */
	gr->urb->sg = gr->table.sgl;
	return usb_submit_urb(gr->urb, GFP_KERNEL);
}

int bad_table_ignored(struct grabber *gr)
{	/* runtime: a result that nobody looks at leaves no trace: usbcore maps the list again */
	dma_map_sgtable(gr->udev->bus->sysdev, &gr->table, DMA_FROM_DEVICE, 0);	/* want: map_error_unchecked */
	gr->urb->sg = gr->table.sgl;
	return usb_submit_urb(gr->urb, GFP_KERNEL);
}

int good_tested(struct grabber *gr)
{
	if (!dma_map_sg(gr->udev->bus->sysdev, gr->table.sgl, gr->table.nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	gr->urb->sg = gr->table.sgl;
	return usb_submit_urb(gr->urb, GFP_KERNEL);
}

int good_count_tested(struct grabber *gr)
{
	int n = dma_map_sg(gr->udev->bus->sysdev, gr->table.sgl, gr->table.nents, DMA_FROM_DEVICE);

	if (n <= 0)
		return -EIO;
	gr->entries = n;
	return 0;
}

/* Whoever gets the count may look at it. */
void good_count_kept(struct grabber *gr)
{
	gr->entries = dma_map_sg(gr->udev->bus->sysdev, gr->table.sgl, gr->table.nents,
				 DMA_FROM_DEVICE);
}

void good_count_passed_on(struct grabber *gr)
{
	grabber_program(gr, dma_map_sg(gr->udev->bus->sysdev, gr->table.sgl, gr->table.nents,
				       DMA_FROM_DEVICE));
}

int good_table_returned(struct grabber *gr)
{
	return dma_map_sgtable(gr->udev->bus->sysdev, &gr->table, DMA_FROM_DEVICE, 0);
}

int good_table_tested(struct grabber *gr)
{
	int ret = dma_map_sgtable(gr->udev->bus->sysdev, &gr->table, DMA_FROM_DEVICE, 0);

	if (ret)
		dev_warn(&gr->udev->dev, "can't map: %d\n", ret);
	return ret;
}
