/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cases.h - what the conformance cases share
 *
 * Each case is a function of the name it has in table.tsv; it says its results
 * in the order of the cell, by ret() and data().
 */
#ifndef RT_CASES_H
#define RT_CASES_H

#include <linux/module.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>
#include <linux/dma-mapping.h>

#include "abi.h"
#include "device.h"

#define IN_SIZE 36
#define GET_DEVICE USB_REQ_GET_DESCRIPTOR, USB_DIR_IN, USB_DT_DEVICE << 8, 0

void ret(int value);
void data(int value, const void *got);		/* of a bulk IN: is it what the device sent? */
void device_data(int value, const void *got);	/* of GET_DESCRIPTOR(device) */
int get_desc(void *buf);
int send16(const void *buf);
void done(struct urb *urb);
int finish(struct urb *urb);		/* submits, waits: the error, or the status */
struct urb *bulk_in(void *buf, int len);
struct urb *bulk_out(void *buf, int len);
struct urb *pending(void *buf, int len);	/* an IN that the device does not answer */
void *command(void *buf);			/* fills in what the device takes as a command */

#endif
