// SPDX-License-Identifier: GPL-2.0-or-later
/// Memory from usb_alloc_coherent() goes back with usb_free_coherent(), memory from
/// kmalloc() with kfree(): each other pair corrupts one allocator and leaks in the
/// other.  Call the counterpart.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: a member is taken for the same memory in the whole file.  Silent when it may hold memory
// of both kinds.  Not patched: a release where device, size or handle are out of
// reach, and one that would leave a local handle without a use.
// Options: --local-includes --include-headers
// Keywords: usb_alloc_coherent, usb_free_coherent, kfree

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
REACH = set()	# releases whose arguments are known

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

def args_for(p, B):
    """device, size, handle as the function at p may write them, or None."""
    known = set()
    for where, b, *args in COHERENT[whose(B, p)]:
        if where != p[0].current_element:
            if not base(b) or not base(squeeze(B)):
                return None
            old, new = base(b) + "->", base(squeeze(B)) + "->"
            if not all(a.startswith(old) or re.fullmatch(r"[A-Z0-9_]+", a) for a in args):
                return None
            args = [new + a[len(old):] if a.startswith(old) else a for a in args]
        known.add(tuple(args))
    return known.pop() if len(known) == 1 else None

def message(B):
    return ("ERROR: '%s' is released by another allocator's function "
            "[UD203:coherent_wrong_release]" % squeeze(B))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

// nothing to do without coherent memory
@coherent@
@@

\(usb_alloc_coherent\|usb_free_coherent\)(...)

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

@other depends on coherent@
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

@r depends on coherent@
expression B, D, S, H;
position p : script:python() { not p[0].file.startswith(EXEMPT) };
@@

(
\(kfree@p\|kfree_sensitive@p\|kvfree@p\|vfree@p\)(B)
|
usb_free_coherent@p(D, S, B, H)
)

@script:python bad@
p << r.p;
B << r.B;
D << r.D = "";
H << r.H = "";
d;
s;
h;
@@
name = whose(B, p)
args = None
if name in OTHER or name.endswith("->transfer_buffer"):
    cocci.include_match(False)
elif D and name in HEAP and name not in COHERENT:
    # a local handle would be left without a use
    args = ("0", "0", "0") if base(squeeze(H)) else None
elif not D and name in COHERENT and name not in HEAP:
    args = args_for(p, B)
else:
    cocci.include_match(False)
if args:
    REACH.add(key(p))
coccinelle.d, coccinelle.s, coccinelle.h = [cocci.make_expr(a) for a in args or "000"]

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

@fix depends on patch && bad@
expression r.B;
expression bad.d, bad.s, bad.h;
expression D, S, H;
position r.p;
position reach : script:python() { key(reach) in REACH };
@@

(
- \(kfree@p@reach\|kfree_sensitive@p@reach\|kvfree@p@reach\|vfree@p@reach\)(B);
+ usb_free_coherent(d, s, B, h);
|
- usb_free_coherent@p@reach(D, S, B, H);
+ kfree(B);
)

@script:python depends on patch && bad && !fix@
p << r.p;
B << r.B;
@@
coccilib.report.print_report(p[0], "not rewritten: the release of '%s'" % squeeze(B))

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
