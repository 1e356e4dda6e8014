/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * power.h - what the files on power management and binding share
 */
#ifndef RT_POWER_H
#define RT_POWER_H

#include <linux/usb.h>

/* driver.c; the device is locked */
void rt_unbind(struct usb_interface *intf);
int rt_bind(struct usb_interface *intf);	/* tries each driver; 0, or the last error */

/* device.c */
void rt_cable_pulled(void);			/* from now on nothing answers */

/* power.c: no locks, no check of users */
int rt_suspend_device(pm_message_t msg);
void rt_resume_device(bool reset);

/* autopm.c */
void rt_autopm_start(struct usb_interface *intf);	/* bound: it may go to sleep when idle */
void rt_autopm_stop(struct usb_interface *intf);	/* unbound: its users are forgotten */
int rt_autopm_get(struct device *dev);
void rt_autopm_put(struct device *dev);
void rt_autopm_end(void);				/* the device is gone */

#endif
