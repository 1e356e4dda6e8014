// SPDX-License-Identifier: GPL-2.0-or-later
/// The buffer of an i2c_msg is its client's, and may be on the stack: unless
/// I2C_M_DMA_SAFE is set, take i2c_get_dma_safe_msg_buf() or a buffer of your own.
///
// Confidence: Moderate
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  The plugin knows more frameworks' buffers; a function that looks at
// I2C_M_DMA_SAFE is passed over.
// Options: --local-includes --include-headers
// Keywords: i2c_msg, I2C_M_DMA_SAFE, usb_control_msg, usb_bulk_msg

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

SAFE = set()
MSG = ("WARNING: 'buf' of an i2c_msg may be anything; see "
       "I2C_M_DMA_SAFE, or copy it to memory from kmalloc() "
       "[UD110:foreign_buffer]")

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
struct i2c_msg *m;
struct urb *u;
position sink.p, q;
@@

(
f@p@q(..., <+... m->buf ...+>, ...)
|
u->transfer_buffer@p@q = <+... m->buf ...+>
)

@script:python@
q << r.q;
B << sink.B;
@@
if not re.search(r"(->|\.)buf$", base(B)):
    cocci.include_match(False)

@v@
identifier s.x, f;
type T;
struct i2c_msg *m;
expression E, X;
struct urb *u;
position sink.p, q;
@@

x = \(m->buf\|m->buf + E\|(T)m->buf\)
... when != x = X
    when exists
(
f@p@q(...)
|
u->transfer_buffer@p@q = X
)

// the function asks
@safe@
identifier g;
position z;
@@

g@z(...) { <+... \(I2C_M_DMA_SAFE\|i2c_get_dma_safe_msg_buf(...)\) ...+> }

@script:python@
g << safe.g;
z << safe.z;
@@
SAFE.add((z[0].file, g))

@script:python@
q << r.q;
@@
if (q[0].file, q[0].current_element) in SAFE:
    cocci.include_match(False)

@script:python@
q << v.q;
@@
if (q[0].file, q[0].current_element) in SAFE:
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

@script:python depends on report@
q << r.q;
@@

coccilib.report.print_report(q[0], MSG)

@script:python depends on report@
q << v.q;
@@

coccilib.report.print_report(q[0], MSG)
