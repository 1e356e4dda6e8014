// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Per-CPU storage as a buffer: static areas are module data, dynamic ones are
 * vmalloc() memory.  A per-CPU pointer to heap memory is neither.
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pc_frame {
	u8 bytes[64];
};

struct net_sniffer {
	struct usb_device *udev;
	struct pc_frame __percpu *frame;
	u8 * __percpu *heap;
};

static DEFINE_PER_CPU(struct pc_frame, tmp_frame);

int sniffer_alloc(struct net_sniffer *s)
{
	s->frame = alloc_percpu(struct pc_frame);
	s->heap = alloc_percpu(u8 *);
	return s->frame && s->heap ? 0 : -ENOMEM;
}

int bad_static_area(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1),	/* want: percpu_buffer */
			    this_cpu_ptr(&tmp_frame), 64, actual, 100);
}

int bad_other_cpu(struct usb_device *udev, int cpu, int *actual)
{
	struct pc_frame *f = per_cpu_ptr(&tmp_frame, cpu);

	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), f, 64, actual, 100);	/* want: percpu_buffer */
}

int bad_dynamic_area(struct usb_device *udev, int *actual)
{
	struct pc_frame __percpu *frame = alloc_percpu(struct pc_frame);
	int ret;

	if (!frame)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), this_cpu_ptr(frame),	/* want: percpu_buffer */
			   64, actual, 100);
	free_percpu(frame);
	return ret;
}

int bad_field(struct net_sniffer *s, int *actual)
{
	return usb_bulk_msg(s->udev, usb_rcvbulkpipe(s->udev, 1),	/* want: percpu_buffer */
			    this_cpu_ptr(s->frame), 64, actual, 100);
}

/* What the per-CPU pointer points to. */
int good_pointer(struct net_sniffer *s, int *actual)
{	/* runtime: what the per-CPU pointers lead to is allocated in another file */
	return usb_bulk_msg(s->udev, usb_rcvbulkpipe(s->udev, 1),
			    *this_cpu_ptr(s->heap), 64, actual, 100);
}

int good_copied(struct net_sniffer *s, u8 *buf, int *actual)
{
	memcpy(buf, this_cpu_ptr(s->frame)->bytes, 64);
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 2), buf, 64, actual,
			    100);
}
