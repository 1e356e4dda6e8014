// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The record is defined in a header of the driver: other files can free its members.  But
 * who cleans up himself on one way out has to do so on the next.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include "shared_record.h"

static int bad_open(struct usb_interface *intf)
{	/* runtime: the interface's data is put there by another file */
	struct grabber *g = usb_get_intfdata(intf);
	int ret;

	g->audio = usb_alloc_coherent(g->udev, 512, GFP_KERNEL, &g->audio_h);	/* want(plugin): coherent_leak */
	if (!g->audio)
		return -ENOMEM;
	ret = grabber_reset(0);
	if (ret)
		return ret;
	ret = usb_submit_urb(g->urb, GFP_KERNEL);
	if (ret) {
		usb_free_coherent(g->udev, 512, g->audio, g->audio_h);
		g->audio = NULL;
	}
	return ret;
}

/* grabber_release() may free it. */
static int good_open_released(struct usb_interface *intf)
{	/* runtime: the interface's data is put there by another file */
	struct grabber *g = usb_get_intfdata(intf);
	int ret;

	g->video = usb_alloc_coherent(g->udev, 512, GFP_KERNEL, &g->video_h);
	if (!g->video)
		return -ENOMEM;
	ret = grabber_reset(0);
	if (ret) {
		grabber_release(g);
		return ret;
	}
	ret = usb_submit_urb(g->urb, GFP_KERNEL);
	if (ret) {
		usb_free_coherent(g->udev, 512, g->video, g->video_h);
		g->video = NULL;
	}
	return ret;
}

/* Nobody of this file cleans up: it is the other file's way of doing it. */
static int good_open_elsewhere(struct usb_interface *intf)
{	/* runtime: the interface's data is put there by another file */
	struct grabber *g = usb_get_intfdata(intf);

	g->vbi = usb_alloc_coherent(g->udev, 512, GFP_KERNEL, &g->vbi_h);
	if (!g->vbi)
		return -ENOMEM;
	return grabber_reset(0);
}

static void good_close(struct usb_interface *intf)
{	/* runtime: the interface's data is put there by another file */
	struct grabber *g = usb_get_intfdata(intf);

	usb_free_coherent(g->udev, 512, g->audio, g->audio_h);
	usb_free_coherent(g->udev, 512, g->video, g->video_h);
	usb_free_coherent(g->udev, 512, g->vbi, g->vbi_h);
}

const struct grabber_ops {
	int (*open)(struct usb_interface *intf);
	int (*open_video)(struct usb_interface *intf);
	int (*open_vbi)(struct usb_interface *intf);
	void (*close)(struct usb_interface *intf);
} grabber_ops = {
	.open = bad_open,
	.open_video = good_open_released,
	.open_vbi = good_open_elsewhere,
	.close = good_close,
};
