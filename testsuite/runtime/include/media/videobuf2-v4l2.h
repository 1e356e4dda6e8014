/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * media/videobuf2-v4l2.h - video buffers of V4L2
 */
#ifndef RT_MEDIA_VIDEOBUF2_V4L2_H
#define RT_MEDIA_VIDEOBUF2_V4L2_H

#include <media/videobuf2-core.h>

struct vb2_v4l2_buffer {
	struct vb2_buffer vb2_buf;
	__u32 flags;
	__u32 sequence;
};

#endif
