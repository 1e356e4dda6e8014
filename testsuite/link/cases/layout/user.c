// SPDX-License-Identifier: GPL-2.0-or-later
/* Members that share their cache lines, and memory that is too small. */
#include <linux/slab.h>
#include "layout.h"

int layout_state(struct layout_dev *dev)
{
	return layout_read(dev->udev, 1, dev->state, 4);	/* link: embedded_in_buffer */
}

/* The same member again is the same fault; one that is only sent is off by default. */
int layout_then(struct layout_dev *dev)
{
	int ret = layout_read(dev->udev, 2, dev->state, 4);

	return ret < 0 ? ret : layout_write(dev->udev, 2, dev->out, 4);
}

int layout_too_long(struct layout_dev *dev)
{
	u8 *buf = kmalloc(4, GFP_KERNEL);
	int ret = -ENOMEM;

	if (buf)
		ret = layout_read(dev->udev, 3, buf, 8);	/* link: length_exceeds_buffer */
	kfree(buf);
	return ret;
}

int layout_fits(struct layout_dev *dev, int many)
{
	u8 *buf = many ? kmalloc(64, GFP_KERNEL) : kmalloc(8, GFP_KERNEL);
	int ret = -ENOMEM;

	if (buf)
		ret = layout_read(dev->udev, 4, buf, 16);
	kfree(buf);
	return ret;
}
