// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A control unit that keeps its coherent buffers and their sizes in a record.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define KEY_SIZE	8
#define N_SLOTS		4

struct unit {
	struct usb_device *udev;
	struct usb_endpoint_descriptor *ep_in, *ep_out, *ep_ctl;
	size_t max_in, max_out, ctl_len, ctl_copy, key_len;
	u8 *in, *out, *ctl, *key, *slot[N_SLOTS];
	dma_addr_t in_dma, out_dma, ctl_dma, key_dma, slot_dma[N_SLOTS];
};

static int unit_parse(struct unit *u, struct usb_host_interface *alt)
{
	if (alt->desc.bNumEndpoints < 3)
		return -ENODEV;
	u->ep_in = &alt->endpoint[0].desc;
	u->ep_out = &alt->endpoint[1].desc;
	u->ep_ctl = &alt->endpoint[2].desc;
	u->max_in = usb_endpoint_maxp(u->ep_in);
	u->max_out = usb_endpoint_maxp(u->ep_out);
	u->key_len = KEY_SIZE;
	return 0;
}

/* ---- the size in one member, by the wrong member ---- */

int bad_other_member(struct unit *u, struct usb_host_interface *alt)
{	/* runtime: the generic device has endpoints of one size, so both members are alike */
	int ret = unit_parse(u, alt);

	if (ret)
		return ret;
	u->in = usb_alloc_coherent(u->udev, u->max_in, GFP_KERNEL, &u->in_dma);
	if (!u->in)
		return -ENOMEM;
	u->out = usb_alloc_coherent(u->udev, u->max_out, GFP_KERNEL, &u->out_dma);
	if (!u->out) {
		usb_free_coherent(u->udev, u->max_out, u->in, u->in_dma);	/* want: coherent_size_mismatch */
		return -ENOMEM;
	}
	return 0;
}

void bad_in_another_function(struct unit *u)
{	/* runtime: the generic device has endpoints of one size, so both members are alike */
	usb_free_coherent(u->udev, u->max_out, u->out, u->out_dma);
	usb_free_coherent(u->udev, u->max_out, u->in, u->in_dma);	/* want: coherent_size_mismatch */
}

void good_release(struct unit *u)
{
	usb_free_coherent(u->udev, u->max_out, u->out, u->out_dma);
	usb_free_coherent(u->udev, u->max_in, u->in, u->in_dma);
}

/* ---- a copy of the size is the size ---- */

int good_stored_copy(struct unit *u)
{
	int maxp = usb_endpoint_maxp(u->ep_ctl);

	u->ctl = usb_alloc_coherent(u->udev, maxp, GFP_KERNEL, &u->ctl_dma);
	if (!u->ctl)
		return -ENOMEM;
	u->ctl_len = maxp;
	u->ctl_copy = u->ctl_len;
	return 0;
}

void good_by_copy(struct unit *u)
{
	usb_free_coherent(u->udev, u->ctl_len, u->ctl, u->ctl_dma);
}

void good_by_copy_of_copy(struct unit *u)
{
	usb_free_coherent(u->udev, u->ctl_copy, u->ctl, u->ctl_dma);
}

/* ---- a member that only ever holds one constant ---- */

int good_constant_alloc(struct unit *u)
{
	u->key = usb_alloc_coherent(u->udev, KEY_SIZE, GFP_KERNEL, &u->key_dma);
	return u->key ? 0 : -ENOMEM;
}

void good_constant_member(struct unit *u)
{
	usb_free_coherent(u->udev, u->key_len, u->key, u->key_dma);
}

void bad_constant_member(struct unit *u)
{
	usb_free_coherent(u->udev, 2 * KEY_SIZE, u->key, u->key_dma);	/* want: coherent_size_mismatch */
}

/* ---- arrays of members are one member ---- */

int good_slots(struct unit *u)
{
	for (int i = 0; i < N_SLOTS; i++) {
		u->slot[i] = usb_alloc_coherent(u->udev, 32, GFP_KERNEL, &u->slot_dma[i]);
		if (!u->slot[i])
			goto undo;
	}
	return 0;
undo:
	for (int i = 0; i < N_SLOTS; i++)
		usb_free_coherent(u->udev, 32, u->slot[i], u->slot_dma[i]);
	return -ENOMEM;
}

void bad_slots(struct unit *u)
{
	for (int i = 0; i < N_SLOTS; i++)
		usb_free_coherent(u->udev, 64, u->slot[i], u->slot_dma[i]);	/* want: coherent_size_mismatch */
}
