// SPDX-License-Identifier: GPL-2.0-or-later
/* What lies in a member is decided here. */
#include <linux/slab.h>
#include "coherent.h"

int coherent_setup(struct coherent_dev *dev, int old)
{
	dev->coherent = usb_alloc_coherent(dev->udev, 64, GFP_KERNEL, &dev->dma);
	dev->either = old ? dev->coherent : kmalloc(64, GFP_KERNEL);
	return dev->coherent && dev->either ? 0 : -ENOMEM;
}
