/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REGISTER_H
#define REGISTER_H
#include <linux/usb.h>

struct register_params { int (*send)(struct usb_device *udev, void *buf, int len); };
struct register_core { int (*send)(struct usb_device *udev, void *buf, int len); };

void register_device(struct register_core *core, struct register_params *params);
#endif
