// SPDX-License-Identifier: GPL-2.0-or-later
/// Data of a module or of the kernel image must not reach a USB transfer: usbcore
/// maps it for DMA, and it is not DMA-able.  Send a copy.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: the rewrite sends a copy: usb_control_msg() becomes usb_control_msg_send() where its result
// is only tested for errors; else the copy made by kmemdup() is handed over and freed after the
// call.  Reported, not patched: what is received (who else reads it?), URBs, transfers whose
// direction or result cannot be followed.  A comment between arguments is lost where the call
// moves into a branch.
// Options: --local-includes --include-headers
// Keywords: usb_control_msg, usb_bulk_msg, usb_interrupt_msg, static, DMA

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
KIND = {}	# place of a call -> set of what is known about it
TEXT = {}	# file -> what it says

def key(p):
    return (p[0].file, p[0].line, p[0].column)

def told(p, *kinds):
    return set(kinds) <= KIND.get(key(p), set())

def tell(p, kind):
    KIND.setdefault(key(p), set()).add(kind)

def words_of(p):
    """The words of the function around a place."""
    lines = text_of(p).splitlines()
    body = lines[int(p[0].current_element_line) - 1:int(p[0].current_element_line_end)]
    return set(re.findall(r"[A-Za-z_]\w*", " ".join(body)))

def name_for(p, what):
    """A name for the copy of `what` that the function does not use yet."""
    words = re.findall(r"[A-Za-z_]\w*", re.sub(r"\[.*?\]|\(.*?\)|\+.*", "",
                                               what.strip("(& )")))
    stem = words[-1] if words else "usb"
    names = [stem + tail for tail in ("_buf", "_copy", "_bounce", "_usb_buf", "_usb_copy")]
    return next((n for n in names if n not in words_of(p)), "usbdma_copy")

def result_for(p):
    """A name for the result of a call."""
    names = ("ret", "err", "retval", "usb_ret")
    return next((n for n in names if n not in words_of(p)), "usbdma_ret")

def text_of(p):
    if p[0].file not in TEXT:
        with open(p[0].file, errors="replace") as source:
            TEXT[p[0].file] = source.read()
    return TEXT[p[0].file]

def callee(p):
    line = text_of(p).splitlines()[int(p[0].line) - 1]
    return re.match(r"\w*", line[int(p[0].column):]).group()

def message(p, what):
    return ("ERROR: '%s' is static data; %s() needs memory from kmalloc() "
            "[UD103:static_buffer]" % (re.sub(r"\s", "", what).lstrip("&"), callee(p)))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

// read-only data is another rule's
@readonly@
type T, T1;
global idexpression const T[] b;
global idexpression const T x;
expression E;
identifier f, m;
position p;
@@

f@p(..., \((T1)b\|(T1)&b[E]\|(T1)(b + E)\|(T1)&x\|(T1)&x.m\), ...)

@r@
type T, T1;
global idexpression T[] b;
global idexpression x;
T[] A;
identifier m, m2;
expression E, X;
expression list[6] e6;
expression list[2] e2;
expression list[3] e3;
expression list[4] e4;
identifier f6 = {usb_control_msg, usb_stor_ctrl_transfer, usb_stor_control_msg};
identifier f2 = {usb_bulk_msg, usb_interrupt_msg, usb_stor_bulk_transfer_buf};
identifier f3 = {usb_get_descriptor, usb_fill_bulk_urb, usb_fill_int_urb};
identifier f4 = {usb_fill_control_urb};
position p != readonly.p;
position here : script:python() { not here[0].file.startswith(EXEMPT) };
@@

(
f6(e6, X, 0, ...)
|
f2(e2, X, 0, ...)
|
f3(e3, X, 0, ...)
|
f4(e4, X, 0, ...)
|
f6@p@here(e6, \((T1)b\|(T1)&b[E]\|(T1)(b + E)\|(T1)&x\|(T1)&x.m\|(T1)&x.m.m2\|\(A\&x.m\)\|\(A\&x.m.m2\)\), ...)
|
f2@p@here(e2, \((T1)b\|(T1)&b[E]\|(T1)(b + E)\|(T1)&x\|(T1)&x.m\|(T1)&x.m.m2\|\(A\&x.m\)\|\(A\&x.m.m2\)\), ...)
|
f3@p@here(e3, \((T1)b\|(T1)&b[E]\|(T1)(b + E)\|(T1)&x\|(T1)&x.m\|(T1)&x.m.m2\|\(A\&x.m\)\|\(A\&x.m.m2\)\), ...)
|
f4@p@here(e4, \((T1)b\|(T1)&b[E]\|(T1)(b + E)\|(T1)&x\|(T1)&x.m\|(T1)&x.m.m2\|\(A\&x.m\)\|\(A\&x.m.m2\)\), ...)
)

@who@
position r.p;
type T1;
expression X, L;
expression list[6] e6;
expression list[2] e2;
expression list[3] e3;
expression list[4] e4;
identifier f6 = {usb_control_msg, usb_stor_ctrl_transfer, usb_stor_control_msg};
identifier f2 = {usb_bulk_msg, usb_interrupt_msg, usb_stor_bulk_transfer_buf};
identifier f3 = {usb_get_descriptor, usb_fill_bulk_urb, usb_fill_int_urb};
identifier f4 = {usb_fill_control_urb};
@@

(
f6@p(e6, \((T1)X\|X\), L, ...)
|
f2@p(e2, \((T1)X\|X\), L, ...)
|
f3@p(e3, \((T1)X\|X\), L, ...)
|
f4@p(e4, \((T1)X\|X\), L, ...)
)

//----------------------------------------------------------
//  What the rewrites ask for
//----------------------------------------------------------

// the direction stands in the pipe, or in the only value of a local
@inward@
position r.p;
expression D;
@@

\(usb_control_msg@p\|usb_bulk_msg@p\|usb_interrupt_msg@p\)(D,
	\(usb_rcvctrlpipe\|usb_rcvbulkpipe\|usb_rcvintpipe\)(...), ...)

@inward_pipe exists@
position r.p;
local idexpression pipe;
expression D, E;
@@

pipe = \(usb_rcvctrlpipe\|usb_rcvbulkpipe\|usb_rcvintpipe\)(...)
... when != pipe = E
\(usb_control_msg@p\|usb_bulk_msg@p\|usb_interrupt_msg@p\)(D, pipe, ...)

@outward@
position r.p;
expression D;
@@

\(usb_control_msg@p\|usb_bulk_msg@p\|usb_interrupt_msg@p\)(D,
	\(usb_sndctrlpipe\|usb_sndbulkpipe\|usb_sndintpipe\)(...), ...)

@outward_pipe exists@
position r.p;
local idexpression pipe;
expression D, E;
@@

pipe = \(usb_sndctrlpipe\|usb_sndbulkpipe\|usb_sndintpipe\)(...)
... when != pipe = E
\(usb_control_msg@p\|usb_bulk_msg@p\|usb_interrupt_msg@p\)(D, pipe, ...)

// a length that is computed once only, or that changes
@effect@
position r.p;
identifier f != {ARRAY_SIZE, min, min_t, struct_size};
expression X, E, L;
expression list[6] e6;
expression list[2] e2;
@@

(
usb_control_msg@p(e6, X, <+... \(f(...)\|E++\|++E\|E--\|--E\|E = L\) ...+>, ...)
|
\(usb_bulk_msg@p\|usb_interrupt_msg@p\)(e2, X,
	<+... \(f(...)\|E++\|++E\|E--\|--E\|E = L\) ...+>, ...)
)

// a place that has no room for statements
@nested disable drop_else@
expression E, E2;
statement S, S2;
position q;
@@

if (E) S else if@q (E2) S2

// where the result is only tested for errors, here or ...
@test@
local idexpression ret;
expression E;
position e;
@@

(
ret@e < 0
|
ret@e >= 0
|
ret@e = E
)

// ... in a branch of its own
@branch@
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

// the result is compared with the length, and a short transfer is an error
@whole@
position r.p;
local idexpression ret;
expression list[6] e6;
expression X, L;
statement S;
position e;
@@

ret = usb_control_msg@p(e6, X, L, ...);
if (\(ret@e != L\|ret@e < L\)) S

@wholebranch@
position r.p;
local idexpression ret;
expression list[6] e6;
expression X, L;
identifier f;
position e;
@@

ret = usb_control_msg@p(e6, X, L, ...);
(
if (\(ret != L\|ret < L\)) return <+... ret@e ...+>;
|
if (\(ret != L\|ret < L\)) f(..., ret@e, ...);
|
if (\(ret != L\|ret < L\)) { <+... ret@e ...+> }
)

@twice@
position r.p;
local idexpression ret;
expression list[6] e6;
expression X, L;
statement S, S2;
position e;
@@

ret = usb_control_msg@p(e6, X, L, ...);
if (ret < 0) S
if (\(ret@e != L\|ret@e < L\)) S2

// ... or is it a count to somebody?
@count exists@
position r.p;
local idexpression ret;
expression E;
position e != {test.e, branch.e, whole.e, wholebranch.e, twice.e};
@@

ret = usb_control_msg@p(...)
... when != ret = E
ret@e

@script:python depends on inward@
p << r.p;
@@
tell(p, "in")

@script:python depends on inward_pipe@
p << r.p;
@@
tell(p, "in")

@script:python depends on outward@
p << r.p;
@@
tell(p, "out")

@script:python depends on outward_pipe@
p << r.p;
@@
tell(p, "out")

@script:python depends on effect@
p << r.p;
@@
tell(p, "no")

@script:python depends on count@
p << r.p;
@@
tell(p, "count")

@script:python depends on twice@
p << r.p;
@@
tell(p, "twice")

@script:python n@
p << r.p;
X << who.X;
buf;
ret;
fn;
@@
coccinelle.buf = cocci.make_ident(name_for(p, X))
coccinelle.ret = cocci.make_ident(result_for(p))
coccinelle.fn = cocci.make_ident(p[0].current_element)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
identifier f;
position r.p;
@@

* f@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@fix depends on patch@
position r.p;
position send : script:python() { told(send, "out") and not told(send, "in") and not told(send, "count") };
position o : script:python() { told(o, "out") and not told(o, "in") and not told(o, "no") };
position notelse != nested.q;
expression who.X, who.L;
identifier n.buf, n.ret;
identifier f = {usb_control_msg, usb_bulk_msg, usb_interrupt_msg};
identifier prn = {dev_err, dev_warn, dev_dbg, dev_info, pr_err, pr_warn, pr_debug, printk};
type T1;
expression D, EP, R, RT, V, I, TO, E;
typedef s16, s32;
{int, long, short, ssize_t, s16, s32} rv;
expression list pre, post;
identifier lb;
statement S, S2;
binary operator sh = {!=, <};
binary operator cmp = {<, <=, >, >=, ==, !=};
@@

(
// usb_control_msg_send() returns an error or 0
  rv =
- usb_control_msg@p@send
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I, \((T1)X\|X\), L, TO
+ , GFP_NOIO
  );
  if (rv < 0) S
- if (rv sh L) S2
|
  rv =
- usb_control_msg@p@send
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I, \((T1)X\|X\), L, TO
+ , GFP_NOIO
  );
  if (
- rv sh L
+ rv
  ) S
|
  rv =
- usb_control_msg@p@send
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I, \((T1)X\|X\), L, TO
+ , GFP_NOIO
  );
|
- usb_control_msg@p@send
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I, \((T1)X\|X\), L, TO
+ , GFP_NOIO
  );
|
  if (
- usb_control_msg@p@send(D, usb_sndctrlpipe(D, EP), R, RT, V, I, \((T1)X\|X\), L, TO) sh L
+ usb_control_msg_send(D, EP, R, RT, V, I, X, L, TO, GFP_NOIO)
  ) S
|
  if (
- usb_control_msg@p@send
+ usb_control_msg_send
  (D,
- usb_sndctrlpipe(D, EP)
+ EP
  , R, RT, V, I, \((T1)X\|X\), L, TO
+ , GFP_NOIO
  ) < 0) S
|
// a copy is sent
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (!buf)
+	return -ENOMEM;
  rv = f@p@o(pre,
- \((T1)X\|X\)
+ buf
  , L, post);
+ kfree(buf);
  if (\(rv < 0\|rv\)) \( return rv; \| { prn(...); return rv; } \)
|
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (!buf)
+ {
+	rv = -ENOMEM;
+	goto lb;
+ }
  rv = f@p@o(pre,
- \((T1)X\|X\)
+ buf
  , L, post);
+ kfree(buf);
  if (\(rv < 0\|rv\)) \( goto lb; \| { prn(...); goto lb; } \)
|
- rv = f@p@o(pre, \((T1)X\|X\), L, post);
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (buf)
+	rv = f(pre, buf, L, post);
+ else
+	rv = -ENOMEM;
+ kfree(buf);
|
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (!buf)
+	return -ENOMEM;
- return
+ ret =
  f@p@o(pre,
- \((T1)X\|X\)
+ buf
  , L, post);
+ kfree(buf);
+ return ret;
|
- f@p@o(pre, \((T1)X\|X\), L, post);
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (buf)
+	f(pre, buf, L, post);
+ kfree(buf);
|
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (buf)
+	ret = f(pre, buf, L, post);
+ else
+	ret = -ENOMEM;
+ kfree(buf);
  if@notelse (
- f@p@o(pre, \((T1)X\|X\), L, post)
+ ret
  cmp E) S
|
+ buf = kmemdup(X, L, GFP_NOIO);
+ if (buf)
+	ret = f(pre, buf, L, post);
+ else
+	ret = -ENOMEM;
+ kfree(buf);
  if@notelse (
- f@p@o(pre, \((T1)X\|X\), L, post)
+ ret
  ) S
)

@declare_result depends on fix@
identifier n.fn, n.ret;
@@

fn(...) {
++ int ret;
  <+... ret = \(usb_control_msg\|usb_bulk_msg\|usb_interrupt_msg\)(...) ...+>
}

@declare_copy depends on fix@
identifier n.fn, n.buf;
@@

fn(...) {
++ void *buf;
  <+... buf = \(kmalloc\|kmemdup\)(...) ...+>
}

// what is left
@script:python depends on patch && !fix@
p << r.p;
@@
coccilib.report.print_report(p[0], "not rewritten: %s() with a buffer that is static data" % callee(p))

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
X << who.X;
@@
coccilib.org.print_todo(p[0], message(p, X))

@script:python depends on report@
p << r.p;
X << who.X;
@@
coccilib.report.print_report(p[0], message(p, X))
