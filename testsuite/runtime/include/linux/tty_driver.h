/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/tty_driver.h - drivers of terminals
 */
#ifndef RT_LINUX_TTY_DRIVER_H
#define RT_LINUX_TTY_DRIVER_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/kref.h>

struct tty_struct;
struct tty_driver;
struct tty_port;
struct ktermios;
struct file;
struct device;
struct module;
struct serial_struct;

struct tty_operations {
	int (*install)(struct tty_driver *driver, struct tty_struct *tty);
	int (*open)(struct tty_struct *tty, struct file *filp);
	void (*close)(struct tty_struct *tty, struct file *filp);
	void (*shutdown)(struct tty_struct *tty);
	void (*cleanup)(struct tty_struct *tty);
	int (*write)(struct tty_struct *tty, const unsigned char *buf, int count);
	int (*put_char)(struct tty_struct *tty, unsigned char ch);
	void (*flush_chars)(struct tty_struct *tty);
	unsigned int (*write_room)(struct tty_struct *tty);
	unsigned int (*chars_in_buffer)(struct tty_struct *tty);
	int (*ioctl)(struct tty_struct *tty, unsigned int cmd, unsigned long arg);
	void (*set_termios)(struct tty_struct *tty, const struct ktermios *old);
	void (*throttle)(struct tty_struct *tty);
	void (*unthrottle)(struct tty_struct *tty);
	void (*hangup)(struct tty_struct *tty);
	int (*break_ctl)(struct tty_struct *tty, int state);
	int (*tiocmget)(struct tty_struct *tty);
	int (*tiocmset)(struct tty_struct *tty, unsigned int set, unsigned int clear);
};

struct tty_driver {
	struct kref kref;
	struct module *owner;
	const char *driver_name;
	const char *name;
	int major;
	int minor_start;
	unsigned int num;
	short type;
	short subtype;
	unsigned long flags;
	void *driver_state;
	const struct tty_operations *ops;
};

#define TTY_DRIVER_REAL_RAW 0x0004
#define TTY_DRIVER_DYNAMIC_DEV 0x0008
#define TTY_DRIVER_TYPE_SERIAL 0x0003
#define SERIAL_TYPE_NORMAL 1

struct tty_driver *__tty_alloc_driver(unsigned int lines, struct module *owner,
				      unsigned long flags);
#define tty_alloc_driver(lines, flags) __tty_alloc_driver(lines, THIS_MODULE, flags)
void tty_driver_kref_put(struct tty_driver *driver);
int tty_register_driver(struct tty_driver *driver);
void tty_unregister_driver(struct tty_driver *driver);
struct device *tty_port_register_device(struct tty_port *port, struct tty_driver *driver,
					unsigned index, struct device *device);

static inline void tty_set_operations(struct tty_driver *driver, const struct tty_operations *op)
{
	driver->ops = op;
}

#endif
