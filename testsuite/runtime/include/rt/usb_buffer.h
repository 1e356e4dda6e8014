/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rt/usb_buffer.h - the calls of Linux 2.6 that usbcore no longer has
 *
 * For drivers from before their removal; nothing else includes it.
 */
#ifndef RT_RT_USB_BUFFER_H
#define RT_RT_USB_BUFFER_H

#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008

void *usb_buffer_alloc(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma);
void usb_buffer_free(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma);
struct urb *usb_buffer_map(struct urb *urb);
void usb_buffer_dmasync(struct urb *urb);
void usb_buffer_unmap(struct urb *urb);
int usb_buffer_map_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg, int nents);
void usb_buffer_dmasync_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg,
			   int n_hw_ents);
void usb_buffer_unmap_sg(const struct usb_device *dev, int is_in, struct scatterlist *sg,
			 int n_hw_ents);

#endif
