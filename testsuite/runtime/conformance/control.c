// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Conformance: control transfers with buffers of each kind.
 */
#include "cases.h"

extern const char rt_hex_asc[16];	/* a constant of the kernel image */
static u8 static_buf[64];
static const u8 rodata[16] = "module's rodata";

void ctl_in_kmalloc(void)
{
	u8 *buf = kzalloc(18, GFP_KERNEL);

	device_data(get_desc(buf), buf);
	kfree(buf);
}

void ctl_in_stack(void)
{
	u8 buf[18] = { 0 };

	device_data(get_desc(buf), buf);
}

static void get_in_task(void *buf)
{
	device_data(get_desc(buf), buf);
}

void ctl_in_stack_other_task(void)
{
	u8 buf[18] = { 0 };

	rt_run_task(get_in_task, buf);
}

void ctl_in_vmalloc(void)
{
	u8 *buf = vzalloc(18);

	device_data(get_desc(buf), buf);
	vfree(buf);
}

void static_where(void)
{
	ret(is_vmalloc_addr(static_buf) && !rt_has(RT_STATIC_VMALLOC));
}

void ctl_in_static(void)
{
	device_data(get_desc(static_buf), static_buf);
}

void ctl_in_embedded(void)
{
	struct {
		int before;
		u8 buf[18];
		int after;
	} *p = kzalloc(sizeof(*p), GFP_KERNEL);

	device_data(get_desc(p->buf), p->buf);
	kfree(p);
}

static void coherent(size_t size, size_t offset)
{
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(rt_udev(), size, GFP_KERNEL, &dma);
	u8 *skip = NULL;
	dma_addr_t skip_dma;

	if (offset) {		/* the next block of the pool's page */
		skip = buf;
		skip_dma = dma;
		buf = usb_alloc_coherent(rt_udev(), size, GFP_KERNEL, &dma);
		if (buf != skip + offset)
			ret(-ENOMEM);
	}
	memset(buf, 0, 18);
	device_data(get_desc(buf), buf);
	usb_free_coherent(rt_udev(), size, buf, dma);
	if (offset)
		usb_free_coherent(rt_udev(), size, skip, skip_dma);
}

void ctl_in_coherent32(void)
{
	coherent(32, 0);
}

/* the second block of 128 bytes: the page's first line is not touched */
void ctl_in_coherent_off64(void)
{
	coherent(64, rt_machine->hcd == RT_HCD_PIO ? 0 : 128);
}

void ctl_in_coherent8k(void)
{
	coherent(8192, 0);
}

void ctl_recv_stack(void)
{
	u8 buf[18] = { 0 };
	int err = usb_control_msg_recv(rt_udev(), 0, GET_DEVICE, buf, 18, 1000, GFP_KERNEL);

	device_data(err, buf);
}

void ctl_recv_short(void)
{
	u8 buf[64] = { 0 };

	ret(usb_control_msg_recv(rt_udev(), 0, GET_DEVICE, buf, 64, 1000, GFP_KERNEL));
}

void ctl_out_stack4(void)
{
	u8 buf[4] = { 1, 2, 3, 4 };

	ret(usb_control_msg(rt_udev(), usb_sndctrlpipe(rt_udev(), 0), 0x55, USB_TYPE_VENDOR, 0, 0,
			    buf, 4, 1000));
}

void ctl_out_stack16(void)
{
	u8 buf[16] = { 1, 2, 3, 4 };

	ret(send16(buf));
}

void ctl_out_modrodata16(void)
{
	ret(send16(rodata));
}

void ctl_out_kernelrodata16(void)
{
	ret(send16(rt_hex_asc));
}

void ctl_send_stack(void)
{
	u8 buf[16] = { 1, 2, 3, 4 };

	ret(usb_control_msg_send(rt_udev(), 0, 0x55, USB_TYPE_VENDOR, 0, 0, buf, 16, 1000,
				 GFP_KERNEL));
}

/* ---- setup packets ---- */

static int run_setup(struct usb_ctrlrequest *setup, void *buf, int len, dma_addr_t setup_dma)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	unsigned int pipe = setup->bRequestType & USB_DIR_IN ? usb_rcvctrlpipe(rt_udev(), 0)
							      : usb_sndctrlpipe(rt_udev(), 0);
	int err;

	usb_fill_control_urb(urb, rt_udev(), pipe, (u8 *)setup, buf, len, done, NULL);
	urb->setup_dma = setup_dma;
	err = finish(urb);
	usb_free_urb(urb);
	return err;
}

static const struct usb_ctrlrequest get = {
	.bRequestType = USB_DIR_IN, .bRequest = USB_REQ_GET_DESCRIPTOR,
	.wValue = cpu_to_le16(USB_DT_DEVICE << 8), .wLength = cpu_to_le16(18),
};

void setup_stack_in(void)
{
	struct usb_ctrlrequest setup = get;
	u8 *buf = kzalloc(18, GFP_KERNEL);

	device_data(run_setup(&setup, buf, 18, 0), buf);
	kfree(buf);
}

void setup_stack_out0(void)
{
	struct usb_ctrlrequest setup = { .bRequestType = USB_TYPE_VENDOR, .bRequest = 0x55 };
	u8 *nothing = kzalloc(18, GFP_KERNEL);

	device_data(run_setup(&setup, NULL, 0, 0), nothing);
	kfree(nothing);
}

void setup_dma_set(void)
{
	struct usb_ctrlrequest *setup = kmemdup(&get, sizeof(get), GFP_KERNEL);
	u8 *buf = kzalloc(18, GFP_KERNEL);

	device_data(run_setup(setup, buf, 18, 0x1234), buf);
	kfree(buf);
	kfree(setup);
}

void badlen_setup(void)
{
	struct usb_ctrlrequest *setup = kmemdup(&get, sizeof(get), GFP_KERNEL);
	u8 *buf = kzalloc(18, GFP_KERNEL);

	ret(run_setup(setup, buf, 8, 0));
	kfree(buf);
	kfree(setup);
}

void len0_stack(void)
{
	u8 buf[8];

	ret(usb_control_msg(rt_udev(), usb_sndctrlpipe(rt_udev(), 0), 0x55, USB_TYPE_VENDOR, 0, 0,
			    buf, 0, 1000));
}
