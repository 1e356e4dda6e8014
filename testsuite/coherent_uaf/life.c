// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Coherent memory after its release: freed again, read, written, copied to, sent.
 * Options: disable=coherent_to_sync_helper
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct mic {
	struct usb_device *udev;
	struct urb *urb;
	u8 *b;
	dma_addr_t h;
	struct mic *next;
};

void bad_twice(struct usb_device *d, size_t n, u8 *b, dma_addr_t h)
{
	usb_free_coherent(d, n, b, h);
	usb_free_coherent(d, n, b, h);	/* want: coherent_uaf */
}

void bad_member_written(struct mic *s, size_t n)
{
	usb_free_coherent(s->udev, n, s->b, s->h);
	memset(s->b, 0, n);	/* want: coherent_uaf */
}

int bad_read_after(struct usb_device *d, size_t n, u8 *b, dma_addr_t h)
{
	usb_free_coherent(d, n, b, h);
	return b[1];	/* want: coherent_uaf */
}

int bad_sent_after(struct mic *s, size_t n)
{
	usb_free_coherent(s->udev, n, s->b, s->h);
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 2), s->b, n, NULL, 100);	/* want: coherent_uaf */
}

/* The error exit frees what its jumper freed already. */
int bad_label_frees_again(struct mic *s, size_t n, int mode)
{
	dma_addr_t h;
	int ret = -EIO;
	u8 *b = usb_alloc_coherent(s->udev, n, GFP_KERNEL, &h);

	if (!b)
		return -ENOMEM;
	if (mode < 0) {
		usb_free_coherent(s->udev, n, b, h);
		goto out;
	}
	ret = 0;
out:
	usb_free_coherent(s->udev, n, b, h);	/* want: coherent_uaf */
	return ret;
}

void good_set_to_null(struct usb_device *d, size_t n, u8 *b, dma_addr_t h)
{
	usb_free_coherent(d, n, b, h);
	b = NULL;
	usb_free_coherent(d, n, b, h);
}

/* Set to NULL on the way that freed it, and freed at the common exit. */
int good_null_at_exit(struct mic *s, size_t n, int mode)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(s->udev, n, GFP_KERNEL, &h);

	if (!b)
		return -ENOMEM;
	if (mode < 0) {
		usb_free_coherent(s->udev, n, b, h);
		b = NULL;
	}
	usb_free_coherent(s->udev, n, b, h);
	return mode;
}

void good_exclusive(struct usb_device *d, size_t n, u8 *b, dma_addr_t h, int mode)
{
	if (mode)
		usb_free_coherent(d, n, b, h);
	else
		usb_free_coherent(d, n, b, h);
}

/* Two conditions that are one. */
int good_correlated(struct mic *s, size_t n, int err)
{
	if (err)
		usb_free_coherent(s->udev, n, s->b, s->h);
	usb_control_msg_send(s->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (!err)
		memset(s->b, 0, n);
	return err;
}

int good_allocated_again(struct mic *s, size_t n)
{
	usb_free_coherent(s->udev, n, s->b, s->h);
	s->b = usb_alloc_coherent(s->udev, 2 * n, GFP_KERNEL, &s->h);
	if (!s->b)
		return -ENOMEM;
	memset(s->b, 0, 2 * n);
	return 0;
}

static int renew(struct mic *s, size_t n)
{
	s->b = usb_alloc_coherent(s->udev, n, GFP_KERNEL, &s->h);
	return s->b ? 0 : -ENOMEM;
}

int good_helper_allocates_again(struct mic *s, size_t n)
{
	usb_free_coherent(s->udev, n, s->b, s->h);
	if (renew(s, n))
		return -ENOMEM;
	s->b[0] = 1;
	return 0;
}

/* Each round is about another microphone. */
void good_list(struct mic *s, size_t n)
{
	for (; s; s = s->next) {
		usb_free_coherent(s->udev, n, s->b, s->h);
		s->h = 0;
	}
}

void good_array(struct mic *s, int count, size_t n)
{
	int i;

	for (i = 0; i < count; i++)
		usb_free_coherent(s[i].udev, n, s[i].b, s[i].h);
}

void good_elements(struct mic **s, size_t n)
{
	usb_free_coherent(s[0]->udev, n, s[0]->b, s[0]->h);
	usb_free_coherent(s[1]->udev, n, s[1]->b, s[1]->h);
}

/* A helper of the file that has nothing to do with the member, between load and release. */
static struct usb_device *mic_udev(struct mic *s)
{
	return s->udev;
}

void bad_twice_by_helper(struct mic *s, size_t n)
{
	usb_free_coherent(mic_udev(s), n, s->b, s->h);
	usb_free_coherent(mic_udev(s), n, s->b, s->h);	/* want(plugin): coherent_uaf */
}

/* The old one is freed, the new one is in its place. */
int good_replaced(struct mic *s, size_t n)
{
	dma_addr_t h, old_h = s->h;
	u8 *old = s->b, *b = usb_alloc_coherent(s->udev, n, GFP_KERNEL, &h);

	if (!b)
		return -ENOMEM;
	s->b = b;
	s->h = h;
	usb_free_coherent(s->udev, n, old, old_h);
	memset(s->b, 0, n);
	return 0;
}

MODULE_LICENSE("GPL");
