// SPDX-License-Identifier: GPL-2.0-or-later
/// urb->setup_dma belongs to usbcore, which maps every setup packet itself:
/// what a driver stores there is overwritten, what it reads there is stale.
/// Drop the assignment.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: reported, not patched: a read, a store of what a call returns, a
// store that is all there is of a branch, or the only use of a variable.
// Documentation/driver-api/usb/dma.rst has the rule.
// Options: --local-includes --include-headers
// Keywords: urb, setup_dma, URB_NO_SETUP_DMA_MAP

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
# usbcore, host and device controllers, usbip and usbmon use the field rightly
EXEMPT = (
    "drivers/usb/core/", "drivers/usb/host/", "drivers/usb/gadget/udc/",
    "drivers/usb/early/", "drivers/usb/c67x00/", "drivers/usb/cdns3/",
    "drivers/usb/chipidea/", "drivers/usb/dwc2/", "drivers/usb/dwc3/",
    "drivers/usb/fotg210/", "drivers/usb/isp1760/", "drivers/usb/mon/",
    "drivers/usb/mtu3/", "drivers/usb/musb/", "drivers/usb/renesas_usbhs/",
    "drivers/usb/usbip/")
MSG = ("ERROR: 'setup_dma' belongs to usbcore; drivers neither set nor read it "
       "[UD305:setup_dma_use]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
struct urb *u;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

u->setup_dma@p

// the call has to stay
@call@
struct urb *u;
expression f;
position r.p, q;
@@

u->setup_dma@p@q = <+... f(...) ...+>

// nothing would be left of the branch
@alone@
struct urb *u;
expression E;
statement S;
position r.p, q;
@@

(
if (...) u->setup_dma@p@q = E;
|
if (...) u->setup_dma@p@q = E; else S
|
if (...) S else u->setup_dma@p@q = E;
)

// the only use of a variable
@lone@
struct urb *u;
type T;
identifier v;
expression E;
position r.p, q;
@@

(
T v;
|
T v = E;
)
... when != v
    when exists
u->setup_dma@p@q = v;

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
struct urb *u;
position r.p;
@@

* u->setup_dma@p

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@depends on patch@
struct urb *u;
expression E;
position r.p, q != {call.q, alone.q, lone.q};
@@

- u->setup_dma@p@q = E;

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on report@
p << r.p;
@@

coccilib.report.print_report(p[0], MSG)
