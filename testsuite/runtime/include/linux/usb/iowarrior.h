/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb/iowarrior.h - ioctls of the IO-Warrior
 */
#ifndef RT_LINUX_USB_IOWARRIOR_H
#define RT_LINUX_USB_IOWARRIOR_H

#include <linux/types.h>
#include <linux/ioctl.h>

#define CODEMERCS_MAGIC_NUMBER 0xC0
#define IOW_WRITE _IOW(CODEMERCS_MAGIC_NUMBER, 1, __u8 *)
#define IOW_READ _IOW(CODEMERCS_MAGIC_NUMBER, 2, __u8 *)

struct iowarrior_info {
	__u32 vendor, product;
	__u8 serial[9];
	__u32 revision, speed, power, if_num, report_size;
};

#define IOW_GETINFO _IOR(CODEMERCS_MAGIC_NUMBER, 3, struct iowarrior_info)

#endif
