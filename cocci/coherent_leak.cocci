// SPDX-License-Identifier: GPL-2.0-or-later
/// Coherent memory in a local variable is lost on a way out of the function that
/// neither frees it nor gives it to anybody.
///
// Confidence: Moderate
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  Memory that a record or an URB holds is the plugin's to follow:
// here any call that gets the pointer, and any store of it, ends the search.
// Options: --no-includes --include-headers
// Keywords: usb_alloc_coherent, usb_free_coherent, dma_alloc_coherent

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
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


def kept_in_loop(p, x):
    """A loop stores it away; that it may run no times is nobody's leak."""
    with open(p.file, errors="replace") as source:
        lines = source.read().splitlines()
    body = "\n".join(lines[int(p.line):int(p.current_element_line_end)])
    return re.search(r"\b(for|while|\w*for_each\w*)\s*\(.*[\w\])]\s*=\s*[^=;][^;]*\b%s\b"
                     % re.escape(x), body, re.S) is not None


MSG = ("WARNING: memory of usb_alloc_coherent() is lost on a way out of "
       "the function [UD205:coherent_leak]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
local idexpression x;
expression E, X;
identifier f;
position q;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

x = \(usb_alloc_coherent@p\|dma_alloc_coherent@p\)(...)
... when != x = X
if (x == NULL || ...) { ... return ...; }
... when != x = X
    when != E = x
    when != E = <+... x ...+>
    when != f(..., <+... x ...+>, ...)
    when != &x
    when != if (...) { <+... f(..., x, ...) ...+> }
    when exists
(
return <+... x ...+>;
|
return@q ...;
)

@script:python@
p << r.p;
q << r.q;
x << r.x;
@@
if kept_in_loop(p[0], x.strip()) or not first(p[0]):
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
identifier f;
position r.p;
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
q << r.q;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on report@
p << r.p;
q << r.q;
@@

coccilib.report.print_report(p[0], MSG)
