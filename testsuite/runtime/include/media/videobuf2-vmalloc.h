/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * media/videobuf2-vmalloc.h - video buffers in vmalloc memory
 */
#ifndef RT_MEDIA_VIDEOBUF2_VMALLOC_H
#define RT_MEDIA_VIDEOBUF2_VMALLOC_H

#include <media/videobuf2-v4l2.h>

extern const struct vb2_mem_ops vb2_vmalloc_memops;

#endif
