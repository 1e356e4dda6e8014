// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One driver for a USB and a platform form of the same chip: what counts is
 * the device at the call, not the file it is in.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/usb.h>

struct chip {
	struct device *dev;
};

static int chip_setup(struct chip *chip, struct device *dev)
{
	chip->dev = dev;
	dev_set_drvdata(dev, chip);
	return 0;
}

int good_platform_mask(struct platform_device *pdev, struct chip *chip)
{
	int ret;

	ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	if (ret)
		return ret;
	return chip_setup(chip, &pdev->dev);
}

int good_pci_mask(struct pci_dev *pdev, struct chip *chip)
{
	if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(64)) &&
	    dma_set_mask(&pdev->dev, DMA_BIT_MASK(32)))
		return -EIO;
	return chip_setup(chip, &pdev->dev);
}

int good_usb(struct usb_interface *intf, struct chip *chip)
{
	return chip_setup(chip, &intf->dev);
}

int bad_usb_mask(struct usb_interface *intf, struct chip *chip)
{
	int ret;

	ret = dma_set_mask_and_coherent(&intf->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
	if (ret)
		return ret;
	return chip_setup(chip, &intf->dev);
}

/* chip->dev has both kinds: not certain, so nothing is said. */
int good_either_bus(struct chip *chip)
{
	return dma_set_coherent_mask(chip->dev, DMA_BIT_MASK(32));
}
