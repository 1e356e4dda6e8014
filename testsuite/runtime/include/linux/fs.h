/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/fs.h - files
 */
#ifndef RT_LINUX_FS_H
#define RT_LINUX_FS_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/semaphore.h>
#include <linux/signal.h>
#include <linux/stat.h>

struct module;
struct inode;
struct poll_table_struct;
struct vm_area_struct;

typedef void *fl_owner_t;

struct inode {
	umode_t i_mode;
	dev_t i_rdev;
	void *i_private;
};

struct file {
	const struct file_operations *f_op;
	unsigned int f_flags;
	fmode_t f_mode;
	loff_t f_pos;
	void *private_data;
	struct inode *f_inode;
};

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *f, loff_t off, int whence);
	ssize_t (*read)(struct file *f, char __user *buf, size_t n, loff_t *pos);
	ssize_t (*write)(struct file *f, const char __user *buf, size_t n, loff_t *pos);
	__poll_t (*poll)(struct file *f, struct poll_table_struct *wait);
	long (*unlocked_ioctl)(struct file *f, unsigned int cmd, unsigned long arg);
	long (*compat_ioctl)(struct file *f, unsigned int cmd, unsigned long arg);
	int (*mmap)(struct file *f, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *f);
	int (*flush)(struct file *f, fl_owner_t id);
	int (*release)(struct inode *inode, struct file *f);
	int (*fsync)(struct file *f, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *f, int on);
};

#define FMODE_READ ((__force fmode_t)1)
#define FMODE_WRITE ((__force fmode_t)2)
#define O_NONBLOCK 04000
#define O_ACCMODE 3
#define O_RDONLY 0
#define O_WRONLY 1
#define O_RDWR 2
#define MINORBITS 20
#define MINOR(dev) ((unsigned int)((dev) & ((1U << MINORBITS) - 1)))
#define MAJOR(dev) ((unsigned int)((dev) >> MINORBITS))
#define MKDEV(ma, mi) (((ma) << MINORBITS) | (mi))

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline struct inode *file_inode(const struct file *f)
{
	return f->f_inode;
}

loff_t noop_llseek(struct file *f, loff_t off, int whence);
loff_t no_llseek(struct file *f, loff_t off, int whence);
loff_t default_llseek(struct file *f, loff_t off, int whence);
int nonseekable_open(struct inode *inode, struct file *f);
int stream_open(struct inode *inode, struct file *f);
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from,
				size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count);
struct fasync_struct;
int fasync_helper(int fd, struct file *f, int on, struct fasync_struct **queue);
void kill_fasync(struct fasync_struct **queue, int sig, int band);
long compat_ptr_ioctl(struct file *f, unsigned int cmd, unsigned long arg);

#endif
