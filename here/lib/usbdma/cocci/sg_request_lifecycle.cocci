// SPDX-License-Identifier: GPL-2.0-or-later
/// A request of usb_sg_init() has to be waited for: usb_sg_wait() submits its
/// URBs and frees them.  Control and isochronous pipes are refused.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  Requests in a record, and ones that another function gets, are
// passed over.
// Options: --no-includes --include-headers
// Keywords: usb_sg_init, usb_sg_wait, usb_sg_cancel

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
MSG = ("ERROR: request is set up and not waited for on a way out of the "
       "function [UD315:sg_request_lifecycle]")
PIPE = ("ERROR: '%s' is no pipe for a scatterlist request, usb_sg_init() "
        "refuses it [UD315:sg_request_lifecycle]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
local idexpression struct usb_sg_request io;
identifier f != {usb_sg_cancel, usb_sg_init};
expression X, ret;
position q;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

ret = usb_sg_init@p(&io, ...)
... when != f(..., &io, ...)
if (<+... ret ...+>) { ... return ...; }
... when != f(..., &io, ...)
    when != X = &io
    when != if (...) { <+... f(..., &io, ...) ...+> }
    when exists
return@q ...;

@u@
local idexpression struct usb_sg_request io;
identifier f != {usb_sg_cancel, usb_sg_init};
expression X, ret;
position q;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

if (usb_sg_init@p(&io, ...)) { ... return ...; }
... when != f(..., &io, ...)
    when != X = &io
    when != if (...) { <+... f(..., &io, ...) ...+> }
    when exists
return@q ...;

// the test is upside down
@d@
local idexpression struct usb_sg_request io;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

if (!usb_sg_init@p(&io, ...)) { ... when != usb_sg_wait(&io)
return ...; }

// nobody looks at the result, nobody waits
@n@
local idexpression struct usb_sg_request io;
identifier f != {usb_sg_cancel, usb_sg_init};
expression X, ret;
position q;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

usb_sg_init@p(&io, ...);
... when != f(..., &io, ...)
    when != X = &io
    when != if (...) { <+... f(..., &io, ...) ...+> }
    when exists
return@q ...;

@t@
expression e0, e1;
identifier g = {usb_sndctrlpipe, usb_rcvctrlpipe, usb_sndisocpipe, usb_rcvisocpipe};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

usb_sg_init@p(e0, e1, g(...), ...)

@tv@
expression e0, e1, X;
local idexpression x;
identifier g = {usb_sndctrlpipe, usb_rcvctrlpipe, usb_sndisocpipe, usb_rcvisocpipe};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

x = g(...)
... when != x = X
usb_sg_init@p(e0, e1, x, ...)

@script:python@
p << r.p;
@@
if not first(p[0]):
    cocci.include_match(False)

@script:python@
p << u.p;
@@
if not first(p[0]):
    cocci.include_match(False)

@script:python@
p << n.p;
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
position u.p;
@@

* f@p(...)

@depends on context@
identifier f;
position d.p;
@@

* f@p(...)

@depends on context@
identifier f;
position n.p;
@@

* f@p(...)

@depends on context@
identifier f;
position t.p;
@@

* f@p(...)

@depends on context@
identifier f;
position tv.p;
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
p << u.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on org@
p << d.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on org@
p << n.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on org@
p << t.p;
g << t.g;
@@

coccilib.org.print_todo(p[0], PIPE % g)

@script:python depends on org@
p << tv.p;
g << tv.g;
@@

coccilib.org.print_todo(p[0], PIPE % g)

@script:python depends on report@
p << r.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << u.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << d.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << n.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << t.p;
g << t.g;
@@

coccilib.report.print_report(p[0], PIPE % g)

@script:python depends on report@
p << tv.p;
g << tv.g;
@@

coccilib.report.print_report(p[0], PIPE % g)
