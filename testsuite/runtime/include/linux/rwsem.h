/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/rwsem.h - sleeping locks for readers and writers
 */
#ifndef RT_LINUX_RWSEM_H
#define RT_LINUX_RWSEM_H

#include <linux/types.h>

struct rw_semaphore {
	long count;
};

#define DECLARE_RWSEM(name) struct rw_semaphore name = { 0 }
#define init_rwsem(sem) do { (sem)->count = 0; } while (0)
void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);

#endif
