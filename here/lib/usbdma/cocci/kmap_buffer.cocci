// SPDX-License-Identifier: GPL-2.0-or-later
/// An address from kmap() or kmap_local_page() is a mapping for the CPU, of a
/// page that may lie in highmem: no transfer may use it.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.
// Options: --local-includes --include-headers
// Keywords: kmap, kmap_local_page, kmap_atomic, usb_bulk_msg, usb_fill_bulk_urb

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
MSG = ("ERROR: buffer from kmap() or from highmem; usbcore needs memory "
       "from kmalloc() [UD107:kmap_buffer]")

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

x = \(kmap\|kmap_atomic\|kmap_local_page\|kmap_local_folio\)(...)
... when != x = X
    when exists
(
f@p@q(...)
|
u->transfer_buffer@p@q = X
)

// a page that may come from highmem
@h@
identifier f;
local idexpression P;
identifier g = {GFP_HIGHUSER, GFP_HIGHUSER_MOVABLE, __GFP_HIGHMEM};
expression X;
struct urb *u;
position sink.p, q;
@@

P = \(alloc_page\|alloc_pages\)(<+... g ...+>, ...)
... when != P = X
    when exists
(
f@p@q(..., <+... page_address(P) ...+>, ...)
|
u->transfer_buffer@p@q = <+... page_address(P) ...+>
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
* u->transfer_buffer@q
)

@depends on context@
position h.q;
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
q << h.q;
@@

coccilib.org.print_todo(q[0], MSG)

@script:python depends on report@
q << r.q;
@@

coccilib.report.print_report(q[0], MSG)

@script:python depends on report@
q << h.q;
@@

coccilib.report.print_report(q[0], MSG)
