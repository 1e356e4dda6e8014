// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory of a process.  It has addresses that only these calls may use: the CPU
 * that touches one directly gets an oops, as with SMAP.  Its pages are highmem
 * where there is any.
 */
#include <linux/uaccess.h>

#include "core.h"

/* A buffer of the process that called the driver. */
void __user *rt_user_alloc(size_t size)
{
	unsigned long n = PAGE_ALIGN(size ? size : 1) / PAGE_SIZE, *index;
	struct rt_object *object;
	rt_addr at = 0;
	long first;

	first = rt_pages_alloc(n, 1);
	index = first < 0 ? NULL : __builtin_malloc(n * sizeof(*index));
	for (unsigned long i = 0; index && i < n; i++) {
		index[i] = first + i;
		rt_page(first + i)->_refcount = 1;
		rt_page(first + i)->private = 0;
		memset(rt_phys_ptr(rt_page_phys(first + i)), 0, PAGE_SIZE);
	}
	if (index)
		at = rt_window_map(RT_USER, index, n);
	__builtin_free(index);
	if (!at)
		rt_finish(2);
	object = rt_object_add(at, size, RT_USER, "user");
	object->born = 0;
	return (void __user *)at;
}

/* Bytes that could not be copied: what lies behind the process's buffer. */
static unsigned long copy(rt_addr user, char *kernel, unsigned long n, bool to_user)
{
	struct rt_object *object = rt_object_live(user);
	unsigned long room, done = 0;

	if (rt_in_irq || rt_atomic)
		rt_report(RT_X_ATOMIC, user, n);
	if (n && rt_fault("user"))
		return n;
	if (!object || object->kind != RT_USER) {	/* a test's own memory stands for it */
		if (to_user)
			memcpy((void *)user, kernel, n);
		else
			memcpy(kernel, (void *)user, n);
		return 0;
	}
	room = object->at + object->size - user;
	for (unsigned long i; done < n && done < room; done += i) {
		rt_addr at = user + done;
		char *p = rt_phys_ptr(rt_page_phys(rt_window_page(at)));

		i = min(min(n, room) - done, PAGE_SIZE - at % PAGE_SIZE);
		if (to_user)
			memcpy(p + at % PAGE_SIZE, kernel + done, i);
		else
			memcpy(kernel + done, p + at % PAGE_SIZE, i);
	}
	return n - done;
}

unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long left;
	RT_API;

	left = copy((rt_addr)from, to, n, false);
	if (left)
		memset((char *)to + n - left, 0, left);
	return left;
}

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	RT_API;

	return copy((rt_addr)to, (char *)from, n, true);
}

unsigned long rt_get_user(void *to, const void __user *from, unsigned long n)
{
	RT_API;

	return copy_from_user(to, from, n);
}

unsigned long rt_put_user(void __user *to, const void *from, unsigned long n)
{
	RT_API;

	return copy_to_user(to, from, n);
}

unsigned long clear_user(void __user *to, unsigned long n)
{
	static const char zeros[64];
	RT_API;

	while (n) {
		unsigned long i = min(n, sizeof(zeros)), left;

		left = copy((rt_addr)to, (char *)zeros, i, true);
		n -= i - left;
		to += i - left;
		if (left)
			break;
	}
	return n;
}

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	RT_API;

	for (long i = 0; i < count; i++) {
		if (copy((rt_addr)(src + i), dst + i, 1, false))
			return -EFAULT;
		if (!dst[i])
			return i;
	}
	return count;
}

void *memdup_user(const void __user *src, size_t len)
{
	void *p;
	RT_API;

	p = kmalloc(len, GFP_USER);
	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	return p;
}

void *memdup_user_nul(const void __user *src, size_t len)
{
	char *p;
	RT_API;

	p = kmalloc(len + 1, GFP_USER);
	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	p[len] = 0;
	return p;
}

/* ---- its pages, for a driver that transfers without a copy ---- */

int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags,
			struct page **pages)
{
	int n = 0;
	RT_API;

	if (rt_fault("user"))
		return -EFAULT;
	for (; n < nr_pages; n++, start += PAGE_SIZE) {
		struct rt_object *object = rt_object_live(start);

		if (!object || object->kind != RT_USER)
			break;
		pages[n] = rt_page(rt_window_page(start));
		pages[n]->_refcount++;
		start &= PAGE_MASK;
	}
	return n ? n : -EFAULT;
}

int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags,
			struct page **pages)
{
	RT_API;

	return get_user_pages_fast(start, nr_pages, gup_flags, pages);
}

void unpin_user_page(struct page *page)
{
	RT_API;

	if (page->_refcount < 2)
		rt_report(RT_X_BAD_FREE, 0, PAGE_SIZE);
	else
		page->_refcount--;
}

void unpin_user_pages(struct page **pages, unsigned long npages)
{
	RT_API;

	for (unsigned long i = 0; i < npages; i++)
		unpin_user_page(pages[i]);
}

void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages, bool make_dirty)
{
	RT_API;

	unpin_user_pages(pages, npages);
}
