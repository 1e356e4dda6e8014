/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sound/pcm.h - streams of samples
 */
#ifndef RT_SOUND_PCM_H
#define RT_SOUND_PCM_H

#include <sound/core.h>
#include <sound/memalloc.h>

typedef unsigned long snd_pcm_uframes_t;

struct snd_pcm_runtime {
	snd_pcm_uframes_t buffer_size;
	unsigned char *dma_area;
	dma_addr_t dma_addr;
	size_t dma_bytes;
	void *private_data;
};

struct snd_pcm;

struct snd_pcm_substream {
	struct snd_pcm *pcm;
	void *private_data;
	int number;
	int stream;
	struct snd_pcm_runtime *runtime;
};

struct snd_pcm_ops {
	int (*open)(struct snd_pcm_substream *s);
	int (*close)(struct snd_pcm_substream *s);
	int (*prepare)(struct snd_pcm_substream *s);
	int (*trigger)(struct snd_pcm_substream *s, int cmd);
	snd_pcm_uframes_t (*pointer)(struct snd_pcm_substream *s);
};

struct snd_pcm {
	struct snd_card *card;
	int device;
	char name[80];
	void *private_data;
};

#define SNDRV_PCM_STREAM_PLAYBACK 0
#define SNDRV_PCM_STREAM_CAPTURE 1

int snd_pcm_new(struct snd_card *card, const char *id, int device, int playback, int capture,
		struct snd_pcm **pcm);
void snd_pcm_set_ops(struct snd_pcm *pcm, int direction, const struct snd_pcm_ops *ops);
int snd_pcm_set_managed_buffer(struct snd_pcm_substream *s, int type, struct device *data,
			       size_t size, size_t max);
int snd_pcm_set_managed_buffer_all(struct snd_pcm *pcm, int type, struct device *data,
				   size_t size, size_t max);
void snd_pcm_lib_preallocate_pages(struct snd_pcm_substream *s, int type, struct device *data,
				   size_t size, size_t max);
void snd_pcm_lib_preallocate_pages_for_all(struct snd_pcm *pcm, int type, void *data,
					   size_t size, size_t max);

#endif
