// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: two buffers of one function of which an URB gets
 * neither, several frees, a loop, the same names in another function.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct other {
	dma_addr_t in_dma;	/* not the one below */
	int n;
};

int bad_mixed(struct usb_device *udev, int rounds, u8 *sum)
{
	u8 *in, *out = kzalloc(8, GFP_KERNEL);
	int i, ret = 0;

	if (!out)
		return -ENOMEM;
	in = kzalloc(32, GFP_KERNEL);
	if (!in) {
		kfree(out);
		return -ENOMEM;
	}
	memset(out, 0, 8);
	for (i = 0; i < rounds; i++) {
		out[0] = i;
		ret = usb_interrupt_msg(udev, usb_sndintpipe(udev, 3), out, 8, NULL, 100);	/* want: coherent_to_sync_helper */
		if (ret == -EPIPE)
			continue;
		if (ret < 0)
			break;
		ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 3, 0xc0, i, 0, in, 32, 100);	/* want: coherent_to_sync_helper */
		if (ret < 0) {
			kfree(in);
			kfree(out);
			return ret;
		}
		sum[i & 7] = in[0] ^ in[31];
	}
	kfree(in);
	kfree(out);
	return ret;
}

int good_same_names(struct usb_device *udev)
{
	struct other o = { .n = 1 };
	dma_addr_t in_dma = 0;

	o.in_dma = in_dma;
	return o.n + (int)o.in_dma + !udev;
}
