// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Character devices of USB interfaces, and the process that uses them: it opens,
 * reads, writes, polls and closes, with buffers of its own memory.
 */
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/uaccess.h>

#include "core.h"
#include "../user.h"

#define MAX_NODES 8

static struct node {
	struct usb_interface *intf;
	const struct file_operations *fops;
	int minor;
} nodes[MAX_NODES];

int usb_register_dev(struct usb_interface *intf, struct usb_class_driver *cls)
{
	RT_API;

	if (rt_fault("register"))
		return -EXFULL;
	for (int n = 0; n < MAX_NODES; n++) {
		if (nodes[n].fops)
			continue;
		nodes[n] = (struct node){ intf, cls->fops, cls->minor_base + n };
		intf->minor = nodes[n].minor;
		rt_trace("node %d", n);
		return 0;
	}
	return -EXFULL;
}

void usb_deregister_dev(struct usb_interface *intf, struct usb_class_driver *cls)
{
	RT_API;

	for (int n = 0; n < MAX_NODES; n++)
		if (nodes[n].fops && nodes[n].intf == intf && nodes[n].fops == cls->fops)
			nodes[n].fops = NULL;
	intf->minor = -1;
}

struct usb_interface *usb_find_interface(struct usb_driver *driver, int minor)
{
	RT_API;

	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = rt_udev()->actconfig->interface[n];

		if (intf && intf->dev.driver == &driver->driver && intf->minor == minor)
			return intf;
	}
	return NULL;
}

loff_t noop_llseek(struct file *file, loff_t off, int whence)
{
	return file->f_pos;
}

loff_t no_llseek(struct file *file, loff_t off, int whence)
{
	return -ESPIPE;
}

loff_t default_llseek(struct file *file, loff_t off, int whence)
{
	return file->f_pos = whence ? file->f_pos + off : off;
}

int nonseekable_open(struct inode *inode, struct file *file)
{
	return 0;
}

int stream_open(struct inode *inode, struct file *file)
{
	return 0;
}

ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from,
				size_t available)
{
	size_t n;
	RT_API;

	if (*ppos < 0)
		return -EINVAL;
	if ((size_t)*ppos >= available || !count)
		return 0;
	n = min(count, available - (size_t)*ppos);
	if (copy_to_user(to, (const char *)from + *ppos, n))
		return -EFAULT;
	*ppos += n;
	return n;
}

/* A driver's poll() names the queues it would wait for; nobody waits here. */
void poll_wait(struct file *file, wait_queue_head_t *queue, poll_table *table)
{
}

int fasync_helper(int fd, struct file *file, int on, struct fasync_struct **queue)
{
	return 0;
}

void kill_fasync(struct fasync_struct **queue, int signal, int band)
{
	if (*queue)
		rt_trace("signal %d", signal);
}

/* ---- the process ---- */

struct file *rt_file_open(unsigned int number, unsigned int flags)
{
	static struct inode inodes[MAX_NODES];
	struct file *file;
	int ret;

	if (number >= MAX_NODES || !nodes[number].fops)
		return NULL;
	file = __builtin_calloc(1, sizeof(*file));
	if (!file)
		rt_finish(2);
	inodes[number].i_rdev = MKDEV(180, nodes[number].minor);
	file->f_inode = &inodes[number];
	file->f_op = nodes[number].fops;
	file->f_flags = flags;
	file->f_mode = (flags & O_ACCMODE) == O_RDWR ? FMODE_READ | FMODE_WRITE :
		flags & O_WRONLY ? FMODE_WRITE : FMODE_READ;
	ret = file->f_op->open ? file->f_op->open(file->f_inode, file) : 0;
	rt_trace("open %d", ret);
	if (!ret)
		return file;
	__builtin_free(file);
	return NULL;
}

long rt_file_read(struct file *file, size_t len)
{
	char __user *buf = rt_user_alloc(len);
	u8 copy[256] = { 0 };
	long ret;

	if (!file->f_op->read)
		return -EINVAL;
	ret = file->f_op->read(file, buf, len, &file->f_pos);
	if (ret > 0 && copy_from_user(copy, buf, min_t(size_t, ret, sizeof(copy))))
		ret = -EFAULT;
	rt_trace("read %lu %ld %08x", len, ret, rt_crc(copy, sizeof(copy)));
	return ret;
}

long rt_file_write(struct file *file, const void *data, size_t len)
{
	char __user *buf = rt_user_alloc(len);
	long ret;

	if (!file->f_op->write || copy_to_user(buf, data, len))
		return -EINVAL;
	ret = file->f_op->write(file, buf, len, &file->f_pos);
	rt_trace("write %lu %ld", len, ret);
	return ret;
}

long rt_file_ioctl(struct file *file, unsigned int command, size_t room)
{
	void __user *arg = room ? rt_user_alloc(room) : NULL;
	u8 copy[256] = { 0 };
	long ret;

	if (!file->f_op->unlocked_ioctl)
		return -ENOTTY;
	ret = file->f_op->unlocked_ioctl(file, command, (unsigned long)arg);
	if (room && copy_from_user(copy, arg, min_t(size_t, room, sizeof(copy))))
		ret = -EFAULT;
	rt_trace("ioctl %08x %ld %08x", command, ret, rt_crc(copy, sizeof(copy)));
	return ret;
}

unsigned int rt_file_poll(struct file *file)
{
	poll_table table = { NULL };
	unsigned int ready = file->f_op->poll ? file->f_op->poll(file, &table) : 0;

	rt_trace("poll %04x", ready);
	return ready;
}

void rt_file_close(struct file *file)
{
	int ret = file->f_op->flush ? file->f_op->flush(file, NULL) : 0;

	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	rt_trace("close %d", ret);
	__builtin_free(file);
}

/* What a process does that knows nothing of the device. */
void rt_files(void)
{
	static const char line[] = "a line of text that somebody sends to the device\n";

	for (unsigned int n = 0; n < MAX_NODES; n++) {
		struct file *file = nodes[n].fops ? rt_file_open(n, O_RDWR) : NULL;

		if (!file)
			continue;
		rt_file_write(file, line, sizeof(line) - 1);
		rt_file_poll(file);
		rt_file_read(file, 64);
		rt_file_read(file, 8);
		rt_file_close(file);
	}
}
