/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/slab.h - the kmalloc family
 */
#ifndef RT_LINUX_SLAB_H
#define RT_LINUX_SLAB_H

#include <linux/types.h>
#include <linux/gfp.h>
#include <linux/cache.h>
#include <linux/overflow.h>
#include <linux/cleanup.h>
#include <linux/err.h>

#define KMALLOC_MAX_SIZE (1UL << 22)
#define KMALLOC_MIN_SIZE 8
#define ARCH_KMALLOC_MINALIGN __alignof__(unsigned long long)
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

#define SLAB_HWCACHE_ALIGN ((slab_flags_t __force)0x00002000U)
#define SLAB_CACHE_DMA ((slab_flags_t __force)0x00004000U)
#define SLAB_PANIC ((slab_flags_t __force)0x00040000U)

void *__kmalloc(size_t size, gfp_t flags) __alloc_size(1);
void *__kmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
void *kmalloc_large(size_t size, gfp_t flags) __alloc_size(1);
void *krealloc(const void *p, size_t size, gfp_t flags);
void *kvmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
void *kvrealloc(const void *p, size_t size, gfp_t flags);
void kfree(const void *p);
void kfree_sensitive(const void *p);
void kvfree(const void *p);
void kvfree_sensitive(const void *p, size_t len);
size_t ksize(const void *p);
#define kzfree(p) kfree_sensitive(p)
#define kfree_rcu(p, field) kfree(p)

static __always_inline void *kmalloc(size_t size, gfp_t flags)
{
	return __kmalloc(size, flags);
}

static __always_inline void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node(size, flags, node);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return kmalloc(bytes, flags);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

static inline void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return krealloc(p, bytes, flags);
}

static inline void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_node(size, flags | __GFP_ZERO, node);
}

static inline void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, -1);
}

static inline void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}

static inline void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return kvmalloc(bytes, flags);
}

static inline void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}

struct kmem_cache;
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *));
void kmem_cache_destroy(struct kmem_cache *s);
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags);
void kmem_cache_free(struct kmem_cache *s, void *p);

static inline void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc(s, flags | __GFP_ZERO);
}

#define KMEM_CACHE(record, flags) \
	kmem_cache_create(#record, sizeof(struct record), __alignof__(struct record), (flags), NULL)

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))

#endif
