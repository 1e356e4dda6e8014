// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scatterlists mapped with functions that nothing exports.
 */
#include <linux/module.h>
#include <linux/usb.h>

int usb_buffer_map_sg(const struct usb_device *udev, int is_in, struct scatterlist *sg, int n);
void usb_buffer_dmasync_sg(const struct usb_device *udev, int is_in, struct scatterlist *sg, int n);
void usb_buffer_unmap_sg(const struct usb_device *udev, int is_in, struct scatterlist *sg, int n);

int bad_map(struct usb_device *d, struct scatterlist *sg, int k)
{
	int n = usb_buffer_map_sg(d, 1, sg, k);	/* want: usb_buffer_map_sg */

	return n <= 0 ? -ENOMEM : n;
}

void bad_sync_and_unmap(struct usb_device *d, struct scatterlist *sg, int n)
{
	usb_buffer_dmasync_sg(d, 1, sg, n);	/* want: usb_buffer_map_sg */
	usb_buffer_unmap_sg(d, 1, sg, n);	/* want: usb_buffer_map_sg */
}

int good_sg_request(struct usb_device *d, struct usb_sg_request *io, struct scatterlist *sg, int k)
{
	int ret = usb_sg_init(io, d, usb_rcvbulkpipe(d, 1), 0, sg, k, 0, GFP_KERNEL);

	if (ret)
		return ret;
	usb_sg_wait(io);
	return io->status;
}
