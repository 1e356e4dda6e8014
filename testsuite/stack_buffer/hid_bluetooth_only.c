// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver whose id table has Bluetooth devices only: usbhid never carries its
 * reports, so the stack is fine.
 */
#include <linux/hid.h>
#include <linux/module.h>

static int stylus_wake(struct hid_device *hdev)
{
	u8 report[3] = { 0x02, 0x01, 0x00 };

	return hid_hw_raw_request(hdev, report[0], report, sizeof(report),
				  HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}

int good_set_rate(struct hid_device *hdev, u8 rate)
{
	u8 report[2] = { 0x03, rate };

	return hid_hw_output_report(hdev, report, sizeof(report));
}

static int stylus_probe(struct hid_device *hdev, const struct hid_device_id *id)
{
	int ret;

	ret = hid_parse(hdev);
	if (ret)
		return ret;
	ret = hid_hw_start(hdev, HID_CONNECT_DEFAULT);
	if (ret)
		return ret;
	ret = stylus_wake(hdev);
	if (ret < 0)
		hid_warn(hdev, "stylus does not wake up: %d\n", ret);
	return 0;
}

static const struct hid_device_id stylus_ids[] = {
	{ HID_BLUETOOTH_DEVICE(0x2b5d, 0x0201) },
	{ HID_BLUETOOTH_DEVICE(0x2b5d, 0x0202) },
	{ }
};
MODULE_DEVICE_TABLE(hid, stylus_ids);

static struct hid_driver stylus_driver = {
	.name = "stylus",
	.id_table = stylus_ids,
	.probe = stylus_probe,
};
module_hid_driver(stylus_driver);
MODULE_LICENSE("GPL");
