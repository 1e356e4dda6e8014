// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * videobuf2 maps for queue->dev when its memory operations are dma-sg or
 * dma-contig; with vmalloc operations the device is not used for DMA.
 */
#include <linux/module.h>
#include <linux/usb.h>
#include <media/videobuf2-core.h>
#include <media/videobuf2-dma-sg.h>
#include <media/videobuf2-vmalloc.h>

struct grabber {
	struct usb_device *udev;
	struct usb_interface *intf;
	struct vb2_queue sg_queue;
	struct vb2_queue sys_queue;
	struct vb2_queue cpu_queue;
};

int bad_sg_queue(struct grabber *g)
{	/* runtime: the device of the queue is used when the queue is begun, on the next line */
	struct vb2_queue *q = &g->sg_queue;

	q->io_modes = VB2_MMAP;
	q->drv_priv = g;
	q->mem_ops = &vb2_dma_sg_memops;
	q->dev = &g->udev->dev;	/* want: dma_wrong_device */
	return vb2_core_queue_init(q);
}

int good_sg_queue(struct grabber *g)
{
	struct vb2_queue *q = &g->sys_queue;

	q->io_modes = VB2_MMAP;
	q->drv_priv = g;
	q->mem_ops = &vb2_dma_sg_memops;
	q->dev = g->udev->bus->sysdev;
	return vb2_core_queue_init(q);
}

int good_vmalloc_queue(struct grabber *g)
{
	struct vb2_queue *q = &g->cpu_queue;

	q->io_modes = VB2_MMAP;
	q->drv_priv = g;
	q->mem_ops = &vb2_vmalloc_memops;
	q->dev = &g->intf->dev;
	return vb2_core_queue_init(q);
}
