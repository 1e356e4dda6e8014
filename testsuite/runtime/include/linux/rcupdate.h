/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/rcupdate.h - read-copy-update
 */
#ifndef RT_LINUX_RCUPDATE_H
#define RT_LINUX_RCUPDATE_H

#include <linux/types.h>
#include <linux/compiler.h>

void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_assign_pointer(p, v) WRITE_ONCE(p, v)
#define RCU_INIT_POINTER(p, v) ((p) = (v))

#endif
