// SPDX-License-Identifier: GPL-2.0-or-later
/// The image that request_firmware() gives lies in vmalloc memory or in the
/// kernel's own: copy each part into memory from kmalloc() before it is sent.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.
// Options: --local-includes --include-headers
// Keywords: firmware, request_firmware, usb_control_msg, usb_bulk_msg

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
MSG = ("ERROR: 'data' of a firmware image is not fit for DMA; copy it to"
       " memory from kmalloc() [UD108:firmware_buffer]")

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
identifier f;
struct firmware *F;
struct urb *u;
position sink.p, q;
@@

(
f@p@q(..., <+... F->data ...+>, ...)
|
u->transfer_buffer@p@q = <+... F->data ...+>
)

@script:python@
q << r.q;
B << sink.B;
@@
if not re.search(r"(->|\.)data$", base(B)):
    cocci.include_match(False)

@v@
identifier s.x, f;
type T;
struct firmware *F;
expression E, X;
struct urb *u;
position sink.p, q;
@@

x = \(F->data\|F->data + E\|(T)F->data\|(T)F->data + E\|&F->data[E]\|(T)(F->data + E)\)
... when != x = X
    when exists
(
f@p@q(...)
|
u->transfer_buffer@p@q = X
)

// kept in a record
@keep@
type T, S;
S *A;
identifier m;
struct firmware *F;
expression E;
@@

A->m = \(F->data\|F->data + E\|(T)F->data\|(T)F->data + E\|&F->data[E]\|(T)(F->data + E)\)

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
B << sink.B;
@@
if not re.search(r"(->|\.)%s$" % m, base(B)):
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
position v.q;
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
q << v.q;
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
q << v.q;
@@

coccilib.report.print_report(q[0], MSG)

@script:python depends on report@
q << k.q;
@@

coccilib.report.print_report(q[0], MSG)
