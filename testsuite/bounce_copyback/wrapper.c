// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The driver's own function receives into a buffer that its callers provide.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct tuner {
	struct usb_device *udev;
	bool gone;
};

static int tuner_read(struct tuner *t, u8 req, void *buf, int n)
{
	if (t->gone)
		return -ENODEV;
	return usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), req, 0xc0, 0, 0, buf, n, 500);
}

/* Makes an error of a short answer. */
static int tuner_read_all(struct tuner *t, u8 req, void *buf, int n)
{
	int ret = usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), req, 0xc0, 0, 0, buf, n,
				  500);

	if (ret < 0)
		return ret;
	return ret == n ? 0 : -EIO;
}

/* Nothing of the slab is left in the buffer. */
static int tuner_read_cleared(struct tuner *t, u8 req, void *buf, int n)
{
	memset(buf, 0, n);
	return usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), req, 0xc0, 0, 0, buf, n, 500);
}

int bad_eeprom(struct tuner *t, void *dst, int n)
{
	void *buf = kmalloc(n, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tuner_read(t, 1, buf, n);
	memcpy(dst, buf, n);	/* want(plugin): bounce_copyback */
	kfree(buf);
	return ret < 0 ? ret : 0;
}

int bad_serial(struct tuner *t, void *dst)
{
	void *buf = kmalloc(16, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tuner_read(t, 2, buf, 16);
	if (ret >= 0)
		memcpy(dst, buf, 16);	/* want(plugin): bounce_copyback */
	kfree(buf);
	return ret < 0 ? ret : 0;
}

int good_what_arrived(struct tuner *t, void *dst, int n)
{
	void *buf = kmalloc(n, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tuner_read(t, 1, buf, n);
	if (ret > 0)
		memcpy(dst, buf, ret);
	kfree(buf);
	return ret < 0 ? ret : 0;
}

int good_all(struct tuner *t, void *dst, int n)
{
	void *buf = kmalloc(n, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tuner_read_all(t, 1, buf, n);
	if (!ret)
		memcpy(dst, buf, n);
	kfree(buf);
	return ret;
}

int good_cleared(struct tuner *t, void *dst, int n)
{
	void *buf = kmalloc(n, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tuner_read_cleared(t, 1, buf, n);
	memcpy(dst, buf, n);
	kfree(buf);
	return ret < 0 ? ret : 0;
}
