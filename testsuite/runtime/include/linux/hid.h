/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/hid.h - human interface devices
 */
#ifndef RT_LINUX_HID_H
#define RT_LINUX_HID_H

#include <linux/types.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/workqueue.h>
#include <linux/input.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/module.h>

enum hid_report_type {
	HID_INPUT_REPORT = 0,
	HID_OUTPUT_REPORT = 1,
	HID_FEATURE_REPORT = 2,
	HID_REPORT_TYPES,
};

enum hid_class_request {
	HID_REQ_GET_REPORT = 0x01,
	HID_REQ_GET_IDLE = 0x02,
	HID_REQ_GET_PROTOCOL = 0x03,
	HID_REQ_SET_REPORT = 0x09,
	HID_REQ_SET_IDLE = 0x0A,
	HID_REQ_SET_PROTOCOL = 0x0B,
};

#define HID_MAX_IDS 256
#define HID_MAX_FIELDS 256
#define HID_MIN_BUFFER_SIZE 64
#define HID_MAX_BUFFER_SIZE 16384
#define HID_ANY_ID (~0)
#define HID_BUS_ANY 0xffff
#define HID_GROUP_ANY 0x0000
#define HID_GROUP_GENERIC 0x0001
#define HID_CONNECT_HIDINPUT BIT(0)
#define HID_CONNECT_HIDRAW BIT(2)
#define HID_CONNECT_DRIVER BIT(3)
#define HID_CONNECT_FF BIT(5)
#define HID_CONNECT_DEFAULT (HID_CONNECT_HIDINPUT | HID_CONNECT_HIDRAW | HID_CONNECT_FF)

#define USB_INTERFACE_CLASS_HID 3
#define USB_INTERFACE_SUBCLASS_BOOT 1
#define USB_INTERFACE_PROTOCOL_KEYBOARD 1
#define USB_INTERFACE_PROTOCOL_MOUSE 2
#define HID_USB_DEVICE(ven, prod) .bus = BUS_USB, .vendor = (ven), .product = (prod)
#define HID_BLUETOOTH_DEVICE(ven, prod) .bus = BUS_BLUETOOTH, .vendor = (ven), .product = (prod)
#define HID_I2C_DEVICE(ven, prod) .bus = BUS_I2C, .vendor = (ven), .product = (prod)
#define HID_DEVICE(b, g, ven, prod) \
	.bus = (b), .group = (g), .vendor = (ven), .product = (prod)

struct hid_device;

struct hid_usage {
	unsigned hid;
	__u16 code;
	__u8 type;
};

struct hid_report;

struct hid_field {
	unsigned physical, logical, application;
	struct hid_usage *usage;
	unsigned maxusage;
	unsigned report_size, report_count;
	__s32 *value;
	struct hid_report *report;
};

struct hid_report {
	struct list_head list;
	unsigned int id;
	enum hid_report_type type;
	struct hid_field *field[HID_MAX_FIELDS];
	unsigned maxfield;
	unsigned size;
	struct hid_device *device;
};

struct hid_report_enum {
	unsigned numbered;
	struct list_head report_list;
	struct hid_report *report_id_hash[HID_MAX_IDS];
};

struct hid_input {
	struct list_head list;
	struct hid_report *report;
	struct input_dev *input;
};

struct hid_driver;
struct hid_ll_driver;

struct hid_device {
	__u8 *dev_rdesc;
	unsigned dev_rsize;
	__u8 *rdesc;
	unsigned rsize;
	__u16 bus;
	__u16 group;
	__u32 vendor;
	__u32 product;
	__u32 version;
	struct hid_report_enum report_enum[HID_REPORT_TYPES];
	struct semaphore driver_input_lock;
	struct device dev;
	struct hid_driver *driver;
	const struct hid_ll_driver *ll_driver;
	struct mutex ll_open_lock;
	unsigned long status;
	unsigned claimed;
	unsigned quirks;
	struct list_head inputs;
	char name[128];
	char phys[64];
	char uniq[64];
	void *driver_data;
};

#define to_hid_device(pdev) container_of(pdev, struct hid_device, dev)

static inline void *hid_get_drvdata(struct hid_device *hdev)
{
	return dev_get_drvdata(&hdev->dev);
}

static inline void hid_set_drvdata(struct hid_device *hdev, void *data)
{
	dev_set_drvdata(&hdev->dev, data);
}

struct hid_driver {
	char *name;
	const struct hid_device_id *id_table;
	struct list_head dyn_list;
	int (*probe)(struct hid_device *dev, const struct hid_device_id *id);
	void (*remove)(struct hid_device *dev);
	int (*raw_event)(struct hid_device *hdev, struct hid_report *report, u8 *data, int size);
	int (*event)(struct hid_device *hdev, struct hid_field *field, struct hid_usage *usage,
		     __s32 value);
	int (*input_mapping)(struct hid_device *hdev, struct hid_input *hidinput,
			     struct hid_field *field, struct hid_usage *usage,
			     unsigned long **bit, int *max);
	int (*input_configured)(struct hid_device *hdev, struct hid_input *hidinput);
	int (*suspend)(struct hid_device *hdev, pm_message_t message);
	int (*resume)(struct hid_device *hdev);
	int (*reset_resume)(struct hid_device *hdev);
	struct device_driver driver;
};

struct hid_ll_driver {
	int (*start)(struct hid_device *hdev);
	void (*stop)(struct hid_device *hdev);
	int (*open)(struct hid_device *hdev);
	void (*close)(struct hid_device *hdev);
	int (*power)(struct hid_device *hdev, int level);
	int (*parse)(struct hid_device *hdev);
	void (*request)(struct hid_device *hdev, struct hid_report *report, int reqtype);
	int (*wait)(struct hid_device *hdev);
	int (*raw_request)(struct hid_device *hdev, unsigned char reportnum, __u8 *buf,
			   size_t len, unsigned char rtype, int reqtype);
	int (*output_report)(struct hid_device *hdev, __u8 *buf, size_t len);
	int (*idle)(struct hid_device *hdev, int report, int idle, int reqtype);
	unsigned int max_buffer_size;
};

extern const struct hid_ll_driver usb_hid_driver;

static inline bool hid_is_usb(const struct hid_device *hdev)
{
	return hdev->ll_driver == &usb_hid_driver;
}

#define to_usb_intf_of(hid) to_usb_interface((hid)->dev.parent)
#define hid_to_usb_dev(hid) \
	to_usb_device((hid)->dev.parent->parent)

int __hid_register_driver(struct hid_driver *driver, struct module *owner, const char *name);
#define hid_register_driver(driver) __hid_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
void hid_unregister_driver(struct hid_driver *driver);
#define module_hid_driver(__hid_driver) \
	module_driver(__hid_driver, hid_register_driver, hid_unregister_driver)
int hid_parse(struct hid_device *hdev);
int hid_hw_start(struct hid_device *hdev, unsigned int connect_mask);
void hid_hw_stop(struct hid_device *hdev);
int hid_hw_open(struct hid_device *hdev);
void hid_hw_close(struct hid_device *hdev);
void hid_hw_request(struct hid_device *hdev, struct hid_report *report,
		    enum hid_class_request reqtype);
int hid_hw_raw_request(struct hid_device *hdev, unsigned char reportnum, __u8 *buf, size_t len,
		       enum hid_report_type rtype, enum hid_class_request reqtype);
int hid_hw_output_report(struct hid_device *hdev, __u8 *buf, size_t len);
u8 *hid_alloc_report_buf(struct hid_report *report, gfp_t flags);
struct hid_report *hid_validate_values(struct hid_device *hid, enum hid_report_type type,
				       unsigned int id, unsigned int field_index,
				       unsigned int report_counts);
void hid_device_io_start(struct hid_device *hid);
void hid_device_io_stop(struct hid_device *hid);
static inline u32 hid_report_len(struct hid_report *report)
{
	return DIV_ROUND_UP(report->size, 8) + (report->id > 0);
}
#define hid_err(hid, fmt, ...) dev_err(&(hid)->dev, fmt, ##__VA_ARGS__)
#define hid_warn(hid, fmt, ...) dev_warn(&(hid)->dev, fmt, ##__VA_ARGS__)
#define hid_info(hid, fmt, ...) dev_info(&(hid)->dev, fmt, ##__VA_ARGS__)
#define hid_notice(hid, fmt, ...) dev_notice(&(hid)->dev, fmt, ##__VA_ARGS__)
#define hid_dbg(hid, fmt, ...) dev_dbg(&(hid)->dev, fmt, ##__VA_ARGS__)

#endif
