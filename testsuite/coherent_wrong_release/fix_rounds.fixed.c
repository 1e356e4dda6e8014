// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: a loop with early returns, two buffers, comments
 * and macros around the releases.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define DROP(x)		do { kfree(x); } while (0)

int bad_rounds(struct usb_device *udev, int rounds)
{
	dma_addr_t one_dma, two_dma;
	u8 *one, *two, *plain;
	int i;

	for (i = 0; i < rounds; i++) {
		one = usb_alloc_coherent(udev, 32, GFP_KERNEL, &one_dma);
		if (!one)
			return -ENOMEM;
		two = usb_alloc_coherent(udev, 4096, GFP_KERNEL, &two_dma);
		if (!two) {
			/* the first one goes */
			usb_free_coherent(udev, 32, one, one_dma);	/* want: coherent_wrong_release */
			return -ENOMEM;
		}
		plain = kmalloc(16, GFP_KERNEL);
		if (!plain)
			goto out;
		DROP(plain);
		if (i == 2) {
			usb_free_coherent(udev, 4096, two, two_dma);	/* want: coherent_wrong_release */
			usb_free_coherent(udev, 32, one, one_dma);	/* want: coherent_wrong_release */
			return i;
		}
		usb_free_coherent(udev, 4096, two, two_dma);
		usb_free_coherent(udev, 32, one, one_dma);
	}
	return i;
out:
	usb_free_coherent(udev, 4096, two, two_dma);
	usb_free_coherent(udev, 32, one, one_dma);	/* want: coherent_wrong_release */
	return -ENOMEM;
}
