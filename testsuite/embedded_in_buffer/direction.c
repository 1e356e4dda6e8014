// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Only received data is lost by a shared cache line.  The direction comes from
 * the pipe macro, from the request type, or is unknown and then counts as IN.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct relay {
	struct usb_device *udev;
	unsigned int in_pipe;
	unsigned int out_pipe;
	u8 tx[16];
	u8 rx[16];
	u8 both[16];
	u8 by_type[16];
	u8 set_by_type[16];
	u8 by_variable[16];
	u8 by_field[16];
	u8 sent_by_field[16];
	u8 by_choice[16];
	int state;
};

int good_out(struct relay *r, int *actual)
{
	return usb_bulk_msg(r->udev, usb_sndbulkpipe(r->udev, 1), r->tx,
			    sizeof(r->tx), actual, 500);
}

int bad_in(struct relay *r, int *actual)
{
	return usb_bulk_msg(r->udev, usb_rcvbulkpipe(r->udev, 2), r->rx,	/* want: embedded_in_buffer */
			    sizeof(r->rx), actual, 500);
}

int bad_both(struct relay *r, int *actual)
{
	int ret;

	ret = usb_interrupt_msg(r->udev, usb_rcvintpipe(r->udev, 2), r->both,	/* want: embedded_in_buffer */
				sizeof(r->both), actual, 500);
	if (ret)
		return ret;
	return usb_interrupt_msg(r->udev, usb_sndintpipe(r->udev, 1), r->both,
				 sizeof(r->both), actual, 500);
}

int bad_request_type(struct relay *r, unsigned int pipe)
{
	return usb_control_msg(r->udev, pipe, 1, USB_DIR_IN | USB_TYPE_VENDOR,	/* want: embedded_in_buffer */
			       0, 0, r->by_type, sizeof(r->by_type), 500);
}

int good_request_type(struct relay *r, unsigned int pipe)
{
	return usb_control_msg(r->udev, pipe, 1, USB_DIR_OUT | USB_TYPE_VENDOR,
			       0, 0, r->set_by_type, sizeof(r->set_by_type), 500);
}

int bad_pipe_variable(struct relay *r, u8 ep, int *actual)
{
	unsigned int pipe = usb_rcvbulkpipe(r->udev, ep);

	return usb_bulk_msg(r->udev, pipe, r->by_variable,	/* want: embedded_in_buffer */
			    sizeof(r->by_variable), actual, 500);
}

int bad_unknown_pipe(struct relay *r, int *actual)
{
	return usb_bulk_msg(r->udev, r->in_pipe, r->by_field,	/* want: embedded_in_buffer */
			    sizeof(r->by_field), actual, 500);
}

/* Every store to out_pipe in this file makes it an OUT pipe. */
int good_pipe_in_field(struct relay *r, int *actual)
{
	return usb_bulk_msg(r->udev, r->out_pipe, r->sent_by_field,
			    sizeof(r->sent_by_field), actual, 500);
}

int good_both_pipes_out(struct relay *r, bool irq, int *actual)
{
	unsigned int pipe = irq ? usb_sndintpipe(r->udev, 1) :
				  usb_sndbulkpipe(r->udev, 3);

	return usb_bulk_msg(r->udev, pipe, r->by_choice, sizeof(r->by_choice),
			    actual, 500);
}

static int relay_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct relay *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->udev = interface_to_usbdev(intf);
	r->in_pipe = usb_rcvbulkpipe(r->udev, 2);
	r->out_pipe = usb_sndbulkpipe(r->udev, 1);
	usb_set_intfdata(intf, r);
	return 0;
}

static void relay_disconnect(struct usb_interface *intf)
{
	kfree(usb_get_intfdata(intf));
}

static const struct usb_device_id relay_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0401) },
	{ }
};
MODULE_DEVICE_TABLE(usb, relay_ids);

static struct usb_driver relay_driver = {
	.name = "relay",
	.probe = relay_probe,
	.disconnect = relay_disconnect,
	.id_table = relay_ids,
};
module_usb_driver(relay_driver);
MODULE_LICENSE("GPL");
