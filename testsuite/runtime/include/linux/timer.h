/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/timer.h - work at a later time
 */
#ifndef RT_LINUX_TIMER_H
#define RT_LINUX_TIMER_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/jiffies.h>
#include <linux/container_of.h>

struct timer_list {
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(struct timer_list *t);
	u32 flags;
};

void rt_timer_setup(struct timer_list *t, void (*fn)(struct timer_list *), unsigned int flags);
#define timer_setup(t, fn, flags) rt_timer_setup(t, fn, flags)
#define DEFINE_TIMER(name, fn) struct timer_list name = { .function = (fn) }
#define from_timer(var, t, field) container_of(t, typeof(*var), field)
#define timer_container_of(var, t, field) container_of(t, typeof(*var), field)
int mod_timer(struct timer_list *t, unsigned long expires);
void add_timer(struct timer_list *t);
int del_timer(struct timer_list *t);
int del_timer_sync(struct timer_list *t);
int timer_delete_sync(struct timer_list *t);
int timer_shutdown_sync(struct timer_list *t);
int timer_pending(const struct timer_list *t);

#endif
