// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A local pointer to coherent memory: lost on an error path, and near misses that
 * free it, keep it, return it, or hand it to somebody who does.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct cam {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
	bool quiet;
};

void cam_other_file(void *buf);

int bad_no_urb(struct cam *c, size_t n)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);	/* want: coherent_leak */
	struct urb *u;

	if (!b)
		return -ENOMEM;
	u = usb_alloc_urb(0, GFP_KERNEL);
	if (!u)
		return -ENOMEM;
	usb_free_urb(u);
	usb_free_coherent(c->udev, n, b, h);
	return 0;
}

/* NULL and not tested: no leak; tested: the second way out forgets it. */
int bad_second_exit(struct cam *c, size_t n, int mode)
{
	int ret = 0;
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);	/* want: coherent_leak */

	if (!b)
		return -ENOMEM;
	b[0] = mode;
	if (mode < 0)
		goto out;
	ret = usb_bulk_msg(c->udev, usb_sndbulkpipe(c->udev, 2), c->buf, n, NULL, 100);
	usb_free_coherent(c->udev, n, b, h);
out:
	return ret;
}

/* The variable is set to NULL before the common exit frees it. */
int bad_forgotten_before_exit(struct cam *c, size_t n, int mode)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);	/* want(plugin): coherent_leak */

	if (!b)
		return -ENOMEM;
	b[0] = mode;
	if (mode < 0)
		b = NULL;
	usb_free_coherent(c->udev, n, b, h);
	return 0;
}

int good_freed_at_label(struct cam *c, size_t n)
{
	int ret = -ENOMEM;
	dma_addr_t h;
	struct urb *u;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);

	if (!b)
		return ret;
	u = usb_alloc_urb(0, GFP_KERNEL);
	if (!u)
		goto free_b;
	usb_free_urb(u);
	ret = 0;
free_b:
	usb_free_coherent(c->udev, n, b, h);
	return ret;
}

/* Allocated and freed under the same condition. */
int good_same_condition(struct cam *c, size_t n)
{
	dma_addr_t h = 0;
	u8 *b = NULL;

	if (!c->quiet) {
		b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);
		if (!b)
			return -ENOMEM;
		b[0] = 1;
	}
	usb_control_msg_send(c->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (!c->quiet)
		usb_free_coherent(c->udev, n, b, h);
	return 0;
}

int good_ret_decides(struct cam *c, size_t n)
{
	int ret = 0;
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);

	if (!b)
		ret = -ENOMEM;
	if (ret)
		goto out;
	usb_free_coherent(c->udev, n, b, h);
out:
	return ret;
}

static void cam_release(struct cam *c, size_t n, void *b, dma_addr_t h)
{
	if (b)
		usb_free_coherent(c->udev, n, b, h);
}

int good_helper_frees(struct cam *c, size_t n)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);

	if (!b)
		return -ENOMEM;
	cam_release(c, n, b, h);
	return 0;
}

static void cam_prepare(u8 *b)
{
	b[0] = 0x55;
}

int bad_helper_only_writes(struct cam *c, size_t n)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(c->udev, n, GFP_KERNEL, &h);	/* want(plugin): coherent_leak */

	if (!b)
		return -ENOMEM;
	cam_prepare(b);
	return 0;
}

void *good_returned(struct cam *c, dma_addr_t *h)
{
	void *b = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, h);

	if (!b)
		dev_err(&c->udev->dev, "no memory\n");
	return b;
}

static void *cam_alloc(struct cam *c, dma_addr_t *h)
{
	return usb_alloc_coherent(c->udev, 64, GFP_KERNEL, h);
}

int bad_from_helper(struct cam *c)
{
	dma_addr_t h;
	u8 *b = cam_alloc(c, &h);	/* want(plugin): coherent_leak */

	if (!b)
		return -ENOMEM;
	b[0] = 3;
	return 0;
}

int good_out_parameter(struct cam *c, u8 **out, dma_addr_t *h)
{
	u8 *b = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, h);

	if (!b)
		return -ENOMEM;
	*out = b;
	return 0;
}

int good_given_away(struct cam *c, dma_addr_t *h)
{
	u8 *b = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, h);

	if (!b)
		return -ENOMEM;
	cam_other_file(b);
	return 0;
}

/* Freed when the device goes. */
int good_managed(struct device *dev, dma_addr_t *h)
{
	u8 *b = dmam_alloc_coherent(dev, 64, h, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	b[0] = 1;
	return 0;
}

MODULE_LICENSE("GPL");
