/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * device.h - a scripted device: descriptors, and a handler for each kind of transfer
 *
 * A device script is C that is linked with the driver, or with the test that
 * runs it: it defines rt_script().  Without one the generic device is plugged
 * in, which takes everything and answers with a pattern.
 */
#ifndef RT_DEVICE_H
#define RT_DEVICE_H

#include <linux/usb.h>

struct net_device;
struct sk_buff;

struct rt_xfer {
	u8 ep;				/* bEndpointAddress; 0 for control */
	u8 type;			/* USB_ENDPOINT_XFER_... */
	bool in;
	const struct usb_ctrlrequest *setup;	/* of control transfers, else NULL */
	u8 *data;			/* what was sent; or what to send, zeroed */
	unsigned int len;
	int packet;			/* of isochronous transfers, else -1 */
};

#define RT_NAK (-0x10000)		/* a handler's answer: not now; asked again later */

struct rt_script {
	struct usb_device_descriptor device;
	const u8 *config;		/* configuration descriptor and all that follows it */
	unsigned int config_size;
	const char *const *strings;	/* by index; ends with NULL; [0] is not used */
	enum usb_device_speed speed;
	/*
	 * Handlers return the bytes moved, or the status of the URB (-EPIPE: stall),
	 * or RT_NAK.  Standard requests are answered before control() is asked.
	 */
	int (*control)(struct rt_xfer *x);
	int (*data)(struct rt_xfer *x);
	/* "another CPU": runs once while each URB is in flight */
	void (*in_flight)(struct urb *urb);
};

const struct rt_script *rt_script(void);

/* for tests that drive by hand */
void __user *rt_user_alloc(size_t size);	/* of the process that calls the driver */
struct usb_device *rt_udev(void);
struct usb_interface *rt_intf(unsigned int number);
struct device *rt_sysdev(void);
struct sk_buff *rt_net_packet(unsigned int head, unsigned int frag, bool high);
int rt_net_send(struct net_device *dev, struct sk_buff *skb);	/* takes the packet */
int rt_suspend(void);			/* as for a sleep of the system: the status */
void rt_resume(bool power_was_lost);
int rt_reset(void);
void rt_wakeup(void);			/* the device wakes itself */
void rt_unplug(void);			/* as if the cable was pulled */
int rt_run_task(void (*fn)(void *), void *arg);	/* on another task's stack; waits for it */
void rt_hcd_remove(void);

#endif
