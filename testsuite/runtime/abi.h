/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * abi.h - the narrow boundary of the runtime
 *
 * host/ is compiled against libc and implements what is declared here: machines,
 * memory, mappings, tasks, reports, trace.  core/ is compiled against include/,
 * like a driver, and implements the kernel's calls with it.  This header
 * includes nothing, so both sides can read it.
 */
#ifndef RT_ABI_H
#define RT_ABI_H

typedef unsigned long rt_addr;		/* what the CPU uses */
typedef unsigned long long rt_phys;	/* physical or bus address */

#define RT_PAGE 4096UL
#define RT_NO_BUS (~(rt_phys)0)

/* ---- machines: machine.c ---- */

enum rt_hcd { RT_HCD_DMA, RT_HCD_PIO, RT_HCD_LOCAL, RT_HCD_MIXED };
enum rt_bus { RT_BUS_DIRECT, RT_BUS_OFFSET, RT_BUS_IOMMU, RT_BUS_SWIOTLB };
enum rt_cache { RT_CACHE_COHERENT, RT_CACHE_INVALIDATE, RT_CACHE_CLEAN_INVALIDATE };

enum rt_quirk {
	RT_IDT = 1,		/* xHCI: OUT of up to 8 bytes travels in the TRB */
	RT_STACK_LINEAR = 2,	/* VMAP_STACK=n */
	RT_STATIC_VMALLOC = 4,	/* module data lies in the vmalloc range (UML, arm64) */
	RT_DATA_BY_CPU = 8,	/* maps like a DMA controller, moves data by transfer_buffer */
	RT_COHERENT_REMAP = 16,	/* coherent memory has an address of the vmalloc range */
	RT_SHARED_MASK = 32,	/* USB devices point to the controller's mask word */
	RT_SG_ANY = 64,		/* no_sg_constraint */
	RT_NO_SG = 128,		/* sg_tablesize is 0 */
};

struct rt_machine {
	const char *name;
	enum rt_hcd hcd;
	enum rt_bus bus;
	enum rt_cache cache;
	unsigned int quirks;
	const char *what;
};

extern const struct rt_machine *rt_machine;
const struct rt_machine *rt_machine_at(unsigned int n);		/* NULL after the last */
const struct rt_machine *rt_machine_named(const char *name);
int rt_has(enum rt_quirk quirk);

/* ---- memory: phys.c, object.c, image.c ---- */

extern int rt_highmem;			/* 0: each page has a linear address */
unsigned long rt_image_data(rt_addr *at);	/* the driver's, its size in bytes */


enum rt_kind {
	RT_UNKNOWN, RT_SLAB, RT_PAGES, RT_KMAP, RT_VMALLOC, RT_COHERENT, RT_STACK,
	RT_STATIC, RT_RODATA, RT_TEXT, RT_KERNEL, RT_USER, RT_IOMEM, RT_KINDS
};

unsigned long rt_page_count(void);
long rt_pages_alloc(unsigned long n, int high);	/* index of the first page, or -1 */
void rt_pages_free(unsigned long first, unsigned long n);
int rt_page_is_high(unsigned long index);
rt_addr rt_page_linear(unsigned long index);	/* 0: it has no address of its own */
rt_phys rt_page_phys(unsigned long index);
long rt_phys_page(rt_phys phys);		/* index, or -1 */
rt_addr rt_window_map(enum rt_kind kind, const unsigned long *pages, unsigned long n);
void rt_window_unmap(rt_addr at, unsigned long n);
long rt_window_page(rt_addr at);		/* index of the page behind it, or -1 */

enum rt_kind rt_kind_of(rt_addr at);
extern enum rt_kind rt_null_kind;	/* what was asked for an address and has none */
const char *rt_kind_name(enum rt_kind kind);
int rt_in_vmalloc_range(rt_addr at);
int rt_is_linear(rt_addr at);
int rt_reachable(rt_addr at, unsigned long size);	/* the kernel may touch all of it */
int rt_on_stack(rt_addr at);			/* of the current task */
rt_phys rt_virt_to_phys(rt_addr at);		/* a wrong page for what is not linear */
rt_phys rt_far_page(void);			/* one beyond 4 GiB, without an address */
void *rt_phys_ptr(rt_phys phys);		/* NULL where there is no memory */

struct rt_object {
	rt_addr at;
	unsigned long size;
	enum rt_kind kind;
	const char *what;		/* kmalloc, firmware, pool block, ... */
	const char *slug;		/* rule of its use in a transfer, or NULL: by its kind */
	const char *freed_by;		/* rule of a second free, or NULL: none */
	rt_addr born, died;
	unsigned long first_page, pages;
	int freed;
};

rt_addr rt_small_alloc(unsigned long size, unsigned long align, const char *what);
struct rt_object *rt_object_add(rt_addr at, unsigned long size, enum rt_kind kind,
				const char *what);
struct rt_object *rt_object_find(rt_addr at);	/* that contains it, freed ones too */
struct rt_object *rt_object_live(rt_addr at);
int rt_object_free(struct rt_object *object);	/* poisons and quarantines; reports misuse */
unsigned int rt_objects_live(enum rt_kind kind);
void rt_objects_check(int leaks);
extern unsigned long rt_slab_align;
extern unsigned char rt_new_byte;		/* what new memory is filled with */

/* ---- DMA: map.c, cache.c ---- */

enum rt_dir { RT_BOTH, RT_TO_DEVICE, RT_FROM_DEVICE, RT_NO_DIR };
enum rt_map_type { RT_MAP_SINGLE, RT_MAP_SG, RT_MAP_COHERENT };

struct rt_mapping {
	rt_phys bus, phys, bounce;
	unsigned long size, offset;	/* offset: of the bounce slot's data */
	enum rt_dir dir;
	enum rt_map_type type;
	const void *dev;
	rt_addr cpu, site;
	int checked, entries;
	unsigned char *seen;		/* whole lines as the CPU left them at map */
};

extern unsigned int rt_line;
rt_phys rt_map(const void *dev, rt_phys phys, rt_addr cpu, unsigned long size, enum rt_dir dir,
	       enum rt_map_type type, rt_phys mask);
void rt_map_join(rt_phys end);	/* IOMMU: the next mapping begins there, where it can */
void rt_unmap(const void *dev, rt_phys bus, unsigned long size, enum rt_dir dir,
	      enum rt_map_type type, int entries);
void rt_sync(const void *dev, rt_phys bus, unsigned long size, enum rt_dir dir, int for_cpu);
void rt_map_checked(const void *dev, rt_phys bus);
void rt_map_used(const void *dev, rt_phys bus);
struct rt_mapping *rt_mapping_at(const void *dev, rt_phys bus);
struct rt_mapping *rt_mapping_of(rt_addr cpu, unsigned long size);	/* streaming ones */
struct rt_mapping *rt_mapping_of_phys(rt_phys phys, unsigned long size);
unsigned int rt_mappings_live(const void *dev);
void rt_mappings_report_leaks(void);
/* the device reads or writes; bytes moved, what is out of reach is dropped */
unsigned long rt_dma(const void *dev, rt_phys bus, void *data, unsigned long len, int write);

extern int rt_strict_iommu;		/* what the IOMMU refuses ends a transfer with -EPROTO */

void rt_cache_clean(rt_phys phys, unsigned long size);
void rt_cache_invalidate(struct rt_mapping *m, rt_phys phys, unsigned long size);
void rt_cache_snapshot(struct rt_mapping *m);
void *rt_device_ptr(rt_phys phys, int coherent);

/* ---- reports and trace: report.c ---- */

enum rt_report {
#define REPORT(id, name, slug, text) RT_##id,
#include "reports.def"
#undef REPORT
	RT_REPORTS
};

void rt_report(enum rt_report id, rt_addr object, unsigned long size);
void rt_report_slug(enum rt_report id, const char *slug, rt_addr object, unsigned long size);
void rt_report_at(enum rt_report id, const char *slug, rt_addr object, unsigned long size,
		  rt_addr site);
void rt_report_as(const char *slug);	/* NULL: by the object again */
unsigned int rt_reported(void);	/* how many, with those that were not printed again */
const char *rt_object_slug(rt_addr object);	/* rule of an object's use in a transfer */
void rt_trace(const char *fmt, ...) __attribute__((__format__(__printf__, 1, 2)));
void rt_say(const char *fmt, ...) __attribute__((__format__(__printf__, 1, 2)));
unsigned int rt_crc(const void *data, unsigned long len);
void rt_finish(int status);	/* ends the process; not "noreturn": ASan unwinds no fibers */

void rt_about(const rt_addr *lines, unsigned int n);	/* where what is reported on was set up */
extern void (*rt_on_entry)(void);	/* called at each call of the driver, or NULL */
rt_addr rt_enter(rt_addr caller);	/* the driver's line that is being served; -> the old */
void rt_leave(rt_addr *old);
rt_addr rt_site(void);
#define RT_API \
	rt_addr rt_old_site __attribute__((__cleanup__(rt_leave), __unused__)) = \
		rt_enter((rt_addr)__builtin_return_address(0))

/* ---- tasks and time: task.c ---- */

extern unsigned long long rt_now;		/* microseconds */
void rt_task_new(void (*fn)(void *), void *arg);
int rt_task_id(void);
void rt_progress(void);			/* something changed: all who wait look again */
int rt_wait_step(unsigned long long deadline);	/* 1: the time is over */
void rt_let_pass(unsigned long long until);	/* busy: time goes by, nothing happens */
unsigned long rt_event(unsigned long long delay, void (*fn)(void *), void *arg);
int rt_event_cancel(unsigned long id);
unsigned int rt_random(unsigned int below);
extern int rt_atomic;				/* interrupt context or a spinlock is held */

/* ---- fault injection: fault.c ---- */

int rt_fault(const char *what);			/* does this one fail? */
/* 1: nothing fails and nothing is counted, until 0: for what a caller of the driver needs */
void rt_fault_hold(int hold);

#endif
