/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb/quirks.h - devices that need care
 */
#ifndef RT_LINUX_USB_QUIRKS_H
#define RT_LINUX_USB_QUIRKS_H

#define USB_QUIRK_RESET_RESUME (1UL << 1)
#define USB_QUIRK_NO_SET_INTF (1UL << 2)

#endif
