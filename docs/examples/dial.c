// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dial - a knob with an interrupt endpoint and a light.
 *
 * Instructive faults of what happens over time: an URB with coherent memory and
 * without its flag, an error path that forgets the memory, and coherent memory
 * freed with another size than it has.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define DIAL_REPORT	8
#define DIAL_LIGHT	16

struct dial {
	struct usb_device *udev;
	struct urb *in;
	u8 *report;
	dma_addr_t report_dma;
	u8 *light;
	dma_addr_t light_dma;
	int angle;
};

static void dial_turned(struct urb *urb)
{
	struct dial *dial = urb->context;

	if (urb->status)
		return;
	dial->angle += (s8)dial->report[1];
	usb_submit_urb(urb, GFP_ATOMIC);
}

/*
 * Faulty: usbcore maps the buffer a second time.  Cure, after the filler:
 * urb->transfer_dma = dial->report_dma;
 * urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
 */
static int dial_start(struct dial *dial)
{
	usb_fill_int_urb(dial->in, dial->udev, usb_rcvintpipe(dial->udev, 1),
			 dial->report, DIAL_REPORT, dial_turned, dial, 8);
	return usb_submit_urb(dial->in, GFP_KERNEL);
}

static void dial_free(struct dial *dial)
{
	usb_free_urb(dial->in);
	/* Faulty: it has DIAL_LIGHT bytes, and may go back to another pool. */
	usb_free_coherent(dial->udev, DIAL_LIGHT * 16, dial->light, dial->light_dma);
	usb_free_coherent(dial->udev, DIAL_REPORT, dial->report, dial->report_dma);
	kfree(dial);
}

static int dial_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct dial *dial = kzalloc(sizeof(*dial), GFP_KERNEL);
	int err;

	if (!dial)
		return -ENOMEM;
	dial->udev = interface_to_usbdev(intf);
	dial->report = usb_alloc_coherent(dial->udev, DIAL_REPORT, GFP_KERNEL,
					  &dial->report_dma);
	if (!dial->report)
		goto free_dial;
	dial->light = usb_alloc_coherent(dial->udev, DIAL_LIGHT, GFP_KERNEL, &dial->light_dma);
	if (!dial->light)
		goto free_dial;		/* Faulty: 'report' is lost. */
	dial->in = usb_alloc_urb(0, GFP_KERNEL);
	if (!dial->in) {
		dial_free(dial);
		return -ENOMEM;
	}
	err = dial_start(dial);
	if (err) {
		dial_free(dial);
		return err;
	}
	usb_set_intfdata(intf, dial);
	return 0;

free_dial:
	kfree(dial);
	return -ENOMEM;
}

static void dial_disconnect(struct usb_interface *intf)
{
	struct dial *dial = usb_get_intfdata(intf);

	usb_kill_urb(dial->in);
	dial_free(dial);
}

static const struct usb_device_id dial_ids[] = {
	{ USB_DEVICE(0x1209, 0x0005) },
	{ }
};
MODULE_DEVICE_TABLE(usb, dial_ids);

static struct usb_driver dial_driver = {
	.name = "dial",
	.probe = dial_probe,
	.disconnect = dial_disconnect,
	.id_table = dial_ids,
};
module_usb_driver(dial_driver);

MODULE_DESCRIPTION("Example: a knob with an interrupt endpoint");
MODULE_LICENSE("GPL");
