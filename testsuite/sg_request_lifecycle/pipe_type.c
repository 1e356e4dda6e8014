// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scatterlist requests on pipes of all four types: usb_sg_init() refuses
 * control and isochronous ones.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct reader {
	struct usb_device *udev;
	struct usb_sg_request req;
	unsigned int data_pipe, ctl_pipe;
	u8 ep;
};

static int reader_wait(struct reader *r)
{
	usb_sg_wait(&r->req);
	return r->req.status;
}

int bad_control(struct reader *r, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, usb_rcvctrlpipe(r->udev, 0), 0,	/* want: sg_request_lifecycle */
			      sg, n, 0, GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

int bad_isochronous(struct reader *r, struct scatterlist *sg, int n)
{
	unsigned int pipe = usb_sndisocpipe(r->udev, r->ep);
	int ret = usb_sg_init(&r->req, r->udev, pipe, 0, sg, n, 0, GFP_NOIO);	/* want: sg_request_lifecycle */

	return ret ? ret : reader_wait(r);
}

int good_bulk(struct reader *r, struct scatterlist *sg, int n, bool in)
{
	unsigned int pipe;
	int ret;

	if (in)
		pipe = usb_rcvbulkpipe(r->udev, r->ep);
	else
		pipe = usb_sndbulkpipe(r->udev, r->ep);
	ret = usb_sg_init(&r->req, r->udev, pipe, 0, sg, n, 0, GFP_NOIO);
	return ret ? ret : reader_wait(r);
}

int good_interrupt(struct reader *r, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, usb_rcvintpipe(r->udev, 3), 8, sg, n, 0,
			      GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

/* Control or bulk: whoever calls knows what it is. */
int good_one_of_two(struct reader *r, struct scatterlist *sg, int n, bool bulk)
{
	unsigned int pipe = bulk ? usb_rcvbulkpipe(r->udev, r->ep) : usb_rcvctrlpipe(r->udev, 0);
	int ret = usb_sg_init(&r->req, r->udev, pipe, 0, sg, n, 0, GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

int good_unknown_pipe(struct reader *r, unsigned int pipe, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, pipe, 0, sg, n, 0, GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

/* ---- pipes kept in members ---- */

void good_setup(struct reader *r)
{
	r->data_pipe = usb_rcvbulkpipe(r->udev, r->ep);
	r->ctl_pipe = usb_sndctrlpipe(r->udev, 0);
}

int good_member(struct reader *r, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, r->data_pipe, 0, sg, n, 0, GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

int bad_member(struct reader *r, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, r->ctl_pipe, 0, sg, n, 0, GFP_NOIO);	/* want(plugin): sg_request_lifecycle */

	return ret ? ret : reader_wait(r);
}

/* ---- a helper: its callers choose the pipe ---- */

static int reader_transfer(struct reader *r, unsigned int pipe, struct scatterlist *sg, int n)
{
	int ret = usb_sg_init(&r->req, r->udev, pipe, 0, sg, n, 0, GFP_NOIO);

	return ret ? ret : reader_wait(r);
}

int good_caller(struct reader *r, struct scatterlist *sg, int n)
{
	return reader_transfer(r, usb_sndbulkpipe(r->udev, r->ep), sg, n);
}

int bad_caller(struct reader *r, struct scatterlist *sg, int n)
{
	return reader_transfer(r, usb_sndctrlpipe(r->udev, 0), sg, n);	/* want(plugin): sg_request_lifecycle */
}
