// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Packets.  The head of a packet is kmalloc'ed, its fragments are pages, which
 * may be highmem; a clone shares the head, counted in skb_shared_info.
 */
#include <linux/netdevice.h>
#include <linux/skbuff.h>

#include "core.h"

#define HEADROOM 64			/* NET_SKB_PAD */

static struct sk_buff *make(unsigned int room, unsigned int size, gfp_t gfp)
{
	struct sk_buff *skb = kzalloc(sizeof(*skb), gfp);
	unsigned int end = ALIGN(room + size, 64);
	unsigned char *head = skb ? kmalloc(end + sizeof(struct skb_shared_info), gfp) : NULL;

	if (!head) {
		kfree(skb);
		return NULL;
	}
	rt_object_live((rt_addr)skb)->what = "skb";
	rt_object_live((rt_addr)head)->what = "skb-data";
	skb->head = head;
	skb->data = head + room;
	skb->tail = room;
	skb->end = end;
	skb->truesize = end + sizeof(*skb);
	refcount_set(&skb->users, 1);
	memset(skb_shinfo(skb), 0, sizeof(struct skb_shared_info));
	skb_shinfo(skb)->dataref = 1;
	return skb;
}

struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp)
{
	RT_API;

	return make(0, size, gfp);
}

struct sk_buff *__netdev_alloc_skb(struct net_device *dev, unsigned int length, gfp_t gfp)
{
	struct sk_buff *skb;
	RT_API;

	skb = make(HEADROOM, length, gfp);
	if (skb)
		skb->dev = dev;
	return skb;
}

struct sk_buff *netdev_alloc_skb(struct net_device *dev, unsigned int length)
{
	RT_API;

	return __netdev_alloc_skb(dev, length, GFP_ATOMIC);
}

struct sk_buff *dev_alloc_skb(unsigned int length)
{
	RT_API;

	return __netdev_alloc_skb(NULL, length, GFP_ATOMIC);
}

struct sk_buff *__netdev_alloc_skb_ip_align(struct net_device *dev, unsigned int length,
					    gfp_t gfp)
{
	struct sk_buff *skb;
	RT_API;

	skb = __netdev_alloc_skb(dev, length + NET_IP_ALIGN, gfp);
	if (skb)
		skb_reserve(skb, NET_IP_ALIGN);
	return skb;
}

struct sk_buff *netdev_alloc_skb_ip_align(struct net_device *dev, unsigned int length)
{
	RT_API;

	return __netdev_alloc_skb_ip_align(dev, length, GFP_ATOMIC);
}

/* ---- copies ---- */

struct sk_buff *skb_clone(struct sk_buff *skb, gfp_t gfp)
{
	struct sk_buff *new;
	RT_API;

	new = kmalloc(sizeof(*new), gfp);
	if (!new)
		return NULL;
	*new = *skb;
	new->next = new->prev = NULL;
	refcount_set(&new->users, 1);
	rt_object_live((rt_addr)new)->what = "skb";
	skb_shinfo(skb)->dataref++;
	return new;
}

int skb_cloned(const struct sk_buff *skb)
{
	return skb_shinfo(skb)->dataref > 1;
}

int skb_header_cloned(const struct sk_buff *skb)
{
	return skb_cloned(skb);
}

int skb_shared(const struct sk_buff *skb)
{
	return refcount_read(&skb->users) != 1;
}

static struct sk_buff *copy(const struct sk_buff *skb, unsigned int head, unsigned int tail,
			    gfp_t gfp)
{
	struct sk_buff *new = make(head, skb->len + tail, gfp);

	if (!new)
		return NULL;
	skb_copy_bits(skb, 0, skb_put(new, skb->len), skb->len);
	new->dev = skb->dev;
	new->protocol = skb->protocol;
	new->priority = skb->priority;
	new->ip_summed = skb->ip_summed;
	memcpy(new->cb, skb->cb, sizeof(new->cb));
	return new;
}

struct sk_buff *skb_copy(const struct sk_buff *skb, gfp_t gfp)
{
	RT_API;

	return copy(skb, skb_headroom(skb), 0, gfp);
}

struct sk_buff *skb_copy_expand(const struct sk_buff *skb, int head, int tail, gfp_t gfp)
{
	RT_API;

	return copy(skb, head, tail, gfp);
}

static void release_data(struct sk_buff *skb)
{
	struct skb_shared_info *info = skb_shinfo(skb);

	if (--info->dataref)
		return;
	for (int i = 0; i < info->nr_frags; i++)
		put_page(info->frags[i].bv_page);
	kfree(skb->head);
}

/* The head and what it refers to are replaced by a copy that belongs to this one alone. */
static int replace_data(struct sk_buff *skb, unsigned int head, unsigned int tail, gfp_t gfp)
{
	struct sk_buff *new = copy(skb, head, tail, gfp);

	if (!new)
		return -ENOMEM;
	release_data(skb);
	skb->head = new->head;
	skb->data = new->data;
	skb->tail = new->tail;
	skb->end = new->end;
	skb->data_len = 0;
	kfree(new);
	return 0;
}

int skb_linearize(struct sk_buff *skb)
{
	RT_API;

	return skb->data_len ? replace_data(skb, skb_headroom(skb), 0, GFP_ATOMIC) : 0;
}

int skb_cow_head(struct sk_buff *skb, unsigned int headroom)
{
	RT_API;

	if (!skb_cloned(skb) && (unsigned int)skb_headroom(skb) >= headroom)
		return 0;
	return replace_data(skb, headroom, skb_tailroom(skb), GFP_ATOMIC);
}

int pskb_expand_head(struct sk_buff *skb, int nhead, int ntail, gfp_t gfp)
{
	RT_API;

	return replace_data(skb, skb_headroom(skb) + nhead, skb_tailroom(skb) + ntail, gfp);
}

/* ---- release ---- */

void kfree_skb(struct sk_buff *skb)
{
	struct rt_object *object = rt_object_find((rt_addr)skb);
	RT_API;

	if (!skb)
		return;
	if (object && object->freed) {
		rt_report(RT_X_DOUBLE_FREE, (rt_addr)skb, object->size);
		return;
	}
	if (!refcount_dec_and_test(&skb->users))
		return;
	release_data(skb);
	kfree(skb);
}

void consume_skb(struct sk_buff *skb)
{
	RT_API;

	kfree_skb(skb);
}

void dev_kfree_skb(struct sk_buff *skb)
{
	RT_API;

	kfree_skb(skb);
}

void dev_kfree_skb_any(struct sk_buff *skb)
{
	RT_API;

	kfree_skb(skb);
}

void dev_kfree_skb_irq(struct sk_buff *skb)
{
	RT_API;

	kfree_skb(skb);
}

void dev_consume_skb_any(struct sk_buff *skb)
{
	RT_API;

	kfree_skb(skb);
}

struct sk_buff *skb_get(struct sk_buff *skb)
{
	refcount_inc(&skb->users);
	return skb;
}
