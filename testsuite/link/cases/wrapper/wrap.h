/* SPDX-License-Identifier: GPL-2.0-or-later */
struct usb_device;
int wrap_send(struct usb_device *udev, void *buf, int len);
int wrap_copy(struct usb_device *udev, const void *buf, int len);
int wrap_guarded(struct usb_device *udev, void *buf, int len);
int wrap_either(struct usb_device *udev, void *buf, int len, bool dma);
int wrap_ring(struct usb_device *udev, void *buf, int len, int n);
int wrap_ring_back(struct usb_device *udev, void *buf, int len, int n);
int elsewhere(struct usb_device *udev, void *buf, int len);
