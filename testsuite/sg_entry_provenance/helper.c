// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers that fill a list or send one: the warning stands where the function
 * that owns the memory passes it on, or puts it into the list.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct reader {
	struct usb_device *udev;
	unsigned int pipe;
	struct usb_sg_request io;
	struct scatterlist sg;
	u8 *buf;
};

int rtsx_usb_transfer_data(void *ucr, unsigned int pipe, void *buf, unsigned int len,
			   int use_sg, unsigned int *act_len, int timeout);

int reader_alloc(struct reader *r)
{
	r->buf = kmalloc(64, GFP_KERNEL);
	return r->buf ? 0 : -ENOMEM;
}

static int send_list(struct reader *r, struct scatterlist *sg, int n, unsigned int len)
{
	int ret = usb_sg_init(&r->io, r->udev, r->pipe, 0, sg, n, len, GFP_KERNEL);

	if (!ret)
		usb_sg_wait(&r->io);
	return ret;
}

int bad_sent_by_helper(struct reader *r)
{
	struct scatterlist sg;
	u8 cmd[16] = { 1 };

	sg_init_one(&sg, cmd, sizeof(cmd));	/* want: sg_entry_provenance */
	return send_list(r, &sg, 1, sizeof(cmd));
}

static int send_buf(struct reader *r, void *buf, unsigned int len)
{
	sg_init_one(&r->sg, buf, len);
	return send_list(r, &r->sg, 1, len);
}

int bad_filled_by_helper(struct reader *r)
{
	u8 cmd[16] = { 2 };

	return send_buf(r, cmd, sizeof(cmd));	/* want: sg_entry_provenance */
}

static void fill(struct scatterlist *sg, void *buf, unsigned int len)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, len);
}

int bad_both_by_helper(struct reader *r)
{
	struct scatterlist sg;
	u8 cmd[16] = { 3 };

	fill(&sg, cmd, sizeof(cmd));	/* want: sg_entry_provenance */
	return send_list(r, &sg, 1, sizeof(cmd));
}

/* use_sg: what looks like a buffer is a list */
int bad_list_as_buffer(struct reader *r)
{
	struct scatterlist sg;
	u8 cmd[16] = { 3 };

	sg_init_one(&sg, cmd, sizeof(cmd));	/* want: sg_entry_provenance */
	return rtsx_usb_transfer_data(NULL, r->pipe, &sg, sizeof(cmd), 1, NULL, 100);
}

int good_heap(struct reader *r)
{
	struct scatterlist sg;

	fill(&sg, r->buf, 64);
	return send_list(r, &sg, 1, 64) ?: send_buf(r, r->buf, 64);
}

/* The same helper fills a list for somebody else. */
int good_other_list(struct reader *r, int (*hash)(struct scatterlist *sg))
{
	struct scatterlist sg;
	u8 salt[16] = { 4 };

	fill(&sg, salt, sizeof(salt));
	return hash(&sg);
}
