// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Input devices: life, events to the trace, and the user who opens them.
 */
#include <linux/input.h>

#include "core.h"
#include "../user.h"

#define MAX_INPUTS 8

static struct input_dev *inputs[MAX_INPUTS];

static bool has(const unsigned long *bits, unsigned int n)
{
	return bits[n / BITS_PER_LONG] >> n % BITS_PER_LONG & 1;
}

struct input_dev *input_allocate_device(void)
{
	struct input_dev *dev;
	RT_API;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return NULL;
	mutex_init(&dev->mutex);
	INIT_LIST_HEAD(&dev->dev.devres_head);
	dev->evbit[0] = BIT(EV_SYN);
	return dev;
}

static void drop(void *dev)
{
	for (int n = 0; n < MAX_INPUTS; n++)
		if (inputs[n] == dev)
			inputs[n] = NULL;
	kfree(dev);
}

struct input_dev *devm_input_allocate_device(struct device *dev)
{
	struct input_dev *input;
	RT_API;

	input = input_allocate_device();
	if (input && devm_add_action_or_reset(dev, drop, input))
		return NULL;
	return input;
}

void input_free_device(struct input_dev *dev)
{
	RT_API;

	if (dev)
		drop(dev);
}

int input_register_device(struct input_dev *dev)
{
	RT_API;

	for (int n = 0; n < MAX_INPUTS && !rt_fault("register"); n++) {
		if (inputs[n])
			continue;
		inputs[n] = dev;
		rt_trace("input %d", n);
		return 0;
	}
	return -ENOMEM;
}

void input_unregister_device(struct input_dev *dev)
{
	RT_API;

	if (dev)
		drop(dev);
}

void input_event(struct input_dev *dev, unsigned int type, unsigned int code, int value)
{
	RT_API;

	if (type < 0x20 && has(dev->evbit, type))
		rt_trace("event %u %u %d", type, code, value);
}

void input_set_capability(struct input_dev *dev, unsigned int type, unsigned int code)
{
	unsigned long *bits = type == EV_KEY ? dev->keybit : type == EV_REL ? dev->relbit :
		type == EV_ABS ? dev->absbit : type == EV_MSC ? dev->mscbit : dev->ledbit;

	__set_bit(type, dev->evbit);
	__set_bit(code, bits);
}

void input_set_abs_params(struct input_dev *dev, unsigned int axis, int min, int max, int fuzz,
			  int flat)
{
	__set_bit(EV_ABS, dev->evbit);
	__set_bit(axis, dev->absbit);
}

static void use(struct input_dev *dev)
{
	int ret = dev->open ? dev->open(dev) : 0;

	rt_trace("input open %d", ret);
	if (ret)
		return;
	msleep(200);
	for (unsigned int led = 0; led < 3 && dev->event && has(dev->evbit, EV_LED); led++) {
		__set_bit(led, dev->led);
		rt_trace("light %u %d", led, dev->event(dev, EV_LED, led, 1));
		msleep(20);
	}
	if (dev->close)
		dev->close(dev);
}

void rt_inputs(void)
{
	for (int n = 0; n < MAX_INPUTS; n++)
		if (inputs[n])
			use(inputs[n]);
}
