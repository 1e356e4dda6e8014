/* SPDX-License-Identifier: GPL-2.0-or-later */
/* shared_record.h - a record that several files of a driver know */
#include <linux/usb.h>

struct grabber {
	struct usb_device *udev;
	struct urb *urb;
	u8 *audio, *video, *vbi;
	dma_addr_t audio_h, video_h, vbi_h;
};

void grabber_release(struct grabber *g);	/* of another file */
int grabber_reset(int port);
