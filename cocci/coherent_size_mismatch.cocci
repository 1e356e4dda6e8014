// SPDX-License-Identifier: GPL-2.0-or-later
/// usb_free_coherent() finds the pool that a block came from by its size: free
/// with the size that was allocated.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only.  Sizes are compared when both are constants of this file.
// Options: --local-includes --include-headers
// Keywords: usb_alloc_coherent, usb_free_coherent, dma_alloc_coherent, dma_free_coherent

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

DEFINES, SIZES = {}, {}
MEMBERS = {}	# member of a record -> the member that has its size


def value(file, text, depth=0):
    """Of a constant expression; None when it is none, or not known here."""
    def known(m):
        v = value(file, DEFINES.get((file, m.group()), ""), depth + 1)
        return "?" if v is None else str(v)

    if depth > 4:
        return None
    text = re.sub(r"[A-Za-z_]\w*", known, re.sub(r"\b(\d\w*?)[uUlL]+\b", r"\1", text))
    text = re.sub(r"\b0x[0-9a-fA-F]+\b", lambda m: str(int(m.group(), 16)), text)
    if not re.match(r"[\d\s()+*-]+$", text) or re.search(r"\*\s*\*|\b0\d", text):
        return None
    try:
        return eval(text)
    except SyntaxError:
        return None


def differs(file, text, sizes):
    n = value(file, text)
    return n is not None and None not in sizes and n not in sizes


def member(text):
    m = re.match(r"\s*\w+\s*->\s*(\w+)\s*$", text)
    return m.group(1) if m else None


def others_size(file, text, sizes):
    """A member that is stored from something else than the one that was allocated with."""
    old, new = min(sizes, key=str), member(text)
    if len(sizes) != 1 or not old or not new or old == new:
        return False
    with open(file, errors="replace") as source:
        code = source.read()
    stored = [set(re.findall(r"->\s*%s\s*=\s*([^=;][^;]*)" % m, code)) for m in (old, new)]
    return all(stored) and not stored[0] & stored[1] and not any(
        re.search(r"\b(%s|%s)\b" % (old, new), v) for v in stored[0] | stored[1])


SEEN = set()


def first(p):
    place = (p.file, p.line, p.column)
    new = place not in SEEN
    SEEN.add(place)
    return new
MSG = ("ERROR: '%s' is not the size that was allocated "
       "[UD201:coherent_size_mismatch]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@frees@
@@

\(usb_free_coherent\|dma_free_coherent\)(...)

@def depends on frees@
identifier i;
expression V;
position w;
@@

#define i V@w

@script:python@
i << def.i;
V << def.V;
w << def.w;
@@
DEFINES[w[0].file, i] = V

// in a local variable
@r@
local idexpression x;
expression A, D, N, X;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

x = \(usb_alloc_coherent\|dma_alloc_coherent\)(D, A, ...)
... when != x = X
    when exists
\(usb_free_coherent@p\|dma_free_coherent@p\)(..., N, x, ...)

@script:python@
A << r.A;
p << r.p;
@@
SIZES.setdefault((p[0].file, p[0].line, p[0].column), set()).add(value(p[0].file, A))

@script:python@
N << r.N;
p << r.p;
@@
if not differs(p[0].file, N, SIZES[p[0].file, p[0].line, p[0].column]) or not first(p[0]):
    cocci.include_match(False)

// in a member of a record, whose only memory this is
@a@
type S;
S *P;
identifier m != {transfer_buffer};
expression D, A, E;
position w;
@@

(
P->m@w = \(usb_alloc_coherent\|dma_alloc_coherent\)(D, A, ...)
|
P->m[E]@w = \(usb_alloc_coherent\|dma_alloc_coherent\)(D, A, ...)
)

@script:python@
S << a.S;
m << a.m;
A << a.A;
w << a.w;
@@
SIZES.setdefault((w[0].file, S, m), set()).add(value(w[0].file, A))
MEMBERS.setdefault((w[0].file, S, m), set()).add(member(A))

@other@
type a.S;
S *P;
identifier a.m;
expression X != NULL, E;
position w != a.w;
@@

(
P->m@w = X
|
P->m[E]@w = X
)

@script:python@
S << a.S;
m << a.m;
w << other.w;
@@
SIZES[w[0].file, S, m].add(None)
MEMBERS[w[0].file, S, m].add(None)

@k@
type a.S;
type T;
S *P;
identifier a.m;
expression N, E;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
\(usb_free_coherent@p\|dma_free_coherent@p\)(..., N, (T)P->m, ...)
|
\(usb_free_coherent@p\|dma_free_coherent@p\)(..., N, (T)P->m[E], ...)
)

@script:python@
S << a.S;
m << a.m;
N << k.N;
p << k.p;
@@
place = (p[0].file, S, m)
if not (differs(p[0].file, N, SIZES[place])
        or others_size(p[0].file, N, MEMBERS[place])) or not first(p[0]):
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
position k.p;
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
N << r.N;
@@

coccilib.org.print_todo(p[0], MSG % N)

@script:python depends on org@
p << k.p;
N << k.N;
@@

coccilib.org.print_todo(p[0], MSG % N)

@script:python depends on report@
p << r.p;
N << r.N;
@@

coccilib.report.print_report(p[0], MSG % N)

@script:python depends on report@
p << k.p;
N << k.N;
@@

coccilib.report.print_report(p[0], MSG % N)
