/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz.h - what the parts of the generator of API calls share
 *
 * Each function does one random thing.  A thing that is misuse says so before
 * and after: misuse() keeps the number of reports, reported() compares.
 */
#ifndef RT_FUZZ_H
#define RT_FUZZ_H

#include <linux/module.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>
#include <linux/dma-mapping.h>

#include "abi.h"
#include "device.h"

#define BUFFERS 12
#define URBS 8

enum kind { NONE, SLAB, VMALLOC, COHERENT, PAGE, KINDS };

struct buffer {
	enum kind kind;
	u8 *p;
	u32 size;
	dma_addr_t dma;
};

unsigned int pick(unsigned int below);
unsigned int misuse(const char *what);
void reported(unsigned int before);

/* fuzz_memory.c */
extern struct buffer buffers[BUFFERS];
void fuzz_alloc(void);
void fuzz_free(void);
void fuzz_free_wrongly(void);
void fuzz_map(void);
void fuzz_services(void);
void fuzz_memory_end(void);
struct buffer *some_buffer(void);	/* NULL: there is none */
void release(struct buffer *b);

/* fuzz_urb.c */
void fuzz_urb_new(void);
void fuzz_urb_submit(void);
void fuzz_urb_take_back(void);
void fuzz_urb_drop(void);
void fuzz_anchor(void);
void fuzz_urb_end(void);
bool in_flight(const struct buffer *b);

/* fuzz_calls.c */
void fuzz_message(void);
void fuzz_sg(void);
void fuzz_device(void);
void fuzz_packet(void);
void fuzz_later(void);
void fuzz_calls_end(void);

#endif
