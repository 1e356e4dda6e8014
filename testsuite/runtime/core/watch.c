// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The loads and stores of a driver, one by one: it is compiled with
 * -fsanitize=thread and calls out for each.  Looked at are bytes of a buffer
 * in flight, and fields that leave no other trace: setup_dma, masks stored by hand,
 * flags of usbcore, feature words.  Which bits a store sets is seen after it.
 */
#include "core.h"
#include <linux/netdevice.h>

#define OURS (URB_DMA_MAP_SINGLE | URB_DMA_MAP_PAGE | URB_DMA_MAP_SG | URB_MAP_LOCAL | \
	      URB_SETUP_MAP_SINGLE | URB_SETUP_MAP_LOCAL | URB_DMA_SG_COMBINED | \
	      URB_ALIGNED_TEMP_BUFFER | URB_DIR_MASK)
#define MAX_NETS 16

int rt_no_usb;

static struct {
	enum rt_report report;
	const void *field;
	u64 old, bits;
	size_t size;
	rt_addr site;
} stored;

static struct net_device *nets[MAX_NETS];
static unsigned int n_nets;

void rt_watch_net(struct net_device *dev)
{
	nets[n_nets++ % MAX_NETS] = dev;
}

static u64 value_of(const void *field, size_t size)
{
	return size == 8 ? *(const u64 *)field : *(const u32 *)field;
}

/* What the last store set. */
static void settle(void)
{
	const void *field = stored.field;

	stored.field = NULL;
	if (!rt_object_live((rt_addr)field))
		return;
	if (value_of(field, stored.size) & ~stored.old & stored.bits)
		rt_report_at(stored.report, NULL, (rt_addr)field, stored.size, stored.site);
}

void rt_watch_settle(void)
{
	if (stored.field)
		settle();
}

static void store(enum rt_report report, const void *field, size_t size, u64 bits, rt_addr site)
{
	stored.report = report;
	stored.field = field;
	stored.size = size;
	stored.bits = bits;
	stored.old = value_of(field, size);
	stored.site = site;
}

#define WITHIN(at, field) ((at) >= (rt_addr)&(field) && (at) < (rt_addr)(&(field) + 1))

static void found(enum rt_report report, rt_addr at, size_t size, rt_addr site)
{
	rt_addr old = rt_enter(site);

	rt_report(report, at, size);
	rt_leave(&old);
}

/* Historic drivers map the setup packet themselves; nobody else has a use for the field. */
static void look_at_urb(rt_addr at, struct urb *urb, bool write, rt_addr site)
{
	if (WITHIN(at, urb->setup_dma) && !rt_has(RT_SHARED_MASK))
		found(RT_X_SETUP_DMA, at, sizeof(urb->setup_dma), site);
	else if (write && WITHIN(at, urb->transfer_flags))
		store(RT_X_INTERNAL_FLAG, &urb->transfer_flags, 4, OURS, site);
}

static void look_at_nets(rt_addr at, rt_addr site)
{
	for (unsigned int i = 0; i < n_nets && i < MAX_NETS; i++) {
		netdev_features_t *words[] = {
			&nets[i]->features, &nets[i]->hw_features, &nets[i]->wanted_features,
		};

		for (unsigned int n = 0; n < ARRAY_SIZE(words); n++)
			if (WITHIN(at, *words[n]))
				store(RT_X_HIGHDMA, words[n], 8, NETIF_F_HIGHDMA, site);
	}
}

static bool is_mask(rt_addr at, const struct device *dev)
{
	return WITHIN(at, dev->dma_mask) || WITHIN(at, dev->coherent_dma_mask);
}

/* Masks of the device, of its interfaces and of the controller. */
static bool is_our_mask(rt_addr at)
{
	const struct usb_device *udev = rt_udev();
	bool mask = WITHIN(at, rt_hcd.mask) || is_mask(at, &rt_hcd.sysdev) ||
		(udev && is_mask(at, &udev->dev));

	for (int n = 0; !mask && udev && udev->actconfig && n < USB_MAXINTERFACES; n++)
		mask = udev->actconfig->interface[n] &&
			is_mask(at, &udev->actconfig->interface[n]->dev);
	return mask;
}

/* From submission to giveback the bytes are the device's; what is sent may be read. */
static bool is_in_flight(rt_addr at, size_t size, bool write)
{
	struct urb *urb = rt_active_urb(at, size);

	return urb && !(urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP) && !urb->unlinked &&
		(write || rt_dir_of(urb) == DMA_FROM_DEVICE);
}

void rt_accessed(rt_addr at, size_t size, bool write, rt_addr site)
{
	struct rt_object *object = rt_object_live(at);

	rt_watch_settle();
	if (is_in_flight(at, size, write))
		found(RT_X_TOUCHED, at, size, site);
	if (object && !strcmp(object->what, "urb"))
		look_at_urb(at, (struct urb *)object->at, write, site);
	else if (object && write && !rt_no_usb && rt_highmem)
		look_at_nets(at, site);
	else if (!object && write && is_our_mask(at))
		found(RT_X_MASK, 0, 0, site);
}

/* memset() and its kin, which the compiler leaves alone: a macro of linux/string.h. */
void rt_access_range(const void *p, size_t size, int write)
{
	if (size)
		rt_accessed((rt_addr)p, size, write, (rt_addr)__builtin_return_address(0));
}

/* ---- what the compiler calls ---- */

#define ACCESSES(kind, size, write) \
	void __tsan_##kind##size(rt_addr at); \
	void __tsan_##kind##size(rt_addr at) \
	{ \
		rt_accessed(at, size, write, (rt_addr)__builtin_return_address(0)); \
	}

#define RANGES(kind, write) \
	ACCESSES(kind, 1, write) ACCESSES(kind, 2, write) ACCESSES(kind, 4, write) \
	ACCESSES(kind, 8, write) ACCESSES(kind, 16, write) \
	void __tsan_##kind##_range(rt_addr at, size_t size); \
	void __tsan_##kind##_range(rt_addr at, size_t size) \
	{ \
		rt_accessed(at, size, write, (rt_addr)__builtin_return_address(0)); \
	}

RANGES(read, false)
RANGES(write, true)
ACCESSES(unaligned_read, 2, false)
ACCESSES(unaligned_read, 4, false)
ACCESSES(unaligned_read, 8, false)
ACCESSES(unaligned_read, 16, false)
ACCESSES(unaligned_write, 2, true)
ACCESSES(unaligned_write, 4, true)
ACCESSES(unaligned_write, 8, true)
ACCESSES(unaligned_write, 16, true)

void __tsan_init(void);

/* Before main() of the driver: nothing is prepared here. */
void __tsan_init(void)
{
}
