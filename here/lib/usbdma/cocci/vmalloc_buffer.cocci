// SPDX-License-Identifier: GPL-2.0-or-later
/// vmalloc() memory is not contiguous, and kvmalloc() memory need not be: no
/// transfer may use it.  Take kmalloc(), or send in pieces.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  A kvmalloc() of a constant size is passed over, for up to a page
// comes from the slab; so is an URB whose mapping the driver made itself.
// Options: --local-includes --include-headers
// Keywords: vmalloc, vzalloc, kvmalloc, usb_bulk_msg, usb_fill_bulk_urb

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
# usbcore, host and device controllers, usbip and usbmon do this rightly
EXEMPT = (
    "drivers/usb/core/", "drivers/usb/host/", "drivers/usb/gadget/udc/",
    "drivers/usb/early/", "drivers/usb/c67x00/", "drivers/usb/cdns3/",
    "drivers/usb/chipidea/", "drivers/usb/dwc2/", "drivers/usb/dwc3/",
    "drivers/usb/fotg210/", "drivers/usb/isp1760/", "drivers/usb/mon/",
    "drivers/usb/mtu3/", "drivers/usb/musb/", "drivers/usb/renesas_usbhs/",
    "drivers/usb/usbip/")
import re


def base(text):
    """The pointer that an address is reckoned from: x of (u8 *)x + 4, &x[4]."""
    text = re.sub(r"\s+", "", text.replace("struct ", "struct_"))
    while True:
        new = re.sub(r"^\((?:const|unsigned|struct_)?\w+\*+\)", "", text)
        new = re.sub(r"^&([\w>.-]+)\[[^\[\]]*\]$", r"\1", new)
        new = re.sub(r"^([\w>.-]+)\+.*$", r"\1", new)
        if re.match(r"^\([^()]*(?:\([^()]*\)[^()]*)*\)$", new):
            new = new[1:-1]
        if new == text:
            return text
        text = new

SMALL, OTHER = set(), set()
MSG = ("ERROR: buffer from vmalloc(); usbcore needs memory from "
       "kmalloc() [UD102:vmalloc_buffer]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@sink@
expression e0, e1, e2, e3, e4, e5, B;
struct urb *u;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
usb_control_msg@p(e0, e1, e2, e3, e4, e5, B, ...)
|
\(usb_bulk_msg@p\|usb_bulk_msg_killable@p\|usb_interrupt_msg@p\)(e0, e1, B, ...)
|
usb_get_descriptor@p(e0, e1, e2, B, ...)
|
usb_fill_control_urb@p(e0, e1, e2, e3, B, ...)
|
\(usb_fill_bulk_urb@p\|usb_fill_int_urb@p\)(e0, e1, e2, B, ...)
|
u->transfer_buffer@p = B
)

@script:python s@
B << sink.B;
x;
@@
name = base(B)
coccinelle.x = cocci.make_ident(name if re.match(r"\w+$", name) else "no_variable")

@r@
identifier s.x, f;
expression X;
struct urb *u;
position sink.p, q;
@@

x = \(vmalloc\|vzalloc\|vmalloc_user\|vmalloc_32\|vmap\|vm_map_ram\)(...)
... when != x = X
    when != u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP
    when exists
(
f@p@q(...)
|
u->transfer_buffer@p@q = X
)

// or perhaps: not when the size is a constant, and so perhaps small
@maybe@
identifier s.x, f;
expression X, N != {4096};
struct urb *u;
position sink.p, q;
@@

(
x = \(kvmalloc\|kvzalloc\)(N, ...)
|
x = \(kvcalloc\|kvmalloc_array\)(...)
|
x = \(kvmemdup\|vmemdup_user\)(...)
)
... when != x = X
    when != is_vmalloc_addr(x)
    when exists
(
f@p@q(...)
|
u->transfer_buffer@p@q = X
)

@small@
identifier s.x, f;
constant C, D;
struct urb *u;
position maybe.q, z;
@@

(
x = \(kvmalloc\|kvzalloc\)(\(C\|sizeof(...)\), ...)
|
x = \(kvcalloc\|kvmalloc_array\)(\(C\|sizeof(...)\), \(D\|sizeof(...)\), ...)
|
x = \(kvmemdup\|vmemdup_user\)(..., \(C\|sizeof(...)\), ...)
)
... when exists
\(f@q@z(...)\|u->transfer_buffer@q@z\)

@script:python@
z << small.z;
@@
SMALL.add((z[0].file, z[0].line, z[0].column))

@script:python@
q << maybe.q;
@@
if (q[0].file, q[0].line, q[0].column) in SMALL:
    cocci.include_match(False)

// kept in a record, where nothing else may ever be
@keep@
type S;
S *A;
identifier m;
@@

A->m = \(vmalloc\|vzalloc\|vmalloc_user\|vmalloc_32\|vmap\|vm_map_ram\)(...)

@other@
type keep.S;
S *A;
identifier keep.m;
expression X;
position o;
@@

(
A->m = \(vmalloc\|vzalloc\|vmalloc_user\|vmalloc_32\|vmap\|vm_map_ram\)(...)
|
A->m = NULL
|
A->m@o = X
)

@script:python@
m << keep.m;
S << keep.S;
o << other.o;
@@
OTHER.add((o[0].file, S, m))

@k@
identifier f;
type keep.S;
S *A;
identifier keep.m;
struct urb *u;
position sink.p, q;
@@

(
f@p@q(..., <+... A->m ...+>, ...)
|
u->transfer_buffer@p@q = <+... A->m ...+>
)

@script:python@
q << k.q;
m << keep.m;
S << keep.S;
B << sink.B;
@@
if (q[0].file, S, m) in OTHER or not re.search(r"(->|\.)%s$" % m, base(B)):
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
position r.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->transfer_buffer@q
)

@depends on context@
position maybe.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->transfer_buffer@q
)

@depends on context@
position k.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->transfer_buffer@q
)

//----------------------------------------------------------
//  For patch mode: nothing is changed, see report mode
//----------------------------------------------------------

@script:python depends on patch@
q << r.q;
@@
pass

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
q << r.q;
@@

coccilib.org.print_todo(q[0], MSG)

@script:python depends on org@
q << maybe.q;
@@

coccilib.org.print_todo(q[0], MSG)

@script:python depends on org@
q << k.q;
@@

coccilib.org.print_todo(q[0], MSG)

@script:python depends on report@
q << r.q;
@@

coccilib.report.print_report(q[0], MSG)

@script:python depends on report@
q << maybe.q;
@@

coccilib.report.print_report(q[0], MSG)

@script:python depends on report@
q << k.q;
@@

coccilib.report.print_report(q[0], MSG)
