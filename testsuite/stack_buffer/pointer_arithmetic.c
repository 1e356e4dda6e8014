// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A label printer: the frame is built behind a header in one local array and
 * sent through pointers into it, by offset, index, cast and integer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define LABEL_HDR	4

struct label_frame {
	__le32 magic;
	u8 body[28];
};

int bad_offset(struct usb_device *udev, int *actual)
{
	u8 frame[32] = { 0 };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2),	/* want: stack_buffer */
			    frame + LABEL_HDR, 8, actual, 100);
}

int bad_variable_offset(struct usb_device *udev, unsigned int done, int *actual)
{
	u8 frame[32] = { 0 };
	u8 *p = frame;

	p += done & 0xf;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), p, 8,	/* want: stack_buffer */
			    actual, 100);
}

int bad_walking_pointer(struct usb_device *udev, int *actual)
{
	u8 frame[64] = { 0 };
	u8 *p = frame;
	int ret = 0;

	while (p < frame + sizeof(frame) && !ret) {
		ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), p, 16,	/* want: stack_buffer */
				   actual, 100);
		p += 16;
	}
	return ret;
}

int bad_element(struct usb_device *udev, unsigned int slot, int *actual)
{
	u8 frames[4][16] = { { 0 } };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2),	/* want: stack_buffer */
			    frames[slot & 3], 16, actual, 100);
}

int bad_typed_view(struct usb_device *udev, int *actual)
{
	u8 raw[32] = { 0 };
	struct label_frame *frame = (struct label_frame *)raw;

	frame->magic = cpu_to_le32(0x4c424c31);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), frame,	/* want: stack_buffer */
			    sizeof(*frame), actual, 100);
}

int bad_through_integer(struct usb_device *udev, int *actual)
{
	u32 words[8] = { 0 };
	unsigned long addr = (unsigned long)words;

	addr += sizeof(u32);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), (void *)addr,	/* want(plugin): stack_buffer */
			    4, actual, 100);
}

int bad_aligned_by_hand(struct usb_device *udev, int *actual)
{
	u8 raw[32 + 15];
	u8 *frame = (u8 *)(((unsigned long)raw + 15) & ~15UL);

	memset(frame, 0, 32);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), frame, 32,	/* want(plugin): stack_buffer */
			    actual, 100);
}

int good_heap_offset(struct usb_device *udev, int *actual)
{
	u8 *frame = kzalloc(32, GFP_KERNEL);
	int ret;

	if (!frame)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), frame + LABEL_HDR,
			   8, actual, 100);
	kfree(frame);
	return ret;
}

/* The index lives on the stack, the memory it selects does not. */
int good_stack_index(struct usb_device *udev, u8 *pages, int *actual)
{
	unsigned int order[4] = { 3, 1, 0, 2 };
	int ret = 0;
	int i;

	for (i = 0; i < 4 && !ret; i++)
		ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2),
				   pages + 64 * order[i], 64, actual, 100);
	return ret;
}

/* A difference of two stack addresses is a number, not an address. */
int good_difference(struct usb_device *udev, u8 *heap, int *actual)
{
	u8 frame[16];
	u8 *end = frame;

	*end++ = 0x1b;
	*end++ = 0x40;
	memcpy(heap, frame, end - frame);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2),
			    heap + (end - frame), 2, actual, 100);
}
