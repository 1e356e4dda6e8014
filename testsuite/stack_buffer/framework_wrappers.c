// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sinks behind frameworks of other files, known by name: they map what they
 * are given, or they copy it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/usb/usbnet.h>

/* As drivers/media/usb/dvb-usb/dvb-usb.h and drivers/usb/storage/transport.h have them. */
struct dvb_usb_device;
struct us_data;

int dvb_usb_generic_rw(struct dvb_usb_device *d, u8 *wbuf, u16 wlen, u8 *rbuf,
		       u16 rlen, int delay_ms);
int dvb_usb_generic_write(struct dvb_usb_device *d, u8 *buf, u16 len);
int usb_stor_bulk_transfer_buf(struct us_data *us, unsigned int pipe, void *buf,
			       unsigned int length, unsigned int *act_len);

struct box_state {
	u8 *tx;
	u8 *rx;
};

int bad_dvb_both_buffers(struct dvb_usb_device *d, u8 *heap)
{
	u8 cmd[2] = { 0x41, 0x01 };

	return dvb_usb_generic_rw(d, cmd, sizeof(cmd), heap, 8, 0);	/* want: stack_buffer */
}

int bad_dvb_reply(struct dvb_usb_device *d, struct box_state *st)
{
	u8 reply[8];
	int ret;

	st->tx[0] = 0x42;
	ret = dvb_usb_generic_rw(d, st->tx, 1, reply, sizeof(reply), 0);	/* want: stack_buffer */
	return ret ? ret : reply[1];
}

int bad_dvb_write(struct dvb_usb_device *d, u8 power)
{
	u8 cmd[2] = { 0x43, power };

	return dvb_usb_generic_write(d, cmd, sizeof(cmd));	/* want: stack_buffer */
}

int bad_storage_command(struct us_data *us, unsigned int pipe)
{
	u8 cdb[12] = { 0xe7 };
	unsigned int sent;

	return usb_stor_bulk_transfer_buf(us, pipe, cdb, sizeof(cdb), &sent);	/* want: stack_buffer */
}

int good_dvb_state(struct dvb_usb_device *d, struct box_state *st)
{
	st->tx[0] = 0x42;
	return dvb_usb_generic_rw(d, st->tx, 1, st->rx, 8, 0);
}

int good_usbnet_command(struct usbnet *dev)
{
	u8 mac[ETH_ALEN];
	int ret;

	ret = usbnet_read_cmd(dev, 0x13, 0xc0, 0, 0, mac, sizeof(mac));
	if (ret < 0)
		return ret;
	mac[0] |= 2;
	return usbnet_write_cmd(dev, 0x14, 0x40, 0, 0, mac, sizeof(mac));
}

int good_status(struct usb_device *udev)
{
	u16 status;
	int ret;

	ret = usb_get_std_status(udev, USB_RECIP_DEVICE, 0, &status);
	return ret ? ret : status;
}

int good_string(struct usb_device *udev)
{
	char serial[32];
	int ret;

	ret = usb_string(udev, udev->descriptor.iSerialNumber, serial,
			 sizeof(serial));
	return ret < 0 ? ret : serial[0];
}
