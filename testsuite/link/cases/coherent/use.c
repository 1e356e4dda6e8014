// SPDX-License-Identifier: GPL-2.0-or-later
/* And used here, by a helper that maps it. */
#include "coherent.h"

int coherent_read(struct coherent_dev *dev)
{
	return usb_control_msg(dev->udev, usb_rcvctrlpipe(dev->udev, 0), 1, 0xc0, 0, 0,
			       dev->coherent, 8, 100);	/* link-1: coherent_to_sync_helper */
}

int coherent_either(struct coherent_dev *dev)
{
	return usb_control_msg(dev->udev, usb_rcvctrlpipe(dev->udev, 0), 1, 0xc0, 0, 0,
			       dev->either, 8, 100);
}
