/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * uapi/linux/usb/ch9.h - see linux/usb/ch9.h
 */
#ifndef RT_UAPI_LINUX_USB_CH9_H
#define RT_UAPI_LINUX_USB_CH9_H

#include <linux/usb/ch9.h>

#endif
