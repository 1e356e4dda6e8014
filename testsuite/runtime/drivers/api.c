// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What no other driver here calls, a function for each family: what it says is the
 * same on all machines, and nobody complains.
 */
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/firmware.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/scatterlist.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "abi.h"
#include "device.h"

static void done(struct urb *urb)
{
	*(int *)urb->context += 1;
}

void urbs(void)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	struct usb_anchor anchor;
	u8 *data = kmalloc_array(8, 8, GFP_KERNEL);
	int count = 0, blocked;

	init_usb_anchor(&anchor);
	usb_init_urb(urb);
	usb_fill_bulk_urb(usb_get_urb(urb), rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), data, 64,
			  done, &count);
	usb_put_urb(urb);
	usb_block_urb(urb);
	blocked = usb_submit_urb(urb, GFP_KERNEL);
	usb_unblock_urb(urb);
	usb_anchor_urb(urb, &anchor);
	usb_anchor_suspend_wakeups(&anchor);
	usb_submit_urb(urb, GFP_KERNEL);
	usb_anchor_resume_wakeups(&anchor);
	usb_wait_anchor_empty_timeout(&anchor, 1000);
	rt_say("C %d %d empty %d actual %u", blocked, count, usb_anchor_empty(&anchor),
	       urb->actual_length);
	usb_free_urb(urb);
	kfree(data);
}

void requests(void)
{
	struct usb_device *udev = usb_get_dev(rt_udev());
	struct usb_host_interface *alt = rt_intf(0)->cur_altsetting;
	struct usb_endpoint_descriptor *in, *out;
	u16 status = 0;
	int ret;

	rt_say("C status %d", usb_get_status(udev, USB_RECIP_DEVICE, 0, 0, &status));
	ret = usb_find_common_endpoints(alt, &in, &out, NULL, NULL);
	rt_say("C endpoints %d %x %x", ret, in->bEndpointAddress, out->bEndpointAddress);
	usb_put_dev(udev);
}

static int claim_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	return -ENODEV;
}

static void claim_disconnect(struct usb_interface *intf)
{
}

static const struct usb_device_id no_ids[] = { { } };

static struct usb_driver claimer = {
	.name = "claimer", .probe = claim_probe, .disconnect = claim_disconnect, .id_table = no_ids,
};

void claims(void)
{
	int ret = usb_register_driver(&claimer, THIS_MODULE, "claimer");

	rt_say("C register %d claim %d", ret,
	       usb_driver_claim_interface(&claimer, rt_intf(0), NULL));
	usb_driver_release_interface(&claimer, rt_intf(0));
	usb_deregister(&claimer);
}

void tables(void)
{
	struct device *dev = rt_sysdev();
	struct sg_table table;
	struct scatterlist *s;
	u8 *pages[2];
	int n = 0;

	sg_alloc_table(&table, 2, GFP_KERNEL);
	pages[0] = (u8 *)__get_free_page(GFP_KERNEL);
	pages[1] = (u8 *)get_zeroed_page(GFP_KERNEL);
	for (s = table.sgl; s; s = sg_next(s))
		sg_set_buf(s, pages[n++], 512);
	n = dma_map_sgtable(dev, &table, DMA_FROM_DEVICE, 0);
	dma_sync_sg_for_cpu(dev, table.sgl, table.orig_nents, DMA_FROM_DEVICE);
	rt_say("C mapped %d first %d zero %d", n, sg_virt(table.sgl) == pages[0], pages[1][5]);
	dma_unmap_sgtable(dev, &table, DMA_FROM_DEVICE, 0);
	sg_free_table(&table);
	free_page((unsigned long)pages[0]);
	free_page((unsigned long)pages[1]);
}

void memory(void)
{
	struct device *dev = rt_sysdev();
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	struct dma_pool *pool = dma_pool_create("pool", dev, 64, 64, 0);
	struct kmem_cache *cache = kmem_cache_create("cache", 48, 0, 0, NULL);
	void *plain = kmem_cache_alloc(cache, GFP_KERNEL);
	u8 *zero = kmem_cache_zalloc(cache, GFP_KERNEL);
	u8 *window = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	dma_addr_t dma;
	void *block = dma_pool_alloc(pool, GFP_KERNEL, &dma);

	rt_say("C block %d window %d zero %d", !!block, window && is_vmalloc_addr(window),
	       zero[47]);
	dma_pool_free(pool, block, dma);
	dma_pool_destroy(pool);
	kmem_cache_free(cache, plain);
	kmem_cache_free(cache, zero);
	kmem_cache_destroy(cache);
	vunmap(window);
	__free_pages(page, 1);
	plain = devm_kmalloc(&rt_intf(0)->dev, 16, GFP_KERNEL);
	rt_say("C devm %d", !!plain);
	devm_kfree(&rt_intf(0)->dev, plain);
}

void mapped_pages(void)
{
	struct device *dev = rt_sysdev();
	dma_addr_t dma, more;
	struct page *page = dma_alloc_pages(dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);
	u8 *plain = dma_alloc_noncoherent(dev, 512, &more, DMA_TO_DEVICE, GFP_KERNEL);
	struct sg_table *table = dma_alloc_noncontiguous(dev, 8192, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	void *va = dma_vmap_noncontiguous(dev, 8192, table);

	plain[0] = 1;
	dma_sync_single_for_device(dev, more, 512, DMA_TO_DEVICE);
	rt_say("C %d %d %d", !!page, !!plain, va && !is_vmalloc_addr(va));
	dma_vunmap_noncontiguous(dev, va);
	dma_free_noncontiguous(dev, 8192, table, DMA_FROM_DEVICE);
	dma_free_noncoherent(dev, 512, plain, more, DMA_TO_DEVICE);
	dma_free_pages(dev, 4096, page, dma, DMA_FROM_DEVICE);
}

void masks(void)
{
	struct device *dev = rt_sysdev();

	rt_say("C supported %d mask %d required %d", dma_supported(dev, DMA_BIT_MASK(32)),
	       dma_get_mask(dev) == DMA_BIT_MASK(64), dma_get_required_mask(dev) > 0);
}

static DEFINE_MUTEX(lock);
static wait_queue_head_t queue;
static int woken;

static void wake(struct work_struct *work)
{
	mutex_lock(&lock);
	woken++;
	mutex_unlock(&lock);
	wake_up(&queue);
}

void waiting(void)
{
	struct sk_buff *skb = alloc_skb(64, GFP_KERNEL);
	struct work_struct work;
	long left;

	init_waitqueue_head(&queue);
	INIT_WORK(&work, wake);
	queue_work(system_wq, &work);
	left = wait_event_timeout(queue, woken, 100);
	rt_say("C in time %d woken %d", left > 0, woken);
	cancel_work_sync(&work);
	kfree_skb(skb);
}

/* What a plan of faults makes of it. */
void status(void)
{
	u8 *data = kmalloc(8, GFP_KERNEL);
	int actual;

	rt_say("C %d", usb_bulk_msg(rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), data, 8, &actual,
				    100));
	kfree(data);
}

void services(void)
{
	void __iomem *io = ioremap(0xfe000000, 64);
	void __percpu *area = __alloc_percpu(64, 8);
	void *big = vmalloc(8192);
	const struct firmware *fw = NULL;

	rt_say("C firmware %d ioremap %d percpu %d vmalloc %d",
	       request_firmware(&fw, "image", NULL), !!io, !!area, !!big);
	vfree(big);
	release_firmware(fw);
	iounmap(io);
	free_percpu(area);
}
