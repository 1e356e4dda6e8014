/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/compiler.h - attributes, and the annotations sparse reads
 */
#ifndef RT_LINUX_COMPILER_H
#define RT_LINUX_COMPILER_H

#ifdef __CHECKER__
#define __user __attribute__((noderef, address_space(__user)))
#define __iomem __attribute__((noderef, address_space(__iomem)))
#define __percpu __attribute__((noderef, address_space(__percpu)))
#define __rcu __attribute__((noderef, address_space(__rcu)))
#define __kernel __attribute__((address_space(0)))
#define __force __attribute__((force))
#define __nocast __attribute__((nocast))
#define __bitwise __attribute__((bitwise))
#define __safe __attribute__((safe))
#define __must_hold(x) __attribute__((context(x, 1, 1)))
#define __acquires(x) __attribute__((context(x, 0, 1)))
#define __releases(x) __attribute__((context(x, 1, 0)))
#else
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __kernel
#define __force
#define __nocast
#define __bitwise
#define __safe
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#endif

#define __aligned(x) __attribute__((__aligned__(x)))
#define __packed __attribute__((__packed__))
#define __always_unused __attribute__((__unused__))
#define __maybe_unused __attribute__((__unused__))
#define __used __attribute__((__used__))
#define __must_check __attribute__((__warn_unused_result__))
#define __printf(a, b) __attribute__((__format__(printf, a, b)))
#define __pure __attribute__((__pure__))
#define __attribute_const__ __attribute__((__const__))
#define __section(s) __attribute__((__section__(s)))
#define __weak __attribute__((__weak__))
#define __malloc __attribute__((__malloc__))
#define __cold __attribute__((__cold__))
#define __noreturn __attribute__((__noreturn__))
#define __nonstring __attribute__((__nonstring__))
#define __alloc_size(x, ...) __attribute__((__alloc_size__(x, ## __VA_ARGS__)))
#define __counted_by(m)
#define __counted_by_le(m)
#define __counted_by_be(m)
#define __randomize_layout
#define __designated_init __attribute__((__designated_init__))
#define __cleanup(func) __attribute__((__cleanup__(func)))
#define fallthrough __attribute__((__fallthrough__))
#define noinline __attribute__((__noinline__))
#define noinline_for_stack noinline
#define inline inline __attribute__((__unused__))
#define __inline inline
#define __always_inline inline __attribute__((__always_inline__))
#define asmlinkage
#define notrace

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("" : : : "memory")
#define unreachable() __builtin_unreachable()
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define __compiletime_assert_static(c, m) _Static_assert(c, m)
#define static_assert(expr, ...) _Static_assert(expr, "" #expr)
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) do { *(volatile typeof(x) *)&(x) = (val); } while (0)
#define __PASTE2(a, b) a ## b
#define __PASTE(a, b) __PASTE2(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)
#define __ADDRESSABLE(sym) \
	static void *__used __PASTE(__addressable_, sym) = (void *)&sym
#define __must_be_array(a) 0
#define OPTIMIZER_HIDE_VAR(var) __asm__ ("" : "=r" (var) : "0" (var))
#define uninitialized_var(x) x

/* CONFIG_ options: what the command line sets to 1 is enabled */
#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(ignored, val, ...) val
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
#define IS_BUILTIN(option) __is_defined(option)
#define IS_MODULE(option) __is_defined(option##_MODULE)
#define IS_ENABLED(option) (IS_BUILTIN(option) || IS_MODULE(option))
#define IS_REACHABLE(option) IS_ENABLED(option)

#endif
