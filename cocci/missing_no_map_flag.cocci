// SPDX-License-Identifier: GPL-2.0-or-later
/// An URB whose buffer is from usb_alloc_coherent() needs the handle in
/// transfer_dma and URB_NO_TRANSFER_DMA_MAP; without the flag usbcore maps the
/// buffer a second time.  Set both after the URB is filled.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: silent when a value with this bit, or one that is not known, is stored anywhere to
// the flags of that URB, when the URB goes to other functions or is never submitted here, and
// when the buffer may be other memory.  Not patched: a handle that is out of reach where the URB
// is filled, flags that are stored again on some ways only, buffers stored by hand.
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
STORES = {}	# URB -> places of plain stores to its flags
QUIET = set()	# URBs that others may have flagged
SUBMITTED = set()
HANDLED = set()	# URBs whose transfer_dma somebody stores
KIND = {}	# place of a filler -> what the rewrite does

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

def faulty(p, U, B):
    return (not p[0].file.startswith(EXEMPT) and "->transfer_buffer" not in squeeze(B)
            and whose(B, p) in COHERENT and whose(B, p) not in OTHER
            and whose(U, p) not in QUIET and whose(U, p) in SUBMITTED)

def message(U):
    return ("ERROR: '%s' has a coherent buffer and lacks URB_NO_TRANSFER_DMA_MAP; usbcore maps "
            "it again [UD301:missing_no_map_flag]" % squeeze(U))

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

@other depends on alloc@
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
else:
    OTHER.add(whose(B, p))

@flags depends on alloc@
expression U, F;
assignment operator op = {=, |=};
position p;
@@

U->transfer_flags@p op F

@script:python@
p << flags.p;
U << flags.U;
F << flags.F;
op << flags.op;
@@
if "URB_NO_TRANSFER_DMA_MAP" in F or re.search(r"[a-z]", F):
    QUIET.add(whose(U, p))
elif op.strip() == "=":
    STORES.setdefault(whose(U, p), []).append((p[0].current_element, int(p[0].line)))

// another name, or another function, may set the flag
@escape depends on alloc@
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

@submit depends on alloc@
expression U;
position p;
@@

usb_submit_urb@p(U, ...)

@script:python@
p << submit.p;
U << submit.U;
@@
SUBMITTED.add(whose(U, p))

@dma depends on alloc@
expression U, E;
position p;
@@

U->transfer_dma@p = E

@script:python@
p << dma.p;
U << dma.U;
@@
HANDLED.add(whose(U, p))

@r depends on alloc@
expression U, B, D, P, SP;
type T1;
identifier f;
position p;
@@

(
\(usb_fill_int_urb@p\|usb_fill_bulk_urb@p\)(U, D, P, (T1)B, ...)
|
usb_fill_control_urb@p(U, D, P, SP, (T1)B, ...)
|
U->transfer_buffer@p = B
)

@script:python bad@
p << r.p;
U << r.U;
B << r.B;
h;
@@
h = None
if not faulty(p, U, B):
    cocci.include_match(False)
else:
    h = handle_for(p, B, U)
    here = p[0].current_element
    later = [line for fn, line in STORES.get(whose(U, p), []) if fn == here
             and line > int(p[0].line)]
    if h and any(fn != here for fn, line in STORES.get(whose(U, p), [])):
        h = None
    if h:
        own = h.endswith("->transfer_dma")
        KIND[key(p)] = ("flag" if own or whose(U, p) in HANDLED else "both",
                        "or" if later else "set")
coccinelle.h = cocci.make_expr(h or "0")

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context && bad@
expression r.U;
identifier f;
position r.p;
@@

(
* f@p(...)
|
* U->transfer_buffer@p
)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@fix depends on patch && bad@
expression r.U;
expression bad.h;
expression V;
identifier f;
position r.p;
position both : script:python() { KIND.get(key(both)) == ("both", "set") };
position flag : script:python() { KIND.get(key(flag)) == ("flag", "set") };
position both_or : script:python() { KIND.get(key(both_or)) == ("both", "or") };
position flag_or : script:python() { KIND.get(key(flag_or)) == ("flag", "or") };
@@

(
  f@p@both(U, ...);
+ U->transfer_dma = h;
+ U->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
|
  f@p@flag(U, ...);
+ U->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
|
  f@p@both_or(U, ...);
+ U->transfer_dma = h;
  ...
  U->transfer_flags =
- V
+ V | URB_NO_TRANSFER_DMA_MAP
  ;
|
  f@p@flag_or(U, ...);
  ...
  U->transfer_flags =
- V
+ V | URB_NO_TRANSFER_DMA_MAP
  ;
)

@script:python depends on patch && bad && !fix@
p << r.p;
U << r.U;
@@
coccilib.report.print_report(p[0], "not rewritten: the flags of '%s'" % squeeze(U))

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
