// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sent from a record that is only a message, from an isolated member, or from
 * a member that is also received into (then the other rule speaks).
 */
#include <linux/cache.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/usb.h>

struct out_msg {
	__le16 op;
	__u8 args[14];
};

struct panel {
	struct usb_device *udev;
	struct out_msg *msg;
	int users;
	u8 both[16];
	u8 tx[16] __aligned(ARCH_DMA_MINALIGN);
	int sent __aligned(ARCH_DMA_MINALIGN);
};

int good_message(struct panel *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), p->msg->args,
			    sizeof(p->msg->args), actual, 500);
}

int good_isolated(struct panel *p, int *actual)
{
	p->sent++;
	return usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), p->tx,
			    sizeof(p->tx), actual, 500);
}

int bad_received_too(struct panel *p, int *actual)
{
	int ret;

	ret = usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1), p->both,	/* want: embedded_in_buffer */
			   sizeof(p->both), actual, 500);
	if (ret)
		return ret;
	return usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), p->both,
			    sizeof(p->both), actual, 500);
}

/* Sent from the stack is the other rule's. */
int bad_local_record(struct usb_device *udev, u8 op, int *actual)
{
	struct panel p = { .users = 1 };

	p.both[0] = op;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), p.both, 16, actual,	/* want: stack_buffer */
			    500);
}
