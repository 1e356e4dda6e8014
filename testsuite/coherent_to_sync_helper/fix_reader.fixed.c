// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: a card reader with its command buffer in a
 * member, freed on an error and in the end.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define READER_LEN	64

struct reader {
	struct usb_device *udev;
	u8 *cmd;
	int tag;
};

static int bad_reader_command(struct reader *reader, u8 op)
{
	int actual, ret;

	reader->cmd[0] = op;
	reader->cmd[1] = reader->tag++;
	ret = usb_bulk_msg(reader->udev, usb_sndbulkpipe(reader->udev, 1), reader->cmd, 2,	/* want: coherent_to_sync_helper */
			   &actual, 100);
	if (ret)
		return ret;
	ret = usb_bulk_msg(reader->udev, usb_rcvbulkpipe(reader->udev, 1), reader->cmd,	/* want: coherent_to_sync_helper */
			   READER_LEN, &actual, 100);
	return ret ? ret : actual;
}

int run_reader(struct usb_device *udev, u8 *out)
{
	struct reader *reader = kzalloc(sizeof(*reader), GFP_KERNEL);
	int ret;

	if (!reader)
		return -ENOMEM;
	reader->udev = udev;
	reader->cmd = kzalloc(READER_LEN, GFP_KERNEL);
	if (!reader->cmd) {
		kfree(reader);
		return -ENOMEM;
	}
	ret = bad_reader_command(reader, 7);
	if (ret < 0)
		goto out;
	ret = bad_reader_command(reader, 8);
	memcpy(out, reader->cmd, 16);
out:
	kfree(reader->cmd);
	kfree(reader);
	return ret;
}
