// SPDX-License-Identifier: GPL-2.0-or-later
/// The synchronous transfer functions map their buffer: memory from
/// usb_alloc_coherent() is mapped a second time, which fails where coherent memory
/// is remapped.  Allocate the buffer with kzalloc().
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: patched only when no URB gets the buffer or its handle, each allocation and each release
// of it stands in the file, and the handle has no other use.  Its declaration goes as well.
// Options: --local-includes --include-headers
// Keywords: usb_alloc_coherent, usb_bulk_msg, usb_control_msg

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
KEEP = set()	# buffers and handles that somebody else uses
SYNC = set()	# buffers that go to synchronous functions

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

def mapped_again(p, B):
    name = whose(B, p)
    return name in COHERENT and name not in HEAP | OTHER

def replaceable(p, B):
    """Only synchronous functions use the buffer, nobody uses its handle."""
    name = whose(B, p)
    return (name in SYNC and mapped_again(p, B) and name not in KEEP
            and not any("->transfer_dma" in h or whose_handle(p, h, where) in KEEP
                        for where, _, _, _, h in COHERENT[name]))

def whose_handle(p, h, where):
    member = re.search(r"(?:->|\.)(\w+)$", h)
    return p[0].file + ":" + ("->" + member.group(1) if member else where + ":" + h)

def message(B):
    return ("WARNING: '%s' is coherent memory; the synchronous function maps it again "
            "[UD204:coherent_to_sync_helper]" % squeeze(B))

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
elif re.match(r"(\(.*?\))?k([mzc]alloc|malloc_array|memdup)\(", squeeze(V)):
    HEAP.add(whose(B, p))
else:
    OTHER.add(whose(B, p))

@urb depends on alloc@
expression U, B, D, P, SP;
type T1;
position p;
@@

(
\(usb_fill_int_urb@p\|usb_fill_bulk_urb@p\)(U, D, P, <+... B ...+>, ...)
|
usb_fill_control_urb@p(U, D, P, SP, <+... B ...+>, ...)
|
U->transfer_buffer@p = <+... B ...+>
|
U->transfer_dma@p = <+... B ...+>
)

@script:python@
p << urb.p;
B << urb.B;
@@
KEEP.add(whose(B, p))

// what is stored elsewhere, returned or handed to others may reach an URB
@stored depends on alloc@
expression E, B;
identifier f != {usb_free_coherent, usb_alloc_coherent, usb_control_msg, usb_bulk_msg,
	usb_interrupt_msg, memcpy, memset, memcmp, get_unaligned_le16, get_unaligned_le32,
	put_unaligned_le16, put_unaligned_le32};
position p;
@@

(
E@p = B
|
f@p(..., B, ...)
|
f@p(..., &B, ...)
)

@returned depends on alloc@
expression B;
position p;
@@

return@p B;

@script:python@
p << returned.p;
B << returned.B;
@@
KEEP.add(whose(B, p))

@script:python@
p << stored.p;
B << stored.B;
@@
KEEP.add(whose(B, p))

@r depends on alloc@
expression B, E;
type T1;
expression list[6] e6;
expression list[2] e2;
position p : script:python() { not p[0].file.startswith(EXEMPT) };
@@

(
usb_control_msg(e6, B, 0, ...)
|
\(usb_bulk_msg\|usb_interrupt_msg\)(e2, B, 0, ...)
|
usb_control_msg@p(e6, \((T1)(B + E)\|(T1)B\), ...)
|
\(usb_bulk_msg@p\|usb_interrupt_msg@p\)(e2, \((T1)(B + E)\|(T1)B\), ...)
)

@script:python bad@
p << r.p;
B << r.B;
@@
if mapped_again(p, B):
    SYNC.add(whose(B, p))
else:
    cocci.include_match(False)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context && bad@
identifier f;
position r.p;
@@

* f@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@which depends on patch@
expression B, D, S, G, H;
type T1;
position p;
@@

B@p = (T1)usb_alloc_coherent(D, S, G, &H)

@script:python one@
p << which.p;
B << which.B;
H << which.H;
fn;
local_b;
local_h;
member_b;
member_h;
@@
if not replaceable(p, B):
    cocci.include_match(False)
b, h = (re.split(r"->|\.", squeeze(x))[-1] for x in (B, H))
none = "usbdma_none"
member = base(squeeze(B))
coccinelle.fn = cocci.make_ident(none if member else p[0].current_element)
coccinelle.local_b, coccinelle.local_h = [cocci.make_ident(none if member else x) for x in (b, h)]
coccinelle.member_b, coccinelle.member_h = [cocci.make_ident(x if member else none) for x in (b, h)]

@in_member depends on patch@
identifier one.member_b, one.member_h;
expression D, S, G, E;
@@

(
- usb_alloc_coherent(D, S, G, &E->member_h)
+ kzalloc(S, G)
|
- usb_free_coherent(D, S, E->member_b, ...)
+ kfree(E->member_b)
)

@depends on in_member@
identifier one.member_b, one.member_h;
identifier s;
type T;
@@

struct s {
  ...
  T member_b;
  ...
- dma_addr_t member_h;
  ...
};

@depends on in_member@
identifier one.member_b, one.member_h;
identifier s;
type T;
@@

struct s {
  ...
- dma_addr_t member_h;
  ...
  T member_b;
  ...
};

@in_function depends on patch@
identifier one.fn, one.local_b, one.local_h;
expression D, S, G;
@@

fn(...) {
  <...
(
- usb_alloc_coherent(D, S, G, &local_h)
+ kzalloc(S, G)
|
- usb_free_coherent(D, S, local_b, ...)
+ kfree(local_b)
)
  ...>
}

@depends on in_function@
identifier one.fn, one.local_h;
@@

fn(...) {
  <...
- dma_addr_t local_h;
  ...>
}

@script:python depends on patch && bad@
p << r.p;
B << r.B;
@@
if not replaceable(p, B):
    coccilib.report.print_report(p[0], "not rewritten: the use of '%s'" % squeeze(B))

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org && bad@
p << r.p;
B << r.B;
@@
coccilib.org.print_todo(p[0], message(B))

@script:python depends on report && bad@
p << r.p;
B << r.B;
@@
coccilib.report.print_report(p[0], message(B))
