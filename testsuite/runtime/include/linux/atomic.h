/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/atomic.h - integers that several CPUs may change: here there is one, and tasks
 * change only where they wait, so plain C is atomic
 */
#ifndef RT_LINUX_ATOMIC_H
#define RT_LINUX_ATOMIC_H

#include <linux/types.h>
#include <linux/compiler.h>

#define ATOMIC_INIT(i) { (i) }

static inline int atomic_read(const atomic_t *v)
{
	return READ_ONCE(v->counter);
}

static inline void atomic_set(atomic_t *v, int i)
{
	WRITE_ONCE(v->counter, i);
}

static inline int atomic_add_return(int i, atomic_t *v)
{
	return v->counter += i;
}

static inline int atomic_xchg(atomic_t *v, int i)
{
	int old = v->counter;

	v->counter = i;
	return old;
}

static inline int atomic_cmpxchg(atomic_t *v, int old, int i)
{
	int seen = v->counter;

	if (seen == old)
		v->counter = i;
	return seen;
}

#define atomic_sub_return(i, v) atomic_add_return(-(i), v)
#define atomic_add(i, v) ((void)atomic_add_return(i, v))
#define atomic_sub(i, v) ((void)atomic_add_return(-(i), v))
#define atomic_inc_return(v) atomic_add_return(1, v)
#define atomic_dec_return(v) atomic_add_return(-1, v)
#define atomic_inc(v) ((void)atomic_add_return(1, v))
#define atomic_dec(v) ((void)atomic_add_return(-1, v))
#define atomic_dec_and_test(v) (atomic_add_return(-1, v) == 0)
#define atomic_inc_and_test(v) (atomic_add_return(1, v) == 0)
#define atomic_dec_if_positive(v) (atomic_read(v) > 0 ? atomic_dec_return(v) : -1)
#define xchg(p, v) ({ \
	__typeof__(p) rt_x = (p); __typeof__(*rt_x) rt_old = *rt_x; *rt_x = (v); rt_old; })
#define smp_mb() barrier()
#define smp_rmb() smp_mb()
#define smp_wmb() smp_mb()
#define mb() smp_mb()
#define rmb() smp_mb()
#define wmb() smp_mb()
#define smp_mb__after_atomic() barrier()
#define smp_mb__before_atomic() barrier()

#endif
