// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The handle of a coherent buffer is the device's address of it.  To print it,
 * to add to it, to hand it to the device is fine; to follow it is not.
 */
#include <linux/module.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/usb.h>

struct probe {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t buf_dma;
	u64 cookie;
};

int probe_alloc(struct probe *p, u64 cookie)
{
	p->cookie = cookie;
	p->buf = usb_alloc_coherent(p->udev, 64, GFP_KERNEL, &p->buf_dma);
	return p->buf ? 0 : -ENOMEM;
}

void probe_free(struct probe *p)
{
	usb_free_coherent(p->udev, 64, p->buf, p->buf_dma);
}

void bad_copy(struct probe *p, const void *from, size_t n)
{
	memcpy((void *)(uintptr_t)p->urb->transfer_dma, from, n);	/* want: coherent_virt_abuse */
}

u8 bad_deref(struct probe *p)
{
	return *(u8 *)(uintptr_t)p->buf_dma;	/* want: coherent_virt_abuse */
}

void bad_store(struct probe *p, int i)
{
	u8 *at = (u8 *)(uintptr_t)p->buf_dma;

	at[3] = 1;	/* want: coherent_virt_abuse */
}

void *bad_phys(struct probe *p)
{
	return phys_to_virt(p->buf_dma);	/* want: coherent_virt_abuse */
}

int bad_local(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);

	if (!b)
		return -ENOMEM;
	memset((void *)(uintptr_t)dma, 0, 64);	/* want: coherent_virt_abuse */
	usb_free_coherent(udev, 64, b, dma);
	return 0;
}

void probe_show(const char *format, const dma_addr_t *dma);

void good_print(struct probe *p)
{
	probe_show("%pad\n", &p->buf_dma);
	dev_dbg(&p->udev->dev, "buffer at %pad\n", &p->buf_dma);
}

void good_offset(struct probe *p)
{
	p->urb->transfer_dma = p->buf_dma + 32;
}

/* The CPU's address. */
void good_copy(struct probe *p, const void *from)
{
	memcpy(p->buf, from, 64);
}

/* A pointer that was kept as an integer. */
void good_cookie(struct probe *p)
{	/* runtime: the cookie is a pointer that another file puts there */
	memset((void *)(uintptr_t)p->cookie, 0, 8);
}

/* Handed on, not followed. */
void *good_cast(struct probe *p)
{
	return (void *)(uintptr_t)p->buf_dma;
}
