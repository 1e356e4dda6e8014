// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The device's end of a transfer: standard requests, the handlers of the script,
 * short packets, isochronous packets.
 */
#include "core.h"
#include "power.h"

#define ASK_AGAIN 10000			/* after RT_NAK, microseconds */
#define ASK_TIMES 500

static const struct rt_script *plugged;

const struct rt_script *rt_plugged(void)
{
	return plugged;
}

void rt_device_plug(const struct rt_script *script)
{
	plugged = script;
	rt_tree_build(script);
}

/* ---- requests that every device answers ---- */

static int answer(struct rt_xfer *x, const void *data, unsigned int size)
{
	if (size > x->len)
		size = x->len;
	memcpy(x->data, data, size);
	return size;
}

static int string(struct rt_xfer *x, unsigned int index)
{
	u8 raw[255] = { 4, USB_DT_STRING, 0x09, 0x04 };
	const char *s;
	unsigned int n = 1;

	if (!index)
		return answer(x, raw, 4);
	while (plugged->strings && n < index && plugged->strings[n])
		n++;
	s = plugged->strings ? plugged->strings[n] : NULL;
	if (!s || n != index)
		return -EPIPE;
	for (n = 0; s[n] && n < 126; n++)
		raw[2 + 2 * n] = s[n];
	memset(raw + 2 + 2 * n, 0, 2);
	for (unsigned int i = 0; i < n; i++)
		raw[3 + 2 * i] = 0;
	raw[0] = 2 + 2 * n;
	return answer(x, raw, raw[0]);
}

static int standard(struct rt_xfer *x)
{
	unsigned int value = le16_to_cpu(x->setup->wValue);

	if (x->setup->bRequest == USB_REQ_GET_STATUS && x->in)
		return answer(x, "\1\0", 2);
	if (x->setup->bRequest == USB_REQ_GET_DESCRIPTOR && x->in) {
		switch (value >> 8) {
		case USB_DT_DEVICE:
			return answer(x, &plugged->device, sizeof(plugged->device));
		case USB_DT_CONFIG:
			return answer(x, plugged->config, plugged->config_size);
		case USB_DT_STRING:
			return string(x, value & 0xff);
		}
		return -EPIPE;
	}
	if (!x->in && !x->len)
		return 0;
	return -EPIPE;
}

static int ask(struct rt_xfer *x)
{
	if (x->setup) {
		bool is_standard = (x->setup->bRequestType & USB_TYPE_MASK) == USB_TYPE_STANDARD;
		int ret = is_standard ? standard(x) : -EPIPE;

		if ((ret == -EPIPE || !is_standard) && plugged->control)
			ret = plugged->control(x);
		return ret;
	}
	return plugged->data ? plugged->data(x) : RT_NAK;
}

/* What goes wrong on the wire, by the plan. */
static int wire_fault(void)
{
	static const struct {
		const char *what;
		int status;
	} faults[] = { { "stall", -EPIPE }, { "proto", -EPROTO }, { "babble", -EOVERFLOW },
		       { "crc", -EILSEQ }, { "timeout", RT_NAK } };
	int status = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(faults); i++)
		if (rt_fault(faults[i].what) && !status)
			status = faults[i].status;
	return status;
}

static int move(struct rt_flight *f, struct rt_xfer *x, size_t offset)
{
	struct urb *urb = f->urb;
	u8 *data = __builtin_calloc(1, x->len + 1);
	bool fine = !f->refused;
	int ret;

	if (!data)
		return -ENOMEM;
	x->data = data;
	if (!x->in)
		fine &= rt_urb_copy(urb, data, offset, x->len, false);
	ret = fine ? ask(x) : -EPROTO;
	if (ret > (int)x->len) {
		ret = -EOVERFLOW;
	} else if (ret > 0) {
		if (rt_fault("short"))
			ret /= 2;
		if (x->in && !rt_urb_copy(urb, data, offset, ret, true))
			ret = -EPROTO;
		f->wire = rt_crc(data, !x->in ? x->len : ret > 0 ? ret : 0);
	}
	__builtin_free(data);
	return ret;
}

/* ---- isochronous: packet by packet, an error of one is not an error of the others ---- */

static void run_iso(struct rt_flight *f, struct rt_xfer *x)
{
	struct urb *urb = f->urb;
	u32 wire = 0;

	urb->error_count = 0;
	for (int n = 0; n < urb->number_of_packets; n++) {
		struct usb_iso_packet_descriptor *d = &urb->iso_frame_desc[n];
		int ret = -EILSEQ;

		if (d->offset > f->length || d->length > f->length - d->offset) {
			rt_report_at(RT_X_LENGTH, NULL, (rt_addr)urb->transfer_buffer,
				     d->offset + d->length, f->site);
			ret = -EINVAL;
		} else if (!rt_fault("iso")) {
			x->packet = n;
			x->len = d->length;
			ret = move(f, x, d->offset);
		}
		d->status = ret < 0 && ret != RT_NAK ? ret : 0;
		d->actual_length = ret > 0 ? ret : 0;
		urb->error_count += d->status != 0;
		urb->actual_length += d->actual_length;
		wire = wire * 31 + (ret > 0 ? f->wire : 0);
	}
	f->wire = wire;
	urb->start_frame = rt_now / 1000;
	rt_giveback(f, 0);
}

/* ---- one transfer ---- */

static int exchange(struct rt_flight *f, struct rt_xfer *x)
{
	if (x->type == USB_ENDPOINT_XFER_CONTROL) {
		x->setup = (struct usb_ctrlrequest *)f->setup;
		/* what the device got decides, not what the driver meant */
		if (x->len && !!(x->setup->bRequestType & USB_DIR_IN) != x->in)
			x->len = 0;
	}
	return move(f, x, 0);
}

void rt_flight_transfer(void *flight)
{
	struct rt_flight *f = flight;
	struct urb *urb = f->urb;
	struct rt_xfer x = {
		.ep = urb->ep->desc.bEndpointAddress, .type = usb_endpoint_type(&urb->ep->desc),
		.in = usb_urb_dir_in(urb), .len = f->length, .packet = -1,
	};
	int ret = 0;

	rt_about_urb(urb);
	if (!rt_flight_turn(f))
		return;
	if (!f->asked)
		ret = wire_fault();
	if (ret == RT_NAK)
		f->asked = ASK_TIMES;
	if (!ret && x.type == USB_ENDPOINT_XFER_ISOC) {
		run_iso(f, &x);
		return;
	}
	if (!ret)
		ret = exchange(f, &x);
	if (ret == RT_NAK) {
		f->event = ++f->asked < ASK_TIMES ? rt_event(ASK_AGAIN, rt_flight_transfer, f) : 0;
		return;
	}
	urb->actual_length = ret > 0 ? ret : 0;
	rt_giveback(f, ret < 0 ? ret : 0);
}

static void pull(void *unused)
{
	rt_unplug();
}

void rt_flight_run(void *flight)
{
	struct rt_flight *f = flight;

	rt_about_urb(f->urb);
	if (plugged->in_flight)
		plugged->in_flight(f->urb);
	f->event = rt_event(50 + rt_random(200), rt_flight_transfer, f);
	if (rt_fault("unplug"))
		rt_task_new(pull, NULL);
}

/* ---- the cable ---- */

void rt_cable_pulled(void)
{
	struct usb_device *udev = rt_udev();

	udev->state = USB_STATE_NOTATTACHED;
	for (int n = 0; n < 16; n++) {
		if (udev->ep_in[n])
			udev->ep_in[n]->enabled = 0;
		if (udev->ep_out[n])
			udev->ep_out[n]->enabled = 0;
	}
	rt_autopm_end();
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
}

void rt_unplug(void)
{
	rt_cable_pulled();
	rt_disconnect_all();
}

void rt_hcd_remove(void)
{
	rt_hcd.gone = true;
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
	rt_pools_destroy(true);
	if (rt_mappings_live(&rt_hcd.sysdev))
		rt_report(RT_D_LEAK, 0, rt_mappings_live(&rt_hcd.sysdev));
}
