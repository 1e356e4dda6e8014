// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A character device that hands its caller's buffer to the bus: read, write
 * and an ioctl argument, directly and through a wrapper.
 */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

struct pipe_dev {
	struct usb_device *udev;
	u8 *buf;
};

static int pipe_out(struct pipe_dev *p, void *data, int len)
{
	int actual;
	int ret;

	ret = usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), data, len,
			   &actual, 1000);
	return ret ? ret : actual;
}

static ssize_t bad_write(struct file *file, const char __user *from, size_t count,
			 loff_t *pos)
{
	struct pipe_dev *p = file->private_data;
	int actual;
	int ret;

	ret = usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2),	/* want: user_pointer */
			   (__force void *)from, count, &actual, 0);
	return ret ? ret : actual;
}

static ssize_t bad_read(struct file *file, char __user *to, size_t count,
			loff_t *pos)
{
	struct pipe_dev *p = file->private_data;
	int actual;
	int ret;

	ret = usb_bulk_msg(p->udev, usb_rcvbulkpipe(p->udev, 1),	/* want: user_pointer */
			   (__force void *)to, count, &actual, 0);
	return ret ? ret : actual;
}

static long bad_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pipe_dev *p = file->private_data;

	if (cmd)
		return -ENOTTY;
	return usb_control_msg(p->udev, usb_rcvctrlpipe(p->udev, 0), 1, 0xc0,	/* want: user_pointer */
			       0, 0, (void *)arg, 8, 100);
}

static ssize_t bad_write_wrapper(struct file *file, const char __user *from,
				 size_t count, loff_t *pos)
{
	return pipe_out(file->private_data, (__force void *)from, count);	/* want: user_pointer */
}

static ssize_t good_write(struct file *file, const char __user *from, size_t count,
			  loff_t *pos)
{
	struct pipe_dev *p = file->private_data;

	count = min_t(size_t, count, 64);
	if (copy_from_user(p->buf, from, count))
		return -EFAULT;
	return pipe_out(p, p->buf, count);
}

static ssize_t good_write_duplicated(struct file *file, const char __user *from,
				     size_t count, loff_t *pos)
{
	void *buf = memdup_user(from, count);
	ssize_t ret;

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	ret = pipe_out(file->private_data, buf, count);
	kfree(buf);
	return ret;
}

static long good_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pipe_dev *p = file->private_data;

	p->buf[0] = arg;
	return pipe_out(p, p->buf, 1);
}

const struct file_operations careless_fops = {
	.read = bad_read,
	.write = bad_write,
	.unlocked_ioctl = bad_ioctl,
};

const struct file_operations careless_too_fops = {
	.write = bad_write_wrapper,
};

const struct file_operations careful_fops = {
	.write = good_write,
	.unlocked_ioctl = good_ioctl,
};

const struct file_operations careful_too_fops = {
	.write = good_write_duplicated,
};
