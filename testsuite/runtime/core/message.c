// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Synchronous transfers.  usb_control_msg(), usb_bulk_msg() and usb_interrupt_msg()
 * hand the caller's buffer to the controller; _send(), _recv(), strings and
 * status go through memory of their own.
 */
#include "core.h"

#define MAX_TIMEOUT 60000		/* ms; 0 and below mean this too */

struct waiting {
	bool done;
	int status;
};

static void wake(struct urb *urb)
{
	struct waiting *w = urb->context;

	w->done = true;
	w->status = urb->status;
	rt_progress();
}

static int run(struct urb *urb, int timeout, int *actual)
{
	struct waiting w = { 0 };
	unsigned long long deadline;
	int ret;

	urb->context = &w;
	urb->actual_length = 0;
	ret = usb_submit_urb(urb, GFP_NOIO);
	if (!ret) {
		if (timeout <= 0 || timeout > MAX_TIMEOUT)
			timeout = MAX_TIMEOUT;
		deadline = rt_now + timeout * 1000ULL;
		while (!w.done && !rt_wait_step(deadline))
			;
		rt_progress();
		if (!w.done) {
			usb_kill_urb(urb);
			ret = w.status == -ENOENT ? -ETIMEDOUT : w.status;
		} else {
			ret = w.status;
		}
	}
	if (actual)
		*actual = urb->actual_length;
	usb_free_urb(urb);
	return ret;
}

int usb_control_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size, int timeout)
{
	struct usb_ctrlrequest *setup;
	struct urb *urb;
	int ret, actual = 0;
	RT_API;

	setup = kmalloc(sizeof(*setup), GFP_NOIO);
	if (!setup)
		return -ENOMEM;
	urb = usb_alloc_urb(0, GFP_NOIO);
	if (!urb) {
		kfree(setup);
		return -ENOMEM;
	}
	setup->bRequestType = requesttype;
	setup->bRequest = request;
	setup->wValue = cpu_to_le16(value);
	setup->wIndex = cpu_to_le16(index);
	setup->wLength = cpu_to_le16(size);
	usb_fill_control_urb(urb, dev, pipe, (u8 *)setup, data, size, wake, NULL);
	ret = run(urb, timeout, &actual);
	kfree(setup);
	return ret ? ret : actual;
}

int usb_control_msg_send(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, const void *data, __u16 size, int timeout,
			 gfp_t memflags)
{
	u8 *copy = NULL;
	int ret;
	RT_API;

	if (usb_pipe_type_check(dev, usb_sndctrlpipe(dev, endpoint)))
		return -EINVAL;
	if (size) {
		copy = kmemdup(data, size, memflags);
		if (!copy)
			return -ENOMEM;
	}
	ret = usb_control_msg(dev, usb_sndctrlpipe(dev, endpoint), request, requesttype, value,
			      index, copy, size, timeout);
	kfree(copy);
	return ret < 0 ? ret : 0;
}

int usb_control_msg_recv(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, void *data, __u16 size, int timeout,
			 gfp_t memflags)
{
	u8 *copy;
	int ret;
	RT_API;

	if (!size || !data || usb_pipe_type_check(dev, usb_rcvctrlpipe(dev, endpoint)))
		return -EINVAL;
	copy = kmalloc(size, memflags);
	if (!copy)
		return -ENOMEM;
	ret = usb_control_msg(dev, usb_rcvctrlpipe(dev, endpoint), request, requesttype, value,
			      index, copy, size, timeout);
	if (ret == size)
		memcpy(data, copy, size);
	kfree(copy);
	if (ret < 0)
		return ret;
	return ret == size ? 0 : -EREMOTEIO;
}

int usb_bulk_msg(struct usb_device *dev, unsigned int pipe, void *data, int len, int *actual,
		 int timeout)
{
	struct usb_host_endpoint *ep = usb_pipe_endpoint(dev, pipe);
	struct urb *urb;
	RT_API;

	if (!ep || len < 0)
		return -EINVAL;
	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	if (usb_endpoint_xfer_int(&ep->desc)) {
		pipe = (pipe & ~(3U << 30)) | (PIPE_INTERRUPT << 30);
		usb_fill_int_urb(urb, dev, pipe, data, len, wake, NULL, ep->desc.bInterval);
	} else {
		usb_fill_bulk_urb(urb, dev, pipe, data, len, wake, NULL);
	}
	return run(urb, timeout, actual);
}

int usb_bulk_msg_killable(struct usb_device *dev, unsigned int pipe, void *data, int len,
			  int *actual, int timeout)
{
	RT_API;

	return usb_bulk_msg(dev, pipe, data, len, actual, timeout);
}

int usb_interrupt_msg(struct usb_device *dev, unsigned int pipe, void *data, int len,
		      int *actual, int timeout)
{
	RT_API;

	return usb_bulk_msg(dev, pipe, data, len, actual, timeout);
}

int usb_get_descriptor(struct usb_device *dev, unsigned char desctype, unsigned char descindex,
		       void *buf, int size)
{
	int ret = -EINVAL;
	RT_API;

	if (size <= 0)
		return -EINVAL;
	memset(buf, 0, size);
	for (int i = 0; i < 3; i++) {
		ret = usb_control_msg(dev, usb_rcvctrlpipe(dev, 0), USB_REQ_GET_DESCRIPTOR,
				      USB_DIR_IN, (desctype << 8) + descindex, 0, buf, size,
				      USB_CTRL_GET_TIMEOUT);
		if (ret <= 0 && ret != -ETIMEDOUT)
			continue;
		if (ret > 1 && ((u8 *)buf)[1] != desctype) {
			ret = -ENODATA;
			continue;
		}
		break;
	}
	return ret;
}

int usb_get_status(struct usb_device *dev, int recip, int type, int target, void *data)
{
	__le16 *status;
	int ret;
	RT_API;

	if (type != USB_STATUS_TYPE_STANDARD)
		return -EINVAL;
	status = kmalloc(2, GFP_KERNEL);
	if (!status)
		return -ENOMEM;
	ret = usb_control_msg(dev, usb_rcvctrlpipe(dev, 0), USB_REQ_GET_STATUS,
			      USB_DIR_IN | recip, 0, target, status, 2, USB_CTRL_GET_TIMEOUT);
	if (ret == 2)
		*(u16 *)data = le16_to_cpu(*status);
	kfree(status);
	if (ret == 2)
		return 0;
	return ret < 0 ? ret : -EIO;
}

int usb_string(struct usb_device *dev, int index, char *buf, size_t size)
{
	unsigned char *raw;
	int ret, n = 0;
	RT_API;

	if (dev->state == USB_STATE_SUSPENDED)
		return -EHOSTUNREACH;
	if (!size || !buf)
		return -EINVAL;
	buf[0] = 0;
	if (index <= 0 || index >= 256)
		return -EINVAL;
	raw = kmalloc(256, GFP_NOIO);
	if (!raw)
		return -ENOMEM;
	ret = usb_control_msg(dev, usb_rcvctrlpipe(dev, 0), USB_REQ_GET_DESCRIPTOR, USB_DIR_IN,
			      (USB_DT_STRING << 8) + index, 0x409, raw, 255,
			      USB_CTRL_GET_TIMEOUT);
	if (ret >= 2) {
		for (int i = 2; i + 1 < ret && n + 1 < (int)size; i += 2)
			buf[n++] = raw[i];
		buf[n] = 0;
		ret = n;
	}
	kfree(raw);
	return ret;
}

char *usb_cache_string(struct usb_device *udev, int index)
{
	char *buf;
	int len;
	RT_API;

	if (index <= 0)
		return NULL;
	buf = kmalloc(256, GFP_NOIO);
	if (!buf)
		return NULL;
	len = usb_string(udev, index, buf, 256);
	if (len > 0)
		return buf;
	kfree(buf);
	return NULL;
}

int usb_clear_halt(struct usb_device *dev, int pipe)
{
	int target = usb_pipeendpoint(pipe) | (usb_pipein(pipe) ? USB_DIR_IN : 0);
	int ret;
	RT_API;

	ret = usb_control_msg(dev, usb_sndctrlpipe(dev, 0), USB_REQ_CLEAR_FEATURE,
			      USB_RECIP_ENDPOINT, USB_ENDPOINT_HALT, target, NULL, 0,
			      USB_CTRL_SET_TIMEOUT);
	return ret < 0 ? ret : 0;
}
