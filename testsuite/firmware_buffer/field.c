// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The address of the image is kept in the driver's state and sent later; a
 * copy of it is kept in the neighbour field.
 */
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct dsp {
	struct usb_device *udev;
	const struct firmware *fw;
	const u8 *image;
	u8 *copy;
	size_t pos;
};

int dsp_start(struct dsp *dsp, const struct firmware *fw)
{
	dsp->fw = fw;
	dsp->image = fw->data;
	dsp->copy = kmemdup(fw->data, fw->size, GFP_KERNEL);
	dsp->pos = 0;
	return dsp->copy ? 0 : -ENOMEM;
}

int bad_image_field(struct dsp *dsp)
{
	return usb_control_msg(dsp->udev, usb_sndctrlpipe(dsp->udev, 0), 4, 0x40,	/* want: firmware_buffer */
			       0, 0, (void *)(dsp->image + dsp->pos), 64, 100);
}

int bad_firmware_field(struct dsp *dsp)
{
	return usb_control_msg(dsp->udev, usb_sndctrlpipe(dsp->udev, 0), 4, 0x40,	/* want: firmware_buffer */
			       0, 0, (void *)dsp->fw->data, 64, 100);
}

int good_copy_field(struct dsp *dsp)
{
	return usb_control_msg(dsp->udev, usb_sndctrlpipe(dsp->udev, 0), 4, 0x40,
			       0, 0, dsp->copy + dsp->pos, 64, 100);
}

/* The driver's own record of that name is not the kernel's. */
struct microcode {
	u8 *data;
	size_t size;
};

int good_other_record(struct dsp *dsp, struct microcode *mc)
{
	return usb_control_msg(dsp->udev, usb_sndctrlpipe(dsp->udev, 0), 4, 0x40,
			       0, 0, mc->data, 64, 100);
}
