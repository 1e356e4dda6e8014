// SPDX-License-Identifier: GPL-2.0-or-later
/* Calls through a table that another file fills. */
#include <linux/usb.h>
#include "ops.h"

int bad_read(struct bridge *b)
{
	u8 reg[2];

	return b->ops->read(b, reg, sizeof(reg));	/* link: stack_buffer */
}

int good_write(struct bridge *b)
{
	u8 reg[2] = { 1 };

	return b->ops->write(b, reg, sizeof(reg));
}

/* Not the pointer itself, but what it points to, is on the stack. */
int bad_request(struct bridge *b)
{
	u8 reg[2];
	struct request r = { .data = reg, .len = sizeof(reg) };

	return bridge_submit(b, &r);			/* link: stack_buffer */
}

int good_request(struct bridge *b, void *heap)
{
	struct request r = { .data = heap, .len = 2 };

	return bridge_submit(b, &r);
}
