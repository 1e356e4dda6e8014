// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A right driver of a power meter: interrupt IN URB in coherent memory that
 * resubmits itself, bulk OUT queue on an anchor, a command with an answer from
 * a work item, everything taken back in disconnect().
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

#define METER_SIZE 16

struct meter {
	struct usb_device *udev;
	struct urb *in;
	u8 *report;
	struct usb_anchor sent;
	struct work_struct work;
	struct completion first;
	spinlock_t lock;
	unsigned int reports, checksum;
	bool gone;
};

static void meter_report(struct urb *urb)
{
	struct meter *m = urb->context;

	if (urb->status)
		return;
	spin_lock(&m->lock);
	for (unsigned int i = 0; i < urb->actual_length; i++)
		m->checksum += m->report[i];
	m->reports++;
	spin_unlock(&m->lock);
	if (m->reports == 3)
		complete(&m->first);
	if (m->reports < 8)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static void meter_sent(struct urb *urb)
{
	struct meter *m = urb->context;

	if (!urb->status)
		schedule_work(&m->work);
}

static int meter_send(struct meter *m, const u8 *data, int len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *copy = kmemdup(data, len, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!urb || !copy) {
		kfree(copy);
		goto out;
	}
	usb_fill_bulk_urb(urb, m->udev, usb_sndbulkpipe(m->udev, 1), copy, len, meter_sent, m);
	urb->transfer_flags |= URB_FREE_BUFFER;
	usb_anchor_urb(urb, &m->sent);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_unanchor_urb(urb);
out:
	usb_free_urb(urb);
	return ret;
}

static void meter_work(struct work_struct *work)
{
	struct meter *m = container_of(work, struct meter, work);
	u8 answer[4];

	if (!usb_control_msg_recv(m->udev, 0, 1, 0xc0, 0, 0, answer, sizeof(answer), 500,
				  GFP_KERNEL))
		m->checksum ^= answer[0] << 8;
}

static void meter_free(struct meter *m)
{
	usb_free_coherent(m->udev, METER_SIZE, m->report, m->in ? m->in->transfer_dma : 0);
	usb_free_urb(m->in);
	kfree(m);
}

static int meter_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct usb_endpoint_descriptor *in;
	struct meter *m;
	int ret;

	ret = usb_find_int_in_endpoint(intf->cur_altsetting, &in);
	if (ret)
		return ret;
	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	m->udev = interface_to_usbdev(intf);
	init_usb_anchor(&m->sent);
	INIT_WORK(&m->work, meter_work);
	init_completion(&m->first);
	spin_lock_init(&m->lock);
	ret = -ENOMEM;
	m->in = usb_alloc_urb(0, GFP_KERNEL);
	if (!m->in)
		goto err;
	m->report = usb_alloc_coherent(m->udev, METER_SIZE, GFP_KERNEL, &m->in->transfer_dma);
	if (!m->report)
		goto err;
	usb_fill_int_urb(m->in, m->udev, usb_rcvintpipe(m->udev, usb_endpoint_num(in)), m->report,
			 METER_SIZE, meter_report, m, in->bInterval);
	m->in->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_set_intfdata(intf, m);
	ret = usb_submit_urb(m->in, GFP_KERNEL);
	if (ret)
		goto err;
	ret = meter_send(m, "start", 5);
	if (ret || !wait_for_completion_timeout(&m->first, msecs_to_jiffies(1000))) {
		ret = ret ? ret : -EIO;
		usb_kill_urb(m->in);
		usb_kill_anchored_urbs(&m->sent);
		cancel_work_sync(&m->work);
		goto err;
	}
	return 0;
err:
	usb_set_intfdata(intf, NULL);
	meter_free(m);
	return ret;
}

static void meter_disconnect(struct usb_interface *intf)
{
	struct meter *m = usb_get_intfdata(intf);

	usb_kill_urb(m->in);
	usb_kill_anchored_urbs(&m->sent);
	cancel_work_sync(&m->work);
	meter_free(m);
}

static const struct usb_device_id meter_ids[] = {
	{ USB_DEVICE(0x1209, 1) },
	{ }
};
MODULE_DEVICE_TABLE(usb, meter_ids);

static struct usb_driver meter_driver = {
	.name = "meter",
	.probe = meter_probe,
	.disconnect = meter_disconnect,
	.id_table = meter_ids,
};
module_usb_driver(meter_driver);
MODULE_LICENSE("GPL");
