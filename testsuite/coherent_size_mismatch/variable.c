// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sizes that only the device knows: a constant, or what another endpoint says, is not
 * what was allocated.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct layout {
	int buttons, pad;
};

static const struct layout layouts[] = {
	{ 4, 480 },
	{ 8, 512 },
};

struct pad {
	struct usb_device *udev;
	struct usb_endpoint_descriptor *ep_in, *ep_out;
	struct urb *urb;
	struct layout layout;
	size_t len, packet;
	u8 *data, *cmd, *fixed, *report, *key, *ir;
	dma_addr_t data_dma, cmd_dma, fixed_dma, report_dma, key_dma, ir_dma;
	int ir_len;
};

int good_probe(struct pad *p, struct usb_host_interface *alt, int model)
{
	p->ep_in = &alt->endpoint[0].desc;
	p->ep_out = &alt->endpoint[1].desc;
	p->layout = layouts[model];
	p->len = usb_endpoint_maxp(p->ep_in);
	p->data = usb_alloc_coherent(p->udev, p->len, GFP_KERNEL, &p->data_dma);
	p->cmd = usb_alloc_coherent(p->udev, usb_endpoint_maxp(p->ep_out), GFP_KERNEL,
				    &p->cmd_dma);
	p->report = usb_alloc_coherent(p->udev, p->layout.pad, GFP_KERNEL, &p->report_dma);
	if (usb_endpoint_maxp(p->ep_out) != 32)
		return -ENODEV;
	p->key = usb_alloc_coherent(p->udev, usb_endpoint_maxp(p->ep_out), GFP_KERNEL,
				    &p->key_dma);
	return p->data && p->cmd && p->report && p->key ? 0 : -ENOMEM;
}

void bad_constant(struct pad *p)
{
	usb_free_coherent(p->udev, 64, p->data, p->data_dma);	/* want(plugin): coherent_size_mismatch */
}

void bad_other_endpoint(struct pad *p)
{	/* runtime: the endpoints of the generic device are of one size */
	usb_free_coherent(p->udev, usb_endpoint_maxp(p->ep_in), p->cmd, p->cmd_dma);	/* want(plugin): coherent_size_mismatch */
}

void good_endpoint(struct pad *p)
{
	usb_free_coherent(p->udev, usb_endpoint_maxp(p->ep_out), p->cmd, p->cmd_dma);
	usb_free_coherent(p->udev, usb_endpoint_maxp(p->ep_in), p->data, p->data_dma);
}

/* The function that allocates has asked whether it is this very number. */
void good_tested_constant(struct pad *p)
{	/* runtime: the generic device has packets of 64 bytes, so good_probe() allocates no key */
	usb_free_coherent(p->udev, 32, p->key, p->key_dma);
}

/* A record copied from a table is what the table holds. */
void bad_other_column(struct pad *p)
{
	usb_free_coherent(p->udev, p->layout.buttons, p->report, p->report_dma);	/* want(plugin): coherent_size_mismatch */
}

void good_column(struct pad *p)
{
	usb_free_coherent(p->udev, p->layout.pad, p->report, p->report_dma);
}

/* Rounded up on one way: one of the alternatives fits. */
int good_rounded(struct pad *p, bool round)
{
	size_t n = usb_endpoint_maxp(p->ep_in);

	if (round)
		n = 64;
	p->fixed = usb_alloc_coherent(p->udev, n, GFP_KERNEL, &p->fixed_dma);
	return p->fixed ? 0 : -ENOMEM;
}

void good_free_rounded(struct pad *p)
{
	usb_free_coherent(p->udev, 64, p->fixed, p->fixed_dma);
}

/* The same number, read another way. */
void good_raw_descriptor(struct pad *p)
{
	usb_free_coherent(p->udev, le16_to_cpu(p->ep_in->wMaxPacketSize), p->data, p->data_dma);
}

/* No endpoint, no packet: the 0 is no size anybody means. */
int good_ir(struct pad *p, unsigned int pipe)
{
	struct usb_host_endpoint *ep = usb_pipe_endpoint(p->udev, pipe);

	p->ir_len = ep ? usb_endpoint_maxp(&ep->desc) : 0;
	p->ir = usb_alloc_coherent(p->udev, p->ir_len, GFP_KERNEL, &p->ir_dma);
	return p->ir ? 0 : -ENOMEM;
}

void bad_ir(struct pad *p)
{
	usb_free_coherent(p->udev, 64, p->ir, p->ir_dma);	/* want(plugin): coherent_size_mismatch */
}
