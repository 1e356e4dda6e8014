// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * HID devices behind usbhid, as far as drivers send reports: control requests to
 * the interface, the caller's buffer handed to usbcore as it is.  Report
 * descriptors are not parsed.
 */
#include <linux/hid.h>

#include "core.h"

static int raw_request(struct hid_device *hdev, unsigned char number, __u8 *buf, size_t len,
		       unsigned char type, int request)
{
	struct usb_interface *intf = to_usb_interface(hdev->dev.parent);
	struct usb_device *udev = interface_to_usbdev(intf);
	bool in = request == HID_REQ_GET_REPORT;
	int skipped = !number, ret;

	if (len < 1 || len <= (size_t)skipped)
		return -EINVAL;
	if (!in)
		buf[0] = number;
	ret = usb_control_msg(udev, in ? usb_rcvctrlpipe(udev, 0) : usb_sndctrlpipe(udev, 0),
			      request, (in ? USB_DIR_IN : USB_DIR_OUT) | USB_TYPE_CLASS |
			      USB_RECIP_INTERFACE, ((type + 1) << 8) | number,
			      intf->cur_altsetting->desc.bInterfaceNumber, buf + skipped,
			      len - skipped, USB_CTRL_SET_TIMEOUT);
	return ret > 0 ? ret + skipped : ret;
}

static int output_report(struct hid_device *hdev, __u8 *buf, size_t len)
{
	struct usb_device *udev = interface_to_usbdev(to_usb_interface(hdev->dev.parent));
	int actual, skipped = !buf[0], ret;

	ret = usb_interrupt_msg(udev, usb_sndintpipe(udev, 3), buf + skipped, len - skipped,
				&actual, USB_CTRL_SET_TIMEOUT);
	return ret ? ret : actual + skipped;
}

const struct hid_ll_driver usb_hid_driver = {
	.raw_request = raw_request,
	.output_report = output_report,
};

int hid_hw_raw_request(struct hid_device *hdev, unsigned char number, __u8 *buf, size_t len,
		       enum hid_report_type type, enum hid_class_request request)
{
	RT_API;

	if (len < 1 || !buf)
		return -EINVAL;
	return hdev->ll_driver->raw_request(hdev, number, buf, len, type, request);
}

int hid_hw_output_report(struct hid_device *hdev, __u8 *buf, size_t len)
{
	RT_API;

	if (len < 1 || !buf)
		return -EINVAL;
	return hdev->ll_driver->output_report ? hdev->ll_driver->output_report(hdev, buf, len) :
		-ENOSYS;
}

u8 *hid_alloc_report_buf(struct hid_report *report, gfp_t flags)
{
	RT_API;

	return kzalloc(report ? hid_report_len(report) + 7 : 64, flags);
}
