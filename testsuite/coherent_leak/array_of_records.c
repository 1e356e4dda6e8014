// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buffers in the elements of an array of records, cut into parts for URBs that are members of
 * other records (ua101).
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_BUFS	2
#define N_URBS	8

struct port_urb {
	struct urb urb;
	int number;
};

struct port {
	struct usb_device *udev;
	struct {
		void *addr;
		dma_addr_t dma;
		unsigned int size;
	} bufs[N_BUFS];
	struct port_spare {
		void *addr;
		dma_addr_t dma;
	} spare[N_BUFS];
	struct port_urb *urbs[N_URBS];
};

static void done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int good_urbs(struct port *p, void (*complete)(struct urb *urb))
{
	int n = 0;

	for (int b = 0; b < N_BUFS; b++) {
		u8 *addr = p->bufs[b].addr;
		dma_addr_t dma = p->bufs[b].dma;

		for (int i = 0; i < N_URBS / N_BUFS; i++) {
			struct port_urb *u = kzalloc(sizeof(*u), GFP_KERNEL);

			if (!u)
				return -ENOMEM;
			usb_init_urb(&u->urb);
			u->urb.dev = p->udev;
			u->urb.transfer_flags = URB_NO_TRANSFER_DMA_MAP;
			u->urb.transfer_buffer = addr;
			u->urb.transfer_dma = dma;
			u->urb.transfer_buffer_length = 64;
			u->urb.complete = complete;
			p->urbs[n++] = u;
			addr += 64;
			dma += 64;
		}
	}
	return 0;
}

static int bad_bufs(struct port *p, unsigned int size)
{
	for (int i = 0; i < N_BUFS; i++) {
		p->bufs[i].addr = usb_alloc_coherent(p->udev, size, GFP_KERNEL, &p->bufs[i].dma);	/* want(plugin): coherent_leak */
		if (!p->bufs[i].addr)
			return -ENOMEM;
		p->bufs[i].size = size;
	}
	return 0;
}

static int good_spare(struct port *p, unsigned int size)
{
	for (int i = 0; i < N_BUFS; i++) {
		p->spare[i].addr = usb_alloc_coherent(p->udev, size, GFP_KERNEL, &p->spare[i].dma);
		if (!p->spare[i].addr)
			return -ENOMEM;
	}
	return 0;
}

int good_open(struct port *p)
{
	int ret = bad_bufs(p, 256);

	if (!ret)
		ret = good_urbs(p, done);
	return ret;
}

int good_open_spare(struct port *p)
{
	return good_spare(p, 256);
}

void good_free_spare(struct port *p)
{	/* runtime: good_spare() has been run with another size */
	for (int i = 0; i < N_BUFS; i++)
		usb_free_coherent(p->udev, 256, p->spare[i].addr, p->spare[i].dma);
}
