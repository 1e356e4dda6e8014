// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One run: the device is plugged in, the driver is loaded and probed, or one
 * function of it is called with arguments by their types; in the end everything
 * is taken away, and what is left is a leak.
 */
#include "core.h"
#include "net.h"
#include "../user.h"

extern int rt_power;		/* sleep, wake up and be reset as well */
int rt_power;

void rt_world_start(void *driver, void *(*symbol)(void *, const char *));
int rt_world_run(const char *function);
void rt_world_end(void);
extern unsigned int rt_generic_id;

static void *the_driver;
static void *(*find)(void *, const char *);

/* ---- the generic device: one interface, each kind of endpoint both ways ---- */

#define EP(address, kind, size, interval) \
	7, USB_DT_ENDPOINT, address, kind, (size) & 0xff, (size) >> 8, interval

static const u8 generic_config[] = {
	9, USB_DT_CONFIG, 0, 0, 1, 1, 0, 0x80, 50,
	9, USB_DT_INTERFACE, 0, 0, 6, USB_CLASS_VENDOR_SPEC, 0, 0, 0,
	EP(0x81, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x01, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x82, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x02, USB_ENDPOINT_XFER_BULK, 512, 0),
	EP(0x83, USB_ENDPOINT_XFER_INT, 64, 4),
	EP(0x03, USB_ENDPOINT_XFER_INT, 32, 4),
};

static int generic(struct rt_xfer *x)
{
	for (unsigned int i = 0; x->in && i < x->len; i++)
		x->data[i] = 0x30 + i % 10;
	return x->len;
}

unsigned int rt_generic_id = 0x12090001;

static struct rt_script generic_script = {
	.device = {
		.bLength = 18, .bDescriptorType = USB_DT_DEVICE,
		.bcdUSB = cpu_to_le16(0x0200), .bMaxPacketSize0 = 64,
		.bNumConfigurations = 1,
	},
	.config = generic_config, .config_size = sizeof(generic_config),
	.speed = USB_SPEED_HIGH, .control = generic, .data = generic,
	.in_flight = rt_touch_neighbours,
};

void rt_world_start(void *driver, void *(*symbol)(void *, const char *))
{
	const struct rt_script *(*script)(void);

	the_driver = driver;
	find = symbol;
	script = symbol(driver, "rt_script");
	generic_script.device.idVendor = cpu_to_le16(rt_generic_id >> 16);
	generic_script.device.idProduct = cpu_to_le16(rt_generic_id & 0xffff);
	rt_percpu_init();
	rt_on_entry = rt_watch_settle;
	rt_device_plug(script ? script() : &generic_script);
}

static void use_driver(void (*use)(struct usb_interface *))
{
	struct usb_interface *intf = rt_intf(0);

	if (use && intf && intf->condition == USB_INTERFACE_BOUND) {
		rt_sysfs_enter();
		use(intf);
		rt_sysfs_leave();
	}
	for (int n = 0; n < USB_MAXINTERFACES; n++)
		if (rt_intf(n))
			rt_attributes(rt_intf(n));
	if (!use) {
		rt_files();
		rt_inputs();
	}
	rt_networks();
}

/* Twice asleep, once without power meanwhile, and a reset: it must work as before. */
static void power_cycle(void (*use)(struct usb_interface *))
{
	for (int lost = 0; lost < 2; lost++) {
		rt_suspend();
		msleep(10);
		rt_resume(lost);
		use_driver(use);
	}
	rt_reset();
	use_driver(use);
}

static int run_driver(void)
{
	int (*init)(void) = find(the_driver, "init_module");
	void (*exit)(void) = find(the_driver, "cleanup_module");
	void (*use)(struct usb_interface *) = find(the_driver, "rt_use");
	int ret = init ? init() : -ENOENT;

	rt_trace("init %d", ret);
	if (ret)
		return 1;
	ret = rt_probe_all();
	if (ret > 0) {
		use_driver(use);
		if (rt_power)
			power_cycle(use);
		rt_unplug();
	}
	if (exit)
		exit();
	return ret > 0 ? 0 : 1;
}

int rt_world_run(const char *function)
{
	int (*fn)(void);

	if (!function)
		return run_driver();
	fn = find(the_driver, function);
	if (!fn) {
		rt_say("no function %s", function);
		return 2;
	}
	fn();
	rt_args_submit();
	return 0;
}

void rt_world_end(void)
{
	rt_watch_settle();
	rt_udev()->can_submit = 0;
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
	rt_mappings_report_leaks();
	rt_objects_check(1);
	if (!rt_hcd.gone)
		rt_pools_destroy(false);
	rt_tree_free();
}
