/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/skbuff.h - packets
 */
#ifndef RT_LINUX_SKBUFF_H
#define RT_LINUX_SKBUFF_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/refcount.h>
#include <linux/string.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct net_device;
typedef unsigned int sk_buff_data_t;

typedef struct skb_frag {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
} skb_frag_t;

struct skb_shared_info {
	__u8 nr_frags;
	unsigned short gso_size;
	struct sk_buff *frag_list;
	skb_frag_t frags[17];
	int dataref;
};

struct sk_buff {
	struct sk_buff *next;
	struct sk_buff *prev;
	struct net_device *dev;
	char cb[48] __aligned(8);
	unsigned int len, data_len;
	__u16 queue_mapping;
	__u8 ip_summed:2;
	__be16 protocol;
	__u32 priority;
	sk_buff_data_t tail;
	sk_buff_data_t end;
	unsigned char *head, *data;
	unsigned int truesize;
	refcount_t users;
};

struct sk_buff_head {
	struct sk_buff *next;
	struct sk_buff *prev;
	__u32 qlen;
	spinlock_t lock;
};

#define CHECKSUM_NONE 0
#define CHECKSUM_PARTIAL 3
#define skb_shinfo(skb) ((struct skb_shared_info *)((skb)->head + (skb)->end))

struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp);
struct sk_buff *dev_alloc_skb(unsigned int length);
struct sk_buff *netdev_alloc_skb(struct net_device *dev, unsigned int length);
struct sk_buff *netdev_alloc_skb_ip_align(struct net_device *dev, unsigned int length);
struct sk_buff *__netdev_alloc_skb(struct net_device *dev, unsigned int length, gfp_t gfp);
struct sk_buff *__netdev_alloc_skb_ip_align(struct net_device *dev, unsigned int length,
					    gfp_t gfp);
struct sk_buff *skb_clone(struct sk_buff *skb, gfp_t gfp);
struct sk_buff *skb_copy(const struct sk_buff *skb, gfp_t gfp);
struct sk_buff *skb_copy_expand(const struct sk_buff *skb, int head, int tail, gfp_t gfp);
void kfree_skb(struct sk_buff *skb);
void consume_skb(struct sk_buff *skb);
void dev_kfree_skb(struct sk_buff *skb);
void dev_kfree_skb_any(struct sk_buff *skb);
void dev_kfree_skb_irq(struct sk_buff *skb);
void dev_consume_skb_any(struct sk_buff *skb);
void *skb_put(struct sk_buff *skb, unsigned int len);
void *skb_push(struct sk_buff *skb, unsigned int len);
void *skb_pull(struct sk_buff *skb, unsigned int len);
void *__skb_push(struct sk_buff *skb, unsigned int len);
void *__skb_pull(struct sk_buff *skb, unsigned int len);
void *__skb_put(struct sk_buff *skb, unsigned int len);
void *skb_put_zero(struct sk_buff *skb, unsigned int len);
void *__skb_put_zero(struct sk_buff *skb, unsigned int len);
void skb_trim(struct sk_buff *skb, unsigned int len);
void skb_reserve(struct sk_buff *skb, int len);
void skb_set_tail_pointer(struct sk_buff *skb, int offset);
void skb_reset_tail_pointer(struct sk_buff *skb);
int skb_padto(struct sk_buff *skb, unsigned int len);
int pskb_expand_head(struct sk_buff *skb, int nhead, int ntail, gfp_t gfp);
bool pskb_may_pull(struct sk_buff *skb, unsigned int len);
int skb_cloned(const struct sk_buff *skb);
int skb_header_cloned(const struct sk_buff *skb);
int skb_shared(const struct sk_buff *skb);
int skb_is_nonlinear(const struct sk_buff *skb);
struct sk_buff *skb_get(struct sk_buff *skb);
int skb_linearize(struct sk_buff *skb);
int skb_cow_head(struct sk_buff *skb, unsigned int headroom);
int skb_headroom(const struct sk_buff *skb);
int skb_tailroom(const struct sk_buff *skb);
int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len);
int skb_to_sgvec(struct sk_buff *skb, struct scatterlist *sg, int offset, int len);
void skb_queue_head_init(struct sk_buff_head *list);
void __skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb);
void __skb_unlink(struct sk_buff *skb, struct sk_buff_head *list);
void skb_unlink(struct sk_buff *skb, struct sk_buff_head *list);
struct sk_buff *__skb_dequeue(struct sk_buff_head *list);
int skb_queue_empty(const struct sk_buff_head *list);
__u32 skb_queue_len(const struct sk_buff_head *list);
void skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb);
struct sk_buff *skb_dequeue(struct sk_buff_head *list);
void skb_queue_purge(struct sk_buff_head *list);
void skb_tx_timestamp(struct sk_buff *skb);
unsigned int skb_frag_size(const skb_frag_t *frag);
unsigned int skb_frag_off(const skb_frag_t *frag);
struct page *skb_frag_page(const skb_frag_t *frag);
void *skb_frag_address(const skb_frag_t *frag);
void skb_add_rx_frag(struct sk_buff *skb, int i, struct page *page, int off, int size,
		     unsigned int truesize);

static inline void *skb_put_data(struct sk_buff *skb, const void *data, unsigned int len)
{
	void *tmp = skb_put(skb, len);

	memcpy(tmp, data, len);
	return tmp;
}

static inline unsigned int skb_headlen(const struct sk_buff *skb)
{
	return skb->len - skb->data_len;
}

static inline unsigned char *skb_tail_pointer(const struct sk_buff *skb)
{
	return skb->head + skb->tail;
}

static inline void skb_copy_to_linear_data(struct sk_buff *skb, const void *from,
					   unsigned int len)
{
	memcpy(skb->data, from, len);
}

static inline void skb_copy_from_linear_data(const struct sk_buff *skb, void *to,
					     unsigned int len)
{
	memcpy(to, skb->data, len);
}

#endif
