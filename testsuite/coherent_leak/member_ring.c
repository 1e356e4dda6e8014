// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An array of buffers: fewer of them are enough, none is a failure, as in the CAN
 * drivers.  A failure that forgets those of the rounds before is a leak.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_BUFS 4

void ring_dump(const void *data, int len);

struct ring {
	struct usb_device *udev;
	u8 *few[N_BUFS], *all[N_BUFS];
	dma_addr_t few_h[N_BUFS], all_h[N_BUFS];
};

static int good_as_many_as_there_are(struct ring *r)
{
	int i, ret = 0;

	for (i = 0; i < N_BUFS; i++) {
		u8 *buf = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &r->few_h[i]);

		if (!buf) {
			ret = -ENOMEM;
			break;
		}
		r->few[i] = buf;
	}
	if (i == 0)
		return ret;
	if (i < N_BUFS)
		dev_warn(&r->udev->dev, "slow\n");
	return 0;
}

static int bad_all_or_none(struct ring *r)
{
	int i;

	for (i = 0; i < N_BUFS; i++) {
		r->all[i] = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &r->all_h[i]);	/* want(plugin): coherent_leak */
		if (!r->all[i])
			return -ENOMEM;
		ring_dump(r->all[i], 64);
	}
	return 0;
}

static void free_few(struct ring *r)
{
	int i;

	for (i = 0; i < N_BUFS; i++)
		usb_free_coherent(r->udev, 64, r->few[i], r->few_h[i]);
}

static int good_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	r->udev = interface_to_usbdev(intf);
	ret = good_as_many_as_there_are(r);
	if (ret)
		goto free_ring;
	ret = bad_all_or_none(r);
	if (ret)
		goto free_bufs;
	usb_set_intfdata(intf, r);
	return 0;

free_bufs:
	free_few(r);
free_ring:
	kfree(r);
	return ret;
}

static void good_disconnect(struct usb_interface *intf)
{
	struct ring *r = usb_get_intfdata(intf);
	int i;

	free_few(r);
	for (i = 0; i < N_BUFS; i++)
		usb_free_coherent(r->udev, 64, r->all[i], r->all_h[i]);
	kfree(r);
}

static struct usb_driver ring_driver = {
	.name = "ring",
	.probe = good_probe,
	.disconnect = good_disconnect,
};
module_usb_driver(ring_driver);

MODULE_LICENSE("GPL");
