// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scan.c - does the file include a header of the model?  Asked of the #include
 * lines of the file and of all headers they lead to, when no list of
 * dependencies exists.
 *
 * Conditions and comments are ignored, so that too much is taken for included,
 * never too little; an include that cannot be followed makes the file matter.
 * Headers of the kernel that never lead to USB (harmless[]) are not opened.
 */
#define _GNU_SOURCE			/* memmem */
#include "check.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_HEADERS 2000
#define N_SLOTS 8192			/* power of two, well above MAX_HEADERS */

/*
 * The commonest headers, sorted.  A test follows their includes through the
 * kernel trees at hand and fails if one leads to a header of the model.
 */
static const char *const harmless[] = {
	"asm/byteorder.h", "asm/io.h", "asm/irq.h", "asm/page.h", "asm/unaligned.h",
	"drm/drm_atomic_helper.h", "drm/drm_print.h", "linux/acpi.h", "linux/atomic.h",
	"linux/bitfield.h", "linux/bitmap.h", "linux/bitops.h", "linux/bits.h", "linux/blkdev.h",
	"linux/bug.h", "linux/build_bug.h", "linux/cache.h", "linux/clk-provider.h",
	"linux/clk.h", "linux/compiler-version.h", "linux/compiler.h", "linux/compiler_types.h",
	"linux/completion.h",
	"linux/cpumask.h", "linux/ctype.h", "linux/debugfs.h", "linux/delay.h", "linux/device.h",
	"linux/dma-mapping.h", "linux/dmaengine.h", "linux/err.h", "linux/errno.h",
	"linux/etherdevice.h", "linux/ethtool.h", "linux/export.h", "linux/fb.h", "linux/file.h",
	"linux/firmware.h", "linux/fs.h", "linux/gfp.h", "linux/gpio.h",
	"linux/gpio/consumer.h", "linux/gpio/driver.h", "linux/highmem.h", "linux/hwmon.h",
	"linux/i2c.h", "linux/idr.h", "linux/if_vlan.h", "linux/iio/iio.h", "linux/init.h",
	"linux/input.h", "linux/interrupt.h", "linux/io.h", "linux/ioport.h", "linux/ip.h",
	"linux/irq.h", "linux/irqdomain.h", "linux/irqflags.h", "linux/jiffies.h",
	"linux/kconfig.h", "linux/kernel.h", "linux/kref.h", "linux/kthread.h", "linux/ktime.h",
	"linux/list.h", "linux/math64.h", "linux/mm.h", "linux/mm_types.h", "linux/mmzone.h",
	"linux/mod_devicetable.h", "linux/module.h", "linux/moduleparam.h", "linux/mutex.h",
	"linux/netdevice.h", "linux/notifier.h", "linux/of.h", "linux/of_address.h",
	"linux/of_device.h", "linux/of_irq.h", "linux/of_platform.h", "linux/pagemap.h",
	"linux/pci.h", "linux/percpu.h", "linux/phy.h", "linux/phy/phy.h",
	"linux/pinctrl/pinctrl.h", "linux/platform_device.h", "linux/pm.h", "linux/pm_runtime.h",
	"linux/poll.h", "linux/preempt.h", "linux/printk.h", "linux/proc_fs.h", "linux/property.h",
	"linux/random.h", "linux/rbtree.h", "linux/rcupdate.h", "linux/refcount.h",
	"linux/regmap.h", "linux/regulator/consumer.h", "linux/reset.h", "linux/rtnetlink.h",
	"linux/rwsem.h", "linux/scatterlist.h", "linux/sched.h", "linux/sched/signal.h",
	"linux/seq_file.h", "linux/seqlock.h", "linux/skbuff.h", "linux/slab.h", "linux/smp.h",
	"linux/spi/spi.h", "linux/spinlock.h", "linux/stddef.h", "linux/string.h",
	"linux/sysfs.h", "linux/thread_info.h", "linux/time.h", "linux/timer.h", "linux/tty.h",
	"linux/types.h", "linux/uaccess.h", "linux/videodev2.h", "linux/vmalloc.h",
	"linux/wait.h", "linux/workqueue.h", "linux/xarray.h", "media/v4l2-ctrls.h",
	"media/v4l2-device.h", "net/ip.h", "net/ipv6.h", "net/mac80211.h", "net/sock.h",
	"scsi/scsi_host.h", "sound/core.h", "sound/pcm.h", "sound/pcm_params.h", "sound/soc.h",
};

struct scan {
	const struct flags *flags;
	const struct headers *headers;
	struct strv files;		/* found so far; read up to .next */
	size_t next;
	char *why;			/* the file matters */
	uint32_t slots[N_SLOTS];	/* hash of .files: index + 1 */
};

static int cmp_name(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

static bool is_harmless(const struct scan *s, const char *name)
{
	return !s->headers->users &&
	       bsearch(name, harmless, sizeof(harmless) / sizeof(*harmless), sizeof(*harmless),
		       cmp_name);
}

static bool is_header(const struct scan *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->headers->names.n; i++) {
		const char *h = s->headers->names.v[i];

		if (!strcmp(name, h))
			return true;
		if (ends_with(name, h) && name[strlen(name) - strlen(h) - 1] == '/')
			return true;
	}
	return false;
}

/* False when the path is known already. */
static bool add_file(struct scan *s, const char *path)
{
	uint32_t h = 2166136261u;
	const char *p;

	for (p = path; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	for (;; h++) {
		uint32_t *slot = &s->slots[h & (N_SLOTS - 1)];

		if (*slot && strcmp(s->files.v[*slot - 1], path))
			continue;
		if (*slot)
			return false;
		strv_add(&s->files, path);
		*slot = (uint32_t)s->files.n;
		return true;
	}
}

static bool find_in(struct scan *s, const char *dir, size_t len, const char *name)
{
	size_t n = strlen(name);
	char path[4096];

	if (len + n + 2 > sizeof(path))
		return false;
	memcpy(path, dir, len);
	path[len] = '/';
	memcpy(path + len + 1, name, n + 1);
	if (access(path, R_OK))
		return false;
	add_file(s, path);
	return true;
}

static bool find_header(struct scan *s, const char *from, const char *name, bool quoted)
{
	const char *slash = strrchr(from, '/');
	size_t i;

	if (name[0] == '/')
		return find_in(s, "", 0, name);
	if (quoted && slash && find_in(s, from, (size_t)(slash - from), name))
		return true;
	if (quoted && !slash && find_in(s, ".", 1, name))
		return true;
	for (i = 0; i < s->flags->dirs.n; i++)
		if (find_in(s, s->flags->dirs.v[i], strlen(s->flags->dirs.v[i]), name))
			return true;
	return false;
}

/* A name that speaks of USB or HID and cannot be found: better check. */
static bool suspicious(const char *name)
{
	return strcasestr(name, "usb") || strcasestr(name, "hid");
}

static enum relevance because(struct scan *s, const char *from, const char *name,
			      const char *what)
{
	s->why = xprintf("%s: %s %s", from, name, what);
	return MATTERS;
}

static enum relevance included(struct scan *s, const char *from, const char *name, bool quoted)
{
	if (is_header(s, name))
		return because(s, from, name, "is included");
	if (!quoted && is_harmless(s, name))
		return MATTERS_NOT;
	if (find_header(s, from, name, quoted))
		return s->files.n < MAX_HEADERS ? MATTERS_NOT :
		       because(s, from, name, "is one header too many to follow");
	/* <asm/mach/...>, <stdarg.h>, "jfs_compat.h" in jbd2.h: no compile needs it, no USB */
	return (quoted && !strstr(from, "include/linux/")) || s->headers->users ||
	       suspicious(name) ?
	       because(s, from, name, "is not found") : MATTERS_NOT;
}

static const char *before_blanks(const char *text, const char *p)
{
	while (p > text && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	return p;
}

/*
 * Is the word behind a # that is first on its line?  A comment may stand before
 * either; what else that comment holds does not matter.
 */
static bool directive(const char *text, const char *p)
{
	p = before_blanks(text, p);
	if (p - text >= 2 && !memcmp(p - 2, "*/", 2))
		return true;
	if (p > text && p[-1] == '#')
		p--;
	else if (p - text >= 2 && !memcmp(p - 2, "%:", 2))
		p -= 2;
	else
		return false;
	p = before_blanks(text, p);
	return p == text || p[-1] == '\n' || (p - text >= 2 && !memcmp(p - 2, "*/", 2));
}

/* The word "include" at p, in text: what does it pull in? */
static enum relevance one_include(struct scan *s, const char *from, const char *text,
				  const char *p)
{
	const char *end;
	char name[1024];
	bool quoted;

	if (!directive(text, p))
		return MATTERS_NOT;	/* prose */
	p += strlen("include");
	if (starts_with(p, "_next"))
		p += strlen("_next");
	if (isalnum((unsigned char)*p) || *p == '_')
		return MATTERS_NOT;	/* "#includes" */
	while (*p == ' ' || *p == '\t')
		p++;
	if (*p == '\n' || starts_with(p, "TRACE_INCLUDE("))
		return MATTERS_NOT;	/* the latter: the header that led here, once more */
	if (*p != '<' && *p != '"')	/* a macro or a comment: no telling */
		return because(s, from, "#include", "names no file");
	quoted = *p++ == '"';
	end = p + strcspn(p, quoted ? "\"\n" : ">\n");
	if (*end == '\n' || !*end || (size_t)(end - p) >= sizeof(name))
		return because(s, from, "#include", "names no file");
	memcpy(name, p, (size_t)(end - p));
	name[end - p] = '\0';
	return included(s, from, name, quoted);
}

static enum relevance scan_file(struct scan *s, const char *path)
{
	const char *p;
	size_t len;
	char *text = read_path(path, &len);
	enum relevance r = MATTERS_NOT;

	if (!text)			/* the compiler will say why */
		return because(s, path, "it", "cannot be read");
	for (p = text; r == MATTERS_NOT && (p = memmem(p, len - (size_t)(p - text), "include", 7));
	     p += 7)
		r = one_include(s, path, text, p);
	free(text);
	return r;
}

enum relevance scan_relevance(const struct flags *f, const struct headers *h,
			      char **why)
{
	struct scan *s = xrealloc(NULL, sizeof(*s));
	enum relevance r = MATTERS_NOT;
	size_t i;

	memset(s, 0, sizeof(*s));
	s->flags = f;
	s->headers = h;
	add_file(s, f->file);
	for (i = 0; i < f->forced.n; i++) {
		const char *name = strstr(f->forced.v[i], "include/linux/");

		if (!name || !is_harmless(s, name + strlen("include/")))
			add_file(s, f->forced.v[i]);
	}
	while (r == MATTERS_NOT && s->next < s->files.n)
		r = scan_file(s, s->files.v[s->next++]);
	*why = s->why;
	return r;
}
