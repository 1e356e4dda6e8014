// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Members handed to wrappers.  The direction belongs to the caller when the
 * wrapper takes the pipe as a parameter.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct scope {
	struct usb_device *udev;
	u8 id[4];
	u8 cmd[8];
	u8 reply[8];
	u8 trigger[8];
	u8 *heap;
	int runs;
};

static int scope_read(struct scope *s, u8 req, void *data, u16 len)
{
	int ret;

	ret = usb_control_msg(s->udev, usb_rcvctrlpipe(s->udev, 0), req, 0xc0,
			      0, 0, data, len, 500);
	return ret < 0 ? ret : 0;
}

static int scope_xfer(struct scope *s, unsigned int pipe, void *data, int len)
{
	int actual;

	return usb_bulk_msg(s->udev, pipe, data, len, &actual, 500);
}

static int scope_move(struct scope *s, bool in, void *data, int len)
{
	int actual;

	return usb_bulk_msg(s->udev, in ? usb_rcvbulkpipe(s->udev, 1) :
					  usb_sndbulkpipe(s->udev, 2),
			    data, len, &actual, 500);
}

int bad_reader(struct scope *s)
{
	return scope_read(s, 1, s->id, sizeof(s->id));	/* want: embedded_in_buffer */
}

int bad_pipe_argument(struct scope *s)
{
	return scope_xfer(s, usb_rcvbulkpipe(s->udev, 1), s->reply,	/* want: embedded_in_buffer */
			  sizeof(s->reply));
}

int good_pipe_argument_out(struct scope *s)
{
	s->cmd[0] = 2;
	return scope_xfer(s, usb_sndbulkpipe(s->udev, 2), s->cmd, sizeof(s->cmd));
}

int bad_unknown_direction(struct scope *s, bool in)
{
	return scope_move(s, in, s->trigger, sizeof(s->trigger));	/* want: embedded_in_buffer */
}

int good_heap(struct scope *s)
{
	return scope_read(s, 1, s->heap, 4);
}

/* Received on the heap, copied into the member. */
int good_bounced(struct scope *s)
{
	int ret = scope_read(s, 1, s->heap, sizeof(s->id));

	if (!ret)
		memcpy(s->id, s->heap, sizeof(s->id));
	return ret;
}
