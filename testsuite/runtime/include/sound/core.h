/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sound/core.h - sound cards
 */
#ifndef RT_SOUND_CORE_H
#define RT_SOUND_CORE_H

#include <linux/device.h>

struct module;

struct snd_card {
	int number;
	char id[16];
	char driver[16];
	char shortname[32];
	char longname[80];
	void *private_data;
	void (*private_free)(struct snd_card *card);
	struct device *dev;
	struct device card_dev;
};

int snd_card_new(struct device *parent, int idx, const char *xid, struct module *module,
		 int extra_size, struct snd_card **card_ret);
int snd_card_register(struct snd_card *card);
void snd_card_free(struct snd_card *card);
void snd_card_free_when_closed(struct snd_card *card);
void snd_card_disconnect(struct snd_card *card);

#endif
