// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: a pad whose buffer is allocated in probe and
 * released in disconnect and on the way out of an error.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define PAD_LEN		8

struct pad {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t data_dma;
	u8 *ctl;
	dma_addr_t ctl_dma;
};

static int pad_alloc(struct pad *pad)
{
	pad->data = usb_alloc_coherent(pad->udev, PAD_LEN, GFP_KERNEL, &pad->data_dma);
	if (!pad->data)
		return -ENOMEM;
	pad->ctl = kmalloc(PAD_LEN, GFP_KERNEL);
	if (!pad->ctl)
		goto err_free;
	return 0;

err_free:
	usb_free_coherent(pad->udev, PAD_LEN, pad->data, pad->data_dma);	/* want: coherent_wrong_release */
	return -ENOMEM;
}

static void bad_disconnect(struct pad *p)
{
	if (p->data)
		usb_free_coherent(p->udev, PAD_LEN, p->data, p->data_dma);	/* want: coherent_wrong_release */
	kfree(p->ctl);	/* want: coherent_wrong_release */
}

int run_pad(struct usb_device *udev, u8 *out)
{
	struct pad *pad = kzalloc(sizeof(*pad), GFP_KERNEL);
	int ret;

	if (!pad)
		return -ENOMEM;
	pad->udev = udev;
	ret = pad_alloc(pad);
	if (ret)
		goto out;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0, pad->ctl, PAD_LEN,
			      100);
	if (ret > 0)
		memcpy(out, pad->ctl, ret);
	bad_disconnect(pad);
out:
	kfree(pad);
	return ret;
}
