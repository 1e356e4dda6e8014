// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A random number generator: the hwrng core's buffer goes to the bus as it
 * is, or by way of the driver's own.  The callback is stored at run time.
 */
#include <linux/hw_random.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct dice {
	struct usb_device *udev;
	struct hwrng rng;
	struct hwrng spare;
	u8 *pool;
};

static int bad_read(struct hwrng *rng, void *data, size_t max, bool wait)
{
	struct dice *dice = (struct dice *)rng->priv;
	int actual;
	int ret;

	ret = usb_bulk_msg(dice->udev, usb_rcvbulkpipe(dice->udev, 1), data, max,	/* want(plugin): foreign_buffer */
			   &actual, wait ? 1000 : 1);
	return ret ? ret : actual;
}

static int good_read(struct hwrng *rng, void *data, size_t max, bool wait)
{
	struct dice *dice = (struct dice *)rng->priv;
	int actual;
	int ret;

	max = min_t(size_t, max, 64);
	ret = usb_bulk_msg(dice->udev, usb_rcvbulkpipe(dice->udev, 1), dice->pool,
			   max, &actual, wait ? 1000 : 1);
	if (ret)
		return ret;
	memcpy(data, dice->pool, actual);
	return actual;
}

int dice_register(struct dice *dice)
{
	int ret;

	dice->rng.name = "dice";
	dice->rng.read = bad_read;
	dice->rng.priv = (unsigned long)dice;
	ret = hwrng_register(&dice->rng);
	if (ret)
		return ret;
	dice->spare.name = "spare-dice";
	dice->spare.read = good_read;
	dice->spare.priv = (unsigned long)dice;
	return hwrng_register(&dice->spare);
}
