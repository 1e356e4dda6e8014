// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A PCI network driver may take highmem: nothing in this file is USB.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

static int good_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct net_device *net = alloc_etherdev(64);

	if (!net)
		return -ENOMEM;
	net->features |= NETIF_F_SG | NETIF_F_HIGHDMA;
	pci_set_drvdata(pdev, net);
	return 0;
}

static void pci_adapter_remove(struct pci_dev *pdev)
{
	free_netdev(pci_get_drvdata(pdev));
}

static const struct pci_device_id pci_adapter_ids[] = {
	{ PCI_DEVICE(0x2b5d, 0x0702) },
	{ }
};

static struct pci_driver pci_adapter_driver = {
	.name = "pci-adapter",
	.id_table = pci_adapter_ids,
	.probe = good_probe,
	.remove = pci_adapter_remove,
};
module_pci_driver(pci_adapter_driver);
MODULE_LICENSE("GPL");
