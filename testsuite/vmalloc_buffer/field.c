// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A frame grabber: buffers allocated in probe, kept in fields, used by other
 * functions.  The frame store is vmalloc() memory, the wire buffer is not.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

#define FRAME_BYTES	(640 * 480 * 2)
#define WIRE_SIZE	16384

struct frame_queue {
	u8 *store;
	size_t fill;
};

struct cam {
	struct usb_device *udev;
	struct urb *urb;
	u8 *frame;
	u8 *wire;
	u8 *lines;
	struct frame_queue queue;
};

static void cam_done(struct urb *urb)
{
	struct cam *cam = urb->context;

	if (urb->status || urb->actual_length > WIRE_SIZE)
		return;
	memcpy(cam->frame, cam->wire, urb->actual_length);
}

int bad_field(struct cam *cam, int *actual)
{
	return usb_bulk_msg(cam->udev, usb_rcvbulkpipe(cam->udev, 2),	/* want: vmalloc_buffer */
			    cam->frame, FRAME_BYTES, actual, 1000);
}

int bad_field_of_member(struct cam *cam)
{
	usb_fill_bulk_urb(cam->urb, cam->udev, usb_rcvbulkpipe(cam->udev, 2),	/* want(plugin): vmalloc_buffer */
			  cam->queue.store + cam->queue.fill, 512,
			  cam_done, cam);
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int bad_field_stored_in_urb(struct cam *cam)
{
	cam->urb->transfer_buffer = cam->lines;	/* want: vmalloc_buffer */
	cam->urb->transfer_buffer_length = 1440;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

int good_wire(struct cam *cam)
{
	usb_fill_bulk_urb(cam->urb, cam->udev, usb_rcvbulkpipe(cam->udev, 2),
			  cam->wire, WIRE_SIZE, cam_done, cam);
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

static int cam_alloc(struct cam *cam)
{
	cam->frame = vmalloc(FRAME_BYTES);
	cam->queue.store = vzalloc(FRAME_BYTES);
	cam->lines = vmalloc(1440 * 64);
	cam->wire = kmalloc(WIRE_SIZE, GFP_KERNEL);
	if (!cam->frame || !cam->queue.store || !cam->lines || !cam->wire)
		return -ENOMEM;
	return 0;
}

static void cam_free(struct cam *cam)
{
	kfree(cam->wire);
	vfree(cam->lines);
	vfree(cam->queue.store);
	vfree(cam->frame);
	usb_free_urb(cam->urb);
	kfree(cam);
}

static int cam_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct cam *cam = kzalloc(sizeof(*cam), GFP_KERNEL);

	if (!cam)
		return -ENOMEM;
	cam->udev = interface_to_usbdev(intf);
	cam->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!cam->urb || cam_alloc(cam)) {
		cam_free(cam);
		return -ENOMEM;
	}
	usb_set_intfdata(intf, cam);
	return 0;
}

static void cam_disconnect(struct usb_interface *intf)
{
	struct cam *cam = usb_get_intfdata(intf);

	usb_kill_urb(cam->urb);
	cam_free(cam);
}

static const struct usb_device_id cam_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0301) },
	{ }
};
MODULE_DEVICE_TABLE(usb, cam_ids);

static struct usb_driver cam_driver = {
	.name = "cam",
	.probe = cam_probe,
	.disconnect = cam_disconnect,
	.id_table = cam_ids,
};
module_usb_driver(cam_driver);
MODULE_LICENSE("GPL");
