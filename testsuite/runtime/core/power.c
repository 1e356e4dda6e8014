// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Suspend, resume and reset of the device, as drivers/usb/core/driver.c and hub.c
 * do them: interfaces go to sleep from the last to the first, URBs that are left
 * in flight come back with -ESHUTDOWN, and a driver without the callbacks that
 * are needed is unbound and bound again.
 */
#include "core.h"
#include "power.h"

static struct usb_interface *nth(int n)
{
	return rt_udev()->actconfig->interface[n];
}

static struct usb_driver *driver_of(const struct usb_interface *intf)
{
	return intf && intf->dev.driver ? to_usb_driver(intf->dev.driver) : NULL;
}

/* ---- unbound, and bound again when the device is back ---- */

static void forced_unbind(struct usb_interface *intf)
{
	rt_unbind(intf);
	intf->needs_binding = 1;
}

static void rebind_marked(void)
{
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = nth(n);

		if (!intf || !intf->needs_binding || intf->condition == USB_INTERFACE_BINDING)
			continue;
		if (intf->dev.driver)
			rt_unbind(intf);
		intf->needs_binding = 0;
		if (rt_udev()->state != USB_STATE_NOTATTACHED)
			rt_bind(intf);
	}
}

/* ---- suspend ---- */

static int suspend_interface(struct usb_interface *intf, pm_message_t msg)
{
	struct usb_driver *driver = driver_of(intf);
	int ret;

	if (!driver || !driver->suspend || intf->condition != USB_INTERFACE_BOUND)
		return 0;
	ret = driver->suspend(intf, msg);
	rt_trace("suspend %d", ret);
	return ret;
}

static int resume_interface(struct usb_interface *intf, bool reset)
{
	struct usb_driver *driver = driver_of(intf);
	int ret;

	if (!driver || intf->condition != USB_INTERFACE_BOUND)
		return 0;
	if (reset && !driver->reset_resume) {
		intf->needs_binding = 1;
		return 0;
	}
	if (!reset && !driver->resume)
		return 0;
	ret = reset ? driver->reset_resume(intf) : driver->resume(intf);
	rt_trace("%s %d", reset ? "reset_resume" : "resume", ret);
	return ret;
}

/* A driver that cannot sleep is unbound first; not for an autosuspend, which it prevents. */
static void unbind_those_without_power(void)
{
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_driver *driver = driver_of(nth(n));

		if (driver && (!driver->suspend || !driver->resume))
			forced_unbind(nth(n));
	}
}

int rt_suspend_device(pm_message_t msg)
{
	struct usb_device *udev = rt_udev();
	int n, ret = 0;

	if (udev->state != USB_STATE_CONFIGURED)
		return -EINVAL;
	for (n = USB_MAXINTERFACES - 1; n >= 0 && !ret; n--)
		if (nth(n))
			ret = suspend_interface(nth(n), msg);
	if (ret && PMSG_IS_AUTO(msg)) {
		for (n += 2; n < USB_MAXINTERFACES; n++)
			if (nth(n))
				resume_interface(nth(n), false);
		return ret;
	}
	udev->state = USB_STATE_SUSPENDED;	/* errors do not stop a sleep of the system */
	udev->can_submit = 0;
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
	rt_trace("asleep");
	return 0;
}

void rt_resume_device(bool reset)
{
	struct usb_device *udev = rt_udev();

	if (udev->state != USB_STATE_SUSPENDED)
		return;
	rt_trace("awake");
	udev->state = USB_STATE_CONFIGURED;
	udev->can_submit = 1;
	for (int n = 0; n < USB_MAXINTERFACES; n++)
		if (nth(n))
			resume_interface(nth(n), reset);
}

int rt_suspend(void)
{
	int ret;

	device_lock(&rt_udev()->dev);
	unbind_those_without_power();
	ret = rt_suspend_device(PMSG_SUSPEND);
	device_unlock(&rt_udev()->dev);
	return ret;
}

void rt_resume(bool power_was_lost)
{
	device_lock(&rt_udev()->dev);
	rt_resume_device(power_was_lost);
	rebind_marked();
	device_unlock(&rt_udev()->dev);
}

/* ---- reset ---- */

/* Nothing is in flight, and nothing may be submitted until it is over. */
static void restart_endpoints(struct usb_device *udev)
{
	udev->can_submit = 0;
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
	udev->can_submit = 1;
}

static void before_reset(void)
{
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_driver *driver = driver_of(nth(n));
		int unbind = 0;

		if (!driver)
			continue;
		if (driver->pre_reset && driver->post_reset)
			unbind = driver->pre_reset(nth(n));
		else
			unbind = nth(n)->condition == USB_INTERFACE_BOUND;
		if (unbind)
			forced_unbind(nth(n));
	}
}

static void after_reset(void)
{
	for (int n = USB_MAXINTERFACES - 1; n >= 0; n--) {
		struct usb_driver *driver = driver_of(nth(n));
		int rebind = 0;

		if (!driver)
			continue;
		if (driver->pre_reset && driver->post_reset)
			rebind = driver->post_reset(nth(n));
		else
			rebind = nth(n)->condition == USB_INTERFACE_BOUND;
		if (rebind)
			nth(n)->needs_binding = 1;
	}
}

int usb_reset_device(struct usb_device *udev)
{
	int ret;
	RT_API;

	if (udev->state == USB_STATE_NOTATTACHED || udev->state == USB_STATE_SUSPENDED)
		return -EINVAL;
	if (udev->reset_in_progress)
		return -EINPROGRESS;
	udev->reset_in_progress = 1;
	before_reset();
	restart_endpoints(udev);
	ret = rt_fault("reset") ? -ENODEV : 0;
	rt_trace("reset %d", ret);
	if (ret)
		rt_cable_pulled();
	after_reset();
	rebind_marked();
	udev->reset_in_progress = 0;
	return ret;
}

int usb_lock_device_for_reset(struct usb_device *udev, const struct usb_interface *iface)
{
	unsigned long long deadline = rt_now + 1000000;
	RT_API;

	for (;;) {
		if (udev->state == USB_STATE_NOTATTACHED)
			return -ENODEV;
		if (udev->state == USB_STATE_SUSPENDED)
			return -EHOSTUNREACH;
		if (iface && (iface->condition == USB_INTERFACE_UNBINDING ||
			      iface->condition == USB_INTERFACE_UNBOUND))
			return -EINTR;
		if (device_trylock(&udev->dev))
			return 0;
		if (rt_now >= deadline)
			return -EBUSY;
		msleep(15);
	}
}

static void queued_reset(struct work_struct *work)
{
	struct usb_interface *intf = container_of(work, struct usb_interface, reset_ws);
	struct usb_device *udev = interface_to_usbdev(intf);

	if (usb_lock_device_for_reset(udev, intf))
		return;
	usb_reset_device(udev);
	usb_unlock_device(udev);
}

void usb_queue_reset_device(struct usb_interface *intf)
{
	if (!intf->reset_ws.func)
		INIT_WORK(&intf->reset_ws, queued_reset);
	schedule_work(&intf->reset_ws);
}

int rt_reset(void)
{
	struct usb_device *udev = rt_udev();
	int ret = rt_autopm_get(&udev->dev);	/* as usbfs holds it awake */

	if (ret)
		return ret;
	ret = usb_lock_device_for_reset(udev, NULL);
	if (!ret) {
		ret = usb_reset_device(udev);
		usb_unlock_device(udev);
	}
	rt_autopm_put(&udev->dev);
	return ret;
}
