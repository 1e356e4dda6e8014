/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ioctl.h - numbers of ioctls
 */
#ifndef RT_LINUX_IOCTL_H
#define RT_LINUX_IOCTL_H

#define _IOC(dir, type, nr, size) (((dir) << 30) | ((size) << 16) | ((type) << 8) | (nr))
#define _IO(type, nr) _IOC(0U, (type), (nr), 0)
#define _IOR(type, nr, size) _IOC(2U, (type), (nr), sizeof(size))
#define _IOW(type, nr, size) _IOC(1U, (type), (nr), sizeof(size))
#define _IOWR(type, nr, size) _IOC(3U, (type), (nr), sizeof(size))
#define _IOC_SIZE(nr) (((nr) >> 16) & 0x3fff)
#define _IOC_TYPE(nr) (((nr) >> 8) & 0xff)
#define _IOC_NR(nr) ((nr) & 0xff)
#define _IOC_DIR(nr) (((nr) >> 30) & 3)

#endif
