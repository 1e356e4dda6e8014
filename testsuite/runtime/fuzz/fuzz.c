// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Random sequences of API calls, right ones and misuse, against a device whose
 * descriptors and answers are random too.  The seed of the run decides all.
 */
#include "fuzz.h"

#define STEPS 250

static const char *misused;

unsigned int pick(unsigned int below)
{
	return rt_random(below);
}

unsigned int misuse(const char *what)
{
	misused = what;
	return rt_reported();
}

void reported(unsigned int before)
{
	if (rt_reported() == before)
		rt_say("C missed: %s", misused);
}

/* ---- the device ---- */

static u8 config[256];
static struct rt_script script;

static int answer(struct rt_xfer *x)
{
	static const int bad[] = { -EPIPE, -EPROTO, -EOVERFLOW, RT_NAK, RT_NAK };
	unsigned int n = pick(10);

	if (n < ARRAY_SIZE(bad))
		return bad[n];
	for (unsigned int i = 0; x->in && i < x->len; i++)
		x->data[i] = pick(256);
	if (n == 9)
		return x->len + pick(100);	/* more than was asked for */
	return n == 8 ? pick(x->len + 1) : x->len;
}

/* "Another CPU", inside the buffer at times. */
static void touch(struct urb *urb)
{
	u8 *p = urb->transfer_buffer;

	if (!pick(8) && p && urb->transfer_buffer_length && rt_kind_of((rt_addr)p) == RT_SLAB &&
	    rt_object_live((rt_addr)p))
		p[0] ^= 1;
}

static unsigned int put(unsigned int at, const u8 *bytes, unsigned int n)
{
	if (at + n > sizeof(config))
		return at;
	memcpy(config + at, bytes, n);
	return at + n;
}

/* Interfaces and endpoints that are there always, garbage between and behind them. */
static void make_config(void)
{
	static const u8 head[] = { 9, USB_DT_CONFIG, 0, 0, 1, 1, 0, 0x80, 50 };
	unsigned int at = put(0, head, sizeof(head));

	for (u8 alt = 0; alt < 2; alt++) {
		u8 intf[] = { 9, USB_DT_INTERFACE, 0, alt, 6 + pick(3), 0xff, 0, 0, 0 };

		at = put(at, intf, sizeof(intf));
		for (u8 n = 0; n < 6; n++) {
			u8 ep[] = { 7, USB_DT_ENDPOINT, (n & 1 ? 0x80 : 0) | (n / 2 + 1),
				    n < 2 ? 2 : n < 4 ? 3 : 1, 64, 0, 4 };
			u8 junk[] = { pick(8), pick(256), pick(256) };

			if (!pick(3))
				at = put(at, junk, 2 + pick(2));
			at = put(at, ep, sizeof(ep));
		}
	}
	while (pick(4)) {
		u8 junk = pick(256);

		at = put(at, &junk, 1);
	}
	script.config_size = at;
}

const struct rt_script *rt_script(void)
{
	static const char *const strings[] = { "", "maker", "thing", NULL };

	make_config();
	script.config = config;
	script.strings = pick(2) ? strings : NULL;
	script.device = (struct usb_device_descriptor) {
		.bLength = 18, .bDescriptorType = USB_DT_DEVICE, .bMaxPacketSize0 = 64,
		.bNumConfigurations = 1,
	};
	script.speed = pick(2) ? USB_SPEED_HIGH : USB_SPEED_FULL;
	script.control = pick(8) ? answer : NULL;
	script.data = pick(8) ? answer : NULL;
	script.in_flight = touch;
	return &script;
}

/* ---- the sequence ---- */

static void sleep(void)
{
	msleep(pick(20));
}

int fuzz(void);
int fuzz(void)
{
	static void (*const things[])(void) = {
		fuzz_alloc, fuzz_alloc, fuzz_alloc, fuzz_free, fuzz_free_wrongly, fuzz_map,
		fuzz_map, fuzz_services, fuzz_urb_new, fuzz_urb_new, fuzz_urb_submit,
		fuzz_urb_submit, fuzz_urb_submit, fuzz_urb_take_back, fuzz_urb_drop, fuzz_anchor,
		fuzz_message, fuzz_message, fuzz_sg, fuzz_device, fuzz_packet, fuzz_later, sleep,
	};

	for (int i = 0; i < STEPS; i++)
		things[pick(ARRAY_SIZE(things))]();
	fuzz_calls_end();
	fuzz_urb_end();
	fuzz_memory_end();
	rt_say("C end");
	return 0;
}
