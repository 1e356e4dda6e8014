// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a test leaves out because its rule does not ask for it: endpoints, the device
 * of an URB, who completes what is waited for.  Only scenes have it.
 */
#include <linux/completion.h>
#include <linux/delay.h>

#include "core.h"
#include "../scene.h"

#define MAX_COMPLETIONS 16

unsigned long rt_truths = ~0UL;

static struct completion *completions[MAX_COMPLETIONS];
static unsigned int n_completions;

/* Each place that is a truth has a bit of its own, so that two may differ. */
bool rt_truth(unsigned int place)
{
	return rt_truths >> place % 16 & 1;
}

long rt_size(unsigned int place)
{
	return rt_mode & RT_SIZES ? rt_number + 24 * (place % 8) : rt_number;
}

static struct usb_host_endpoint *made_up(u8 address)
{
	struct usb_host_endpoint *ep = __builtin_calloc(1, sizeof(*ep));

	ep->desc.bLength = USB_DT_ENDPOINT_SIZE;
	ep->desc.bDescriptorType = USB_DT_ENDPOINT;
	ep->desc.bEndpointAddress = address;
	ep->desc.bmAttributes = USB_ENDPOINT_XFER_BULK;
	ep->desc.wMaxPacketSize = cpu_to_le16(512);
	ep->enabled = 1;
	INIT_LIST_HEAD(&ep->urb_list);
	return ep;
}

/* The device has all endpoints that a test may name. */
void rt_scene_begin(bool no_usb)
{
	static struct usb_host_endpoint *made[2][16];
	struct usb_device *udev = rt_udev();

	rt_no_usb = no_usb;
	if (rt_mode & RT_ZEROED)
		udev->parent = NULL;		/* as of a root hub */
	rt_new_byte = rt_mode & RT_ZEROED ? 0 : 0x5a;
	for (int n = 1; n < 16; n++) {
		if (!udev->ep_in[n])
			udev->ep_in[n] = made[0][n] = made_up(USB_DIR_IN | n);
		if (!udev->ep_out[n])
			udev->ep_out[n] = made[1][n] = made_up(n);
	}
}

/* A pipe that is a number, 0 or an address, stands for a bulk pipe. */
unsigned int rt_pipe(unsigned int pipe)
{
	unsigned int number = pipe & 0xf ? pipe & 0xf : 1;

	if (pipe >> 8)
		return pipe;
	return !pipe || (pipe & USB_DIR_IN) ? usb_rcvbulkpipe(rt_udev(), number)
					    : usb_sndbulkpipe(rt_udev(), number);
}

static void nothing(struct urb *urb)
{
}

/* What nobody has set before the URB is submitted. */
void rt_urb_complete(struct urb *urb)
{
	struct rt_object *object = rt_object_live((rt_addr)urb);

	if (!object || urb->hcpriv)
		return;
	if (!urb->dev)
		urb->dev = rt_udev();
	if (!urb->complete)
		urb->complete = nothing;
	if (!urb->setup_packet && usb_pipecontrol(urb->pipe) | !urb->pipe)
		urb->pipe = usb_rcvbulkpipe(urb->dev, 1);
	if (usb_pipeisoc(urb->pipe) | usb_pipeint(urb->pipe) && urb->interval <= 0)
		urb->interval = 1;
}

/* A made-up record has it: whoever completes it is in another file. */
void rt_scene_completion(struct completion *x)
{
	if (n_completions < MAX_COMPLETIONS)
		completions[n_completions++] = x;
}

void rt_scene_complete(void)
{
	for (unsigned int i = 0; i < n_completions; i++)
		complete(completions[i]);
}

void rt_scene_quiet(void)
{
	rt_scene_wait();
	rt_hcd_cancel_all(NULL, -ENOENT);
}

void rt_scene_unbind(void)
{
	rt_udev()->can_submit = 0;
	rt_hcd_cancel_all(NULL, -ESHUTDOWN);
}

void rt_scene_bound(void)
{
	rt_udev()->can_submit = 1;
}

void rt_scene_elsewhere(void)
{
	if (!rt_in_irq && !rt_atomic)
		msleep(20);
}
