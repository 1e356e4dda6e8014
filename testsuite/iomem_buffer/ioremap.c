// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Device registers and on-chip memory as transfer buffers: what ioremap()
 * returns is no memory for dma_map_single().
 */
#include <linux/io.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct sram {
	struct usb_device *udev;
	void __iomem *regs;
	u8 *buf;
};

int sram_map(struct sram *s, phys_addr_t where)
{
	s->regs = ioremap(where, 4096);
	return s->regs ? 0 : -ENOMEM;
}

int bad_local(struct usb_device *udev, phys_addr_t where, int *actual)
{
	void __iomem *io = ioremap(where, 512);
	int ret;

	if (!io)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (__force void *)io,	/* want: iomem_buffer */
			   512, actual, 100);
	iounmap(io);
	return ret;
}

int bad_field(struct sram *s, int *actual)
{
	return usb_bulk_msg(s->udev, usb_rcvbulkpipe(s->udev, 1),	/* want: iomem_buffer */
			    (__force u8 *)s->regs + 0x100, 64, actual, 100);
}

int good_copied(struct sram *s, int *actual)
{
	memcpy_fromio(s->buf, s->regs, 64);
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 1), s->buf, 64,
			    actual, 100);
}

int good_value(struct sram *s, int *actual)
{
	s->buf[0] = readl(s->regs);
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 1), s->buf, 1,
			    actual, 100);
}
