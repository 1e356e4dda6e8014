/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * core.h - what the files of core/ share
 */
#ifndef RT_CORE_H
#define RT_CORE_H

#include <linux/usb.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <linux/highmem.h>
#include <linux/sched/task_stack.h>

#include "../abi.h"
#include "../device.h"

#define RT_POOLS 4

/* The host controller and its bus. */
struct rt_hcd_state {
	struct device sysdev;
	u64 mask;
	struct usb_bus bus;
	struct dma_pool *pools[RT_POOLS];
	bool gone;
};

extern struct rt_hcd_state rt_hcd;

/* URB_NO_SETUP_DMA_MAP, on the machine of the time when it was one */
static inline bool rt_setup_is_mapped(const struct urb *urb)
{
	return rt_has(RT_SHARED_MASK) && (urb->transfer_flags & 0x8);
}

static inline enum dma_data_direction rt_dir_of(const struct urb *urb)
{
	return urb->transfer_flags & URB_DIR_IN ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
}

static inline bool rt_is_control(const struct urb *urb)
{
	return usb_endpoint_type(&urb->ep->desc) == USB_ENDPOINT_XFER_CONTROL;
}

static inline bool rt_hcd_maps(void)
{
	return rt_machine->hcd == RT_HCD_DMA || rt_machine->hcd == RT_HCD_MIXED;
}

/* ---- pages.c: a page and the memory behind an address ---- */
struct page *rt_page(unsigned long index);
unsigned long rt_page_index(const struct page *page);

/* ---- slab.c ---- */
void rt_free(const void *p, enum rt_report wrong);
void rt_check_gfp(gfp_t gfp);

/* ---- dma.c ---- */
void *rt_coherent_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			unsigned long *page);
void rt_maps_for(const struct device *dev);	/* a USB device can't: a report */
void rt_coherent_free(void *addr, size_t size, unsigned long page);

/* ---- buffer.c ---- */
void *rt_local_alloc(size_t size, dma_addr_t *dma);
bool rt_local_free(void *p);
void rt_pool_destroy(struct dma_pool *pool, bool report);
void rt_pools_destroy(bool report);

/* ---- hcd.c: between usbcore and the controller ---- */
int rt_hcd_submit(struct urb *urb, gfp_t gfp);
int rt_hcd_unlink(struct urb *urb, int status);
void rt_hcd_cancel_all(struct usb_host_endpoint *ep, int status);
struct urb *rt_active_urb(unsigned long buffer, size_t size);
void rt_copy_by_cpu(struct urb *urb, char *data, size_t offset, size_t len, bool write);
int rt_map_urb(struct urb *urb, gfp_t gfp);
void rt_unmap_urb(struct urb *urb);
bool rt_by_cpu(const struct urb *urb);
bool rt_urb_copy(struct urb *urb, void *data, size_t offset, size_t len, bool write);

/* ---- what a controller keeps of an URB in flight: hcpriv ---- */
struct rt_flight {
	struct urb *urb;
	unsigned long event;
	unsigned long site;
	int status;			/* of an unlink, or -EINPROGRESS */
	unsigned int order, asked;
	bool blocked;			/* behind others of its endpoint */
	bool refused;			/* the IOMMU let nobody see the setup packet */
	u8 setup[8];
	u32 wire, sent;
	unsigned int length;
	void *buffer;
	dma_addr_t dma;
	struct rt_flight *next;
};

void rt_flight_run(void *flight);	/* device.c: the transfer takes place */
void rt_flight_transfer(void *flight);
bool rt_flight_turn(struct rt_flight *f);
void rt_giveback(struct rt_flight *f, int status);
extern unsigned int rt_givebacks;		/* how many there were */

/* ---- device.c, tree.c ---- */
void rt_device_plug(const struct rt_script *script);
const struct rt_script *rt_plugged(void);
void rt_tree_build(const struct rt_script *script);
void rt_tree_free(void);

/* ---- driver.c ---- */
int rt_probe_all(void);
void rt_disconnect_all(void);
bool rt_have_driver(void);
void rt_devres_release(struct device *dev);

/* ---- iomem.c ---- */
void rt_percpu_init(void);

/* ---- sysfs.c ---- */
void rt_attributes(struct usb_interface *intf);
void rt_sysfs_enter(void);		/* a call from outside: an unbind waits until it is over */
void rt_sysfs_leave(void);
void rt_sysfs_drain(void);

/* ---- canary.c ---- */
void rt_canary(void);

/* ---- urb.c ---- */
bool rt_urb_dead(const struct urb *urb);	/* used after its end: a report */

/* ---- args.c ---- */
void rt_args_submit(void);
void rt_touch_neighbours(struct urb *urb);

/* ---- watch.c ---- */
struct net_device;
void rt_watch_net(struct net_device *dev);
void rt_watch_settle(void);	/* what the last store did is seen now */
void rt_accessed(rt_addr at, size_t size, bool write, rt_addr site);
extern int rt_no_usb;		/* a driver of another bus: what is said of USB devices is not */

/* ---- waitqueue.c ---- */
void rt_wake(struct wait_queue_head *queue);
long rt_wait_prepared(long timeout);

/* ---- scene.c ---- */
void rt_scene_note(const void *record);
void rt_about_urb(const struct urb *urb);
bool rt_urb_was_set(const struct urb *urb);

extern bool rt_in_irq;

#endif
