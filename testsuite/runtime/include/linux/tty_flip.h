/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/tty_flip.h - what comes in from a line
 */
#ifndef RT_LINUX_TTY_FLIP_H
#define RT_LINUX_TTY_FLIP_H

#include <linux/tty.h>

#define TTY_NORMAL 0
#define TTY_BREAK 1
#define TTY_FRAME 2
#define TTY_PARITY 3
#define TTY_OVERRUN 4

int tty_insert_flip_char(struct tty_port *port, unsigned char ch, char flag);
int tty_insert_flip_string(struct tty_port *port, const unsigned char *chars, size_t size);
void tty_flip_buffer_push(struct tty_port *port);

#endif
