// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: loops, early returns, macros, comments between
 * arguments, names that are taken, results that nobody or everybody looks at.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define LINK_IN(udev)		usb_rcvctrlpipe(udev, 0)
#define LINK_VENDOR_IN		(USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_DEVICE)
#define LINK_PAGE		8
#define link_dbg(udev, ...)	dev_dbg(&(udev)->dev, __VA_ARGS__)

struct link_page {
	u8 index;
	u8 data[LINK_PAGE];
};

/* A loop with three ways out. */
int bad_loop(struct usb_device *udev, int pages, u8 *out)
{
	void *data_buf;
	struct link_page page = { .index = 0 };
	int i, ret, actual, total = 0;

	for (i = 0; i < pages; i++) {
		page.index = i;	/* which one */
		data_buf = kmalloc(LINK_PAGE, GFP_NOIO);
		if (!data_buf)
			return -ENOMEM;
		ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1),	/* want: stack_buffer */
				   /* the page */data_buf, LINK_PAGE, &actual,
				   100);
		if (!ret)
			memcpy(page.data, data_buf, actual);
		kfree(data_buf);
		if (ret < 0)
			return ret;	/* gone */
		if (actual < LINK_PAGE)
			break;
		if (page.data[0] == 0xff)
			return total;
		out[i] = page.data[7];
		total += actual;
	}
	return total;
}

/* Not a word about the error, and the name for a copy is taken. */
int bad_taken(struct usb_device *udev, u8 first)
{
	void *cmd_copy;
	u8 cmd[3] = { first, 1, 2 }, cmd_buf = 7;
	int err = -EIO, tries = 2;

	while (tries-- > 0) {
		cmd_copy = kmemdup(cmd, sizeof(cmd), GFP_NOIO);
		if (cmd_copy)
			err = usb_control_msg(udev, usb_sndctrlpipe(udev, 0),
					      0x41, 0x40, first, 0, cmd_copy,
					      sizeof(cmd), 100);
		else
			err = -ENOMEM;
		kfree(cmd_copy);
		if (err == sizeof(cmd))
			break;
		cmd[2] = cmd_buf;
	}
	return err;
}

/* Two buffers, two directions, one statement each, in branches without braces. */
int bad_branches(struct usb_device *udev, bool ask, u8 *out)
{
	void *question_buf __free(kfree) = NULL;
	void *answer_buf __free(kfree) = NULL;
	u8 question[2] = { 1, 2 };
	u8 answer[4] = { 9, 9, 9, 9 };
	int ret;

	if (ask) {
		answer_buf = kmalloc(4, GFP_NOIO);
		if (answer_buf)
			ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0),
					      0x51, LINK_VENDOR_IN, 0, 0,
					      answer_buf, 4, 100);
		else
			ret = -ENOMEM;
		if (ret > 0)
			memcpy(answer, answer_buf, ret);
	}
	else {
		question_buf = kmemdup(question + 1, 1, GFP_NOIO);
		if (question_buf)
			ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0),
					      0x52, 0x40, 0, 0, question_buf,
					      1, 100);
		else
			ret = -ENOMEM;
	}
	link_dbg(udev, "%d\n", ret);
	memcpy(out, answer, sizeof(answer));
	return ret;
}

/* The same buffer twice; an error is mended by a second try. */
int bad_twice(struct usb_device *udev, u8 *out)
{
	void *state_buf;
	u8 state[2] = { 0 };
	int ret;

	state_buf = kmalloc(2, GFP_NOIO);
	if (state_buf)
		ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 0x61,
				      LINK_VENDOR_IN, 0, 0, state_buf, 2, 100);
	else
		ret = -ENOMEM;
	if (ret > 0)
		memcpy(state, state_buf, ret);
	kfree(state_buf);
	if (ret < 2) {
		state_buf = kmalloc(2, GFP_NOIO);
		if (state_buf)
			ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0),
					      0x62, LINK_VENDOR_IN, 0, 0,
					      state_buf, 2, 100);
		else
			ret = -ENOMEM;
		if (ret > 0)
			memcpy(state, state_buf, ret);
		kfree(state_buf);
	}
	out[0] = state[0];
	out[1] = state[1];
	return ret < 0 ? ret : 0;
}

int bad_condition(struct usb_device *udev, u8 value)
{
	void *word_buf __free(kfree) = NULL;
	int ret;
	u8 word[4] = { value };
	int actual;

	word_buf = kmemdup(word, sizeof(word), GFP_NOIO);
	if (word_buf)
		ret = usb_interrupt_msg(udev, usb_sndintpipe(udev, 3),
					word_buf, sizeof(word), &actual, 100);
	else
		ret = -ENOMEM;
	if (ret)	/* want: stack_buffer */
		return -EIO;
	if (usb_control_msg_send(udev, 0, 0x71, 0x40, value, 0, &value, 1,	/* want: stack_buffer */
				 100, GFP_NOIO) < 0)
		return -EIO;
	return actual;
}
