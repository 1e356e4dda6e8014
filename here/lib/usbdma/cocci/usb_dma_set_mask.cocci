// SPDX-License-Identifier: GPL-2.0-or-later
/// A USB device or interface does no DMA, its host controller does: a DMA mask
/// set there would concern every device on the bus, and since 5.10 setting one
/// fails.  Drop the call.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: patched: a call whose result nobody looks at, one that is the whole
// condition of an if whose branch leaves by return, and the two statements
// ret = call; if (ret) ..., when ret is set again before it is read.  A driver
// that failed for this reason works then.  Stores are reported only.
// Options: --local-includes --include-headers
// Keywords: dma_set_mask, dma_set_coherent_mask, dma_set_mask_and_coherent, coherent_dma_mask

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
SETTERS = set()
MSG = ("ERROR: '%s' on a USB device: the host controller does the DMA, "
       "leave its mask alone [UD401:usb_dma_set_mask]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
struct usb_device *u;
struct usb_interface *i;
identifier f = {dma_set_mask, dma_set_coherent_mask, dma_set_mask_and_coherent,
	      dma_coerce_mask_and_coherent};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(\(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\|
	u->bus->sysdev\|u->bus->controller\), ...)

// by way of a variable
@v@
struct usb_device *u;
struct usb_interface *i;
local idexpression struct device *d;
expression X;
identifier f = {dma_set_mask, dma_set_coherent_mask, dma_set_mask_and_coherent,
	      dma_coerce_mask_and_coherent};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

d = \(&u->dev\|&i->dev\)
... when != d = X
    when exists
f@p(d, ...)

@s@
struct usb_device *u;
struct usb_interface *i;
expression E;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
u->dev.coherent_dma_mask@p = E
|
i->dev.coherent_dma_mask@p = E
|
u->dev.dma_mask@p = E
|
i->dev.dma_mask@p = E
|
\(*u->dev.dma_mask@p = E\|*i->dev.dma_mask@p = E\)
)

@sv@
struct usb_device *u;
struct usb_interface *i;
local idexpression struct device *d;
expression E, X;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

d = \(&u->dev\|&i->dev\)
... when != d = X
    when exists
\(d->coherent_dma_mask@p = E\|d->dma_mask@p = E\|*d->dma_mask@p = E\)

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
position v.p;
@@

* f@p(...)

@depends on context@
identifier m;
expression E;
position s.p;
@@

* E.m@p

@depends on context@
identifier m;
expression E;
position sv.p;
@@

* E->m@p

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

// an error path that jumps may be the only way to its label
@jump@
identifier f, l;
position r.p, j;
@@

if (<+... f@p@j(...) ...+>) { ... when any
goto l;
... when any
}

@jump_alone@
identifier f, l;
position r.p, j;
@@

if (<+... f@p@j(...) ...+>) goto l;

@else_too disable drop_else@
identifier f;
statement S1, S2;
position r.p, j;
@@

if (<+... f@p@j(...) ...+>) S1 else S2

@branch@
identifier f;
expression X;
statement S;
position r.p, j;
@@

(
if (X) f@p@j(...);
|
if (X) f@p@j(...); else S
|
if (X) S else f@p@j(...);
)

@depends on patch@
identifier f;
statement S;
position r.p, j != {jump.j, jump_alone.j, else_too.j, branch.j};
@@

(
- f@p@j(...);
|
- if (f@p@j(...)) S
|
- if (f@p@j(...) != 0) S
|
- if (f@p@j(...) < 0) S
)

// the result is kept, but set again before anybody reads it
@script:python depends on patch@
p << r.p;
@@
SETTERS.update((p.file, p.line, p.column) for p in p)

@depends on patch@
identifier f;
local idexpression ret;
expression E;
position z : script:python() { (z[0].file, z[0].line, z[0].column) in SETTERS };
@@

- ret = f@z(...);
- if (\(ret\|ret < 0\|ret != 0\)) return ret;
  ... when != ret
  ret = E

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
f << r.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << v.p;
f << v.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << s.p;
@@

coccilib.org.print_todo(p[0], MSG % 'dma_mask')

@script:python depends on org@
p << sv.p;
@@

coccilib.org.print_todo(p[0], MSG % 'dma_mask')

@script:python depends on report@
p << r.p;
f << r.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << v.p;
f << v.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << s.p;
@@

coccilib.report.print_report(p[0], MSG % 'dma_mask')

@script:python depends on report@
p << sv.p;
@@

coccilib.report.print_report(p[0], MSG % 'dma_mask')
