// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers that allocate and free: judged at their callers.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define RX_SIZE	256
#define TX_SIZE	64

struct chan {
	struct usb_device *udev;
	u8 *rx, *tx;
	dma_addr_t rx_dma, tx_dma;
};

static void *chan_alloc(struct chan *c, size_t size, dma_addr_t *dma)
{
	if (!c->udev)
		return NULL;
	return usb_alloc_coherent(c->udev, size, GFP_KERNEL, dma);
}

static void chan_free(struct chan *c, void *buf, size_t size, dma_addr_t dma)
{
	if (buf)
		usb_free_coherent(c->udev, size, buf, dma);
}

int good_open(struct chan *c)
{
	c->rx = chan_alloc(c, RX_SIZE, &c->rx_dma);
	c->tx = chan_alloc(c, TX_SIZE, &c->tx_dma);
	if (c->rx && c->tx)
		return 0;
	chan_free(c, c->rx, RX_SIZE, c->rx_dma);
	chan_free(c, c->tx, TX_SIZE, c->tx_dma);
	return -ENOMEM;
}

void good_close(struct chan *c)
{
	chan_free(c, c->rx, RX_SIZE, c->rx_dma);
	usb_free_coherent(c->udev, TX_SIZE, c->tx, c->tx_dma);
}

void bad_close(struct chan *c)
{
	chan_free(c, c->rx, TX_SIZE, c->rx_dma);	/* want(plugin): coherent_size_mismatch */
	usb_free_coherent(c->udev, RX_SIZE, c->tx, c->tx_dma);	/* want(plugin): coherent_size_mismatch */
}

/* The size is the helper's parameter, the memory its own. */
static void chan_free_rx(struct chan *c, size_t size)
{
	usb_free_coherent(c->udev, size, c->rx, c->rx_dma);
}

void good_close_rx(struct chan *c)
{
	chan_free_rx(c, RX_SIZE);
}

void bad_close_rx(struct chan *c)
{
	chan_free_rx(c, TX_SIZE);	/* want(plugin): coherent_size_mismatch */
}
