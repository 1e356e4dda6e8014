/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/init.h - entry and exit of a module
 */
#ifndef RT_LINUX_INIT_H
#define RT_LINUX_INIT_H

#include <linux/compiler.h>

#define __init __section(".init.text") __cold
#define __exit __section(".exit.text") __used __cold
#define __initdata __section(".init.data")
#define __initconst __section(".init.rodata")
#define __devinit
#define __devexit
#define __devexit_p(x) x

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#define __setup(str, fn)

#endif
