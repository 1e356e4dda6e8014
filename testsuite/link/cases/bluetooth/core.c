// SPDX-License-Identifier: GPL-2.0-or-later
/* A wrapper of a HID driver: its reports go to USB, or to Bluetooth. */
#include <linux/hid.h>

int core_report(struct hid_device *hdev, u8 *buf, size_t len)
{
	return hid_hw_raw_request(hdev, buf[0], buf, len, HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}
