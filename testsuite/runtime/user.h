/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * user.h - the user of a driver: the process that opens its device, the desktop that
 * reads its events
 *
 * For device scripts, in rt_use().  All is traced.  Without rt_use() a driver gets
 * rt_files(), rt_inputs() and its attributes.
 */
#ifndef RT_USER_H
#define RT_USER_H

#include <linux/fs.h>

/* `number`: in the order of usb_register_dev(), from 0.  NULL when open() failed. */
struct file *rt_file_open(unsigned int number, unsigned int flags);
/* Bytes, or the error. */
long rt_file_read(struct file *file, size_t len);
long rt_file_write(struct file *file, const void *data, size_t len);
/* The argument is a buffer of `room` bytes of zero; NULL where that is 0. */
long rt_file_ioctl(struct file *file, unsigned int command, size_t room);
unsigned int rt_file_poll(struct file *file);
void rt_file_close(struct file *file);
void rt_files(void);

/* Opens all input devices, lets 200 ms pass, switches their lights, closes them. */
void rt_inputs(void);

/* Writes two bytes to slave 0x50 of each I2C bus, and reads four. */
void rt_i2c_buses(void);

#endif
