// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A steering wheel on USB and Bluetooth: hid_hw_raw_request() maps the buffer
 * only when the transport is usbhid.
 */
#include <linux/hid.h>
#include <linux/module.h>
#include <linux/slab.h>

#define WHEEL_VENDOR	0x2b5d
#define WHEEL_USB	0x0101
#define WHEEL_BT	0x0102

int bad_raw_request(struct hid_device *hdev)
{
	u8 mode[3] = { 0x05, 0x01, 0x00 };

	return hid_hw_raw_request(hdev, mode[0], mode, sizeof(mode),	/* want: stack_buffer */
				  HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
}

int bad_output_report(struct hid_device *hdev, u8 force)
{
	u8 report[2] = { 0x13, force };

	return hid_hw_output_report(hdev, report, sizeof(report));	/* want: stack_buffer */
}

int good_bt_test(struct hid_device *hdev, u8 force)
{
	u8 report[2] = { 0x13, force };

	if (hdev->bus == BUS_BLUETOOTH)
		return hid_hw_output_report(hdev, report, sizeof(report));
	return 0;
}

int good_not_usb(struct hid_device *hdev, u8 force)
{
	u8 report[2] = { 0x13, force };

	if (hid_is_usb(hdev))
		return -EINVAL;
	return hid_hw_output_report(hdev, report, sizeof(report));
}

int bad_usb_branch(struct hid_device *hdev, u8 force)
{
	u8 report[2] = { 0x13, force };

	if (hdev->bus != BUS_USB)
		return -EINVAL;
	return hid_hw_output_report(hdev, report, sizeof(report));	/* want(plugin): stack_buffer */
}

/* Only ever called for the Bluetooth wheel, and says so. */
int good_wheel_bt_query(struct hid_device *hdev)
{
	u8 report[2] = { 0x14 };

	return hid_hw_raw_request(hdev, 0x14, report, sizeof(report),
				  HID_FEATURE_REPORT, HID_REQ_GET_REPORT);
}

static int wheel_set_report(struct hid_device *hdev, u8 *report, int len)
{
	return hid_hw_raw_request(hdev, report[0], report, len, HID_FEATURE_REPORT,
				  HID_REQ_SET_REPORT);
}

/* The same through a helper, which others call for the wheel on USB. */
int good_wheel_bt_set(struct hid_device *hdev, u8 speed)
{
	u8 report[2] = { 0x15, speed };

	return wheel_set_report(hdev, report, sizeof(report));
}

int bad_wheel_set(struct hid_device *hdev, u8 speed)
{
	u8 report[2] = { 0x15, speed };

	return wheel_set_report(hdev, report, sizeof(report));	/* want: stack_buffer */
}

int good_heap(struct hid_device *hdev)
{
	u8 *report = kzalloc(8, GFP_KERNEL);
	int ret;

	if (!report)
		return -ENOMEM;
	report[0] = 0x05;
	ret = hid_hw_raw_request(hdev, report[0], report, 8,
				 HID_FEATURE_REPORT, HID_REQ_SET_REPORT);
	kfree(report);
	return ret;
}

static int wheel_probe(struct hid_device *hdev, const struct hid_device_id *id)
{
	int ret;

	ret = hid_parse(hdev);
	if (ret)
		return ret;
	ret = hid_hw_start(hdev, HID_CONNECT_DEFAULT);
	if (ret)
		return ret;
	ret = good_heap(hdev);
	if (ret < 0)
		hid_hw_stop(hdev);
	return ret < 0 ? ret : 0;
}

static const struct hid_device_id wheel_ids[] = {
	{ HID_USB_DEVICE(WHEEL_VENDOR, WHEEL_USB) },
	{ HID_BLUETOOTH_DEVICE(WHEEL_VENDOR, WHEEL_BT) },
	{ }
};
MODULE_DEVICE_TABLE(hid, wheel_ids);

static struct hid_driver wheel_driver = {
	.name = "wheel",
	.id_table = wheel_ids,
	.probe = wheel_probe,
};
module_hid_driver(wheel_driver);
MODULE_LICENSE("GPL");
