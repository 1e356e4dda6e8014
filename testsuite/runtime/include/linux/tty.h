/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/tty.h - terminals
 */
#ifndef RT_LINUX_TTY_H
#define RT_LINUX_TTY_H

#include <linux/types.h>
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/wait.h>
#include <linux/tty_driver.h>

typedef unsigned int tcflag_t;
typedef unsigned char cc_t;
typedef unsigned int speed_t;

struct ktermios {
	tcflag_t c_iflag;
	tcflag_t c_oflag;
	tcflag_t c_cflag;
	tcflag_t c_lflag;
	cc_t c_line;
	cc_t c_cc[19];
	speed_t c_ispeed;
	speed_t c_ospeed;
};

#define CSIZE 0000060
#define CS5 0000000
#define CS6 0000020
#define CS7 0000040
#define CS8 0000060
#define CSTOPB 0000100
#define CREAD 0000200
#define PARENB 0000400
#define PARODD 0001000
#define HUPCL 0002000
#define CLOCAL 0004000
#define CRTSCTS 020000000000
#define B9600 0000015
#define C_BAUD(tty) ((tty)->termios.c_cflag & 0010017)
#define C_CRTSCTS(tty) ((tty)->termios.c_cflag & CRTSCTS)
#define TIOCM_DTR 0x002
#define TIOCM_RTS 0x004
#define TIOCM_CTS 0x020
#define TIOCM_CAR 0x040
#define TIOCM_DSR 0x100

struct tty_struct {
	struct kref kref;
	struct device *dev;
	struct tty_driver *driver;
	const struct tty_operations *ops;
	int index;
	struct ktermios termios;
	char name[64];
	void *driver_data;
	struct tty_port *port;
};

struct tty_port_operations {
	void (*shutdown)(struct tty_port *port);
	int (*activate)(struct tty_port *port, struct tty_struct *tty);
	void (*destruct)(struct tty_port *port);
	void (*dtr_rts)(struct tty_port *port, int raise);
};

struct tty_port {
	struct tty_struct *tty;
	const struct tty_port_operations *ops;
	spinlock_t lock;
	int count;
	wait_queue_head_t open_wait;
	unsigned long flags;
	unsigned char console:1;
	struct mutex mutex;
	unsigned char *xmit_buf;
	int drain_delay;
	struct kref kref;
	void *client_data;
};

void tty_port_init(struct tty_port *port);
void tty_port_destroy(struct tty_port *port);
int tty_port_open(struct tty_port *port, struct tty_struct *tty, struct file *filp);
void tty_port_close(struct tty_port *port, struct tty_struct *tty, struct file *filp);
void tty_port_tty_wakeup(struct tty_port *port);
struct tty_struct *tty_port_tty_get(struct tty_port *port);
void tty_kref_put(struct tty_struct *tty);
void tty_wakeup(struct tty_struct *tty);
void tty_hangup(struct tty_struct *tty);
speed_t tty_get_baud_rate(const struct tty_struct *tty);
void tty_encode_baud_rate(struct tty_struct *tty, speed_t ibaud, speed_t obaud);

#endif
