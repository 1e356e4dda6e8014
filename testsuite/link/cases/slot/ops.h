/* SPDX-License-Identifier: GPL-2.0-or-later */
struct bridge;

struct bridge_ops {
	int (*read)(struct bridge *b, void *buf, int len);
	int (*write)(struct bridge *b, void *buf, int len);
};

struct bridge {
	struct usb_device *udev;
	const struct bridge_ops *ops;
};

struct request {
	int flags;
	void *data;
	int len;
};

int bridge_submit(struct bridge *b, struct request *r);
