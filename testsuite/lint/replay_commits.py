# SPDX-License-Identifier: GPL-2.0-or-later
"""Commits to be replayed on drivers of Linux 6.1, each as people write them, and the
findings it must be blamed for: (title, edits, [(rule, file)]).

An edit is (file, old, new): `old` must be there once; None creates the file,
("rename", new name) renames it.
"""
DRIVERS = {
    "i2c-diolan-u2c.c": "i2c/busses", "i2c-robotfuzz-osif.c": "i2c/busses",
    "i2c-tiny-usb.c": "i2c/busses", "appletouch.c": "input/mouse", "cm109.c": "input/misc",
    "usbsevseg.c": "usb/misc", "cytherm.c": "usb/misc", "trancevibrator.c": "usb/misc",
    "lvstest.c": "usb/misc", "ehset.c": "usb/misc",
}

BELL = """// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 bell_command[4] = { 1, 2, 3, 4 };

int bell_ring(struct usb_device *udev);
int bell_ring(struct usb_device *udev)
{
	int sent;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), bell_command, 4, &sent, 1000);
}
MODULE_LICENSE("GPL");
"""

CLEAN = """// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/usb.h>

int lamp_on(struct usb_device *udev);
int lamp_on(struct usb_device *udev)
{
	u8 on = 1;

	return usb_control_msg_send(udev, 0, 1, 0x40, 0, 0, &on, 1, 1000, GFP_KERNEL);
}
MODULE_LICENSE("GPL");
"""

FAULTY = [
    ("trancevibrator: send two levels",
     [("trancevibrator.c", "int temp, retval, old;", "int temp, retval, old;\n\tu8 level[2];"),
      ("trancevibrator.c", "0, NULL, 0, USB_CTRL_SET_TIMEOUT",
       "0, level, sizeof(level), USB_CTRL_SET_TIMEOUT")],
     [("stack_buffer", "trancevibrator.c")]),
    ("cytherm: no allocation for eight bytes",
     [("cytherm.c", "unsigned char *buffer;\n\tint retval;\n   \n"
       "\tbuffer = kmalloc(8, GFP_KERNEL);\n"
       "\tif (!buffer)\n\t\treturn 0;\n", "unsigned char buffer[8];\n\tint retval;\n"),
      ("cytherm.c", "kfree(buffer);\n   \n\treturn count;\n}\nstatic DEVICE_ATTR_RW(brightness)",
       "return count;\n}\nstatic DEVICE_ATTR_RW(brightness)")],
     [("stack_buffer", "cytherm.c")] * 2),
    ("cm109: usbcore maps the control URB itself",
     [("cm109.c", "\tdev->urb_ctl->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;\n", "")],
     [("missing_no_map_flag", "cm109.c")]),
    ("cm109: free what is needed",
     [("cm109.c", "usb_free_coherent(dev->udev, USB_PKT_LEN, dev->irq_data, dev->irq_dma)",
       "usb_free_coherent(dev->udev, USB_PKT_LEN / 2, dev->irq_data, dev->irq_dma)")],
     [("coherent_size_mismatch", "cm109.c")]),
    ("i2c-diolan-u2c: say hello before the first command",
     [("i2c-diolan-u2c.c", "\tif (!dev->olen || !dev->ocount)\n\t\treturn -EINVAL;\n",
       "\tu8 hello[2] = { 1, 2 };\n\n\tif (!dev->olen || !dev->ocount)\n\t\treturn -EINVAL;\n\n"
       "\tusb_bulk_msg(dev->usb_dev, usb_sndbulkpipe(dev->usb_dev, dev->ep_out), hello,\n"
       "\t\t     sizeof(hello), &actual, DIOLAN_USB_TIMEOUT);\n")],
     [("stack_buffer", "i2c-diolan-u2c.c")]),
    ("bell: new driver",
     [("bell.c", None, BELL), ("Kbuild", "obj-m += cm109.o", "obj-m += cm109.o bell.o")],
     [("static_buffer", "bell.c")]),
    ("usbsevseg: set the power mode from a table",
     [("usbsevseg.c", "\trc = usb_control_msg_send(mydev->udev, 0, 0x12, 0x48,\n"
       "\t\t\t\t  (80 * 0x100) + 10, /*  (power mode) */",
       "\tstatic const u8 mode[] = { 0x12, 0x48 };\n\n"
       "\tusb_control_msg(mydev->udev, usb_sndctrlpipe(mydev->udev, 0), 0x12, 0x48, 0, 0,\n"
       "\t\t\t(void *)mode, sizeof(mode), 2000);\n"
       "\trc = usb_control_msg_send(mydev->udev, 0, 0x12, 0x48,\n"
       "\t\t\t\t  (80 * 0x100) + 10, /*  (power mode) */")],
     [("rodata_buffer", "usbsevseg.c")]),
    ("i2c-tiny-usb: write without a copy",
     [("i2c-tiny-usb.c", "void *dmadata = kmemdup(data, len, GFP_KERNEL);\n\tint ret;\n\n"
       "\tif (!dmadata)\n\t\treturn -ENOMEM;\n", "int ret;\n"),
      ("i2c-tiny-usb.c", "value, index, dmadata, len, 2000);\n\n\tkfree(dmadata);\n\treturn ret;",
       "value, index, data, len, 2000);\n\n\treturn ret;")],
     [("foreign_buffer", "i2c-tiny-usb.c")]),
    ("ehset: read the port's status by a helper",
     [("ehset.c", "static int ehset_probe(",
       "static int ehset_get(struct usb_device *udev, void *to, int len)\n{\n"
       "\treturn usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), USB_REQ_GET_STATUS, 0x80, 0, 0,\n"
       "\t\t\t       to, len, 1000);\n}\n\nstatic int ehset_probe("),
      ("ehset.c", "\tu8 portnum = dev->portnum;\n",
       "\tu8 portnum = dev->portnum;\n\t__le16 status;\n"),
      ("ehset.c", "\tcase TEST_SE0_NAK_PID:\n",
       "\tcase TEST_SE0_NAK_PID:\n\t\tehset_get(hub_udev, &status, sizeof(status));\n")],
     [("stack_buffer", "ehset.c")]),
    ("lvstest: the same fault once more, beside the old one",
     [("lvstest.c", "\tu16 portchange;\n", "\tu16 portchange;\n\tu8 one[2];\n"),
      ("lvstest.c", "\t/* Examine each root port */\n",
       "\tusb_control_msg(hdev, usb_rcvctrlpipe(hdev, 0), USB_REQ_GET_STATUS, USB_DIR_IN, 0, 0,\n"
       "\t\t\tone, sizeof(one), 1000);\n\n\t/* Examine each root port */\n")],
     [("stack_buffer", "lvstest.c")]),
]

INNOCENT = [
    ("appletouch: copyright", [
        ("appletouch.c", " * Apple USB Touchpad (for",
         " * Copyright A\n * Copyright B\n *\n * Apple USB Touchpad (for")]),
    ("lvstest is now lvs", [("lvstest.c", "rename", "lvs.c"),
                           ("Kbuild", "lvstest.o", "lvs.o")]),
    ("i2c-robotfuzz-osif: order of includes",
     [("i2c-robotfuzz-osif.c", "#include <linux/errno.h>\n#include <linux/i2c.h>\n",
       "#include <linux/bug.h>\n#include <linux/i2c.h>\n#include <linux/errno.h>\n")]),
    ("cm109: a module parameter's words", [
        ("cm109.c", "#include <linux/usb/input.h>\n",
         "#include <linux/usb/input.h>\n\n/* keys that are held down */\n")]),
    ("i2c-robotfuzz-osif: sizeof() in a faulty call",
     [("i2c-robotfuzz-osif.c", "&priv->status, 1);\n\t\tif (ret != 1)",
       "&priv->status, sizeof(priv->status));\n\t\tif (ret != 1)")]),
    ("appletouch: name of the receive length",
     [("appletouch.c", "static int atp_probe(struct usb_interface *iface,",
       "/* called once a device */\nstatic int atp_probe(struct usb_interface *iface,")]),
    ("lamp: new driver, without a fault",
     [("lamp.c", None, CLEAN), ("Kbuild", "obj-m += cytherm.o", "obj-m += cytherm.o lamp.o")]),
    ("i2c-diolan-u2c: split a line of a faulty call",
     [("i2c-diolan-u2c.c", "\t\t\t\t\t      sizeof(dev->ibuffer), &actual,\n",
       "\t\t\t\t\t      sizeof(dev->ibuffer),\n\t\t\t\t\t      &actual,\n")]),
    ("cm109: rename the faulty function",
     [("cm109.c", "static void cm109_toggle_buzzer_sync(struct cm109_dev *dev, int on)",
       "static void cm109_buzzer_now(struct cm109_dev *dev, int on)"),
      ("cm109.c", "\tcm109_toggle_buzzer_sync(dev, 0);", "\tcm109_buzzer_now(dev, 0);")]),
    ("trancevibrator: a comment above", [
        ("trancevibrator.c", "static ssize_t speed_store(",
         "/* 0 is off, 255 is full speed */\nstatic ssize_t speed_store(")]),
    ("readme", [("README", None, "Nothing about C.\n")]),
]
