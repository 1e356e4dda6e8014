// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A PCI card with narrow address lines does need the flag.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct card {
	void *ring;
	dma_addr_t ring_dma;
	void *bounce;
};

static int good_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct card *card = kzalloc(sizeof(*card), GFP_KERNEL);

	if (!card)
		return -ENOMEM;
	card->bounce = kmalloc(4096, GFP_KERNEL | GFP_DMA);
	card->ring = dma_alloc_coherent(&pdev->dev, 4096, &card->ring_dma,
					GFP_KERNEL | GFP_DMA32);
	if (!card->bounce || !card->ring) {
		kfree(card->bounce);
		kfree(card);
		return -ENOMEM;
	}
	pci_set_drvdata(pdev, card);
	return 0;
}

static void card_remove(struct pci_dev *pdev)
{
	struct card *card = pci_get_drvdata(pdev);

	dma_free_coherent(&pdev->dev, 4096, card->ring, card->ring_dma);
	kfree(card->bounce);
	kfree(card);
}

static const struct pci_device_id card_ids[] = {
	{ PCI_DEVICE(0x2b5d, 0x0802) },
	{ }
};

static struct pci_driver card_driver = {
	.name = "card",
	.id_table = card_ids,
	.probe = good_probe,
	.remove = card_remove,
};
module_pci_driver(card_driver);
MODULE_LICENSE("GPL");
