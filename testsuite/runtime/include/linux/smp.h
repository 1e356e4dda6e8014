/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/smp.h - processors
 */
#ifndef RT_LINUX_SMP_H
#define RT_LINUX_SMP_H

int rt_cpu(void);
#define smp_processor_id() rt_cpu()
#define num_online_cpus() 1

#endif
