// SPDX-License-Identifier: GPL-2.0-or-later
/// The URB flags that say how a buffer was mapped are usbcore's own, and the
/// direction is set by usb_submit_urb(): a driver neither sets nor tests them.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  Clearing them is allowed.
// Options: --local-includes --include-headers
// Keywords: urb, transfer_flags, URB_DMA_MAP_SINGLE, URB_DIR_IN

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
MSG = ("ERROR: 'transfer_flags' has bits that are usbcore's own; drivers"
       " neither set nor test them [UD309:internal_flag_use]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
struct urb *u;
identifier f = {URB_DMA_MAP_SINGLE, URB_DMA_MAP_PAGE, URB_DMA_MAP_SG, URB_MAP_LOCAL,
	      URB_SETUP_MAP_SINGLE, URB_SETUP_MAP_LOCAL, URB_DMA_SG_COMBINED,
	      URB_ALIGNED_TEMP_BUFFER};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
u->transfer_flags@p |= <+... f ...+>
|
u->transfer_flags@p = <+... f ...+>
|
u->transfer_flags@p & f
|
u->transfer_flags@p & (<+... f ...+>)
)

// several bits in one place are one fault
@script:python@
p << r.p;
f << r.f;
@@
if not first(p[0]):
    cocci.include_match(False)

@s@
struct urb *u;
identifier f = {URB_DIR_IN, URB_DIR_OUT};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
u->transfer_flags@p |= <+... f ...+>
|
u->transfer_flags@p = <+... f ...+>
)

// several bits in one place are one fault
@script:python@
p << s.p;
f << s.f;
@@
if not first(p[0]):
    cocci.include_match(False)

// by way of a variable
@v@
struct urb *u;
local idexpression x;
expression X;
identifier f = {URB_DMA_MAP_SINGLE, URB_DMA_MAP_PAGE, URB_DMA_MAP_SG, URB_MAP_LOCAL,
	      URB_SETUP_MAP_SINGLE, URB_SETUP_MAP_LOCAL, URB_DMA_SG_COMBINED,
	      URB_ALIGNED_TEMP_BUFFER};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

\(x = <+... f ...+>\|x |= <+... f ...+>\)
... when != x = X
    when != x &= X
    when exists
\(u->transfer_flags@p = <+... x ...+>\|u->transfer_flags@p |= <+... x ...+>\)
// several bits in one place are one fault
@script:python@
p << v.p;
f << v.f;
@@
if not first(p[0]):
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
struct urb *u;
position r.p;
@@

* u->transfer_flags@p

@depends on context@
struct urb *u;
position s.p;
@@

* u->transfer_flags@p

@depends on context@
struct urb *u;
position v.p;
@@

* u->transfer_flags@p

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

@script:python depends on org@
p << v.p;
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

@script:python depends on report@
p << v.p;
@@

coccilib.report.print_report(p[0], MSG)
