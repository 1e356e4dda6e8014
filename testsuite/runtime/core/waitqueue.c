// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Waiting by hand (prepare_to_wait() and schedule_timeout()), semaphores of readers
 * and writers, and small calls that drivers with a user need: names, numbers, bits.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/rwsem.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "core.h"

#define RT_JIFFY (1000000ULL / HZ)	/* microseconds */

#define WOKEN 0x100
#define MAX_WAITERS 64

static struct wait_queue_entry *waiting[MAX_WAITERS];	/* by task */

void add_wait_queue(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	entry->flags &= ~WOKEN;
	list_add_tail(&entry->entry, &queue->head);
	waiting[rt_task_id() % MAX_WAITERS] = entry;
}

void remove_wait_queue(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	list_del(&entry->entry);
	waiting[rt_task_id() % MAX_WAITERS] = NULL;
}

void prepare_to_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry, int state)
{
	entry->flags &= ~WOKEN;
	if (waiting[rt_task_id() % MAX_WAITERS] != entry)
		add_wait_queue(queue, entry);
}

void finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	if (waiting[rt_task_id() % MAX_WAITERS] == entry)
		remove_wait_queue(queue, entry);
}

void rt_wake(struct wait_queue_head *queue)
{
	struct wait_queue_entry *entry;

	list_for_each_entry(entry, &queue->head, entry)
		entry->flags |= WOKEN;
	rt_progress();
}

/* Jiffies left when the queue of this task was woken; -1 where it waits on none. */
long rt_wait_prepared(long timeout)
{
	struct wait_queue_entry *entry = waiting[rt_task_id() % MAX_WAITERS];
	u64 end = timeout == MAX_SCHEDULE_TIMEOUT ? ~0ULL : rt_now + timeout * RT_JIFFY;

	if (!entry)
		return -1;
	while (!(entry->flags & WOKEN) && !rt_wait_step(end))
		;
	return rt_now < end ? (end - rt_now) / RT_JIFFY : 0;
}

/* ---- readers and writers: count is the readers', or -1 ---- */

void down_read(struct rw_semaphore *sem)
{
	RT_API;

	while (sem->count < 0)
		rt_wait_step(~0ULL);
	sem->count++;
}

void up_read(struct rw_semaphore *sem)
{
	sem->count--;
	rt_progress();
}

void down_write(struct rw_semaphore *sem)
{
	RT_API;

	while (sem->count)
		rt_wait_step(~0ULL);
	sem->count = -1;
}

void up_write(struct rw_semaphore *sem)
{
	sem->count = 0;
	rt_progress();
}

/* ---- names, numbers, bits ---- */

int usb_make_path(struct usb_device *dev, char *buf, size_t size)
{
	int n = snprintf(buf, size, "usb-%s-%s", "rt", dev->devpath);

	return n >= (int)size ? -1 : n;
}

size_t strlcat(char *to, const char *from, size_t size)
{
	size_t have = strnlen(to, size), more = strlen(from), n;

	if (have == size)
		return size + more;
	n = min(more, size - have - 1);
	memcpy(to + have, from, n);
	to[have + n] = 0;
	return have + more;
}

void *memscan(void *at, int c, size_t size)
{
	u8 *p = at;

	while (size-- && *p != (u8)c)
		p++;
	return p;
}

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base);
unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	return simple_strtoul(s, end, base);
}

void set_bit(long n, volatile unsigned long *at)
{
	at[n / BITS_PER_LONG] |= 1UL << n % BITS_PER_LONG;
}

void clear_bit(long n, volatile unsigned long *at)
{
	at[n / BITS_PER_LONG] &= ~(1UL << n % BITS_PER_LONG);
}

int device_set_wakeup_enable(struct device *dev, bool enable)
{
	return 0;
}
