// SPDX-License-Identifier: GPL-2.0-or-later
/// A buffer that is allocated, used for one control message and freed is what
/// usb_control_msg_send() and usb_control_msg_recv() are for: they take any memory,
/// and copy.
///
// Confidence: Moderate
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: advice, for kernels since 5.10.  The result is only tested for errors; usb_control_
// msg_recv() makes an error of a short reply, so only replies that must be complete are looked at.
// Options: --local-includes --include-headers
// Keywords: usb_control_msg, usb_control_msg_send, usb_control_msg_recv, kmemdup, kfree

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
FOUND = {}	# place of a message -> how often its function may name the buffer

def key(p):
    return (p[0].file, p[0].line, p[0].column)

def alone(p, b):
    """Nothing else in the function names the buffer."""
    with open(p[0].file, errors="replace") as source:
        lines = source.read().splitlines()
    body = lines[int(p[0].current_element_line) - 1:int(p[0].current_element_line_end)]
    uses = re.findall(r"\b%s\b" % re.escape(b.strip()), "\n".join(body))
    return len(uses) == FOUND[key(p)]

def message(b):
    return ("WARNING: '%s' is allocated for this message only; usb_control_msg_send() and _recv() "
            "copy [UD801:open_coded_bounce]" % re.sub(r"\s", "", b))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@sent@
local idexpression b, ret;
expression D, EP, R, RT, V, I, X, L, T, G;
position p;
@@

b = kmemdup(X, L, G);
if (!b) return -ENOMEM;
ret = usb_control_msg@p(D, usb_sndctrlpipe(D, EP), R, RT, V, I, b, L, T);
kfree(b);

@received@
local idexpression b, ret;
expression D, EP, R, RT, V, I, X, L, T, G;
position p;
@@

b = \(kmalloc\|kzalloc\)(L, G);
if (!b) return -ENOMEM;
ret = usb_control_msg@p(D, usb_rcvctrlpipe(D, EP), R, RT, V, I, b, L, T);
if (ret == L) memcpy(X, b, L);
kfree(b);

@script:python@
p << sent.p;
@@
FOUND[key(p)] = 5

@script:python@
p << received.p;
@@
FOUND[key(p)] = 6

// is the result a count to anybody?
@tested depends on sent || received@
local idexpression ret;
expression E;
position e;
@@

(
ret@e < 0
|
ret@e = E
)

@branch depends on sent || received@
local idexpression ret;
identifier f;
position e;
@@

(
if (ret < 0) return <+... ret@e ...+>;
|
if (ret < 0) f(..., ret@e, ...);
|
if (ret < 0) { <+... ret@e ...+> }
)

@whole depends on sent || received@
local idexpression ret;
expression D, P, R, RT, V, I, L, T, X;
local idexpression b;
position e;
@@

ret = usb_control_msg(D, P, R, RT, V, I, b, L, T);
if (ret@e == L) memcpy(X, b, L);

@count depends on sent || received exists@
local idexpression ret;
expression D, P, R, RT, V, I, L, T, E;
local idexpression b;
position e != {tested.e, branch.e, whole.e};
position p : script:python() { key(p) in FOUND };
@@

ret = usb_control_msg@p(D, P, R, RT, V, I, b, L, T)
... when != ret = E
ret@e

@script:python@
p << count.p;
@@
FOUND.pop(key(p), None)

@r depends on sent || received@
expression D, P, R, RT, V, I, T, L, b;
position p : script:python() { key(p) in FOUND and not p[0].file.startswith(EXEMPT) };
@@

usb_control_msg@p(D, P, R, RT, V, I, b, L, T)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
position r.p;
@@

* usb_control_msg@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@script:python n depends on patch@
p << r.p;
b << r.b;
ptr;
fn;
@@
if not alone(p, b):
    cocci.include_match(False)
coccinelle.ptr = cocci.make_ident(b.strip())
coccinelle.fn = cocci.make_ident(p[0].current_element)

@fix depends on patch@
identifier n.ptr;
local idexpression ret;
expression D, EP, R, RT, V, I, X, L, T, G;
position r.p;
@@

(
- ptr = kmemdup(X, L, G);
- if (!ptr) return -ENOMEM;
  ret =
- usb_control_msg@p
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I,
- ptr
+ X
  , L, T
+ , G
  );
- kfree(ptr);
|
- ptr = \(kmalloc\|kzalloc\)(L, G);
- if (!ptr) return -ENOMEM;
  ret =
- usb_control_msg@p
+ usb_control_msg_recv
  (D,
- usb_rcvctrlpipe(D, EP)
+ EP
  , R, RT, V, I,
- ptr
+ X
  , L, T
+ , G
  );
- if (ret == L) memcpy(X, ptr, L);
- kfree(ptr);
)

@depends on fix@
identifier n.ptr, n.fn;
type T;
@@

fn(...) {
  <...
- T *ptr;
  ...>
}

@script:python depends on patch && !fix@
p << r.p;
b << r.b;
@@
coccilib.report.print_report(p[0], "not rewritten: the use of '%s'" % b.strip())

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
b << r.b;
@@
coccilib.org.print_todo(p[0], message(b))

@script:python depends on report@
p << r.p;
b << r.b;
@@
coccilib.report.print_report(p[0], message(b))
