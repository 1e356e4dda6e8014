// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls through pointers that this file resolves: a constant table of
 * operations, a table chosen by a variable, a function-pointer local.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct tuner;

struct tuner_ops {
	const char *name;
	int (*write)(struct tuner *t, u8 *data, int len);
	int (*show)(struct tuner *t, u8 *data, int len);
};

struct tuner {
	struct usb_device *udev;
	const struct tuner_ops *ops;
	u8 *bounce;
};

static int bulk_write(struct tuner *t, u8 *data, int len)
{
	int actual;

	return usb_bulk_msg(t->udev, usb_sndbulkpipe(t->udev, 1), data, len,
			    &actual, 100);
}

static int ctrl_write(struct tuner *t, u8 *data, int len)
{
	return usb_control_msg(t->udev, usb_sndctrlpipe(t->udev, 0), 7, 0x40,
			       0, 0, data, len, 100);
}

static int copy_show(struct tuner *t, u8 *data, int len)
{
	memcpy(t->bounce, data, len);
	return bulk_write(t, t->bounce, len);
}

static const struct tuner_ops bulk_ops = {
	.name = "bulk",
	.write = bulk_write,
	.show = copy_show,
};

static const struct tuner_ops ctrl_ops = {
	.name = "control",
	.write = ctrl_write,
	.show = copy_show,
};

int tuner_probe_ops(struct tuner *t, bool old)
{
	t->ops = old ? &ctrl_ops : &bulk_ops;
	return 0;
}

int bad_through_table(struct tuner *t)
{
	u8 freq[4] = { 0 };

	return t->ops->write(t, freq, sizeof(freq));	/* want(plugin): stack_buffer */
}

int bad_constant_table(struct tuner *t)
{
	const struct tuner_ops *ops = &ctrl_ops;
	u8 freq[4] = { 0 };

	return ops->write(t, freq, sizeof(freq));	/* want(plugin): stack_buffer */
}

int bad_function_pointer(struct tuner *t)
{
	int (*send)(struct tuner *t, u8 *data, int len) = bulk_write;
	u8 freq[4] = { 0 };

	return send(t, freq, sizeof(freq));	/* want(plugin): stack_buffer */
}

int bad_chosen_pointer(struct tuner *t, bool old)
{
	int (*send)(struct tuner *t, u8 *data, int len);
	u8 freq[4] = { 0 };

	if (old)
		send = ctrl_write;
	else
		send = copy_show;
	return send(t, freq, sizeof(freq));	/* want(plugin): stack_buffer */
}

/* Another slot of the same table: its functions copy. */
int good_other_slot(struct tuner *t)
{
	u8 freq[4] = { 0 };

	return t->ops->show(t, freq, sizeof(freq));
}

int good_copying_pointer(struct tuner *t)
{
	int (*send)(struct tuner *t, u8 *data, int len) = copy_show;
	u8 freq[4] = { 0 };

	return send(t, freq, sizeof(freq));
}

int good_heap_through_table(struct tuner *t)
{
	memset(t->bounce, 0, 4);
	return t->ops->write(t, t->bounce, 4);
}

/* A call that this file can not resolve says nothing. */
int good_unknown_callee(struct tuner *t, int (*send)(struct tuner *, u8 *, int))
{
	u8 freq[4] = { 0 };

	return send(t, freq, sizeof(freq));
}
