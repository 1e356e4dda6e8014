/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * media/videobuf2-dma-sg.h - video buffers for DMA with scatter lists
 */
#ifndef RT_MEDIA_VIDEOBUF2_DMA_SG_H
#define RT_MEDIA_VIDEOBUF2_DMA_SG_H

#include <media/videobuf2-v4l2.h>

extern const struct vb2_mem_ops vb2_dma_sg_memops;

#endif
