// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * this_cpu_ptr() as x86 has it: the offset is added by an instruction of its
 * own, so the address goes in and comes out of an asm statement.
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/usb.h>

struct x86_frame {
	u8 bytes[64];
};

static DEFINE_PER_CPU(struct x86_frame, x86_frame);
static unsigned long x86_cpu_off;

#define x86_this_cpu_ptr(ptr)						\
({									\
	unsigned long __p;						\
									\
	asm ("add %1, %0" : "=r" (__p) : "m" (x86_cpu_off), "0" (ptr));	\
	(typeof(*(ptr)) *)__p;						\
})

int bad_static_area(struct usb_device *udev, int *actual)
{	/* runtime: the assembler of x86 is not there: a plain address */
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1),	/* want: percpu_buffer */
			    x86_this_cpu_ptr(&x86_frame), 64, actual, 100);
}

int bad_dynamic_area(struct usb_device *udev, int *actual)
{	/* runtime: the assembler of x86 is not there: a plain address */
	struct x86_frame __percpu *f = alloc_percpu(struct x86_frame);
	int ret;

	if (!f)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), x86_this_cpu_ptr(f),	/* want: percpu_buffer */
			   64, actual, 100);
	free_percpu(f);
	return ret;
}

int good_copied(struct usb_device *udev, u8 *heap, int *actual)
{
	memcpy(heap, x86_this_cpu_ptr(&x86_frame), 64);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), heap, 64, actual, 100);
}
