// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URBs: any pipe, any buffer, any flags; resubmitted, taken back, freed, and used
 * after that.
 */
#include "fuzz.h"

static struct {
	struct urb *urb;
	struct buffer *buffer;
} urbs[URBS];
static struct usb_anchor anchor;
static u8 setups[URBS][8];

bool in_flight(const struct buffer *b)
{
	for (int i = 0; i < URBS; i++)
		if (urbs[i].urb && urbs[i].urb->hcpriv && urbs[i].urb->transfer_buffer == b->p)
			return true;
	return false;
}

static void complete_it(struct urb *urb)
{
	if (!pick(3))
		usb_submit_urb(urb, GFP_ATOMIC);
}

static unsigned int some_pipe(void)
{
	struct usb_device *udev = rt_udev();
	unsigned int n = 1 + pick(4);

	switch (pick(7)) {
	case 0:
		return usb_rcvbulkpipe(udev, n);
	case 1:
		return usb_sndbulkpipe(udev, n);
	case 2:
		return usb_rcvintpipe(udev, n);
	case 3:
		return usb_sndintpipe(udev, n);
	case 4:
		return usb_rcvisocpipe(udev, n);
	case 5:
		return usb_sndisocpipe(udev, n);
	default:
		return usb_rcvctrlpipe(udev, 0);
	}
}

static void packets(struct urb *urb, u32 size)
{
	urb->number_of_packets = pick(5);
	for (int n = 0; n < urb->number_of_packets; n++) {
		urb->iso_frame_desc[n].offset = n * (size / 4) + (pick(9) ? 0 : pick(99999));
		urb->iso_frame_desc[n].length = pick(70);
	}
}

static void setup(struct urb *urb, int i, u32 len)
{
	struct usb_ctrlrequest *s = (void *)setups[i];

	if (!usb_pipecontrol(urb->pipe))
		return;
	s->bRequestType = pick(256);
	s->bRequest = pick(16);
	s->wValue = cpu_to_le16(pick(0x400));
	s->wLength = cpu_to_le16(pick(6) ? len : pick(300));
	urb->setup_packet = pick(20) ? setups[i] : NULL;
}

void fuzz_urb_new(void)
{
	static const unsigned int flags[] = {
		0, 0, 0, URB_SHORT_NOT_OK, URB_ISO_ASAP, URB_ZERO_PACKET, URB_NO_INTERRUPT,
		URB_DIR_IN, URB_DMA_MAP_SG, 0x8, URB_NO_TRANSFER_DMA_MAP,
	};
	struct buffer *b = some_buffer();
	int i = pick(URBS);
	struct urb *urb;

	if (urbs[i].urb || !b)
		return;
	urb = usb_alloc_urb(4, GFP_KERNEL);
	if (!urb)
		return;
	usb_fill_int_urb(urb, rt_udev(), some_pipe(), b->p,
			 pick(12) ? min_t(u32, b->size, pick(9000)) : b->size + 1 + pick(30),
			 complete_it, NULL, pick(20));	/* too long: into the red zone */
	setup(urb, i, urb->transfer_buffer_length);
	packets(urb, b->size);
	urb->transfer_flags = flags[pick(ARRAY_SIZE(flags))];
	if (b->kind == COHERENT && pick(4)) {
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		urb->transfer_dma = b->dma;
	}
	urbs[i].urb = urb;
	urbs[i].buffer = b;
}

void fuzz_urb_submit(void)
{
	int i = pick(URBS), ret;
	struct urb *urb = urbs[i].urb;
	unsigned int before;
	bool active, dead;

	if (!urb)
		return;
	active = urb->hcpriv;
	dead = urb->transfer_buffer_length && urb->transfer_buffer &&
		!rt_object_live((rt_addr)urb->transfer_buffer);
	before = misuse(active ? "submitted while active" : "freed memory submitted");
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if ((active || (dead && !ret)) && !urb->anchor)
		reported(before);
}

void fuzz_urb_take_back(void)
{
	struct urb *urb = urbs[pick(URBS)].urb;

	switch (pick(4)) {
	case 0:
		usb_unlink_urb(urb);
		break;
	case 1:
		usb_kill_urb(urb);
		break;
	case 2:
		usb_poison_urb(urb);
		usb_unpoison_urb(urb);
		break;
	default:
		usb_block_urb(urb);
		usb_unblock_urb(urb);
	}
}

static void use_dead(struct urb *urb)
{
	unsigned int before = misuse("an URB used after its end");

	switch (pick(6)) {
	case 0:
		usb_submit_urb(urb, GFP_KERNEL);
		break;
	case 1:
		usb_kill_urb(urb);
		break;
	case 2:
		usb_unlink_urb(urb);
		break;
	case 3:
		usb_free_urb(urb);
		break;
	case 4:
		usb_anchor_urb(urb, &anchor);
		break;
	default:
		usb_poison_urb(urb);
	}
	reported(before);
}

void fuzz_urb_drop(void)
{
	int i = pick(URBS);
	struct urb *urb = urbs[i].urb;
	bool last;

	if (!urb)
		return;
	if (pick(3))
		usb_kill_urb(urb);
	last = !urb->hcpriv && !urb->anchor && kref_read(&urb->kref) == 1;
	urbs[i].urb = NULL;
	usb_free_urb(urb);
	if (last && !pick(4))
		use_dead(urb);
}

static void anchor_it(struct urb *urb)
{
	bool already = urb->anchor;
	unsigned int before = misuse("anchored twice");

	usb_anchor_urb(urb, &anchor);
	if (already)
		reported(before);
}

void fuzz_anchor(void)
{
	struct urb *urb = urbs[pick(URBS)].urb;

	if (!anchor.urb_list.next)
		init_usb_anchor(&anchor);
	switch (pick(8)) {
	case 0:
	case 1:
		if (urb && (!urb->anchor || !pick(4)))
			anchor_it(urb);
		break;
	case 2:
		usb_unanchor_urb(urb);
		break;
	case 3:
		usb_kill_anchored_urbs(&anchor);
		break;
	case 4:
		usb_unlink_anchored_urbs(&anchor);
		break;
	case 5:
		usb_wait_anchor_empty_timeout(&anchor, pick(50));
		break;
	case 6:
		usb_scuttle_anchored_urbs(&anchor);
		break;
	default:
		usb_poison_anchored_urbs(&anchor);
		usb_unpoison_anchored_urbs(&anchor);
	}
}

void fuzz_urb_end(void)
{
	if (anchor.urb_list.next) {
		usb_poison_anchored_urbs(&anchor);
		usb_scuttle_anchored_urbs(&anchor);
	}
	for (int i = 0; i < URBS; i++) {
		usb_poison_urb(urbs[i].urb);
		usb_free_urb(urbs[i].urb);
		urbs[i].urb = NULL;
	}
}
