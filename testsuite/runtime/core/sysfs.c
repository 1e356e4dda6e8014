// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Attributes of a driver, and what drivers parse and print them with.  Their user
 * is rt_attributes(): it reads each one and writes a few values to it.
 */
#include <linux/kernel.h>
#include <linux/semaphore.h>
#include <linux/sprintf.h>
#include <linux/sysfs.h>

#include "core.h"

int sysfs_emit(char *buf, const char *fmt, ...)
{
	__builtin_va_list args;
	int n;

	__builtin_va_start(args, fmt);
	n = vsnprintf(buf, PAGE_SIZE, fmt, args);
	__builtin_va_end(args);
	return n;
}

int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	for (size_t i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}

bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b || (!*a && *b == '\n' && !b[1]) || (!*b && *a == '\n' && !a[1]);
}

unsigned long simple_strtoul(const char *s, char **end, unsigned int base)
{
	unsigned long value = 0;

	if (base == 16 && s[0] == '0' && (s[1] | 32) == 'x')
		s += 2;
	for (;; s++) {
		unsigned int digit = *s >= '0' && *s <= '9' ? *s - '0' :
			(*s | 32) >= 'a' && (*s | 32) <= 'f' ? (*s | 32) - 'a' + 10 : 99;

		if (digit >= (base ? base : 10))
			break;
		value = value * (base ? base : 10) + digit;
	}
	if (end)
		*end = (char *)s;
	return value;
}

int kstrtoint(const char *s, unsigned int base, int *res)
{
	bool minus = *s == '-';
	char *end;
	unsigned long value = simple_strtoul(s + minus, &end, base);

	if (end == s + minus || (*end && *end != '\n'))
		return -EINVAL;
	*res = minus ? -(int)value : (int)value;
	return 0;
}

static void use(struct device *dev, struct device_attribute *attr)
{
	static const char *const values[] = { "0\n", "1\n", "77\n" };
	char *page = (char *)get_zeroed_page(GFP_KERNEL);
	long n;

	if (!page)
		return;
	if (attr->show) {
		n = attr->show(dev, attr, page);
		rt_trace("show %s %ld %08x", attr->attr.name, n, rt_crc(page, n > 0 ? n : 0));
	}
	for (unsigned int i = 0; attr->store && i < ARRAY_SIZE(values); i++) {
		strcpy(page, values[i]);
		n = attr->store(dev, attr, page, strlen(page));
		rt_trace("store %s %ld", attr->attr.name, n);
	}
	free_page((unsigned long)page);
}

static int users;

void rt_sysfs_enter(void)
{
	users++;
}

void rt_sysfs_leave(void)
{
	users--;
	rt_progress();
}

void rt_sysfs_drain(void)
{
	while (users)
		rt_wait_step(~0ULL);
	rt_progress();
}

void rt_attributes(struct usb_interface *intf)
{
	const struct attribute_group **group;

	if (!intf->dev.driver)
		return;
	group = to_usb_driver(intf->dev.driver)->dev_groups;
	for (; group && *group; group++)
		for (struct attribute **attr = (*group)->attrs; *attr; attr++) {
			if (intf->condition != USB_INTERFACE_BOUND)
				return;
			rt_sysfs_enter();
			use(&intf->dev, container_of(*attr, struct device_attribute, attr));
			rt_sysfs_leave();
		}
}

/* ---- semaphores ---- */

void sema_init(struct semaphore *sem, int val)
{
	sem->count = val;
}

void down(struct semaphore *sem)
{
	RT_API;

	while (!sem->count)
		rt_wait_step(~0ULL);
	sem->count--;
}

int down_interruptible(struct semaphore *sem)
{
	RT_API;

	down(sem);
	return 0;
}

int down_trylock(struct semaphore *sem)
{
	if (!sem->count)
		return 1;
	sem->count--;
	return 0;
}

void up(struct semaphore *sem)
{
	sem->count++;
	rt_progress();
}
