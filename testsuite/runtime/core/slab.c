// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kmalloc family and kmem_cache.  Each allocation is an object of the shadow
 * map with a red zone; freed memory is poisoned and not used again.
 */
#include "core.h"

/* A GFP that may sleep, where nobody may: reported, and done all the same. */
void rt_check_gfp(gfp_t gfp)
{
	if ((gfp & __GFP_DIRECT_RECLAIM) && (rt_atomic || rt_in_irq))
		rt_report(RT_X_ATOMIC, 0, 0);
	if ((gfp & (__GFP_DMA | __GFP_DMA32)) && !rt_no_usb)
		rt_report(RT_X_GFP_DMA, 0, 0);
}

void *__kmalloc(size_t size, gfp_t flags)
{
	rt_addr at;
	RT_API;

	rt_check_gfp(flags);
	if (!size)
		return ZERO_SIZE_PTR;
	if (size > KMALLOC_MAX_SIZE || rt_fault("kmalloc"))
		return NULL;
	at = rt_small_alloc(size, rt_slab_align, "kmalloc");
	if (at && (flags & __GFP_ZERO))
		memset((void *)at, 0, size);
	return (void *)at;
}

void *__kmalloc_node(size_t size, gfp_t flags, int node)
{
	RT_API;

	return __kmalloc(size, flags);
}

void *kmalloc_large(size_t size, gfp_t flags)
{
	RT_API;

	return __kmalloc(size, flags);
}

/* kfree() of what it did not hand out is a report, and leaves the memory alone. */
void rt_free(const void *p, enum rt_report wrong)
{
	struct rt_object *object = rt_object_find((rt_addr)p);
	struct urb *urb;

	if (!object || object->at != (rt_addr)p || object->kind != RT_SLAB) {
		if (object && object->kind == RT_COHERENT)
			rt_report(RT_S_KFREE, (rt_addr)p, object->size);
		else
			rt_report(wrong, (rt_addr)p, 0);
		return;
	}
	if (wrong == RT_X_BAD_FREE && object->slug)
		rt_report_slug(wrong, object->slug, object->at, object->size);
	urb = object->freed ? NULL : rt_active_urb(object->at, object->size);
	if (urb)
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
	rt_object_free(object);
}

void kfree(const void *p)
{
	RT_API;

	if (!ZERO_OR_NULL_PTR(p))
		rt_free(p, RT_X_BAD_FREE);
}

void kfree_sensitive(const void *p)
{
	RT_API;

	kfree(p);
}

void kfree_const(const void *p)
{
	RT_API;

	if (rt_kind_of((rt_addr)p) != RT_RODATA)
		kfree(p);
}

void kvfree(const void *p)
{
	RT_API;

	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);
}

void kvfree_sensitive(const void *p, size_t len)
{
	RT_API;

	kvfree(p);
}

size_t ksize(const void *p)
{
	struct rt_object *object = rt_object_live((rt_addr)p);

	return object ? object->size : 0;
}

void *krealloc(const void *p, size_t size, gfp_t flags)
{
	size_t old = ZERO_OR_NULL_PTR(p) ? 0 : ksize(p);
	void *new;
	RT_API;

	if (!size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	new = __kmalloc(size, flags);
	if (new && old) {
		memcpy(new, p, old < size ? old : size);
		kfree(p);
	}
	return new;
}

/* Large ones are vmalloc memory: what drivers may not count on being otherwise. */
void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	RT_API;

	if (size > PAGE_SIZE)
		return __vmalloc(size, flags);
	return __kmalloc(size, flags);
}

void *kvrealloc(const void *p, size_t size, gfp_t flags)
{
	struct rt_object *object = rt_object_live((rt_addr)p);
	void *new;
	RT_API;

	new = kvmalloc_node(size, flags, -1);
	if (new && object) {
		memcpy(new, p, object->size < size ? object->size : size);
		kvfree(p);
	}
	return new;
}

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *p;
	RT_API;

	p = __kmalloc(len, gfp);
	return p && len ? memcpy(p, src, len) : p;
}

void *kvmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *p;
	RT_API;

	p = kvmalloc_node(len, gfp, -1);
	return p ? memcpy(p, src, len) : NULL;
}

char *kstrndup(const char *s, size_t len, gfp_t gfp)
{
	size_t n = s ? strnlen(s, len) : 0;
	char *p;
	RT_API;

	p = s ? __kmalloc(n + 1, gfp) : NULL;
	if (p) {
		memcpy(p, s, n);
		p[n] = 0;
	}
	return p;
}

char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	char *p;
	RT_API;

	p = s ? __kmalloc(len + 1, gfp) : NULL;
	if (p) {
		memcpy(p, s, len);
		p[len] = 0;
	}
	return p;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	RT_API;

	return s ? kmemdup_nul(s, strlen(s), gfp) : NULL;
}

const char *kstrdup_const(const char *s, gfp_t gfp)
{
	RT_API;

	return kstrdup(s, gfp);
}

struct kmem_cache {
	const char *name;
	unsigned int size, align;
	void (*ctor)(void *);
};

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *))
{
	struct kmem_cache *s;
	RT_API;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return NULL;
	s->name = name;
	s->size = size;
	s->align = flags & SLAB_HWCACHE_ALIGN ? rt_line : align > 8 ? align : 8;
	s->ctor = ctor;
	return s;
}

void kmem_cache_destroy(struct kmem_cache *s)
{
	RT_API;

	kfree(s);
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags)
{
	rt_addr at;
	RT_API;

	rt_check_gfp(flags);
	at = rt_fault("kmalloc") ? 0 : rt_small_alloc(s->size, s->align, "kmem_cache");
	if (at && (flags & __GFP_ZERO))
		memset((void *)at, 0, s->size);
	if (at && s->ctor)
		s->ctor((void *)at);
	return (void *)at;
}

void kmem_cache_free(struct kmem_cache *s, void *p)
{
	RT_API;

	if (p)
		rt_free(p, RT_X_BAD_FREE);
}
