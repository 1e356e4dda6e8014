// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A right driver of a sensor that sleeps: its interrupt URB is taken back before a
 * suspend or reset and submitted again after it, and nobody holds it awake while
 * it is idle.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#include "device.h"

#define SENSOR_SIZE 8

struct sensor {
	struct usb_device *udev;
	struct usb_interface *intf;
	struct urb *urb;
	u8 *data;
	unsigned int count;
};

static void sensor_complete(struct urb *urb)
{
	struct sensor *s = urb->context;

	if (!urb->status && ++s->count % 4)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int sensor_start(struct sensor *s)
{
	return usb_submit_urb(s->urb, GFP_NOIO);
}

static int sensor_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct sensor *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!s)
		return -ENOMEM;
	s->udev = interface_to_usbdev(intf);
	s->intf = intf;
	s->urb = usb_alloc_urb(0, GFP_KERNEL);
	s->data = kmalloc(SENSOR_SIZE, GFP_KERNEL);
	if (!s->urb || !s->data)
		goto err;
	usb_fill_int_urb(s->urb, s->udev, usb_rcvintpipe(s->udev, 3), s->data, SENSOR_SIZE,
			 sensor_complete, s, 4);
	usb_set_intfdata(intf, s);
	ret = sensor_start(s);
	if (ret)
		goto err;
	usb_enable_autosuspend(s->udev);
	return 0;
err:
	usb_free_urb(s->urb);
	kfree(s->data);
	kfree(s);
	return ret;
}

static void sensor_disconnect(struct usb_interface *intf)
{
	struct sensor *s = usb_get_intfdata(intf);

	usb_kill_urb(s->urb);
	usb_free_urb(s->urb);
	kfree(s->data);
	kfree(s);
}

static int sensor_suspend(struct usb_interface *intf, pm_message_t message)
{
	struct sensor *s = usb_get_intfdata(intf);

	usb_kill_urb(s->urb);
	return 0;
}

static int sensor_resume(struct usb_interface *intf)
{
	return sensor_start(usb_get_intfdata(intf));
}

static int sensor_reset_resume(struct usb_interface *intf)
{
	return sensor_start(usb_get_intfdata(intf));
}

static int sensor_pre_reset(struct usb_interface *intf)
{
	struct sensor *s = usb_get_intfdata(intf);

	usb_kill_urb(s->urb);
	return 0;
}

static int sensor_post_reset(struct usb_interface *intf)
{
	return sensor_start(usb_get_intfdata(intf));
}

/* What a process does with it: awake while it reads, asleep some time later. */
void rt_use(struct usb_interface *intf)
{
	struct sensor *s = usb_get_intfdata(intf);
	u8 answer[2];

	if (usb_autopm_get_interface(intf))
		return;
	usb_control_msg_recv(s->udev, 0, 1, 0xc0, 0, 0, answer, 2, 500, GFP_KERNEL);
	usb_autopm_put_interface(intf);
	msleep(5000);
}

static const struct usb_device_id sensor_ids[] = {
	{ USB_DEVICE(0x1209, 1) },
	{ }
};

static struct usb_driver sensor_driver = {
	.name = "sensor",
	.probe = sensor_probe,
	.disconnect = sensor_disconnect,
	.suspend = sensor_suspend,
	.resume = sensor_resume,
	.reset_resume = sensor_reset_resume,
	.pre_reset = sensor_pre_reset,
	.post_reset = sensor_post_reset,
	.id_table = sensor_ids,
	.supports_autosuspend = 1,
};
module_usb_driver(sensor_driver);
MODULE_LICENSE("GPL");
