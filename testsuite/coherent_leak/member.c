// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A member of the driver's record: nobody frees it, or not after its probe function
 * has failed; and near misses of each.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_BUFS 4

struct tab {
	struct usb_device *udev;
	struct urb *irq, *out;
	u8 *lost, *idata, *odata, *ctl;
	dma_addr_t lost_h, idata_h, odata_h, ctl_h;
	u8 *ring[N_BUFS];
	dma_addr_t ring_h[N_BUFS];
	bool has_out;
};

static int bad_never_freed(struct tab *t)
{
	t->lost = usb_alloc_coherent(t->udev, 8, GFP_KERNEL, &t->lost_h);	/* want(plugin): coherent_leak */
	return t->lost ? 0 : -ENOMEM;
}

/* Forgotten when the URB can't be had: probe jumps over the release. */
static int bad_init_output(struct tab *t)
{
	if (!t->has_out)
		return 0;
	t->odata = usb_alloc_coherent(t->udev, 8, GFP_KERNEL, &t->odata_h);	/* want(plugin): coherent_leak */
	if (!t->odata)
		return -ENOMEM;
	t->out = usb_alloc_urb(0, GFP_KERNEL);
	if (!t->out)
		return -ENOMEM;
	return 0;
}

static void deinit_output(struct tab *t)
{
	if (t->has_out) {
		usb_free_urb(t->out);
		usb_free_coherent(t->udev, 8, t->odata, t->odata_h);
	}
}

/* Its own failures are the caller's business, who frees by a helper. */
static int good_init_ring(struct tab *t)
{
	int i;

	for (i = 0; i < N_BUFS; i++) {
		t->ring[i] = usb_alloc_coherent(t->udev, 64, GFP_KERNEL, &t->ring_h[i]);
		if (!t->ring[i])
			return -ENOMEM;
	}
	return 0;
}

static void free_ring(struct tab *t)
{
	int i;

	for (i = 0; i < N_BUFS; i++)
		if (t->ring[i])
			usb_free_coherent(t->udev, 64, t->ring[i], t->ring_h[i]);
}

/* Freed by the error exits of the function itself. */
static int good_init_ctl(struct tab *t)
{
	int ret;

	t->ctl = usb_alloc_coherent(t->udev, 8, GFP_KERNEL, &t->ctl_h);
	if (!t->ctl)
		return -ENOMEM;
	ret = usb_control_msg_send(t->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		goto free_ctl;
	return 0;
free_ctl:
	usb_free_coherent(t->udev, 8, t->ctl, t->ctl_h);
	t->ctl = NULL;
	return ret;
}

static int good_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct tab *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!t)
		return -ENOMEM;
	t->udev = interface_to_usbdev(intf);
	t->has_out = id->driver_info;
	t->idata = usb_alloc_coherent(t->udev, 8, GFP_KERNEL, &t->idata_h);
	if (!t->idata)
		goto free_tab;
	t->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!t->irq)
		goto free_idata;
	ret = bad_never_freed(t);
	if (ret)
		goto free_irq;
	ret = bad_init_output(t);
	if (ret)
		goto free_irq;
	ret = good_init_ring(t);
	if (ret)
		goto free_bufs;
	ret = good_init_ctl(t);
	if (ret)
		goto free_bufs;
	usb_set_intfdata(intf, t);
	return 0;

free_bufs:
	free_ring(t);
	deinit_output(t);
free_irq:
	usb_free_urb(t->irq);
free_idata:
	usb_free_coherent(t->udev, 8, t->idata, t->idata_h);
free_tab:
	kfree(t);
	return ret;
}

static void good_disconnect(struct usb_interface *intf)
{
	struct tab *t = usb_get_intfdata(intf);

	usb_kill_urb(t->irq);
	free_ring(t);
	deinit_output(t);
	usb_free_urb(t->irq);
	usb_free_coherent(t->udev, 8, t->ctl, t->ctl_h);
	usb_free_coherent(t->udev, 8, t->idata, t->idata_h);
	kfree(t);
}

static struct usb_driver tab_driver = {
	.name = "tab",
	.probe = good_probe,
	.disconnect = good_disconnect,
};
module_usb_driver(tab_driver);

MODULE_LICENSE("GPL");
