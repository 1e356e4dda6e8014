// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Bits of transfer_flags by which usbcore remembers what it mapped: no driver
 * sets or tests them. The direction may be asked for, and bits be cleared.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct scale {
	struct urb *urb;
	unsigned int transfer_flags;
};

void bad_set(struct urb *u)
{
	u->transfer_flags |= URB_DMA_MAP_SINGLE;	/* want: internal_flag_use */
}

void bad_set_direction(struct urb *u)
{	/* runtime: the bit is set by usbcore as well: it does not change */
	u->transfer_flags = URB_DIR_IN | URB_ISO_ASAP;	/* want: internal_flag_use */
}

void bad_set_direction_out(struct scale *s)
{	/* runtime: URB_DIR_OUT is 0: storing it has no effect */
	s->urb->transfer_flags = URB_DIR_OUT | URB_ZERO_PACKET;	/* want: internal_flag_use */
}

void bad_set_local(struct urb *u, bool local)
{
	unsigned int flags = URB_NO_TRANSFER_DMA_MAP;

	if (local)
		flags |= URB_MAP_LOCAL | URB_SETUP_MAP_LOCAL;
	u->transfer_flags = flags;	/* want: internal_flag_use */
}

int bad_test(struct scale *s)
{	/* runtime: which bit of a word is tested leaves no trace */
	if (s->urb->transfer_flags & URB_DMA_MAP_SG)	/* want: internal_flag_use */
		return -EBUSY;
	return 0;
}

bool bad_test_of_two(struct urb *u)
{	/* runtime: which bit of a word is tested leaves no trace */
	unsigned int flags = u->transfer_flags;

	return (flags & (URB_ALIGNED_TEMP_BUFFER | URB_NO_TRANSFER_DMA_MAP)) != 0;	/* want(plugin): internal_flag_use */
}

int good_direction(struct urb *u)
{
	if (usb_urb_dir_in(u))
		return 1;
	return usb_urb_dir_out(u) ? 2 : 0;
}

bool good_direction_by_mask(struct urb *u)
{
	return (u->transfer_flags & URB_DIR_MASK) == URB_DIR_IN;
}

void good_public_flags(struct urb *u)
{
	u->transfer_flags |= URB_ZERO_PACKET;
	u->transfer_flags = URB_NO_TRANSFER_DMA_MAP | URB_NO_INTERRUPT | URB_FREE_BUFFER;
}

void good_clear(struct urb *u)
{
	u->transfer_flags &= ~URB_NO_TRANSFER_DMA_MAP;
	u->transfer_flags &= ~URB_DMA_MAP_SINGLE;
}

bool good_any_but_one(struct urb *u)
{
	return (u->transfer_flags & ~URB_SHORT_NOT_OK) != 0;
}

void good_own_member(struct scale *s)
{
	s->transfer_flags |= URB_DMA_MAP_SINGLE;
	if (s->transfer_flags & URB_MAP_LOCAL)
		s->transfer_flags = 0;
}
