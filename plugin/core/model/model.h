/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model.h - what kernel functions and fields do: rules/api.tab in memory.
 *
 * One fact a line: NAME ROLE key=value ...   (docs/model.md has the grammar).
 * NAME is a function, `record.field`, or an object.  The built-in table is
 * embedded in the binary; --model FILE adds facts with the same parser, and a
 * user's line overrides the built-in lines of the same name and role.
 */
#ifndef USBDMA_MODEL_H
#define USBDMA_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Role: enumerator, name in the table, keys it needs, keys it may have. */
#define MODEL_ROLES(X)									\
	/* argument `buf` is mapped for DMA by the callee (or when the urb is submitted) */	\
	X(SINK, "sink", "buf",								\
	  "len pipe reqtype inreq dir mode urb complete zero unless mayfail coherent "	\
	  "result actual")								\
	/* argument `buf` is a control setup packet: always mapped by usbcore */	\
	X(SETUP, "setup", "buf", "mode urb")						\
	/* store to record.field of a pointer that will be mapped */			\
	X(FIELD_SINK, "field-sink", "what", "len")					\
	/* copies argument `buf` first: never a sink, its body is not looked into */	\
	X(BOUNCE, "bounce", "", "buf")							\
	/* result (or *out argument `out`) points to new memory of `kind` */		\
	X(ALLOC, "alloc", "kind", "size gfp out dev handle src family zeroed managed")	\
	/* releases argument `arg` */							\
	X(FREE, "free", "arg", "kind size dev handle family pooled")			\
	/* the result is argument `arg` (plus something unknown when off=any) */	\
	X(RETURNS, "returns", "arg", "off")						\
	/* copies bytes: writes through `dst`, reads through `src`, keeps neither */	\
	X(COPY, "copy", "dst", "src len")						\
	/* true result: argument `arg` is memory of `kind`; neg=1: true means it is not */ \
	X(GUARD, "guard", "arg kind", "neg")						\
	/* pointer loaded from record.field has `kind`, unless that flag is tested */	\
	X(SOURCE, "source", "kind", "flagfield flagmask")				\
	/* functions in ops slot record.field get parameter `arg` of `kind` */		\
	X(SLOT, "slot", "arg kind", "")							\
	/* record.field is a struct device of class `class` */				\
	X(DEVICE, "device", "class", "")						\
	/* sets DMA masks or limits of the device in argument `dev` */			\
	X(MASK, "mask", "dev", "")							\
	/* store to record.field of a device sets its mask */				\
	X(MASK_FIELD, "mask-field", "", "deref")					\
	/* generic DMA API on the device in argument `dev` */				\
	X(DMA, "dma", "dev", "type types name class")						\
	/* store to record.field makes a device the DMA device of a subsystem */	\
	X(DMA_FIELD, "dma-field", "", "with")						\
	/* storing these bits to record.field breaks `rule` */				\
	X(BITS, "bits", "mask name", "class")						\
	/* these bits stored to an urb's record.field: usbcore does not map its buffer */ \
	X(NO_MAP, "no-map", "mask", "name")						\
	/* these bits stored to an urb's record.field: usbcore frees its buffer with it */ \
	X(FREE_BUFFER, "free-buffer", "mask", "name")				\
	/* what a call does to the urb in argument `arg` (alloc: to its result) */	\
	X(URB, "urb", "op", "arg")							\
	/* result is a handle, a count or a status of a mapping; or `arg` is a handle to test */ \
	X(MAPPING, "mapping", "op", "arg")						\
	/* record.field of an urb, or of its bus: what it holds */			\
	X(URB_FIELD, "urb-field", "what", "")						\
	/* argument is taken for a linear address; neg=1: for a physical one */	\
	X(LINEAR, "linear", "arg", "neg name")						\
	/* record.field holds a bus address */						\
	X(HANDLE_FIELD, "handle-field", "", "")						\
	/* argument `buf` becomes an entry of scatterlist `list` */			\
	X(SG_ENTRY, "sg-entry", "buf list", "len")					\
	/* scatterlist `list` is mapped for a USB transfer */				\
	X(SG_SINK, "sg-sink", "list", "")						\
	/* argument is a function that host controllers call when an URB is done */	\
	X(COMPLETION, "completion", "arg", "")						\
	/* record.field is such a function */						\
	X(COMPLETION_FIELD, "completion-field", "", "")					\
	/* turns interrupts off, or on again */						\
	X(IRQS, "irqs", "what", "name")							\
	/* a usb_sg_request (argument `arg`): set up for `pipe`, waited for, cancelled */ \
	X(SG_REQUEST, "sg-request", "op arg", "pipe")				\
	/* these bits of the integer it returns are never set; its body is looked into */ \
	X(ZERO_BITS, "zero-bits", "mask", "")					\
	/* a function (with `mask`: a flag) the kernel has no more; a use breaks `rule` */ \
	X(REMOVED, "removed", "rule", "use mask bus")					\
	/* transfers of the device are over when functions in ops slot record.field run */ \
	X(QUIET_SLOT, "quiet-slot", "", "")						\
	/* flag bits in a gfp argument */						\
	X(GFP, "gfp", "mask class", "")							\
	/* zero-size marker members, alignment attributes */				\
	X(ANNOTATION, "annotation", "what", "")						\
	/* a function in this slot that fails is the last of the driver's to be called */ \
	X(PROBE, "probe", "", "")							\
	/* a variable of this record type makes the unit a driver of that bus */	\
	X(DRIVER, "driver", "bus", "")							\
	/* a call of this function does so as well */					\
	X(CALLER, "caller", "bus", "")							\
	/* record.field holds BUS_USB, BUS_BLUETOOTH and so on: what a device is on */	\
	X(BUS_NUMBER, "bus-number", "", "")						\
	/* a record that is one allocation with the private area behind it */		\
	X(PRIV_HEAD, "priv-head", "", "")						\
	/* files below this path are no drivers (usbcore, controllers): rules do not apply */ \
	X(EXEMPT, "exempt", "", "")							\
	/* header whose inclusion makes a file worth checking */			\
	X(HEADER, "header", "", "")							\
	/* folder of the kernel's headers: what one asks for in quotes and nobody has, */ \
	/* only user space wants */							\
	X(KERNEL_HEADERS, "kernel-headers", "", "")

enum role {
#define X(e, name, need, may) ROLE_##e,
	MODEL_ROLES(X)
#undef X
	N_ROLES
};

/*
 * Key vocabulary.  Values are argument numbers (0-based) unless said.
 * `size` and `len` are products: "0", "0*1", "#512" (a constant).
 * inreq=N: the data comes IN when argument `reqtype` equals N, else OUT; without
 * it bit 7 of that argument says so.  zero=N: a sink only when argument N is 0
 * (otherwise `buf` is a scatterlist).  coherent=1: takes coherent memory as well.
 * pooled=N: up to N bytes may be released with interrupts off.
 * family=WORD: coherent memory is released by a function of the allocator's family.
 * Every fact may also have: only=6.1,6.12 (kernel series that have it) and
 * ref=PATH (kernel file the drift test reads).
 */
#define MODEL_KEYS(X)									\
	X(BUF, "buf") X(LEN, "len") X(PIPE, "pipe") X(REQTYPE, "reqtype")		\
	X(INREQ, "inreq") X(DIR, "dir") X(ZERO, "zero")					\
	X(MODE, "mode") X(URB, "urb") X(UNLESS, "unless") X(MAYFAIL, "mayfail")		\
	X(WHAT, "what") X(KIND, "kind") X(SIZE, "size") X(GFP, "gfp") X(OUT, "out")	\
	X(DEV, "dev") X(HANDLE, "handle") X(SRC, "src") X(ARG, "arg") X(OFF, "off")	\
	X(DST, "dst") X(NEG, "neg") X(FLAGFIELD, "flagfield") X(FLAGMASK, "flagmask")	\
	X(CLASS, "class") X(DEREF, "deref") X(TYPE, "type") X(TYPES, "types")		\
	X(WITH, "with") X(MASK, "mask") X(NAME, "name") X(BUS, "bus")			\
	X(COMPLETE, "complete") X(OP, "op")						\
	X(COHERENT, "coherent") X(FAMILY, "family") X(LIST, "list")			\
	X(POOLED, "pooled")								\
	X(RULE, "rule") X(USE, "use") X(RESULT, "result") X(ACTUAL, "actual")	\
	X(ZEROED, "zeroed") X(MANAGED, "managed")					\
	X(ONLY, "only") X(REF, "ref")

enum model_key {
#define X(e, name) KEY_##e,
	MODEL_KEYS(X)
#undef X
	N_KEYS
};

struct fact {
	const char *name;		/* interned in the model */
	enum role role;
	const char *text[N_KEYS];	/* value as written, NULL when absent */
	int64_t num[N_KEYS];		/* value as a number (0x ok), else -1 */
	const char *file;		/* where the line stands: "<built-in>" or the user's */
	unsigned line;
	const struct fact *next;	/* same name and role, next line */
};

struct model;

/* The built-in table; it costs next to nothing.  The caller's, see model_free(). */
struct model *model_new(void);

/*
 * model_add_file, model_add_text: add facts of a user's file or text.
 * False and *err ("file:line: what is wrong, what was expected") at the first
 * bad line; then nothing of that file was added.  *err is malloced, the caller
 * frees it.
 */
bool model_add_file(struct model *m, const char *path, char **err);
bool model_add_text(struct model *m, const char *name, const char *text, char **err);
void model_free(struct model *m);

/*
 * model_find: first fact of that name and role, or NULL; more through ->next.
 * The _noprof suffix of 6.10+ allocators is ignored.
 */
const struct fact *model_find(const struct model *m, const char *name, enum role role);

/* The same for the member record.field. */
const struct fact *model_find_field(const struct model *m, const char *record,
				    const char *field, enum role role);

/* Which roles facts of that name have, one bit (1 << ROLE_x) each; 0: none. */
uint64_t model_roles(const struct model *m, const char *name);

/* The same of all members of a record: what model_find_field() may find. */
uint64_t model_record_roles(const struct model *m, const char *record);

#define ROLE_BIT(r) ((uint64_t)1 << ROLE_##r)

/* Roles that say what a function does, so that its body is not looked into. */
#define MODEL_OF_FUNCTIONS								\
	(ROLE_BIT(SINK) | ROLE_BIT(SETUP) | ROLE_BIT(BOUNCE) | ROLE_BIT(ALLOC) |	\
	 ROLE_BIT(FREE) | ROLE_BIT(RETURNS) | ROLE_BIT(COPY) | ROLE_BIT(GUARD) |	\
	 ROLE_BIT(MASK) | ROLE_BIT(DMA) | ROLE_BIT(URB) | ROLE_BIT(LINEAR) |		\
	 ROLE_BIT(SG_ENTRY) | ROLE_BIT(SG_SINK) | ROLE_BIT(COMPLETION) | ROLE_BIT(IRQS) |	\
	 ROLE_BIT(SG_REQUEST) | ROLE_BIT(MAPPING))

/* Does any such fact speak of this function?  Then its body is not looked into. */
bool model_knows(const struct model *m, const char *name);

/* All facts in table order: *n of them. */
const struct fact *const *model_all(const struct model *m, unsigned *n);

const char *role_name(enum role r);

#ifdef __cplusplus
}
#endif
/*
 * Length of `name` without the _noprof suffix that the allocators of 6.10 and later have
 * behind their macros: drivers, and messages, say kmalloc().
 */
size_t model_name_len(const char *name, size_t len);

#endif
