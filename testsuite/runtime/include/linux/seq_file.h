/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/seq_file.h - files made of records
 */
#ifndef RT_LINUX_SEQ_FILE_H
#define RT_LINUX_SEQ_FILE_H

#include <linux/fs.h>

struct seq_file {
	char *buf;
	size_t size;
	void *private;
};

void seq_printf(struct seq_file *m, const char *fmt, ...);
void seq_puts(struct seq_file *m, const char *s);
void seq_putc(struct seq_file *m, char c);

#endif
