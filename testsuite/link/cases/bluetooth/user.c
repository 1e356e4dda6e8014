// SPDX-License-Identifier: GPL-2.0-or-later
/* Its users: what only Bluetooth devices come to is harmless. */
#include <linux/hid.h>

int core_report(struct hid_device *hdev, u8 *buf, size_t len);

static const struct hid_device_id ids[] = {
	{ HID_USB_DEVICE(1, 2) },
	{ }
};

struct hid_driver demo_driver = {
	.name = "demo",
	.id_table = ids,
};

int bad_reset(struct hid_device *hdev)
{
	u8 buf[2] = { 1, 2 };

	return core_report(hdev, buf, sizeof(buf));	/* link: stack_buffer */
}

int good_bt_reset(struct hid_device *hdev)
{
	u8 buf[2] = { 1, 2 };

	return core_report(hdev, buf, sizeof(buf));
}

int good_tested(struct hid_device *hdev)
{
	u8 buf[2] = { 1, 2 };

	if (hdev->bus != BUS_BLUETOOTH)
		return 0;
	return core_report(hdev, buf, sizeof(buf));
}
