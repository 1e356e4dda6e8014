// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reports and trace.  A report is a line
 *
 *	R CLASS SLUG FILE:LINE FUNCTION OBJECT@BIRTH OFFSET/SIZE MACHINE CALLERS
 *
 * each class once for a line of the driver and an object.  The line is that of
 * the driver's call that is being served, found in its debug information; CALLERS
 * are the lines that led there, or -.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "host.h"

#define MAX_SEEN 512
#define MAX_CHAIN 6

static const struct {
	const char *name, *slug, *text;
} reports[] = {
#define REPORT(id, name, slug, text) { name, slug, text },
#include "../reports.def"
#undef REPORT
};

static const char *const kind_names[RT_KINDS] = {
	"nothing", "kmalloc", "page", "kmap", "vmalloc", "coherent", "stack", "static", "rodata",
	"text", "kernel", "user", "iomem",
};

static const char *const kind_slugs[RT_KINDS] = {
	[RT_KMAP] = "kmap_buffer", [RT_VMALLOC] = "vmalloc_buffer",
	[RT_COHERENT] = "missing_no_map_flag", [RT_STACK] = "stack_buffer",
	[RT_STATIC] = "static_buffer", [RT_RODATA] = "rodata_buffer", [RT_TEXT] = "rodata_buffer",
	[RT_USER] = "user_pointer", [RT_IOMEM] = "iomem_buffer",
};

static struct seen {
	enum rt_report id;
	rt_addr site, object;
} seen[MAX_SEEN];
static unsigned int n_seen, n_reports;
static const char *override;
static rt_addr site, chain_site, chain[MAX_CHAIN], about[MAX_CHAIN];
static unsigned int n_about;
enum rt_kind rt_null_kind;
void (*rt_on_entry)(void);

const char *rt_kind_name(enum rt_kind kind)
{
	return kind_names[kind];
}

/* While usbcore maps something of its own kind: the rule for that, whatever memory it is. */
void rt_report_as(const char *slug)
{
	override = slug;
}

const char *rt_object_slug(rt_addr at)
{
	struct rt_object *object = rt_object_find(at);
	enum rt_kind kind = rt_kind_of(at);
	const char *slug = object && object->slug ? object->slug
		: kind_slugs[kind ? kind : at ? rt_kind_was(at) : rt_null_kind];

	return override && slug ? override : slug ? slug : "-";
}

rt_addr rt_site(void)
{
	return site;
}

/* The driver's frames above a call; it is compiled with frame pointers, as the runtime is. */
static void walk(rt_addr caller)
{
	rt_addr *frame = __builtin_frame_address(0);
	unsigned int n = 0;

	chain_site = caller;
	memset(chain, 0, sizeof(chain));
	while (n < MAX_CHAIN && rt_on_stack((rt_addr)frame) && frame[0] > (rt_addr)frame) {
		enum rt_kind kind = rt_image_kind(frame[1]);

		if (kind == RT_TEXT && frame[1] != caller)
			chain[n++] = frame[1];
		frame = (rt_addr *)frame[0];
	}
}

/* Calls of the runtime to itself go on serving the same line of the driver. */
rt_addr rt_enter(rt_addr caller)
{
	rt_addr old = site;

	if (rt_image_kind(caller) != RT_KERNEL) {
		if (rt_on_entry)
			rt_on_entry();
		site = caller;
		walk(caller);
	}
	return old;
}

void rt_leave(rt_addr *old)
{
	site = *old;
}

/* "file:line function" of a call. */
static void look_up(rt_addr at, char *out, size_t size)
{
	rt_addr offset = 0;

	if (at && rt_image_of(at, &offset))
		rt_symbol(offset - 1, out, size);
	else
		snprintf(out, size, "? ?");
}

static const char *place_of(rt_addr at)
{
	static struct {
		rt_addr at;
		char text[400];
	} known[64];
	static unsigned int n_known;

	for (unsigned int i = 0; i < n_known; i++)
		if (known[i].at == at)
			return known[i].text;
	if (n_known == 64)
		n_known = 0;
	known[n_known].at = at;
	look_up(at, known[n_known].text, sizeof(known[0].text));
	return known[n_known++].text;
}

static int again(enum rt_report id, rt_addr object, rt_addr where)
{
	for (unsigned int i = 0; i < n_seen; i++)
		if (seen[i].id == id && seen[i].site == where && seen[i].object == object)
			return 1;
	if (n_seen < MAX_SEEN)
		seen[n_seen++] = (struct seen){ id, where, object };
	return 0;
}

void rt_about(const rt_addr *lines, unsigned int n)
{
	n_about = n < MAX_CHAIN ? n : MAX_CHAIN;
	if (n_about)
		memcpy(about, lines, n_about * sizeof(*lines));
}

static size_t add_place(rt_addr at, char *out, size_t len, size_t size)
{
	const char *place = place_of(at);
	size_t n = strcspn(place, " ");

	if (len + n + 2 > size)
		return len;
	return len + snprintf(out + len, size - len, "%s%.*s", len ? "," : "", (int)n, place);
}

/* "file:line,file:line" of the callers and of the set-up, shortened to what fits. */
static void callers(rt_addr where, rt_addr died, char *out, size_t size)
{
	size_t len = 0;

	for (unsigned int i = 0; where && where == chain_site && i < MAX_CHAIN && chain[i]; i++)
		len = add_place(chain[i], out, len, size);
	for (unsigned int i = 0; i < n_about; i++)
		len = add_place(about[i], out, len, size);
	if (died)
		len = add_place(died, out, len, size);
	if (!len)
		snprintf(out, size, "-");
}

void rt_report_at(enum rt_report id, const char *slug, rt_addr at, unsigned long size,
		  rt_addr where)
{
	struct rt_object *object = at ? rt_object_find(at) : NULL;
	rt_addr start = object ? object->at : at;
	char birth[400] = "?", via[1500], *space;
	const char *place;

	n_reports++;
	if (again(id, start, where))
		return;
	if (!slug)
		slug = reports[id].slug[0] ? reports[id].slug : rt_object_slug(at);
	if (object && object->born)
		snprintf(birth, sizeof(birth), "%s", place_of(object->born));
	space = strchr(birth, ' ');
	if (space)
		*space = 0;
	callers(where, object && object->freed ? object->died : 0, via, sizeof(via));
	place = place_of(where);
	for (unsigned int i = 0; i < MAX_CHAIN && strstr(place, ".h:") && where == chain_site &&
	     chain[i]; i++)
		place = place_of(chain[i]);	/* an inline of a header: who called it */
	rt_say("R %s %s %s %s@%s %lu/%lu %s %s", reports[id].name, slug, place,
	       object ? object->what : rt_kind_name(rt_kind_of(at)), birth, at - start, size,
	       rt_machine->name, via);
}

void rt_report_slug(enum rt_report id, const char *slug, rt_addr at, unsigned long size)
{
	rt_report_at(id, slug, at, size, site);
}

void rt_report(enum rt_report id, rt_addr at, unsigned long size)
{
	rt_report_at(id, NULL, at, size, site);
}

unsigned int rt_reported(void)
{
	return n_reports;
}

void rt_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

void rt_trace(const char *fmt, ...)
{
	va_list args;

	fputs("T ", stdout);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

unsigned int rt_crc(const void *data, unsigned long len)
{
	static unsigned int table[256];
	const unsigned char *p = data;
	unsigned int crc = ~0u;

	for (unsigned int n = 0; !table[255] && n < 256; n++) {
		table[n] = n;
		for (int bit = 0; bit < 8; bit++)
			table[n] = table[n] >> 1 ^ (table[n] & 1 ? 0xedb88320u : 0);
	}
	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *p++) & 0xff];
	return ~crc;
}

void rt_finish(int status)
{
	fflush(stdout);
	for (;;)
		syscall(SYS_exit_group, status);
}
