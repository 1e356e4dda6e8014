// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scatterlists in URBs of a driver that never asks what the controller can do.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct job {
	int num_sgs;
	struct urb *urb;
};

static struct usb_driver printer_driver = { .name = "printer" };

int bad_list(struct urb *u, struct scatterlist *sg, int n)
{
	u->sg = sg;
	u->num_sgs = n;	/* want: urb_sg_constraint */
	return usb_submit_urb(u, printer_driver.name ? GFP_KERNEL : GFP_ATOMIC);
}

int bad_constant(struct job *j, struct scatterlist *sg)
{
	j->urb->sg = sg;
	j->urb->num_sgs = 4;	/* want: urb_sg_constraint */
	return usb_submit_urb(j->urb, GFP_KERNEL);
}

int good_linear(struct urb *u)
{
	u->num_sgs = 0;
	return usb_submit_urb(u, GFP_KERNEL);
}

int good_one_entry(struct urb *u, struct scatterlist *sg)
{
	u->sg = sg;
	u->num_sgs = 1;
	return usb_submit_urb(u, GFP_KERNEL);
}

void good_own_member(struct job *j, int n)
{
	j->num_sgs = n;
}
