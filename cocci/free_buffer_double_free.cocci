// SPDX-License-Identifier: GPL-2.0-or-later
/// An URB with URB_FREE_BUFFER frees its buffer when the last reference goes:
/// freeing the buffer beside usb_free_urb() is a second free.  Drop the kfree().
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: the URB is filled, flagged and freed in one function.  Reported, not patched: a kfree()
// that is also reached before the flag is set, or that is all there is of a branch.
// Options: --local-includes --include-headers
// Keywords: URB_FREE_BUFFER, kfree, usb_free_urb

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
TWICE = {}	# place of a kfree() -> URB

def squeeze(text):
    return re.sub(r"\s", "", text)

def key(p):
    return (p[0].file, p[0].line, p[0].column)

def message(U):
    return ("ERROR: '%s' is freed here and by usb_free_urb(), for URB_FREE_BUFFER "
            "[UD308:free_buffer_double_free]" % squeeze(U))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@flagged exists@
local idexpression U;
local idexpression B;
expression D, P, E;
assignment operator op = {=, |=};
identifier f = {usb_fill_bulk_urb, usb_fill_int_urb};
position p : script:python() { not p[0].file.startswith(EXEMPT) };
@@

f(U, D, P, B, ...);
... when any
U->transfer_flags op <+... URB_FREE_BUFFER ...+>;
... when != U->transfer_flags &= E
    when != U->transfer_flags = E
    when != U->transfer_buffer = E
    when != B = E
\(kfree@p(B);\|kfree@p(U->transfer_buffer);\)

// the URB goes on the same way, after the buffer or before it
@after exists@
local idexpression flagged.U;
expression E;
position flagged.p;
@@

kfree@p(...)
... when != U->transfer_buffer = E
    when != U = E
usb_free_urb(U)

@before exists@
local idexpression flagged.U;
expression E;
position flagged.p;
@@

usb_free_urb(U)
... when != U = E
kfree@p(...)

@early exists@
local idexpression flagged.U;
assignment operator op = {=, |=};
identifier fn;
position flagged.p, q;
@@

fn(...) {
... when != U->transfer_flags op <+... URB_FREE_BUFFER ...+>
kfree@p@q(...);
... when any
}

@alone depends on flagged@
position flagged.p, q;
expression E;
statement S;
@@

(
if (E) kfree@p@q(...);
|
if (E) kfree@p@q(...); else S
|
if (E) S else kfree@p@q(...);
)

@script:python depends on after@
p << flagged.p;
U << flagged.U;
@@
TWICE[key(p)] = U

@script:python depends on before@
p << flagged.p;
U << flagged.U;
@@
TWICE[key(p)] = U

@r depends on flagged@
expression U;
position p : script:python() { key(p) in TWICE };
@@

kfree@p(U)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
position r.p;
@@

* kfree@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@fix depends on patch@
position r.p;
position q != {early.q, alone.q};
@@

- kfree@p@q(...);

@script:python depends on patch && !fix@
p << r.p;
U << r.U;
@@
coccilib.report.print_report(p[0], "not rewritten: kfree() of '%s'" % squeeze(U))

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
U << r.U;
@@
coccilib.org.print_todo(p[0], message(U))

@script:python depends on report@
p << r.p;
U << r.U;
@@
coccilib.report.print_report(p[0], message(U))
