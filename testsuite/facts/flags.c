// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stores of flag words: or-ed, folded, chosen, cleared, with the macros they
 * came from.
 */
#include <linux/netdevice.h>
#include <linux/usb.h>

/* facts: ^record \d+ "urb" size=\d+ align=8 */
/* facts: ^record \d+ "net_device" */
/* facts: field \d+ "features" .*class=int */

void or_in(struct urb *urb)
{
	/* facts: v1 = load \[v0\+\d+ r\d+\.\d+ .*# urb->transfer_flags */
	/* facts: v2 = bin or v1 4\b */
	/* facts: store \[v0.*\] v2 macros=URB_NO_TRANSFER_DMA_MAP .*# urb->transfer_flags */
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

void folded(struct urb *urb)
{
	/* facts: store .*\] 6 macros=URB_ISO_ASAP,URB_NO_TRANSFER_DMA_MAP .*# urb->transfer_flags */
	urb->transfer_flags = URB_ISO_ASAP | URB_NO_TRANSFER_DMA_MAP;
}

void chosen(struct urb *urb, bool iso)
{
	/* facts: v2 = copy 2\b */
	/* facts: v3 = copy 4\b */
	/* facts: v4 = phi \(v2, v3\) */
	/* facts: store .*\] v4 macros=.*URB_NO_TRANSFER_DMA_MAP */
	urb->transfer_flags = iso ? URB_ISO_ASAP : URB_NO_TRANSFER_DMA_MAP;
}

void cleared(struct urb *urb)
{
	/* facts: v2 = bin and v1 (4294967291|-5)\b */
	/* facts: store .*\] v2 .*# urb->transfer_flags */
	urb->transfer_flags &= ~URB_NO_TRANSFER_DMA_MAP;
}

void feature_bit(struct net_device *net)
{
	/* facts: bin or v1 33\b */
	/* facts: store .*macros=NETIF_F_SG,NETIF_F_HIGHDMA.*# net->features */
	net->features |= NETIF_F_SG | NETIF_F_HIGHDMA;
}

void handle(struct urb *urb, dma_addr_t dma)
{
	/* facts: store .*\] v1 .*# urb->transfer_dma */
	/* facts: store .*\] 0 .*# urb->setup_dma */
	urb->transfer_dma = dma;
	urb->setup_dma = 0;
}

void address_of_member(struct urb *urb)
{
	/* facts: load .*# urb->setup_dma */
	/* facts: call .*# usb_free_coherent */
	usb_free_coherent(urb->dev, 8, urb->transfer_buffer, urb->setup_dma);
}
