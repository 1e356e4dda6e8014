/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/firmware.h - images loaded from user space
 */
#ifndef RT_LINUX_FIRMWARE_H
#define RT_LINUX_FIRMWARE_H

#include <linux/types.h>
#include <linux/compiler.h>

struct device;
struct module;

struct firmware {
	size_t size;
	const u8 *data;
	void *priv;
};

int request_firmware(const struct firmware **fw, const char *name, struct device *dev);
int firmware_request_nowarn(const struct firmware **fw, const char *name, struct device *dev);
int request_firmware_direct(const struct firmware **fw, const char *name, struct device *dev);
int request_firmware_into_buf(const struct firmware **fw, const char *name, struct device *dev,
			      void *buf, size_t size);
int request_firmware_nowait(struct module *module, bool uevent, const char *name,
			    struct device *dev, gfp_t gfp, void *context,
			    void (*cont)(const struct firmware *fw, void *context));
void release_firmware(const struct firmware *fw);

#endif
