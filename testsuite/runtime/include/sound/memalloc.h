/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sound/memalloc.h - memory of sound buffers
 */
#ifndef RT_SOUND_MEMALLOC_H
#define RT_SOUND_MEMALLOC_H

#include <linux/device.h>

#define SNDRV_DMA_TYPE_UNKNOWN 0
#define SNDRV_DMA_TYPE_CONTINUOUS 1
#define SNDRV_DMA_TYPE_DEV 2
#define SNDRV_DMA_TYPE_DEV_IRAM 4
#define SNDRV_DMA_TYPE_DEV_WC 5
#define SNDRV_DMA_TYPE_DEV_WC_SG 6
#define SNDRV_DMA_TYPE_VMALLOC 7
#define SNDRV_DMA_TYPE_NONCONTIG 8
#define SNDRV_DMA_TYPE_NONCOHERENT 9
#define SNDRV_DMA_TYPE_DEV_SG SNDRV_DMA_TYPE_NONCONTIG

struct snd_dma_device {
	int type;
	struct device *dev;
};

struct snd_dma_buffer {
	struct snd_dma_device dev;
	unsigned char *area;
	dma_addr_t addr;
	size_t bytes;
	void *private_data;
};

#endif
