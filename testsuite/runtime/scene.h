/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * scene.h - what the generated callers of the static tests use: arguments by type
 *
 * Memory that is made up belongs to nobody and is no leak.
 */
#ifndef RT_SCENE_H
#define RT_SCENE_H

#include <linux/etherdevice.h>
#include <linux/firmware.h>
#include <linux/hid.h>
#include <linux/highmem.h>
#include <linux/i2c.h>
#include <linux/scatterlist.h>
#include <linux/sched/signal.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

#include "device.h"
#include "abi.h"

/* for sizes, other numbers, truths, and which of several functions: rt-run -n */
extern long rt_number, rt_choice;
extern int rt_pick;
/* how a scene goes: bits of rt_mode */
#define RT_ALONE 1		/* without those that allocate for it */
#define RT_QUIET 2		/* what they started is over before it begins */
#define RT_LEFT 4		/* without those that free after it */
#define RT_ZEROED 8		/* new memory is zero */
#define RT_SIZES 16		/* each size is another */
#define RT_NULLS 64		/* buffers of the caller are NULL */
#define RT_HANDLES 32		/* made-up handles are mapped, pages and devices are ordinary */
extern int rt_mode;
long rt_size(unsigned int place);
extern unsigned long rt_truths;
bool rt_truth(unsigned int place);
#define rt_true rt_truth(0)

void *rt_arg(size_t size);
void *rt_arg_record(size_t size);
void rt_arg_member(const void *record, size_t offset, size_t size);
struct urb *rt_arg_urb(void);
void *rt_arg_foreign(size_t size, const char *slug);	/* of a framework: may be anything */
void __user *rt_arg_user(size_t size);
void __iomem *rt_arg_iomem(size_t size);
void *rt_arg_coherent(size_t size, dma_addr_t *handle);
dma_addr_t rt_arg_handle(void);		/* of coherent memory */
struct device *rt_arg_device(struct device *ours);
struct device *rt_arg_masked(struct device *dev);
void rt_scene_unbind(void);		/* what usbcore does before disconnect() */
void rt_scene_bound(void);
struct page *rt_arg_page(void);		/* highmem where there is any */
struct scatterlist *rt_arg_list(void);
struct firmware *rt_arg_firmware(void);
struct net_device *rt_arg_net(void);
struct i2c_msg *rt_arg_message(void);
struct dma_pool *rt_arg_pool(void);
struct hid_device *rt_arg_hid(void);
struct usb_device_id *rt_arg_id(void);

/* Before all else; a test that has nothing of USB is a driver of another bus. */
void rt_scene_begin(bool no_usb);
unsigned int rt_pipe(unsigned int pipe);	/* as an URB can have it */
void rt_urb_complete(struct urb *urb);		/* what a test left out of it */
struct completion;
void rt_scene_completion(struct completion *x);	/* of a made-up record */
void rt_scene_complete(void);			/* all of those */
void rt_scene_elsewhere(void);			/* a function of another file takes its time */

/* A field of an URB was set here: reports on the URB name this line too. */
void rt_urb_set(const void *urb);
void rt_scene_given(const void *p);	/* to the caller, or to another file */
/* What the records still reach is the caller's. */
void rt_scene_forget(void);
/* Ends all that is in flight, as a stop of the device would. */
void rt_scene_quiet(void);
/* Submits what was only filled, lets time pass. */
void rt_scene_wait(void);
/* What a function does that nobody gave: nothing, with success. */
long rt_nothing(void);
long rt_refuses(void);		/* or it says -EIO */
/* A made-up setup packet asks for what the URB transfers. */
void rt_setup_fits(struct urb *urb);
/* The same, where one was stored in an URB by hand: it is a control URB then. */
void rt_setup_set(struct urb *urb);
/* Takes the device away. */
void rt_scene_end(void);

#endif
