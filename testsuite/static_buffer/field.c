// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Module data behind a pointer field, set when the device appears and sent by
 * another function; the neighbour field has heap memory.
 */
#include <linux/hid.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 default_report[8] = { 0x07 };

struct lamp {
	struct hid_device *hdev;
	u8 *report;
	u8 *colour;
};

int lamp_setup(struct lamp *lamp)
{
	lamp->report = default_report;
	lamp->colour = kzalloc(8, GFP_KERNEL);
	return lamp->colour ? 0 : -ENOMEM;
}

int bad_report(struct lamp *lamp)
{
	return hid_hw_raw_request(lamp->hdev, 7, lamp->report, 8,	/* want(plugin): static_buffer */
				  HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}

int good_colour(struct lamp *lamp)
{
	lamp->colour[0] = 8;
	return hid_hw_raw_request(lamp->hdev, 8, lamp->colour, 8,
				  HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}

/* The field is read, its memory copied. */
int good_report_copied(struct lamp *lamp)
{
	memcpy(lamp->colour, lamp->report, 8);
	return hid_hw_raw_request(lamp->hdev, 7, lamp->colour, 8,
				  HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}
