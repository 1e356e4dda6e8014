// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A platform driver that includes linux/usb.h maps for a device of its own, on
 * which mapping may never fail: not this checker's business.  A member of a
 * global function's structure may be tested in another file.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct engine {
	struct device *dev;
	void *ring;
	dma_addr_t ring_dma;
	struct usb_device *udev;
};

static int engine_probe(struct platform_device *pdev)
{
	struct engine *en = platform_get_drvdata(pdev);

	en->ring_dma = dma_map_single(&pdev->dev, en->ring, 4096, DMA_BIDIRECTIONAL);
	return 0;
}

static struct platform_driver engine_driver = {
	.probe = engine_probe,
};

struct platform_driver *good_driver(void)
{
	return &engine_driver;
}

int bad_but_usb_memory(struct engine *en)
{
	u8 cmd[2] = { 1, 2 };

	return usb_bulk_msg(en->udev, usb_sndbulkpipe(en->udev, 1), cmd, 2, NULL, 100);	/* want: stack_buffer */
}
