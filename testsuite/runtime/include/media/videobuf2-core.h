/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * media/videobuf2-core.h - queues of video buffers
 */
#ifndef RT_MEDIA_VIDEOBUF2_CORE_H
#define RT_MEDIA_VIDEOBUF2_CORE_H

#include <linux/types.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/dma-direction.h>

struct vb2_queue;

struct vb2_mem_ops {
	void *(*alloc)(void *vb, struct device *dev, unsigned long size);
	void (*put)(void *buf_priv);
	void *(*vaddr)(void *vb, void *buf_priv);
};

struct vb2_buffer {
	struct vb2_queue *vb2_queue;
	unsigned int index;
	unsigned int type;
	unsigned int num_planes;
};

struct vb2_ops {
	int (*queue_setup)(struct vb2_queue *q, unsigned int *num_buffers,
			   unsigned int *num_planes, unsigned int sizes[],
			   struct device *alloc_devs[]);
	int (*buf_prepare)(struct vb2_buffer *vb);
	int (*start_streaming)(struct vb2_queue *q, unsigned int count);
	void (*stop_streaming)(struct vb2_queue *q);
	void (*buf_queue)(struct vb2_buffer *vb);
};

struct vb2_queue {
	unsigned int type;
	unsigned int io_modes;
	struct device *dev;
	unsigned long dma_attrs;
	struct mutex *lock;
	void *owner;
	const struct vb2_ops *ops;
	const struct vb2_mem_ops *mem_ops;
	void *drv_priv;
	unsigned int buf_struct_size;
	u32 timestamp_flags;
	gfp_t gfp_flags;
	u32 min_buffers_needed;
	struct device *alloc_devs[8];
	enum dma_data_direction dma_dir;
};

#define VB2_MMAP (1 << 0)
#define VB2_USERPTR (1 << 1)
#define VB2_READ (1 << 2)
#define VB2_DMABUF (1 << 4)

int vb2_core_queue_init(struct vb2_queue *q);
int vb2_queue_init(struct vb2_queue *q);
void *vb2_plane_vaddr(struct vb2_buffer *vb, unsigned int plane_no);
unsigned long vb2_plane_size(struct vb2_buffer *vb, unsigned int plane_no);
void *vb2_get_drv_priv(struct vb2_queue *q);

#endif
