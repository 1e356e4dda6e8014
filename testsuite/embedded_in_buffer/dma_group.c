// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Members that have cache lines of their own: between the group markers of
 * 6.12, or aligned with an aligned successor.  Half of it is not enough.
 */
#include <linux/cache.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

/* 6.1 has neither marker. */
#ifndef __dma_from_device_group_begin
#ifdef ARCH_HAS_DMA_MINALIGN
#define G_MINALIGN	__aligned(ARCH_DMA_MINALIGN)
#else
#define G_MINALIGN
#endif
#define __dma_from_device_group_begin(GROUP) \
	__u8 __cacheline_group_begin__##GROUP[0] G_MINALIGN
#define __dma_from_device_group_end(GROUP) \
	__u8 __cacheline_group_end__##GROUP[0] G_MINALIGN
#endif

struct grouped {
	struct usb_device *udev;
	__dma_from_device_group_begin();
	u8 rx[8];
	u8 event[8];
	__dma_from_device_group_end();
	int count;
	u8 outside[8];
};

struct aligned_pair {
	struct usb_device *udev;
	u8 rx[8] __aligned(ARCH_DMA_MINALIGN);
	int count __aligned(ARCH_DMA_MINALIGN);
};

struct aligned_last {
	struct usb_device *udev;
	int count;
	u8 rx[8] __aligned(ARCH_DMA_MINALIGN);
};

struct line_aligned {
	struct usb_device *udev;
	u8 rx[8] ____cacheline_aligned;
	int count;
};

int good_group(struct grouped *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 1), g->rx,
			    sizeof(g->rx), actual, 500);
}

int good_group_second(struct grouped *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 1), g->event,
			    sizeof(g->event), actual, 500);
}

int bad_outside_group(struct grouped *g, int *actual)
{
	return usb_bulk_msg(g->udev, usb_rcvbulkpipe(g->udev, 1), g->outside,	/* want: embedded_in_buffer */
			    sizeof(g->outside), actual, 500);
}

int good_aligned_pair(struct aligned_pair *a, int *actual)
{
	return usb_bulk_msg(a->udev, usb_rcvbulkpipe(a->udev, 1), a->rx,
			    sizeof(a->rx), actual, 500);
}

/* Nothing follows, and the record's size is rounded up to its alignment. */
int good_aligned_last(struct aligned_last *a, int *actual)
{
	return usb_bulk_msg(a->udev, usb_rcvbulkpipe(a->udev, 1), a->rx,
			    sizeof(a->rx), actual, 500);
}

/* Advice: a line of L1 may be smaller, and count shares its last one. */
int bad_line_aligned(struct line_aligned *l, int *actual)
{
	return usb_bulk_msg(l->udev, usb_rcvbulkpipe(l->udev, 1), l->rx,	/* want: embedded_in_buffer */
			    sizeof(l->rx), actual, 500);
}
