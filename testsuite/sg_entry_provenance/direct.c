// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scatterlists built and handed to a transfer in one function, or in two that
 * share a member of the driver's structure.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <linux/highmem.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct disk {
	struct usb_device *udev;
	unsigned int pipe;
	struct usb_sg_request io;
	struct scatterlist list[4];
	struct scatterlist keys[2];
	struct scatterlist *chain;
	struct urb *urb;
	void *image;
	u8 *heap;
};

static u8 hello[31];

int bad_stack(struct usb_device *udev, unsigned int pipe)
{
	struct usb_sg_request io;
	struct scatterlist sg;
	u8 header[31];
	int ret;

	header[0] = 'U';
	sg_init_one(&sg, header, sizeof(header));	/* want: sg_entry_provenance */
	ret = usb_sg_init(&io, udev, pipe, 0, &sg, 1, sizeof(header), GFP_KERNEL);
	if (ret)
		return ret;
	usb_sg_wait(&io);
	return io.status;
}

int disk_alloc(struct disk *d)
{
	d->image = vmalloc(65536);
	d->heap = kmalloc(512, GFP_KERNEL);
	d->chain = kcalloc(4, sizeof(*d->chain), GFP_KERNEL);
	return d->image && d->heap && d->chain ? 0 : -ENOMEM;
}

int bad_vmalloc(struct disk *d, int n)
{
	int i;

	sg_init_table(d->list, n);
	for (i = 0; i < n; i++)
		sg_set_buf(&d->list[i], d->image + i * 4096, 4096);	/* want: sg_entry_provenance */
	d->urb->sg = d->list;
	d->urb->num_sgs = n;
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

void bad_static(struct disk *d)
{
	sg_set_buf(&d->list[0], hello, sizeof(hello));	/* want: sg_entry_provenance */
}

void bad_pointer_member(struct disk *d)
{
	sg_set_buf(d->chain, "hello", 5);	/* want: sg_entry_provenance */
}

int good_pointer_member_send(struct disk *d)
{
	int ret = usb_sg_init(&d->io, d->udev, d->pipe, 0, d->chain, 1, 5, GFP_KERNEL);

	if (!ret)
		usb_sg_wait(&d->io);
	return ret;
}

int bad_kmap(struct disk *d, struct page *page)
{
	struct scatterlist sg;
	void *at = kmap(page);
	int ret;

	sg_init_one(&sg, at, PAGE_SIZE);	/* want: sg_entry_provenance */
	ret = usb_sg_init(&d->io, d->udev, d->pipe, 0, &sg, 1, PAGE_SIZE, GFP_KERNEL);
	if (!ret)
		usb_sg_wait(&d->io);
	kunmap(page);
	return ret;
}

int good_heap(struct disk *d)
{
	struct scatterlist sg;
	int ret;

	sg_init_one(&sg, d->heap, 31);
	ret = usb_sg_init(&d->io, d->udev, d->pipe, 0, &sg, 1, 31, GFP_KERNEL);
	if (!ret)
		usb_sg_wait(&d->io);
	return ret;
}

/* The right way to send vmalloc memory: page by page. */
int good_pages(struct disk *d)
{
	struct scatterlist sg;
	int ret;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, vmalloc_to_page(d->image), PAGE_SIZE, 0);
	ret = usb_sg_init(&d->io, d->udev, d->pipe, 0, &sg, 1, PAGE_SIZE, GFP_KERNEL);
	if (!ret)
		usb_sg_wait(&d->io);
	return ret;
}

/* A list that goes to the crypto layer is no business of USB. */
int good_crypto(struct disk *d, int (*encrypt)(struct scatterlist *sg, unsigned int n))
{
	struct scatterlist sg;
	u8 key[16] = { 1 };

	sg_init_one(&sg, key, sizeof(key));
	sg_set_buf(&d->keys[0], key, sizeof(key));
	return encrypt(&sg, 1) ?: encrypt(d->keys, 2);
}
