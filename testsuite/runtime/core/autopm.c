// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Autosuspend: the users of each interface are counted, and an idle device goes
 * to sleep two seconds later if its driver called usb_enable_autosuspend() and
 * supports it.  As in the kernel it may not unless it is told so.
 */
#include "core.h"
#include "power.h"

#define DELAY 2000000ULL		/* microseconds */

static bool enabled, busy;
static unsigned long timer;
static unsigned long long last_busy;
static int busy_task;

static struct usb_interface *nth(int n)
{
	return rt_udev()->actconfig->interface[n];
}

static bool may_sleep(void)
{
	if (!enabled || rt_udev()->state != USB_STATE_CONFIGURED ||
	    rt_udev()->dev.power.usage_count)
		return false;
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = nth(n);

		if (!intf || !intf->dev.driver)
			continue;
		if (intf->condition != USB_INTERFACE_BOUND || intf->dev.power.usage_count ||
		    !to_usb_driver(intf->dev.driver)->supports_autosuspend)
			return false;
	}
	return true;
}

static void start_timer(void);

static void go_to_sleep(void *unused)
{
	int ret = 0;

	if (busy || !may_sleep())
		return;
	busy = true;
	busy_task = rt_task_id();
	ret = rt_suspend_device((struct pm_message){ PM_EVENT_AUTO | PM_EVENT_SUSPEND });
	busy = false;
	rt_progress();
	if (ret == -EBUSY || ret == -EAGAIN) {
		last_busy = rt_now;
		start_timer();
	}
}

static void idle(void *unused)
{
	timer = 0;
	if (last_busy + DELAY > rt_now)
		start_timer();
	else if (may_sleep())
		rt_task_new(go_to_sleep, NULL);
}

static void start_timer(void)
{
	unsigned long long at = last_busy + DELAY;

	if (!timer && may_sleep())
		timer = rt_event(at > rt_now ? at - rt_now : 1, idle, NULL);
}

static void stop_timer(void)
{
	if (timer)
		rt_event_cancel(timer);
	timer = 0;
}

/* From within a callback of the same transition there is nothing to wait for. */
static int wake_up_device(void)
{
	if (busy && busy_task == rt_task_id())
		return 0;
	while (busy)
		rt_wait_step(~0ULL);
	rt_progress();
	if (rt_udev()->state == USB_STATE_NOTATTACHED)
		return -ENODEV;
	if (rt_udev()->state != USB_STATE_SUSPENDED)
		return 0;
	busy = true;
	busy_task = rt_task_id();
	rt_resume_device(false);
	busy = false;
	rt_progress();
	return 0;
}

void rt_autopm_put(struct device *dev)
{
	if (dev->power.usage_count <= 0) {
		rt_report(RT_W_PM, 0, 0);
		return;
	}
	dev->power.usage_count--;
	last_busy = rt_now;
	start_timer();
}

int rt_autopm_get(struct device *dev)
{
	int ret;

	dev->power.usage_count++;
	ret = wake_up_device();
	if (ret)
		dev->power.usage_count--;
	return ret;
}

/* ---- the calls ---- */

int usb_autopm_get_interface(struct usb_interface *intf)
{
	RT_API;

	if (rt_in_irq || rt_atomic)
		rt_report(RT_X_ATOMIC, 0, 0);
	return rt_autopm_get(&intf->dev);
}

void usb_autopm_put_interface(struct usb_interface *intf)
{
	RT_API;

	rt_autopm_put(&intf->dev);
}

static void wake_later(void *unused)
{
	wake_up_device();
}

int usb_autopm_get_interface_async(struct usb_interface *intf)
{
	intf->dev.power.usage_count++;
	if (rt_udev()->state == USB_STATE_SUSPENDED)
		rt_task_new(wake_later, NULL);
	return 0;
}

void usb_autopm_put_interface_async(struct usb_interface *intf)
{
	RT_API;

	rt_autopm_put(&intf->dev);
}

void usb_autopm_get_interface_no_resume(struct usb_interface *intf)
{
	intf->dev.power.usage_count++;
}

void usb_autopm_put_interface_no_suspend(struct usb_interface *intf)
{
	RT_API;

	if (intf->dev.power.usage_count <= 0)
		rt_report(RT_W_PM, 0, 0);
	else
		intf->dev.power.usage_count--;
}

void usb_enable_autosuspend(struct usb_device *udev)
{
	enabled = true;
	start_timer();
}

void usb_disable_autosuspend(struct usb_device *udev)
{
	RT_API;

	enabled = false;
	stop_timer();
	wake_up_device();
}

void usb_mark_last_busy(struct usb_device *udev)
{
	last_busy = rt_now;
}

int pm_runtime_get_sync(struct device *dev)
{
	RT_API;

	return rt_autopm_get(dev);
}

int pm_runtime_put(struct device *dev)
{
	RT_API;

	rt_autopm_put(dev);
	return 0;
}

void pm_runtime_mark_last_busy(struct device *dev)
{
	last_busy = rt_now;
}

void pm_runtime_enable(struct device *dev)
{
}

void pm_runtime_disable(struct device *dev)
{
}

/* ---- for the others ---- */

void rt_autopm_start(struct usb_interface *intf)
{
	last_busy = rt_now;
	start_timer();
}

void rt_autopm_stop(struct usb_interface *intf)
{
	intf->dev.power.usage_count = 0;
}

void rt_autopm_end(void)
{
	stop_timer();
	enabled = false;
}

/* The device wants something: remote wakeup. */
void rt_wakeup(void)
{
	if (rt_udev()->state == USB_STATE_SUSPENDED)
		rt_task_new(wake_later, NULL);
}
