/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/spinlock.h - locks that do not sleep
 */
#ifndef RT_LINUX_SPINLOCK_H
#define RT_LINUX_SPINLOCK_H

#include <linux/types.h>
#include <linux/cleanup.h>

typedef struct spinlock {
	unsigned int slock;
} spinlock_t;

typedef struct {
	unsigned int lock;
} rwlock_t;

#define __SPIN_LOCK_UNLOCKED(name) { 0 }
#define DEFINE_SPINLOCK(x) spinlock_t x = __SPIN_LOCK_UNLOCKED(x)
#define DEFINE_RWLOCK(x) rwlock_t x = { 0 }

void rt_spin_lock_init(spinlock_t *lock);
#define spin_lock_init(lock) rt_spin_lock_init(lock)
void spin_lock(spinlock_t *lock) __acquires(lock);
void spin_unlock(spinlock_t *lock) __releases(lock);
int spin_trylock(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
#define spin_lock_irqsave(lock, flags) do { flags = _raw_spin_lock_irqsave(lock); } while (0)
bool spin_is_locked(spinlock_t *lock);

#define rwlock_init(l) do { (l)->lock = 0; } while (0)
void read_lock(rwlock_t *lock);
void read_unlock(rwlock_t *lock);
void write_lock(rwlock_t *lock);
void write_unlock(rwlock_t *lock);

unsigned long arch_local_irq_save(void);
void local_irq_restore(unsigned long flags);
#define local_irq_save(flags) do { flags = arch_local_irq_save(); } while (0)
void local_irq_disable(void);
void local_irq_enable(void);
void local_bh_disable(void);
void local_bh_enable(void);
bool irqs_disabled(void);
void preempt_disable(void);
void preempt_enable(void);
#define assert_spin_locked(l) do { } while (0)
#define lockdep_assert_held(l) do { (void)(l); } while (0)

DEFINE_GUARD(spinlock, spinlock_t *, spin_lock(_T), spin_unlock(_T))

#endif
