// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A scatter-gather request that was set up must be waited for: usb_sg_wait()
 * submits its URBs and frees them.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct reader {
	struct usb_device *udev;
	struct usb_interface *intf;
	struct scatterlist sg[8];
	bool quick;
};

int prepare_card(struct usb_device *udev);

/* The early exit was meant for failure. */
int bad_test_is_upside_down(struct reader *rd, int n)
{
	struct usb_sg_request io;
	unsigned int pipe = usb_rcvbulkpipe(rd->udev, 1);

	if (!usb_sg_init(&io, rd->udev, pipe, 0, rd->sg, n, 0, GFP_NOIO))	/* want: sg_request_lifecycle */
		return 0;
	usb_sg_wait(&io);
	return io.status;
}

int bad_error_between(struct reader *rd, int n)
{
	struct usb_sg_request io;
	int ret;

	ret = usb_sg_init(&io, rd->udev, usb_sndbulkpipe(rd->udev, 2), 0,	/* want(plugin): sg_request_lifecycle */
			  rd->sg, n, 0, GFP_KERNEL);
	if (ret)
		return ret;
	ret = prepare_card(rd->udev);
	if (ret < 0)
		goto out;
	usb_sg_wait(&io);
	ret = io.status;
out:
	return ret;
}

/* Cancelling marks the request, and frees nothing. */
int bad_cancel_only(struct reader *rd, int n)
{
	struct usb_sg_request io;

	if (usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO))	/* want: sg_request_lifecycle */
		return -EIO;
	if (rd->quick) {
		usb_sg_cancel(&io);
		return -EINTR;
	}
	usb_sg_wait(&io);
	return io.status;
}

int bad_result_ignored(struct reader *rd, int n)
{
	struct usb_sg_request io;

	usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO);	/* want: sg_request_lifecycle */
	dev_info(&rd->intf->dev, "%d entries queued\n", n);
	return 0;
}

/* Each round sets the same request up again. */
int bad_loop_continues(struct reader *rd, int rounds)
{
	struct usb_sg_request io;
	int i, ret;

	for (i = 0; i < rounds; i++) {
		ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0,	/* want: sg_request_lifecycle */
				  &rd->sg[i], 1, 0, GFP_NOIO);
		if (ret)
			return ret;
		if (!rd->sg[i].length)
			continue;
		usb_sg_wait(&io);
		if (io.status)
			return io.status;
	}
	return 0;
}

/* The other request is waited for. */
int bad_waits_for_the_other(struct reader *rd, int n)
{
	struct usb_sg_request in, out;

	if (usb_sg_init(&out, rd->udev, usb_sndbulkpipe(rd->udev, 2), 0, rd->sg, n, 0, GFP_NOIO))	/* want: sg_request_lifecycle */
		return -EIO;
	if (usb_sg_init(&in, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO))
		return -EIO;
	usb_sg_wait(&in);
	return in.status;
}

int good_wait(struct reader *rd, int n)
{
	struct usb_sg_request io;
	int ret;

	ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO);
	if (ret < 0) {
		dev_err(&rd->intf->dev, "no request: %d\n", ret);
		return ret;
	}
	usb_sg_wait(&io);
	return io.status;
}

/* A way out that cancels first; usb_sg_wait() then returns at once. */
int good_cancel_then_wait(struct reader *rd, int n)
{
	struct usb_sg_request io;
	int ret;

	ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO);
	if (ret)
		return ret;
	if (prepare_card(rd->udev))
		usb_sg_cancel(&io);
	usb_sg_wait(&io);
	return io.status;
}

/* Both tests ask the same, so the request is waited for whenever it was set up. */
int good_same_condition(struct reader *rd, int n)
{
	struct usb_sg_request io;
	int ret = 0;

	if (rd->quick)
		ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0,
				  GFP_NOIO);
	else
		ret = usb_bulk_msg(rd->udev, usb_sndbulkpipe(rd->udev, 2), NULL, 0, NULL, 100);
	if (ret)
		goto out;
	if (rd->quick) {
		usb_sg_wait(&io);
		ret = io.status;
	}
out:
	return ret;
}

int good_each_round(struct reader *rd, int rounds)
{
	struct usb_sg_request io;
	int ret = 0;

	while (!ret && rounds-- > 0) {
		ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, 1, 0,
				  GFP_KERNEL);
		if (ret)
			break;
		usb_sg_wait(&io);
		ret = io.status;
	}
	return ret;
}

/* Who calls with a result from elsewhere knows what it means. */
int good_result_judged_elsewhere(struct reader *rd, int n, int (*failed)(int ret))
{
	struct usb_sg_request io;
	int ret;

	ret = usb_sg_init(&io, rd->udev, usb_rcvbulkpipe(rd->udev, 1), 0, rd->sg, n, 0, GFP_NOIO);
	if (failed(ret))
		return -EIO;
	usb_sg_wait(&io);
	return io.status;
}
