// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The device of the conformance cases, after the USB stick they were measured
 * on: it takes commands that begin with "USBC" and stalls on anything else,
 * answers IN with a pattern, and leaves the interrupt endpoints pending.
 */
#include "cases.h"

#define EP(address, kind, size, interval) \
	7, USB_DT_ENDPOINT, address, kind, (size) & 0xff, (size) >> 8, interval

static const u8 config[] = {
	9, USB_DT_CONFIG, 0, 0, 1, 1, 0, 0x80, 50,
	9, USB_DT_INTERFACE, 0, 0, 4, USB_CLASS_MASS_STORAGE, 6, 0x50, 0,
	EP(0x81, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x02, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x83, USB_ENDPOINT_XFER_INT, 64, 4),
	EP(0x04, USB_ENDPOINT_XFER_INT, 64, 4),
};

static int transfer(struct rt_xfer *x)
{
	unsigned int n;

	if (x->type == USB_ENDPOINT_XFER_INT)
		return RT_NAK;
	if (!x->in)
		return x->len >= 4 && !memcmp(x->data, "USBC", 4) ? (int)x->len : -EPIPE;
	for (n = 0; n < x->len && n < IN_SIZE; n++)
		x->data[n] = 0x40 + n;
	return n;
}

static const struct rt_script script = {
	.device = {
		.bLength = 18, .bDescriptorType = USB_DT_DEVICE,
		.bcdUSB = cpu_to_le16(0x0200), .bMaxPacketSize0 = 64,
		.idVendor = cpu_to_le16(0x46f4), .idProduct = cpu_to_le16(1),
		.bNumConfigurations = 1,
	},
	.config = config, .config_size = sizeof(config),
	.speed = USB_SPEED_HIGH, .data = transfer,
};

const struct rt_script *rt_script(void)
{
	return &script;
}

void ret(int value)
{
	rt_say("C %d", value);
}

void data(int value, const void *got)
{
	const u8 *p = got;
	bool ok = true;

	for (int n = 0; n < IN_SIZE; n++)
		ok &= p[n] == 0x40 + n;
	rt_say("C %d/%s", value, ok ? "ok" : "BAD");
}

void device_data(int value, const void *got)
{
	rt_say("C %d/%s", value, memcmp(got, &script.device, 18) ? "BAD" : "ok");
}

int get_desc(void *buf)
{
	return usb_control_msg(rt_udev(), usb_rcvctrlpipe(rt_udev(), 0), GET_DEVICE, buf, 18,
			       1000);
}

int send16(const void *buf)
{
	return usb_control_msg(rt_udev(), usb_sndctrlpipe(rt_udev(), 0), 0x55, USB_TYPE_VENDOR,
			       0, 0, (void *)buf, 16, 1000);
}

void done(struct urb *urb)
{
	if (urb->context)
		complete(urb->context);
}

int finish(struct urb *urb)
{
	DECLARE_COMPLETION_ONSTACK(wait);
	int err;

	urb->context = &wait;
	err = usb_submit_urb(urb, GFP_KERNEL);
	if (err)
		return err;
	wait_for_completion(&wait);
	urb->context = NULL;
	return urb->status;
}

static struct urb *fill(unsigned int pipe, void *buf, int len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (urb)
		usb_fill_bulk_urb(urb, rt_udev(), pipe, buf, len, done, NULL);
	return urb;
}

struct urb *bulk_in(void *buf, int len)
{
	return fill(usb_rcvbulkpipe(rt_udev(), 1), buf, len);
}

struct urb *bulk_out(void *buf, int len)
{
	return fill(usb_sndbulkpipe(rt_udev(), 2), buf, len);
}

struct urb *pending(void *buf, int len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (urb)
		usb_fill_int_urb(urb, rt_udev(), usb_rcvintpipe(rt_udev(), 3), buf, len, done, NULL,
				 4);
	return urb;
}

void *command(void *buf)
{
	memset(buf, 0, 31);
	memcpy(buf, "USBC", 4);
	return buf;
}
