// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A temperature and relay dongle that keeps its requests in plain locals:
 * arrays, scalars, members of local structs, both directions.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define DONGLE_GET_TEMP		0x21
#define DONGLE_SET_RELAY	0x22
#define DONGLE_VENDOR_IN	(USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_DEVICE)
#define DONGLE_VENDOR_OUT	(USB_DIR_OUT | USB_TYPE_VENDOR | USB_RECIP_DEVICE)

struct relay_cmd {
	u8 index;
	u8 state;
	__le16 delay;
};

int bad_array(struct usb_device *udev, int *millidegree)
{
	u8 raw[2];
	int ret;

	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0),	/* want: stack_buffer */
			      DONGLE_GET_TEMP, DONGLE_VENDOR_IN, 0, 0,
			      raw, sizeof(raw), USB_CTRL_GET_TIMEOUT);
	if (ret < 0)
		return ret;
	if (ret != sizeof(raw))
		return -EIO;
	*millidegree = (raw[0] << 8 | raw[1]) * 10;
	return 0;
}

int bad_scalar(struct usb_device *udev)
{
	u8 state = 1;

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0),	/* want: stack_buffer */
			       DONGLE_SET_RELAY, DONGLE_VENDOR_OUT, 0, 0,
			       &state, 1, USB_CTRL_SET_TIMEOUT);
}

int bad_whole_struct(struct usb_device *udev, unsigned int ep)
{
	struct relay_cmd cmd = { .index = 3, .state = 1 };
	int actual;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, ep), &cmd,	/* want: stack_buffer */
			    sizeof(cmd), &actual, 500);
}

int bad_struct_member(struct usb_device *udev, unsigned int ep)
{
	struct {
		int tries;
		u8 frame[16];
	} local = { .tries = 3 };
	int actual;
	int ret;

	do {
		ret = usb_interrupt_msg(udev, usb_rcvintpipe(udev, ep),	/* want: stack_buffer */
					local.frame, sizeof(local.frame),
					&actual, 100);
	} while (ret == -ETIMEDOUT && --local.tries);
	return ret;
}

int bad_descriptor(struct usb_device *udev)
{
	struct usb_device_descriptor desc;

	return usb_get_descriptor(udev, USB_DT_DEVICE, 0, &desc,	/* want: stack_buffer */
				  sizeof(desc));
}

int good_heap(struct usb_device *udev, int *millidegree)
{
	u8 *raw;
	int ret;

	raw = kmalloc(2, GFP_KERNEL);
	if (!raw)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0),
			      DONGLE_GET_TEMP, DONGLE_VENDOR_IN, 0, 0,
			      raw, 2, USB_CTRL_GET_TIMEOUT);
	if (ret == 2)
		*millidegree = (raw[0] << 8 | raw[1]) * 10;
	kfree(raw);
	return ret == 2 ? 0 : -EIO;
}

/* Arrays on the stack are fine as the source or the target of a copy. */
int good_copied_to_heap(struct usb_device *udev, unsigned int ep)
{
	u8 script[8] = { 0x10, 0x20, 0x30 };
	int actual;
	int ret;
	u8 *buf;

	buf = kmemdup(script, sizeof(script), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, ep), buf,
			   sizeof(script), &actual, 500);
	kfree(buf);
	return ret;
}

int good_copied_from_heap(struct usb_device *udev, unsigned int ep, u8 *heap)
{
	u8 frame[8];
	int actual;
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, ep), heap,
			   sizeof(frame), &actual, 500);
	if (ret)
		return ret;
	if (actual != sizeof(frame))
		return -EIO;
	memcpy(frame, heap, sizeof(frame));
	return frame[0] ^ frame[7];
}

/* usb_control_msg_send() and _recv() copy. */
int good_copying_sinks(struct usb_device *udev)
{
	u8 state = 1;
	u8 raw[2];
	int ret;

	ret = usb_control_msg_send(udev, 0, DONGLE_SET_RELAY,
				   DONGLE_VENDOR_OUT, 0, 0, &state, 1,
				   USB_CTRL_SET_TIMEOUT, GFP_KERNEL);
	if (ret)
		return ret;
	ret = usb_control_msg_recv(udev, 0, DONGLE_GET_TEMP, DONGLE_VENDOR_IN,
				   0, 0, raw, sizeof(raw),
				   USB_CTRL_GET_TIMEOUT, GFP_KERNEL);
	return ret ? ret : raw[0];
}

/* The actual length is written by the CPU. */
int good_actual_length(struct usb_device *udev, unsigned int ep, void *heap)
{
	struct {
		int actual;
		int total;
	} count = { 0, 0 };
	int ret;

	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, ep), heap, 512,
			   &count.actual, 1000);
	if (!ret)
		count.total += count.actual;
	return ret ? ret : count.total;
}
