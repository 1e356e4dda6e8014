/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * media/videobuf2-dma-contig.h - video buffers for DMA in one piece
 */
#ifndef RT_MEDIA_VIDEOBUF2_DMA_CONTIG_H
#define RT_MEDIA_VIDEOBUF2_DMA_CONTIG_H

#include <media/videobuf2-v4l2.h>

extern const struct vb2_mem_ops vb2_dma_contig_memops;

#endif
