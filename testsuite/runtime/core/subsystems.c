// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Subsystems that map for a device they are told: no more of them than that.
 */
#include <media/videobuf2-core.h>
#include <media/videobuf2-dma-contig.h>
#include <media/videobuf2-dma-sg.h>
#include <media/videobuf2-vmalloc.h>
#include <scsi/scsi_host.h>
#include <sound/pcm.h>

#include "core.h"

const struct vb2_mem_ops vb2_dma_sg_memops, vb2_dma_contig_memops, vb2_vmalloc_memops;

int scsi_add_host_with_dma(struct Scsi_Host *shost, struct device *dev, struct device *dma_dev)
{
	RT_API;

	rt_maps_for(dma_dev);
	return 0;
}

static bool maps(int type)
{
	return type == SNDRV_DMA_TYPE_DEV || type == SNDRV_DMA_TYPE_DEV_SG;
}

int snd_pcm_set_managed_buffer(struct snd_pcm_substream *s, int type, struct device *data,
			       size_t size, size_t max)
{
	RT_API;

	if (maps(type))
		rt_maps_for(data);
	return 0;
}

int snd_pcm_set_managed_buffer_all(struct snd_pcm *pcm, int type, struct device *data,
				   size_t size, size_t max)
{
	RT_API;

	if (maps(type))
		rt_maps_for(data);
	return 0;
}

int vb2_core_queue_init(struct vb2_queue *q)
{
	RT_API;

	if (q->mem_ops == &vb2_dma_sg_memops || q->mem_ops == &vb2_dma_contig_memops)
		rt_maps_for(q->dev);
	return 0;
}
