// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Small services: messages, strings, scatterlists, firmware.  What libc has
 * under the kernel's name comes from libc.
 */
#include <linux/bug.h>
#include <linux/firmware.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/rcupdate.h>

#include "core.h"

extern const char rt_hex_asc[16];
const char rt_hex_asc[16] = "0123456789abcdef";	/* a constant of the kernel image */

struct module __this_module = { .name = "driver" };

/* Messages have no effect; that they can be formatted at all is the compiler's to check. */
int _printk(const char *fmt, ...)
{
	return 0;
}

void _dev_printk(const char *level, const struct device *dev, const char *fmt, ...)
{
}

int printk_ratelimit(void)
{
	return 1;
}

void rt_warn(const char *file, int line, const char *fmt, ...)
{
	RT_API;

	rt_report(RT_W_WARN, 0, 0);
}

void rt_bug(const char *file, int line)
{
	RT_API;

	rt_report(RT_S_OOPS, 0, 0);
	for (;;)
		rt_finish(4);
}

ssize_t strscpy(char *dst, const char *src, size_t n)
{
	size_t len = strnlen(src, n);

	if (!n)
		return -E2BIG;
	memcpy(dst, src, len < n ? len + 1 : n);
	dst[n - 1] = 0;
	return len < n ? (ssize_t)len : -E2BIG;
}

size_t strlcpy(char *dst, const char *src, size_t n)
{
	strscpy(dst, src, n);
	return strlen(src);
}

void memzero_explicit(void *s, size_t n)
{
	memset(s, 0, n);
	barrier();
}

const char *usb_speed_string(enum usb_device_speed speed)
{
	return speed >= USB_SPEED_HIGH ? "high-speed" : "full-speed";
}

/* ---- scatterlists ---- */

void sg_init_table(struct scatterlist *sg, unsigned int nents)
{
	memset(sg, 0, nents * sizeof(*sg));
	sg_mark_end(&sg[nents - 1]);
}

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int len)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, len);
}

struct scatterlist *sg_next(struct scatterlist *sg)
{
	return sg->page_link & SG_END ? NULL : sg + 1;
}

int sg_nents(struct scatterlist *sg)
{
	int n = 0;

	for (; sg; sg = sg_next(sg))
		n++;
	return n;
}

int sg_alloc_table(struct sg_table *t, unsigned int nents, gfp_t gfp)
{
	RT_API;

	t->sgl = kcalloc(nents, sizeof(*t->sgl), gfp);
	if (!t->sgl)
		return -ENOMEM;
	sg_init_table(t->sgl, nents);
	t->nents = t->orig_nents = nents;
	return 0;
}

void sg_free_table(struct sg_table *t)
{
	RT_API;

	kfree(t->sgl);
	t->sgl = NULL;
}

/* ---- firmware: an image in vmalloc memory, 1 KiB of a pattern ---- */

int request_firmware(const struct firmware **fw, const char *name, struct device *dev)
{
	struct firmware *new;
	RT_API;

	*fw = NULL;
	new = rt_fault("firmware") ? NULL : kzalloc(sizeof(*new), GFP_KERNEL);
	if (!new)
		return -ENOENT;
	new->size = 1024;
	new->data = vmalloc(new->size);
	if (!new->data) {
		kfree(new);
		return -ENOMEM;
	}
	rt_object_live((rt_addr)new->data)->what = "firmware";
	rt_object_live((rt_addr)new->data)->slug = "firmware_buffer";
	for (size_t i = 0; i < new->size; i++)
		((u8 *)new->data)[i] = i * 7;
	*fw = new;
	return 0;
}

int firmware_request_nowarn(const struct firmware **fw, const char *name, struct device *dev)
{
	RT_API;

	return request_firmware(fw, name, dev);
}

void release_firmware(const struct firmware *fw)
{
	RT_API;

	if (fw)
		vfree(fw->data);
	kfree(fw);
}

struct device *get_device(struct device *dev)
{
	return dev;
}

void put_device(struct device *dev)
{
}
