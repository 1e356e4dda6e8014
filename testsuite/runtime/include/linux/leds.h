/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/leds.h - lights
 */
#ifndef RT_LINUX_LEDS_H
#define RT_LINUX_LEDS_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/workqueue.h>

struct device;

enum led_brightness {
	LED_OFF = 0,
	LED_ON = 1,
	LED_HALF = 127,
	LED_FULL = 255,
};

struct led_classdev {
	const char *name;
	unsigned int brightness;
	unsigned int max_brightness;
	unsigned int color;
	unsigned long work_flags;
	int flags;
	void (*brightness_set)(struct led_classdev *led, enum led_brightness brightness);
	int (*brightness_set_blocking)(struct led_classdev *led, enum led_brightness brightness);
	enum led_brightness (*brightness_get)(struct led_classdev *led);
	struct device *dev;
	const struct attribute_group **groups;
	const char *default_trigger;
};

int led_classdev_register(struct device *parent, struct led_classdev *led);
int devm_led_classdev_register(struct device *parent, struct led_classdev *led);
void led_classdev_unregister(struct led_classdev *led);

#endif
