// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two buffers in local variables, and which handle goes with which.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SIZE	64

int bad_swapped(struct usb_device *udev, u8 *out)
{
	dma_addr_t rx_dma, tx_dma;
	u8 *rx, *tx;

	rx = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &rx_dma);
	if (!rx)
		return -ENOMEM;
	tx = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &tx_dma);
	if (!tx) {
		usb_free_coherent(udev, SIZE, rx, rx_dma);
		return -ENOMEM;
	}
	*out = rx[0] + tx[0];
	usb_free_coherent(udev, SIZE, tx, rx_dma);	/* want: coherent_handle_mismatch */
	usb_free_coherent(udev, SIZE, rx, tx_dma);	/* want: coherent_handle_mismatch */
	return 0;
}

int good_pair(struct usb_device *udev, u8 *out)
{
	dma_addr_t rx_dma, tx_dma, keep;
	u8 *rx, *tx;

	rx = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &rx_dma);
	if (!rx)
		return -ENOMEM;
	keep = rx_dma;
	tx = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &tx_dma);
	if (!tx) {
		usb_free_coherent(udev, SIZE, rx, keep);
		return -ENOMEM;
	}
	*out = rx[0] + tx[0];
	usb_free_coherent(udev, SIZE, tx, tx_dma);
	usb_free_coherent(udev, SIZE, rx, keep);
	return 0;
}

/* One variable for two handles, used one after the other. */
int good_reused_variable(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *buf;

	buf = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	if (!buf)
		return -ENOMEM;
	*out = buf[0];
	usb_free_coherent(udev, SIZE, buf, dma);
	buf = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	if (!buf)
		return -ENOMEM;
	*out += buf[0];
	usb_free_coherent(udev, SIZE, buf, dma);
	return 0;
}

int bad_overwritten_variable(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *a, *b;

	a = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	if (!a)
		return -ENOMEM;
	b = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	if (b) {
		*out = a[0] + b[0];
		usb_free_coherent(udev, SIZE, b, dma);
	}
	usb_free_coherent(udev, SIZE, a, dma);	/* want: coherent_handle_mismatch */
	return 0;
}

/* ---- the address within the memory ---- */

int bad_behind_header(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	u8 *data;

	if (!buf)
		return -ENOMEM;
	data = buf + 4;
	*out = data[0];
	usb_free_coherent(udev, SIZE, data, dma);	/* want: coherent_handle_mismatch */
	return 0;
}

int bad_incremented(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	out[0] = *p++;
	out[1] = *p++;
	usb_free_coherent(udev, SIZE, p, dma);	/* want: coherent_handle_mismatch */
	return 0;
}

int good_back_at_the_start(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	p += 4;
	*out = *p;
	usb_free_coherent(udev, SIZE, p - 4, dma);
	return 0;
}

int good_unknown_offset(struct usb_device *udev, u8 *out, unsigned int at)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	p += at & 7;
	*out = *p;
	usb_free_coherent(udev, SIZE, p - (at & 7), dma);
	return 0;
}
