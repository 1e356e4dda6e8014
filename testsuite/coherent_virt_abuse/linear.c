// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A coherent buffer is asked for its page, or put into a scatterlist, as if it
 * lay in the linear map.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct grabber {
	struct usb_device *udev;
	void *frame;
	dma_addr_t frame_dma;
	void *heap;
	void *either;
	dma_addr_t either_dma;
};

int grabber_alloc(struct grabber *g, bool coherent)
{
	g->frame = usb_alloc_coherent(g->udev, 8192, GFP_KERNEL, &g->frame_dma);
	g->heap = kmalloc(8192, GFP_KERNEL);
	if (coherent)
		g->either = usb_alloc_coherent(g->udev, 8192, GFP_KERNEL, &g->either_dma);
	else
		g->either = kmalloc(8192, GFP_KERNEL);
	return g->frame && g->heap && g->either ? 0 : -ENOMEM;
}

void grabber_free(struct grabber *g)
{
	usb_free_coherent(g->udev, 8192, g->frame, g->frame_dma);
	kfree(g->heap);
}

int bad_fault(struct grabber *g, struct vm_area_struct *vma, unsigned long addr)
{
	return vm_insert_page(vma, addr, virt_to_page(g->frame));	/* want: coherent_virt_abuse */
}

phys_addr_t bad_pa(struct usb_device *udev, dma_addr_t *dma)
{
	void *b = usb_alloc_coherent(udev, 4096, GFP_KERNEL, dma);

	return b ? __pa(b) : 0;		/* want: coherent_virt_abuse */
}

void bad_list(struct grabber *g, struct scatterlist *sg)
{
	sg_init_one(sg, g->frame, 8192);	/* want: coherent_virt_abuse */
}

void bad_list_entry(struct grabber *g, struct scatterlist *sg, int i)
{
	sg_set_buf(&sg[i], g->frame + 4096, 4096);	/* want: coherent_virt_abuse */
}

static struct page *page_of(void *p)
{
	return virt_to_page(p);
}

struct page *bad_through_helper(struct grabber *g)
{
	return page_of(g->frame);	/* want: coherent_virt_abuse */
}

struct page *good_heap(struct grabber *g)
{
	return page_of(g->heap);
}

struct page *good_either(struct grabber *g)
{
	return page_of(g->either);
}

/* The safe side of the test. */
struct page *good_tested(struct grabber *g)
{
	void *frame = g->frame;

	if (is_vmalloc_addr(frame))
		return NULL;
	return virt_to_page(frame);
}

int good_mmap(struct grabber *g, struct vm_area_struct *vma)
{
	return dma_mmap_coherent(g->udev->bus->sysdev, vma, g->frame, g->frame_dma, 8192);
}
