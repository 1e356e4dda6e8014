/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * base_unit.h - a small unit that uses every kind of fact, as canonical text.
 */
#ifndef USBDMA_BASE_UNIT_H
#define USBDMA_BASE_UNIT_H

static const char base_unit[] =
"usbdma-facts 1\n"
"main \"drivers/usb/misc/demo.c\"\n"
"producer \"by hand\"\n"
"file 0 \"drivers/usb/misc/demo.c\"\n"
"file 1 \"include/linux/usb.h\"\n"
"record 0 \"demo\" size=24 align=8 flags=local @0:10:8\n"
"	field 0 \"udev\" off=0 size=8 align=8 class=pointer\n"
"	field 1 \"buf\" off=8 size=16 align=1 class=array flags=bytes,fixed\n"
"record 1 \"usb_driver\" size=? align=8 @1:1200:8\n"
"	field 0 \"probe\" off=0 size=8 align=8 class=pointer\n"
"object 0 local \"buf\" size=8 class=array func=1 flags=array,addressed @0:20:5\n"
"object 1 static \"driver\" size=64 class=record record=1 @0:40:26\n"
"object 2 string \"\" size=5 class=array flags=readonly,array\n"
"object 3 param \"copy\" size=24 class=record record=0 func=1 flags=byvalue @0:18:40\n"
"func 0 \"usb_bulk_msg\" flags=global @1:1800:12\n"
"	param 0 \"usb_dev\" class=pointer\n"
"func 1 \"demo_read\" values=10 flags=body,addressed @0:18:12\n"
"	param 0 \"d\" class=pointer record=0 value=0\n"
"	param 1 \"copy\" class=record record=0 object=3\n"
"	value 0 \"d\" class=pointer record=0 bits=64 pointee=24\n"
"	value 4 \"ret\" class=int bits=32\n"
"	value 5 \"n\" class=int bits=32 flags=unsigned\n"
"	value 9 \"never_set\"\n"
"	block 0 succs=1,2\n"
"		v1 = addr [o0+0 size=8 class=array] # buf\n"
"		v2 = load [v0+0 r0.0 size=8 class=pointer] # d->udev\n"
"		copymem [o3+0 size=24 class=record record=0] [v0+0 size=24 class=record record=0]"
" @0:21:2 # copy d\n"
"		cond eq v2 0\n"
"	block 1 preds=0 succs=3\n"
"		v3 = call f0 (v2, 128{USB_DIR_IN}, v1, 8) @0:22:9 ~0:22:50 # usb_bulk_msg\n"
"		store [v0+8 r0.1 indexed size=1 class=int] -1 macros=FOO,BAR @0:23:9 # d->buf\n"
"		call *v9 () @0:24:2 # (*)\n"
"		v6 = func f1 # demo_read\n"
"		v7 = bin add v0 8\n"
"		v8 = select v0 v7\n"
"	block 2 preds=0 succs=3,3\n"
"		v5 = other - -\n"
"		switch v5\n"
"	block 3 preds=1,2,2\n"
"		v4 = phi (v3, -22{\"-EINVAL\"}, -)\n"
"		ret v4\n"
"init o1+0 r1.0 = f1\n"
"init o1+8 = o2+0\n"
"init o1+16 = -7\n";

#endif
