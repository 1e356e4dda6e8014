// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Isochronous transfers, a device script with its own descriptors, and the writes
 * of another CPU beside a buffer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#include "abi.h"
#include "device.h"

#define PACKETS 4
#define PACKET 32

struct record {
	u32 before;
	u8 data[PACKETS * PACKET];
	u32 after;
};

static struct record *shared;

/* ---- the device ---- */

static const u8 config[] = {
	9, USB_DT_CONFIG, 0, 0, 1, 1, 0, 0x80, 50,
	9, USB_DT_INTERFACE, 0, 0, 2, 0xff, 0, 0, 0,
	7, USB_DT_ENDPOINT, 0x81, USB_ENDPOINT_XFER_ISOC, PACKET, 0, 1,
	7, USB_DT_ENDPOINT, 0x02, USB_ENDPOINT_XFER_ISOC, PACKET, 0, 1,
};

/* The second packet is short, the third is late. */
static int packet(struct rt_xfer *x)
{
	unsigned int len = x->packet == 1 ? x->len / 2 : x->len;

	if (x->packet == 2)
		return RT_NAK;
	if (x->in)
		memset(x->data, 0x10 + x->packet, len);
	return len;
}

static void other_cpu(struct urb *urb)
{
	if (shared)
		shared->after = 0x11223344;
}

static const struct rt_script script = {
	.device = { .bLength = 18, .bDescriptorType = USB_DT_DEVICE, .bMaxPacketSize0 = 64,
		    .bNumConfigurations = 1 },
	.config = config, .config_size = sizeof(config), .speed = USB_SPEED_HIGH,
	.data = packet, .in_flight = other_cpu,
};

const struct rt_script *rt_script(void)
{
	return &script;
}

/* ---- what is done with it ---- */

static void done(struct urb *urb)
{
	complete(urb->context);
}

static struct urb *make(unsigned int pipe, void *buffer, struct completion *c)
{
	struct urb *urb = usb_alloc_urb(PACKETS, GFP_KERNEL);

	if (!urb)
		return NULL;
	urb->dev = rt_udev();
	urb->pipe = pipe;
	urb->interval = 1;
	urb->transfer_flags = URB_ISO_ASAP;
	urb->transfer_buffer = buffer;
	urb->transfer_buffer_length = PACKETS * PACKET;
	urb->number_of_packets = PACKETS;
	urb->complete = done;
	urb->context = c;
	for (int n = 0; n < PACKETS; n++) {
		urb->iso_frame_desc[n].offset = n * PACKET;
		urb->iso_frame_desc[n].length = PACKET;
	}
	return urb;
}

static void transfer(unsigned int pipe, void *buffer, void (*change)(struct urb *))
{
	DECLARE_COMPLETION_ONSTACK(c);
	struct urb *urb = make(pipe, buffer, &c);
	int ret;

	if (!urb)
		return;
	if (change)
		change(urb);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	rt_say("C submit %d", ret);
	if (!ret) {
		wait_for_completion(&c);
		rt_say("C %d actual %u errors %d", urb->status, urb->actual_length,
		       urb->error_count);
		for (int n = 0; n < urb->number_of_packets; n++)
			rt_say("C packet %d %u", urb->iso_frame_desc[n].status,
			       urb->iso_frame_desc[n].actual_length);
	}
	usb_free_urb(urb);
}

static void with(unsigned int pipe, void (*change)(struct urb *))
{
	u8 *buffer = kzalloc(PACKETS * PACKET, GFP_KERNEL);

	if (!buffer)
		return;
	transfer(pipe, buffer, change);
	rt_say("C bytes %02x %02x %02x %02x", buffer[0], buffer[PACKET], buffer[2 * PACKET],
	       buffer[3 * PACKET]);
	kfree(buffer);
}

void iso_in(void);
void iso_in(void)
{
	with(usb_rcvisocpipe(rt_udev(), 1), NULL);
}

void iso_out(void);
void iso_out(void)
{
	with(usb_sndisocpipe(rt_udev(), 2), NULL);
}

static void none(struct urb *urb)
{
	urb->number_of_packets = 0;
}

static void too_long(struct urb *urb)
{
	urb->iso_frame_desc[1].length = PACKET + 1;
}

static void behind_the_end(struct urb *urb)
{
	urb->iso_frame_desc[3].offset = PACKETS * PACKET - 8;
}

void iso_none(void);
void iso_none(void)
{
	with(usb_rcvisocpipe(rt_udev(), 1), none);
}

void iso_too_long(void);
void iso_too_long(void)
{
	with(usb_rcvisocpipe(rt_udev(), 1), too_long);
}

void iso_behind(void);
void iso_behind(void)
{
	with(usb_rcvisocpipe(rt_udev(), 1), behind_the_end);
}

/* Fields beside the buffer that another CPU writes while it is in flight. */
void embedded(void);
void embedded(void)
{
	shared = kzalloc(sizeof(*shared), GFP_KERNEL);
	if (!shared)
		return;
	transfer(usb_rcvisocpipe(rt_udev(), 1), shared->data, NULL);
	rt_say("C after %x", shared->after);
	kfree(shared);
	shared = NULL;
}
