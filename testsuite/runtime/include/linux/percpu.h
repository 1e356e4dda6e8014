/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/percpu.h - one copy for each CPU
 */
#ifndef RT_LINUX_PERCPU_H
#define RT_LINUX_PERCPU_H

#include <linux/types.h>
#include <linux/compiler.h>

#define DEFINE_PER_CPU(type, name) __percpu __section(".data..percpu") typeof(type) name
#define DECLARE_PER_CPU(type, name) extern __percpu __section(".data..percpu") typeof(type) name
void __percpu *__alloc_percpu(size_t size, size_t align);
void free_percpu(void __percpu *p);
#define alloc_percpu(type) \
	((typeof(type) __percpu *)__alloc_percpu(sizeof(type), __alignof__(type)))
extern unsigned long __per_cpu_offset[];
int rt_cpu(void);
/* the kernel adds the CPU's offset in assembler: opaque here too */
#define __rt_cpu_ptr(p, cpu) ({						\
	unsigned long __pp;						\
	__asm__ ("" : "=r" (__pp) : "0" (p));				\
	(typeof(*(p)) __kernel __force *)(__pp + __per_cpu_offset[cpu]);	\
})
#define per_cpu_ptr(p, cpu) __rt_cpu_ptr(p, cpu)
#define this_cpu_ptr(p) __rt_cpu_ptr(p, rt_cpu())
#define raw_cpu_ptr(p) this_cpu_ptr(p)
#define get_cpu_ptr(p) this_cpu_ptr(p)
#define put_cpu_ptr(p) do { (void)(p); } while (0)
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))
#define get_cpu_var(var) (*this_cpu_ptr(&(var)))
#define put_cpu_var(var) do { } while (0)

#endif
