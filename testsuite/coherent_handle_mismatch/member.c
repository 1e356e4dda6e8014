// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buffers and handles as members of a record, and helpers that take both.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SIZE	32
#define N_SLOTS	4

struct pad {
	struct usb_device *udev;
	u8 *irq, *ctl, *led, *slot[N_SLOTS];
	dma_addr_t irq_dma, ctl_dma, led_dma, led_copy, slot_dma[N_SLOTS];
};

int good_alloc(struct pad *p)
{
	dma_addr_t dma;

	p->irq = usb_alloc_coherent(p->udev, SIZE, GFP_KERNEL, &p->irq_dma);
	p->ctl = usb_alloc_coherent(p->udev, SIZE, GFP_KERNEL, &p->ctl_dma);
	p->led = usb_alloc_coherent(p->udev, SIZE, GFP_KERNEL, &dma);
	p->led_dma = dma;
	p->led_copy = p->led_dma;
	return p->irq && p->ctl && p->led ? 0 : -ENOMEM;
}

void good_free(struct pad *p)
{
	usb_free_coherent(p->udev, SIZE, p->irq, p->irq_dma);
	usb_free_coherent(p->udev, SIZE, p->ctl, p->ctl_dma);
	usb_free_coherent(p->udev, SIZE, p->led, p->led_dma);
}

void good_free_by_copy(struct pad *p)
{
	usb_free_coherent(p->udev, SIZE, p->led, p->led_copy);
}

void bad_free(struct pad *p)
{
	usb_free_coherent(p->udev, SIZE, p->irq, p->ctl_dma);	/* want: coherent_handle_mismatch */
	usb_free_coherent(p->udev, SIZE, p->led, p->irq_dma);	/* want: coherent_handle_mismatch */
}

/* ---- a helper that frees, one that allocates ---- */

static void pad_put(struct pad *p, void *buf, dma_addr_t dma)
{
	usb_free_coherent(p->udev, SIZE, buf, dma);
}

static void *pad_get(struct pad *p, dma_addr_t *dma)
{
	return usb_alloc_coherent(p->udev, SIZE, GFP_KERNEL, dma);
}

void good_put(struct pad *p)
{
	pad_put(p, p->irq, p->irq_dma);
	pad_put(p, p->ctl, p->ctl_dma);
}

void bad_put(struct pad *p)
{
	pad_put(p, p->irq, p->led_copy);	/* want: coherent_handle_mismatch */
}

int good_through_helper(struct pad *p, u8 *out)
{
	dma_addr_t a_dma, b_dma;
	u8 *a = pad_get(p, &a_dma), *b = pad_get(p, &b_dma);

	if (a && b)
		*out = a[0] + b[0];
	if (a)
		pad_put(p, a, a_dma);
	if (b)
		pad_put(p, b, b_dma);
	return 0;
}

int bad_through_helper(struct pad *p, u8 *out)
{
	dma_addr_t a_dma, b_dma;
	u8 *a = pad_get(p, &a_dma), *b = pad_get(p, &b_dma);

	if (a && b)
		*out = a[0] + b[0];
	if (a)
		pad_put(p, a, b_dma);	/* want: coherent_handle_mismatch */
	if (b)
		pad_put(p, b, a_dma);	/* want: coherent_handle_mismatch */
	return 0;
}

/* ---- arrays are one member: which element it is cannot be told ---- */

int good_slots(struct pad *p)
{
	for (int i = 0; i < N_SLOTS; i++) {
		p->slot[i] = usb_alloc_coherent(p->udev, SIZE, GFP_KERNEL, &p->slot_dma[i]);
		if (!p->slot[i])
			return -ENOMEM;
	}
	return 0;
}

void good_free_slots(struct pad *p)
{
	for (int i = 0; i < N_SLOTS; i++)
		usb_free_coherent(p->udev, SIZE, p->slot[i], p->slot_dma[i]);
}

void bad_free_slots(struct pad *p)
{
	for (int i = 0; i < N_SLOTS; i++)
		usb_free_coherent(p->udev, SIZE, p->slot[i], p->irq_dma);	/* want: coherent_handle_mismatch */
}
