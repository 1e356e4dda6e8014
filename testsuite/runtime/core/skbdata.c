// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is in packets, and queues of them.  More than there is room for is an
 * oops, as skb_over_panic() and skb_under_panic() are.
 */
#include <linux/bug.h>
#include <linux/skbuff.h>

#include "core.h"

static void check_room(const struct sk_buff *skb)
{
	if (skb->data >= skb->head && skb->tail <= skb->end)
		return;
	rt_report(RT_S_OOPS, (rt_addr)skb->head, skb->end);
	rt_finish(4);
}

void *skb_put(struct sk_buff *skb, unsigned int len)
{
	void *at = skb_tail_pointer(skb);
	RT_API;

	skb->tail += len;
	skb->len += len;
	check_room(skb);
	return at;
}

void *skb_push(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	skb->data -= len;
	skb->len += len;
	check_room(skb);
	return skb->data;
}

void *__skb_push(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	return skb_push(skb, len);
}

void *__skb_pull(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	return skb_pull(skb, len);
}

void *__skb_put(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	return skb_put(skb, len);
}

void *skb_put_zero(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	return memset(skb_put(skb, len), 0, len);
}

void *__skb_put_zero(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	return skb_put_zero(skb, len);
}

void *skb_pull(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	if (len > skb->len)
		return NULL;
	skb->len -= len;
	skb->data += len;
	return skb->data;
}

void skb_trim(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	if (len >= skb->len || skb->data_len)
		return;
	skb->len = len;
	skb->tail = skb->data - skb->head + len;
}

void skb_set_tail_pointer(struct sk_buff *skb, int offset)
{
	skb->tail = skb->data - skb->head + offset;
}

void skb_reset_tail_pointer(struct sk_buff *skb)
{
	skb_set_tail_pointer(skb, 0);
}

void skb_reserve(struct sk_buff *skb, int len)
{
	RT_API;

	skb->data += len;
	skb->tail += len;
	check_room(skb);
}

int skb_headroom(const struct sk_buff *skb)
{
	return skb->data - skb->head;
}

int skb_tailroom(const struct sk_buff *skb)
{
	return skb->data_len ? 0 : skb->end - skb->tail;
}

int skb_is_nonlinear(const struct sk_buff *skb)
{
	return skb->data_len != 0;
}

bool pskb_may_pull(struct sk_buff *skb, unsigned int len)
{
	if (len <= skb_headlen(skb))
		return true;
	return len <= skb->len && !skb_linearize(skb);
}

/* A packet of fewer bytes gets zeros; it is gone where there is no memory for them. */
int skb_padto(struct sk_buff *skb, unsigned int len)
{
	RT_API;

	if (skb->len >= len)
		return 0;
	if ((unsigned int)skb_tailroom(skb) < len - skb->len &&
	    pskb_expand_head(skb, 0, len - skb->len, GFP_ATOMIC)) {
		kfree_skb(skb);
		return -ENOMEM;
	}
	memset(skb_tail_pointer(skb), 0, len - skb->len);
	return 0;
}

/* ---- fragments ---- */

unsigned int skb_frag_size(const skb_frag_t *frag)
{
	return frag->bv_len;
}

unsigned int skb_frag_off(const skb_frag_t *frag)
{
	return frag->bv_offset;
}

struct page *skb_frag_page(const skb_frag_t *frag)
{
	return frag->bv_page;
}

/* Of a highmem page this is no address: what the driver then uses is an oops. */
void *skb_frag_address(const skb_frag_t *frag)
{
	return page_address(frag->bv_page) + frag->bv_offset;
}

void skb_add_rx_frag(struct sk_buff *skb, int i, struct page *page, int off, int size,
		     unsigned int truesize)
{
	struct skb_shared_info *info = skb_shinfo(skb);

	info->frags[i] = (skb_frag_t){ page, size, off };
	info->nr_frags = i + 1;
	skb->len += size;
	skb->data_len += size;
	skb->truesize += truesize;
}

static int copy_frags(const struct sk_buff *skb, int offset, char *to, int len)
{
	const struct skb_shared_info *info = skb_shinfo(skb);
	int done = 0;

	offset -= skb_headlen(skb);
	for (int i = 0; i < info->nr_frags && done < len; i++) {
		const skb_frag_t *f = &info->frags[i];
		int n = (int)f->bv_len - offset;

		if (n <= 0) {
			offset -= f->bv_len;
			continue;
		}
		n = min(n, len - done);
		memcpy_from_page(to + done, f->bv_page, f->bv_offset + offset, n);
		done += n;
		offset = 0;
	}
	return done == len ? 0 : -EFAULT;
}

int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len)
{
	int head = skb_headlen(skb), n = 0;
	RT_API;

	if (offset < 0 || len < 0 || (unsigned int)(offset + len) > skb->len)
		return -EFAULT;
	if (offset < head) {
		n = min(head - offset, len);
		memcpy(to, skb->data + offset, n);
	}
	return n == len ? 0 : copy_frags(skb, offset + n, (char *)to + n, len - n);
}

int skb_to_sgvec(struct sk_buff *skb, struct scatterlist *sg, int offset, int len)
{
	const struct skb_shared_info *info = skb_shinfo(skb);
	unsigned int head = skb_headlen(skb);
	int n = 0;

	if (offset || len != (int)skb->len)
		return -EMSGSIZE;	/* whole packets are all that USB drivers ask for */
	if (head)
		sg_set_buf(&sg[n++], skb->data, head);
	for (int i = 0; i < info->nr_frags; i++, n++)
		sg_set_page(&sg[n], info->frags[i].bv_page, info->frags[i].bv_len,
			    info->frags[i].bv_offset);
	if (n)
		sg_mark_end(&sg[n - 1]);
	return n;
}

/* ---- queues ---- */

void skb_queue_head_init(struct sk_buff_head *list)
{
	list->next = list->prev = (struct sk_buff *)list;
	list->qlen = 0;
	spin_lock_init(&list->lock);
}

void __skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb)
{
	skb->next = (struct sk_buff *)list;
	skb->prev = list->prev;
	list->prev->next = skb;
	list->prev = skb;
	list->qlen++;
}

void skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb)
{
	__skb_queue_tail(list, skb);
}

void __skb_unlink(struct sk_buff *skb, struct sk_buff_head *list)
{
	list->qlen--;
	skb->next->prev = skb->prev;
	skb->prev->next = skb->next;
	skb->next = skb->prev = NULL;
}

void skb_unlink(struct sk_buff *skb, struct sk_buff_head *list)
{
	__skb_unlink(skb, list);
}

struct sk_buff *skb_dequeue(struct sk_buff_head *list)
{
	struct sk_buff *skb = list->next;

	if (skb == (struct sk_buff *)list)
		return NULL;
	__skb_unlink(skb, list);
	return skb;
}

struct sk_buff *__skb_dequeue(struct sk_buff_head *list)
{
	return skb_dequeue(list);
}

void skb_queue_purge(struct sk_buff_head *list)
{
	struct sk_buff *skb;
	RT_API;

	while ((skb = skb_dequeue(list)))
		kfree_skb(skb);
}

int skb_queue_empty(const struct sk_buff_head *list)
{
	return list->next == (const struct sk_buff *)list;
}

__u32 skb_queue_len(const struct sk_buff_head *list)
{
	return list->qlen;
}

void skb_tx_timestamp(struct sk_buff *skb)
{
}
