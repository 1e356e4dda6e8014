// SPDX-License-Identifier: GPL-2.0-or-later
/// usbcore maps the setup packet of a control URB in any case: it has to be
/// memory from kmalloc(), not on the stack, static, from vmalloc() or coherent.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.
// Options: --local-includes --include-headers
// Keywords: usb_fill_control_urb, setup_packet, usb_ctrlrequest, usb_alloc_coherent

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
MSG = ("ERROR: setup packet is not from kmalloc(); usbcore maps it in "
       "any case [UD111:bad_setup_packet]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@sink@
expression e0, e1, e2, B;
struct urb *u;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
usb_fill_control_urb@p(e0, e1, e2, B, ...)
|
u->setup_packet@p = B
)

@script:python s@
B << sink.B;
x;
@@
name = base(B)
coccinelle.x = cocci.make_ident(name if re.match(r"\w+$", name) else "no_variable")

// the object itself, on the stack or static
@r@
idexpression struct usb_ctrlrequest S;
type T;
expression e0, e1, e2;
struct urb *u;
position sink.p, q;
@@

(
usb_fill_control_urb@p@q(e0, e1, e2, \(&S\|(T)&S\), ...)
|
u->setup_packet@p@q = \(&S\|(T)&S\)
)

// bytes on the stack
@a@
type T;
identifier s.x;
expression N;
struct urb *u;
position sink.p, q;
@@

(
T x[N];
|
T x[N] = ...;
)
... when exists
(
usb_fill_control_urb@p@q(...)
|
u->setup_packet@p@q
)

@v@
idexpression struct usb_ctrlrequest S;
type T;
identifier s.x;
expression X;
struct urb *u;
position sink.p, q;
@@

(
x = \(vmalloc\|vzalloc\|usb_alloc_coherent\|dma_alloc_coherent\)(...)
|
x = \(&S\|(T)&S\)
)
... when != x = X
    when exists
(
usb_fill_control_urb@p@q(...)
|
u->setup_packet@p@q = X
)

@keep@
type S;
S *A;
identifier m;
@@

A->m = \(vmalloc\|vzalloc\|usb_alloc_coherent\|dma_alloc_coherent\)(...)

@other@
type keep.S;
S *A;
identifier keep.m, g = {kmalloc, kzalloc, kmemdup};
@@

A->m = g(...)

@k depends on !other@
type keep.S, T;
S *A;
identifier keep.m;
expression e0, e1, e2;
struct urb *u;
position sink.p, q;
@@

(
usb_fill_control_urb@p@q(e0, e1, e2, \(A->m\|(T)A->m\), ...)
|
u->setup_packet@p@q = \(A->m\|(T)A->m\)
)

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
* u->setup_packet@q
)

@depends on context@
position a.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->setup_packet@q
)

@depends on context@
position v.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->setup_packet@q
)

@depends on context@
position k.q;
identifier f;
struct urb *u;
@@

(
* f@q(...)
|
* u->setup_packet@q
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
q << a.q;
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
q << a.q;
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
