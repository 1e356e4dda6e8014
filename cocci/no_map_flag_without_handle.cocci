// SPDX-License-Identifier: GPL-2.0-or-later
/// URB_NO_TRANSFER_DMA_MAP says that the driver provides the DMA address: without
/// a handle in transfer_dma the device reads or writes memory of somebody else.
/// Store the handle of the coherent buffer, or drop the flag for other memory.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: silent when anything in the file stores transfer_dma of that URB, when the URB goes
// to other functions or is never submitted here, and when the buffer is not known.  Not patched:
// a handle that is out of reach where the flag is stored.
// Options: --local-includes --include-headers
// Keywords: URB_NO_TRANSFER_DMA_MAP, transfer_dma, usb_alloc_coherent, usb_fill_int_urb

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
COHERENT = {}	# buffer -> places and handles of its allocations
OTHER = set()	# buffers that hold other memory, too
HEAP = set()	# buffers that hold memory from kmalloc()
BUFFERS = {}	# URB -> its buffers
QUIET = set()	# URBs that others may have given a handle
SUBMITTED = set()
KIND = {}	# place of a store -> what the rewrite does

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

def handle_for(p, B, U):
    """The handle of B as the function at p may write it, or None."""
    here = p[0].current_element
    known = {(h if where == here else
              h.replace(base(b) + "->", base(B) + "->", 1) if base(b) and base(B) and
              h.startswith(base(b) + "->") else None)
             for where, b, h in COHERENT[whose(B, p)]}
    return known.pop() if len(known) == 1 else None

def only_buffer(p, U):
    """The one buffer of an URB, or None."""
    names = BUFFERS.get(whose(U, p), [])
    return names[0][0] if len({n[1] for n in names}) == 1 else None

def kind_of(p, U):
    """coherent, heap or None: what the URB's buffer is."""
    B = only_buffer(p, U)
    if (not B or p[0].file.startswith(EXEMPT) or whose(U, p) in QUIET
            or whose(U, p) not in SUBMITTED):
        return None
    name = whose(B, p)
    if name in COHERENT and name not in OTHER | HEAP:
        return None if any(h.endswith("->transfer_dma") for _, _, h in COHERENT[name]) \
            else "coherent"
    return "heap" if name in HEAP and name not in set(COHERENT) | OTHER else None

def message(U):
    return ("ERROR: '%s' has URB_NO_TRANSFER_DMA_MAP and no DMA handle in transfer_dma "
            "[UD302:no_map_flag_without_handle]" % squeeze(U))

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
H << alloc.H;
@@
COHERENT.setdefault(whose(B, p), []).append((p[0].current_element, B, squeeze(H)))

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

// another name, or another function, may set the flag
@escape@
struct urb *U;
local idexpression struct urb *x;
expression E;
identifier f != {usb_fill_int_urb, usb_fill_bulk_urb, usb_fill_control_urb, usb_submit_urb,
	usb_free_urb, usb_kill_urb, usb_unlink_urb, usb_poison_urb, usb_anchor_urb,
	usb_unanchor_urb, usb_get_urb, usb_put_urb, usb_init_urb, kfree, BUG_ON, WARN_ON,
	IS_ERR, usb_block_urb, usb_unpoison_urb, usb_pipein};
position p;
@@

(
f@p(..., U, ...)
|
x@p = U
|
E@p = x
)

@script:python@
p << escape.p;
U << escape.U = "";
x << escape.x = "";
E << escape.E = "";
@@
for name in (U, x, E):
    if name:
        QUIET.add(whose(name, p))

@submit@
expression U;
position p;
@@

usb_submit_urb@p(U, ...)

@script:python@
p << submit.p;
U << submit.U;
@@
SUBMITTED.add(whose(U, p))

@dma@
expression U, E;
position p;
@@

(
U->transfer_dma@p = E
|
  &U->transfer_dma@p
|
U->sg@p = E
|
U->transfer_flags@p &= E
)

@script:python@
p << dma.p;
U << dma.U;
@@
QUIET.add(whose(U, p))

@fill@
expression U, B, D, P, SP;
type T1;
position p;
@@

(
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
BUFFERS.setdefault(whose(U, p), []).append((B, whose(B, p)))

@r@
expression U;
assignment operator op = {=, |=};
position p;
@@

U->transfer_flags@p op <+... URB_NO_TRANSFER_DMA_MAP ...+>

@script:python bad@
p << r.p;
U << r.U;
h;
@@
kind = kind_of(p, U)
h = None
if not kind:
    cocci.include_match(False)
elif kind == "coherent":
    h = handle_for(p, only_buffer(p, U), U)
    KIND[key(p)] = "store" if h else "far"
else:
    KIND[key(p)] = "drop"
coccinelle.h = cocci.make_expr(h or "0")

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context && bad@
expression r.U;
position r.p;
@@

* U->transfer_flags@p

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@fix depends on patch && bad@
expression r.U;
expression bad.h;
expression F;
assignment operator op = {=, |=};
position r.p;
position store : script:python() { KIND.get(key(store)) == "store" };
position drop : script:python() { KIND.get(key(drop)) == "drop" };
@@

(
+ U->transfer_dma = h;
  U->transfer_flags@p@store op F;
|
- U->transfer_flags@p@drop |= URB_NO_TRANSFER_DMA_MAP;
|
  U->transfer_flags@p@drop op
- F | URB_NO_TRANSFER_DMA_MAP
+ F
  ;
|
  U->transfer_flags@p@drop op
- URB_NO_TRANSFER_DMA_MAP | F
+ F
  ;
|
  U->transfer_flags@p@drop =
- URB_NO_TRANSFER_DMA_MAP
+ 0
  ;
)

@script:python depends on patch && bad && !fix@
p << r.p;
U << r.U;
@@
coccilib.report.print_report(p[0], "not rewritten: the handle of '%s'" % squeeze(U))

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
