// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pointers into a coherent buffer are returned and kept: nobody can release it by them.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define HEADER	16
#define FINGERS	8

struct finger {
	u8 x, y;
};

struct trackpad {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t data_h;
	const struct finger *index[FINGERS];
};

static const struct finger *trackpad_finger(const struct trackpad *t, int i)
{
	return (const struct finger *)(t->data + HEADER) + i;
}

void good_sort(struct trackpad *t)
{
	for (int i = 0; i < FINGERS; i++)
		t->index[i] = trackpad_finger(t, i);
}

static int bad_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct trackpad *t = kzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	t->udev = interface_to_usbdev(intf);
	t->data = usb_alloc_coherent(t->udev, 64, GFP_KERNEL, &t->data_h);	/* want(plugin): coherent_leak */
	if (!t->data) {
		kfree(t);
		return -ENOMEM;
	}
	usb_set_intfdata(intf, t);
	return 0;
}

static void good_disconnect(struct usb_interface *intf)
{
	kfree(usb_get_intfdata(intf));
}

/* Cut into slots: the first of them is the buffer. */
struct slots {
	struct usb_device *udev;
	u8 *pool, *slot[FINGERS];
	dma_addr_t dma;
};

int good_slots(struct slots *s)
{
	s->pool = usb_alloc_coherent(s->udev, 64 * FINGERS, GFP_KERNEL, &s->dma);
	if (!s->pool)
		return -ENOMEM;
	for (int i = 0; i < FINGERS; i++)
		s->slot[i] = s->pool + 64 * i;
	return 0;
}

void good_free_slots(struct slots *s)
{
	usb_free_coherent(s->udev, 64 * FINGERS, s->slot[0], s->dma);
}

struct usb_driver trackpad_driver = {
	.name = "trackpad",
	.probe = bad_probe,
	.disconnect = good_disconnect,
};
