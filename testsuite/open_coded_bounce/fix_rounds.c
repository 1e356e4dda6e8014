// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: a loop, two buffers, comments, macros, a label.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define STEP_TIMEOUT	(2 * 100)

int bad_rounds(struct usb_device *udev, int rounds)
{
	static const u8 steps[4] = { 4, 3, 2, 1 };
	u8 *step;	/* of this round */
	int i, ret = 0;

	for (i = 0; i < rounds && i < 4; i++) {
		step = kmemdup(&steps[i], 1, GFP_KERNEL);
		if (!step)
			return -ENOMEM;	/* nothing is lost */
		ret = usb_control_msg(udev, /* EP 0 */ usb_sndctrlpipe(udev, 0), 0x31, 0x40, i, 0,	/* want(spatch): open_coded_bounce */
				      step, 1, STEP_TIMEOUT);
		kfree(step);
		if (ret < 0)
			goto out;
		ret = 0;
	}
out:
	return i;
}

int bad_two(struct usb_device *udev, u8 value)
{
	u8 answer = 0;
	u8 *in, *out;
	int ret;

	out = kmemdup(&value, sizeof(value), GFP_KERNEL);
	if (!out)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x41, 0x40, 0, 0, out,	/* want(spatch): open_coded_bounce */
			      sizeof(value), STEP_TIMEOUT);
	kfree(out);
	if (ret < 0)
		return ret;
	in = kzalloc(1, GFP_KERNEL);
	if (!in)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 0x42, 0xc0, 0, 0, in, 1,
			      STEP_TIMEOUT);
	answer = in[0];
	kfree(in);
	return ret < 0 ? ret : answer;
}
