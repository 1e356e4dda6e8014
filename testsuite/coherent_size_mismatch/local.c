// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A loader that takes coherent memory for one exchange and gives it back.
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/usb.h>

#define BLOCK	512
#define SMALL	64
#define HEADER	8

int bad_constant(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *block = usb_alloc_coherent(udev, BLOCK, GFP_KERNEL, &dma);

	if (!block)
		return -ENOMEM;
	*out = block[0];
	usb_free_coherent(udev, SMALL, block, dma);	/* want: coherent_size_mismatch */
	return 0;
}

int bad_error_path(struct usb_device *udev, u8 *out, bool check)
{
	dma_addr_t dma;
	u8 *block = usb_alloc_coherent(udev, BLOCK, GFP_KERNEL, &dma);

	if (!block)
		return -ENOMEM;
	if (check && !block[0])
		goto fail;
	*out = block[0];
	usb_free_coherent(udev, BLOCK, block, dma);
	return 0;
fail:
	usb_free_coherent(udev, BLOCK - HEADER, block, dma);	/* want: coherent_size_mismatch */
	return -EIO;
}

/* Whatever len is, the header is missing. */
int bad_without_header(struct usb_device *udev, const u8 *data, size_t len)
{
	dma_addr_t dma;
	u8 *msg = usb_alloc_coherent(udev, len + HEADER, GFP_KERNEL, &dma);

	if (!msg)
		return -ENOMEM;
	memcpy(msg + HEADER, data, len);
	usb_free_coherent(udev, len, msg, dma);		/* want(plugin): coherent_size_mismatch */
	return 0;
}

int bad_element_count(struct usb_device *udev, unsigned int n)
{
	dma_addr_t dma;
	__le32 *regs = usb_alloc_coherent(udev, n * sizeof(*regs), GFP_KERNEL, &dma);

	if (!regs)
		return -ENOMEM;
	regs[0] = 0;
	usb_free_coherent(udev, n, regs, dma);		/* want(plugin): coherent_size_mismatch */
	return 0;
}

int good_constant(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *block = usb_alloc_coherent(udev, 8 * SMALL, GFP_KERNEL, &dma);

	if (!block)
		return -ENOMEM;
	*out = block[0];
	usb_free_coherent(udev, BLOCK, block, dma);
	return 0;
}

int good_same_sum(struct usb_device *udev, const u8 *data, size_t len)
{
	size_t total = HEADER + len;
	dma_addr_t dma;
	u8 *msg = usb_alloc_coherent(udev, total, GFP_KERNEL, &dma);

	if (!msg)
		return -ENOMEM;
	memcpy(msg + HEADER, data, len);
	usb_free_coherent(udev, len + 4 + HEADER / 2, msg, dma);
	return 0;
}

/* A size that was rounded, and one that the caller says: nobody can tell. */
int good_unknown(struct usb_device *udev, size_t len, size_t size)
{
	dma_addr_t dma;
	u8 *msg = usb_alloc_coherent(udev, len, GFP_KERNEL, &dma);

	if (!msg)
		return -ENOMEM;
	msg[0] = 0;
	usb_free_coherent(udev, size, msg, dma);
	return 0;
}

/* Big or small: one variable holds the size of what was taken. */
int good_two_sizes(struct usb_device *udev, bool big)
{
	size_t size = big ? BLOCK : SMALL;
	dma_addr_t dma;
	u8 *block = usb_alloc_coherent(udev, size, GFP_KERNEL, &dma);

	if (!block)
		return -ENOMEM;
	block[0] = 0;
	usb_free_coherent(udev, big ? BLOCK : SMALL, block, dma);
	return 0;
}

int good_two_blocks(struct usb_device *udev, bool big)
{
	dma_addr_t dma;
	u8 *block;

	if (big)
		block = usb_alloc_coherent(udev, BLOCK, GFP_KERNEL, &dma);
	else
		block = usb_alloc_coherent(udev, SMALL, GFP_KERNEL, &dma);
	if (!block)
		return -ENOMEM;
	block[0] = 0;
	if (big)
		usb_free_coherent(udev, BLOCK, block, dma);
	else
		usb_free_coherent(udev, SMALL, block, dma);
	return 0;
}
