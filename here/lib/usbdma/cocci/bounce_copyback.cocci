// SPDX-License-Identifier: GPL-2.0-or-later
/// A control transfer may bring less than was asked for, and then the rest of a
/// kmalloc()ed buffer is whatever lay there: copy back what has arrived, or test
/// that all of it has.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  Buffers that were filled before, and other calls that get the
// buffer, are passed over.
// Options: --no-includes --include-headers
// Keywords: usb_control_msg, usb_rcvctrlpipe, memcpy, copy_to_user

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
SEEN = set()


def first(p):
    place = (p.file, p.line, p.column)
    new = place not in SEEN
    SEEN.add(place)
    return new
MSG = ("WARNING: copies all of a buffer that a short read has not "
       "filled; see how much arrived [UD603:bounce_copyback]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
local idexpression b;
expression e0, e1, e2, e3, e4, e5, n, dst, X, Y;
identifier f;
identifier c = {memcpy, copy_to_user};
identifier g = {GFP_KERNEL, GFP_NOIO, GFP_ATOMIC};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

b = kmalloc(X, g)
... when != b = Y
    when != f(..., b, ...)
usb_control_msg(e0, usb_rcvctrlpipe(...), e1, e2, e3, e4, b, n, e5);
... when != b = Y
    when != f(..., b, ...)
    when exists
c@p(dst, b, n)

// only the sign of the result is looked at
@s@
local idexpression b, ret;
expression e0, e1, e2, e3, e4, e5, n, dst, X, Y;
identifier f;
identifier c = {memcpy, copy_to_user};
identifier g = {GFP_KERNEL, GFP_NOIO, GFP_ATOMIC};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

b = kmalloc(X, g)
... when != b = Y
    when != f(..., b, ...)
ret = usb_control_msg(e0, usb_rcvctrlpipe(...), e1, e2, e3, e4, b, n, e5)
... when != b = Y
    when != f(..., b, ...)
    when != ret == n
    when != ret != n
    when != ret < n
    when != n == ret
    when != n != ret
    when != f(..., ret, ...)
    when exists
c@p(dst, b, n)

@script:python@
p << r.p;
@@
if not first(p[0]):
    cocci.include_match(False)

@script:python@
p << s.p;
@@
if not first(p[0]):
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
identifier f;
position r.p;
@@

* f@p(...)

@depends on context@
identifier f;
position s.p;
@@

* f@p(...)

//----------------------------------------------------------
//  For patch mode: nothing is changed, see report mode
//----------------------------------------------------------

@script:python depends on patch@
p << r.p;
@@
pass

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on org@
p << s.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on report@
p << r.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << s.p;
@@

coccilib.report.print_report(p[0], MSG)
