// SPDX-License-Identifier: GPL-2.0-or-later
/// URB_FREE_BUFFER makes usbcore call kfree(urb->transfer_buffer): the buffer must
/// be what kmalloc() returned, not coherent memory and not a part of a buffer.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: URB and buffer are in one function, or members of one file.  There is no rewrite:
// who frees the buffer instead is the driver's design.
// Options: --local-includes --include-headers
// Keywords: URB_FREE_BUFFER, usb_alloc_coherent

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
COHERENT = {}	# buffer -> where and how it is allocated
HEAP, OTHER = set(), set()	# buffers that hold such memory
BUFFERS = {}	# URB -> its buffers

def squeeze(text):
    return re.sub(r"\s", "", text)

def whose(text, p):
    """A member is the same in the whole file, a local in its function."""
    text = re.sub(r"\[[^][]*\]$", "", re.sub(r"^\(\w+\*?\)", "", squeeze(text)))
    member = re.search(r"(?:->|\.)(\w+)$", text)
    unit = p[0].file + ":"
    return unit + ("->" + member.group(1) if member else p[0].current_element + ":" + text)

def base(text):
    """What a member is a member of."""
    member = re.match(r"(.*)(->|\.)\w+$", squeeze(text))
    return member.group(1) if member else None

def key(p):
    return (p[0].file, p[0].line, p[0].column)

def misused(p, U):
    """The buffer of an URB that kfree() must not get, or None."""
    names = BUFFERS.get(whose(U, p), [])
    if len({n for n, _, _ in names}) != 1 or p[0].file.startswith(EXEMPT):
        return None
    name, text, part = names[0]
    if part or (name in COHERENT and name not in HEAP | OTHER):
        return text
    return None

def message(U):
    return ("ERROR: '%s' has URB_FREE_BUFFER and a buffer that is not from kmalloc() "
            "[UD307:free_buffer_flag_misuse]" % squeeze(U))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@alloc@
expression B, D, S, G, H;
type T1;
position p;
@@

B@p = (T1)usb_alloc_coherent(D, S, G, &H)

@script:python@
p << alloc.p;
B << alloc.B;
D << alloc.D;
S << alloc.S;
H << alloc.H;
@@
COHERENT.setdefault(whose(B, p), []).append(
    (p[0].current_element, squeeze(B), squeeze(D), squeeze(S), squeeze(H)))

@other@
expression B, V;
position p;
@@

B@p = V

@script:python@
p << other.p;
B << other.B;
V << other.V;
@@
if "usb_alloc_coherent" in V or V.strip() == "NULL" or B.strip().endswith("]"):
    pass
elif re.match(r"(\(.*?\))?k([mzc]alloc|malloc_array|memdup)\(", squeeze(V)):
    HEAP.add(whose(B, p))
else:
    OTHER.add(whose(B, p))

@fill@
expression U, B, D, P, SP, E;
type T1;
position p, part;
@@

(
\(usb_fill_int_urb@part\|usb_fill_bulk_urb@part\)(U, D, P, (T1)(B + E), ...)
|
usb_fill_control_urb@part(U, D, P, SP, (T1)(B + E), ...)
|
U->transfer_buffer@part = B + E
|
\(usb_fill_int_urb@p\|usb_fill_bulk_urb@p\)(U, D, P, (T1)B, ...)
|
usb_fill_control_urb@p(U, D, P, SP, (T1)B, ...)
|
U->transfer_buffer@p = B
)

@script:python@
p << fill.p;
U << fill.U;
B << fill.B;
@@
BUFFERS.setdefault(whose(U, p), []).append((whose(B, p), B, False))

@script:python@
p << fill.part;
U << fill.U;
B << fill.B;
@@
BUFFERS.setdefault(whose(U, p), []).append((whose(B, p) + "+", B, True))

@cleared@
expression U, E;
position p;
@@

U->transfer_flags@p &= E

@script:python@
p << cleared.p;
U << cleared.U;
@@
BUFFERS.setdefault(whose(U, p), []).append(("", "", False))

@r@
expression U;
assignment operator op = {=, |=};
position p;
@@

U->transfer_flags@p op <+... URB_FREE_BUFFER ...+>

@script:python bad@
p << r.p;
U << r.U;
@@
if not misused(p, U):
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context && bad@
expression r.U;
position r.p;
@@

* U->transfer_flags@p

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org && bad@
p << r.p;
U << r.U;
@@
coccilib.org.print_todo(p[0], message(U))

@script:python depends on report && bad@
p << r.p;
U << r.U;
@@
coccilib.report.print_report(p[0], message(U))
