// SPDX-License-Identifier: GPL-2.0-or-later
/// Data of a module or of the kernel image must not reach a USB transfer: usbcore
/// maps it for DMA, and it is not DMA-able.  Send a copy.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: the rewrite sends a copy: usb_control_msg() becomes usb_control_msg_send() where its
// result is only tested for errors; else the copy made by kmemdup() is handed over and freed after
// the call; in a helper of the file, if that is what hands the buffer on.  -D free: the copy is a
// variable with __free(kfree).  Reported, not patched: what is received (who else reads it?),
// URBs, macros, transfers whose direction or result cannot be followed.  A comment between
// arguments is lost where the call moves into a branch.
// Options: --local-includes --include-headers
// Keywords: usb_control_msg, usb_bulk_msg, usb_interrupt_msg, static, DMA

virtual patch
virtual context
virtual org
virtual report
virtual free

@initialize:python@
@@
import contextlib
import os
import re
EXEMPT = ("drivers/usb/core/", "drivers/usb/host/", "drivers/usb/usbip/")
PLACES = {}	# call -> buffers that it may hand to a transfer, as it writes them
REACH = {}	# call -> the calls of usbcore behind it
PASSED = {}	# (file, function) -> parameters that it hands on, their lengths, to which call
FOUND = {}	# call -> name of the bad buffer
FIX = set()	# calls of usbcore to rewrite
KIND = {}	# call -> what is known about it
COPIES = {}	# (file, function, name) -> calls with a copy of that name
TEXT = {}	# file -> what it says

def squeeze(text):
    return re.sub(r"\s", "", text)

def key(p):
    return (p[0].file, p[0].line, p[0].column)

def told(p, *kinds):
    return set(kinds) <= KIND.get(key(p), set())

def tell(p, kind):
    KIND.setdefault(key(p), set()).add(kind)

def text_of(p):
    if p[0].file not in TEXT:
        with open(p[0].file, errors="replace") as source:
            TEXT[p[0].file] = source.read()
    return TEXT[p[0].file]

def function(p):
    """The text of the function around a place."""
    lines = text_of(p).splitlines()
    return "\n".join(lines[int(p[0].current_element_line) - 1:int(p[0].current_element_line_end)])

def parameters(p):
    m = re.search(r"\b%s\s*\(([^{]*)\)" % re.escape(p[0].current_element), function(p))
    return m.group(1).split(",") if m else []

def parameter(p, name):
    """Which pointer among the parameters it is, or None."""
    for n, text in enumerate(parameters(p)):
        if re.search(r"[*\s]%s\s*(\[|$)" % name, text.strip()) and re.search(r"[*\[]", text):
            return n
    return None

def root(what):
    """Of `(void *)&x.m[2]`: x, and what follows it.  A string is its own."""
    if "\"" in what:
        return "\"", ""
    m = re.match(r"(?:&|\(\w+\*+\)|\()*([A-Za-z_]\w*)(.*)", squeeze(what))
    return m.groups() if m else ("", "->")

def hid_of_others(p, sinks):
    """A report of a device that is, or may be, on no USB."""
    lines = text_of(p).splitlines()
    if not any("hid_hw_" in lines[int(line) - 1] for _, line, _ in sinks):
        return False
    return (re.search(r"BUS_|hid_is_usb|_bt_|bluetooth", function(p)) or
            re.search("_BLUETOOTH_", text_of(p)) and not re.search("HID_USB_", text_of(p)))

def consider(p, what, length, sinks):
    """Does the call at p hand a bad buffer to a transfer?  Its own, or its caller's."""
    if p[0].file not in TEXT:
        for h, k in (("usb_control_msg", 6), ("usb_bulk_msg", 2), ("usb_interrupt_msg", 2)):
            wrapped(p, h, k, k + 1, set())
    name, rest = root(what)
    if not length:
        # of a store; where is the length stored?
        stored = re.search(r"transfer_buffer_length\s*=\s*([^;]+);", function(p))
        length = squeeze(stored.group(1)) if stored else ""
    if not name or rest[:2] == "->" or rest[:1] == "(" or length == "0" or hid_of_others(p, sinks):
        return
    k = parameter(p, name)
    if k is None or squeeze(what) == "&" + name:
        if suspect(p, what) or any(suspect(p, value) for value in values(p, name)):
            PLACES.setdefault(key(p), {})[squeeze(what)] = what
            REACH.setdefault(key(p), set()).update(sinks)
    elif not values(p, name) and not re.search(
            r"\b(is_vmalloc_addr|object_is_on_stack|virt_addr_valid)\b", function(p)):
        names = [re.split(r"\W+", text.strip())[-1] for text in parameters(p)]
        passes(p, p[0].current_element, k, names.index(length) if length in names else None,
               sinks)

def values(p, name):
    """What is stored into a variable of the function."""
    return re.findall(r"(?<![\w.>])%s\s*=\s*([^=;][^;,]*)" % re.escape(name),
                      function(p))

def pieces(text):
    """Arguments, of which the outer commas are between."""
    inner = re.compile(r"\([^()]*\)")
    flat = text
    while inner.search(flat):
        flat = inner.sub(lambda m: "_" * len(m.group()), flat)
    ends = [m.start() for m in re.finditer(",", flat)] + [len(text)]
    return [text[a:b].strip() for a, b in zip([0] + [e + 1 for e in ends], ends)]

def macros(p):
    """Name, parameters, function and arguments of macros that are one call."""
    text = text_of(p)
    for name in re.findall(r'^#\s*include\s+"([\w.-]+\.h)"', text, re.M):
        with contextlib.suppress(OSError), open(os.path.join(os.path.dirname(p[0].file), name),
                                                errors="replace") as header:
            text += header.read()
    return re.findall(r"^#\s*define\s+(\w+)\(([^)]*)\)\s*\(?(\w+)\((.*)\)\)?\s*$",
                      text.replace("\\\n", " "), re.M)

def passes(p, h, k, n, sinks):
    """A function hands its parameter k on, whose length is n."""
    passed = PASSED.setdefault((p[0].file, h), {})
    passed[k] = (n, passed.get(k, (n, set()))[1] | sinks)
    wrapped(p, h, k, n, sinks)

def wrapped(p, h, k, n, sinks):
    """So do macros that call it."""
    for name, names, called, args in macros(p):
        names, args = pieces(names), pieces(args)
        if called == h and k < len(args) and args[k].strip("()") in names:
            length = args[n].strip("()") if n is not None and n < len(args) else ""
            passes(p, name, names.index(args[k].strip("()")),
                   names.index(length) if length in names else None, sinks)

def calls(q, h, es):
    """A function of the file is called that hands parameters on."""
    for k, (n, sinks) in list(PASSED.get((q[0].file, h), {}).items()):
        if k < len(es) and (n is None or n >= len(es) or squeeze(es[n]) != "0"):
            consider(q, es[k], squeeze(es[n]) if n is not None and n < len(es) else "", sinks)

def found(p, what, buffer):
    if squeeze(what) in PLACES.get(key(p), ()):
        FOUND[key(p)] = root(buffer)[0] if "\"" not in buffer else buffer
        FIX.update(REACH[key(p)])

def know(p, pipe, length):
    """The direction stands in the pipe or in the only value of a local; a length that is
    computed once only, or that changes, cannot be written twice."""
    ways = {"in" if re.match(r"usb_rcv\w+pipe\b|HID_REQ_GET_REPORT", v) else
            "out" if re.match(r"usb_snd\w+pipe\b|HID_REQ_SET_REPORT|$", v) else "?"
            for v in values(p, squeeze(pipe)) or [pipe.strip()]}
    tell(p, "/".join(ways))
    calls = set(re.findall(r"([A-Za-z_]\w*)\(", squeeze(length)))
    if calls - {"sizeof", "ARRAY_SIZE", "min", "min_t", "struct_size"} or re.search(
            r"\+\+|--|[^=!<>]=[^=]", squeeze(length)):
        tell(p, "no")

def name_for(p, what):
    """A name for the copy of `what` that the function does not use yet."""
    words = re.findall(r"[A-Za-z_]\w*", re.sub(r"\[.*?\]|\(.*?\)|\+.*", "",
                                               what.strip("(& )")))
    stem = "msg" if "\"" in what else words[-1] if words else "usb"
    names = [stem + tail for tail in ("_buf", "_copy", "_bounce", "_usb_buf", "_usb_copy")]
    return unused(p, names, "usbdma_copy")

def unused(p, names, last):
    used = set(re.findall(r"[A-Za-z_]\w*", function(p)))
    return next((n for n in names if n not in used), last)

def may_repeat(p):
    """A loop, or a label to come back to, stands before the call."""
    lines = function(p).splitlines()[:int(p[0].line) - int(p[0].current_element_line)]
    return any(re.search(r"\b(for|while|do|\w*for_each\w*)\b|^\s*\w+:", line)
               for line in lines)

def callee(p):
    line = text_of(p).splitlines()[int(p[0].line) - 1]
    return re.match(r"\w*", line[int(p[0].column):]).group()

def declared(p, name):
    """How an object of the file, or a static one of the function, is declared."""
    m = re.search(r"^(?:\w|\s+static\b)(?:[^;{}()=]|\{[^{}]*\})*?\b%s\s*[\[;=,]" % name,
                  text_of(p), re.M)
    return re.sub(r"\{[^{}]*\}", "", m.group()) if m else ""

def constant(declaration):
    return bool(re.search(r"\bconst\b[^*]*$|\*\s*const\s+\w+\W*$", declaration))

def suspect(p, what):
    """It may be such an object, by what the file says."""
    text = declared(p, root(what)[0])
    return parameter(p, root(what)[0]) is None and bool(text) and not constant(text)

def message(p):
    return ("ERROR: '%s' is static data; %s() needs memory from kmalloc() "
            "[UD103:static_buffer]" % (FOUND[key(p)], callee(p) or "usb_submit_urb"))

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@sink@
expression X, L;
expression list[1] e1;
expression list[2] e2;
expression list[3] e3;
expression list[4] e4;
expression list[5] e5;
expression list[6] e6;
identifier f1 = {dvb_usb_generic_rw, dvb_usb_generic_write, dvb_usbv2_generic_rw,
	dvb_usbv2_generic_write, dvb_usbv2_generic_rw_locked, dvb_usbv2_generic_write_locked,
	vp702x_usb_inout_op, kvaser_usb_send_cmd, kvaser_usb_recv_cmd, rtsx_usb_read_ppbuf,
	hid_hw_output_report};
identifier f2 = {usb_bulk_msg, usb_bulk_msg_killable, usb_interrupt_msg,
	usb_stor_bulk_transfer_buf, rtsx_usb_transfer_data, hid_hw_raw_request};
identifier f3 = {usb_get_descriptor, usb_fill_bulk_urb, usb_fill_int_urb, dib0700_ctrl_rd,
	gud_usb_get, pcan_usb_pro_send_req};
identifier f4 = {usb_fill_control_urb, vp702x_usb_in_op};
identifier f5 = {mt76u_vendor_request, __mt76u_vendor_request, mt7601u_vendor_request,
	rt2x00usb_vendor_request, uvc_query_ctrl};
identifier f6 = {usb_control_msg, usb_stor_ctrl_transfer, usb_stor_control_msg};
struct urb *u;
position p : script:python() { not p[0].file.startswith(EXEMPT) };
@@

(
f1@p(e1, X, L, ...)
|
f2@p(e2, X, L, ...)
|
f3@p(e3, X, L, ...)
|
f4@p(e4, X, L, ...)
|
f5@p(e5, X, L, ...)
|
f6@p(e6, X, L, ...)
|
u->transfer_buffer@p = X
)

@second@
expression X, L;
expression list[3] e3;
identifier f = {dvb_usb_generic_rw, dvb_usbv2_generic_rw, dvb_usbv2_generic_rw_locked,
	vp702x_usb_inout_op};
position p;
@@

f@p(e3, X, L, ...)

@script:python@
p << sink.p;
X << sink.X;
L << sink.L = "";
@@
consider(p, X, squeeze(L), {key(p)})

@script:python@
p << second.p;
X << second.X;
L << second.L;
@@
consider(p, X, squeeze(L), {key(p)})

// functions of the file that hand a parameter on, and those that call them so
@call depends on sink@
identifier h : script:python() { any(h == name for _, name in PASSED) };
expression list es;
position q;
@@

h@q(es)

@script:python@
h << call.h;
es << call.es;
q << call.q;
@@
calls(q, h, es.elements)

@again depends on call@
identifier h : script:python() { any(h == name for _, name in PASSED) };
expression list es;
position q;
@@

h@q(es)

@script:python@
h << again.h;
es << again.es;
q << again.q;
@@
calls(q, h, es.elements)

// the calls that are left, each with its buffer
@place depends on sink@
expression list es;
identifier f;
struct urb *u;
position p : script:python() { key(p) in PLACES };
@@

(
f@p(es)
|
u->transfer_buffer@p
)

@script:python some@
p << place.p;
X;
@@
text = min(PLACES[key(p)].values())
if "{" in text:
    text = "0"	# spatch cannot make that
coccinelle.X = cocci.make_expr(text)

@direct@
type T, T1, T2;
global idexpression T[] b;
global idexpression x;
T2[] A;
identifier f, m, m2;
expression some.X;
expression E;
struct urb *u;
position place.p;
@@

(
f@p(..., \(X\&\((T1)b\|(T1)&b[E]\|(T1)&b[E].m\|(T1)(b + E)\|(T1)&x\|
	(T1)&x.m\|(T1)&x.m[E]\|(T1)&x.m.m2\|
	\(A\&x.m\)\|\(A\&x.m.m2\)\|\(A\&x[E]\)\|\(A\&x[E].m\)\)\), ...)
|
u->transfer_buffer@p = \(X\&\((T1)b\|(T1)&b[E]\|(T1)&b[E].m\|(T1)(b + E)\|(T1)&x\|
	(T1)&x.m\|(T1)&x.m[E]\|(T1)&x.m.m2\|
	\(A\&x.m\)\|\(A\&x.m.m2\)\|\(A\&x[E]\)\|\(A\&x[E].m\)\)\)
)

@script:python depends on direct@
p << place.p;
X << some.X;
@@
found(p, X, X)

// a pointer that holds such an address
@alias exists@
type T, T1, T2, T3;
local idexpression v;
global idexpression T[] b;
global idexpression x;
T2[] A;
identifier f, m, m2;
expression some.X;
expression B, E, V;
struct urb *u;
position place.p;
@@

v = \(B\&\((T1)b\|(T1)&b[E]\|(T1)&b[E].m\|(T1)(b + E)\|(T1)&x\|
	(T1)&x.m\|(T1)&x.m[E]\|(T1)&x.m.m2\|
	\(A\&x.m\)\|\(A\&x.m.m2\)\|\(A\&x[E]\)\|\(A\&x[E].m\)\)\)
... when != v = V
(
f@p(..., \(X\&\((T3)v\|(T3)&v[E]\|(T3)(v + E)\)\), ...)
|
u->transfer_buffer@p = \(X\&\((T3)v\|(T3)&v[E]\|(T3)(v + E)\)\)
)

@script:python@
p << place.p;
X << some.X;
B << alias.B;
@@
found(p, X, B)

@r depends on direct || alias@
identifier f;
struct urb *u;
position p : script:python() { key(p) in FOUND };
@@

(
f@p(...)
|
u->transfer_buffer@p
)

//----------------------------------------------------------
//  What the rewrites ask for
//----------------------------------------------------------

// the call that maps the buffer, here or in a helper
@who depends on patch && r@
type T1;
expression D, P, X, L, A;
expression list[4] e4;
expression list[2] e2;
expression list[1] e1;
identifier f2 = {usb_bulk_msg, usb_interrupt_msg};
identifier f1 = {hid_hw_output_report, dvb_usb_generic_write, dvb_usbv2_generic_write};
position p : script:python() { key(p) in FIX };
@@

(
usb_control_msg@p(D, P, e4, \((T1)X\|X\), L, ...)
|
f2@p(D, P, \((T1)X\|X\), L, A, ...)
|
hid_hw_raw_request@p(e2, \((T1)X\|X\), L, D, P)
|
f1@p(e1, \((T1)X\|X\), L, ...)
)

// a place that has no room for statements
@nested depends on who disable drop_else@
expression E, E2;
statement S, S2;
position q;
@@

if (E) S else if@q (E2) S2

// where the result is only tested for errors, here or ...
@test depends on who@
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
@branch depends on who@
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
position who.p;
local idexpression ret;
expression list[6] e6;
expression X, L;
statement S;
position e;
@@

ret = usb_control_msg@p(e6, X, L, ...);
if (\(ret@e != L\|ret@e < L\)) S

@wholebranch@
position who.p;
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
position who.p;
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
position who.p;
local idexpression ret;
expression E;
position e != {test.e, branch.e, whole.e, wholebranch.e, twice.e};
@@

ret = usb_control_msg@p(...)
... when != ret = E
ret@e

@script:python depends on count@
p << who.p;
@@
tell(p, "count")

@script:python n@
p << who.p;
X << who.X;
L << who.L;
P << who.P = "";
buf;
ret;
fn;
@@
know(p, P, L)
buf = name_for(p, X)
COPIES.setdefault((p[0].file, p[0].current_element, buf), set()).add(key(p))
coccinelle.buf = cocci.make_ident(buf)
coccinelle.ret = cocci.make_ident(unused(p, ("ret", "err", "retval", "usb_ret"), "usbdma_ret"))
coccinelle.fn = cocci.make_ident(p[0].current_element)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
identifier f;
struct urb *u;
position r.p;
@@

(
* f@p(...)
|
* u->transfer_buffer@p
)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@fix depends on patch@
position who.p;
position send : script:python() { told(send, "out") and not told(send, "count") };
position o : script:python() { told(o, "out") and not told(o, "no") };
position notelse != nested.q;
expression who.X, who.L;
identifier n.buf, n.ret;
identifier f = {usb_control_msg, usb_bulk_msg, usb_interrupt_msg, hid_hw_raw_request,
	hid_hw_output_report, dvb_usb_generic_write, dvb_usbv2_generic_write};
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
identifier n.fn, n.ret, f;
@@

fn(...) {
++ int ret;
  <+... ret = f(...) ...+>
}

// with -D free the compiler frees the copy, where it is made once at most
@script:python depends on free && fix@
p << who.p;
buf << n.buf;
@@
if len(COPIES[p[0].file, p[0].current_element, buf]) == 1 and not may_repeat(p):
    tell(p, "free")

@script:python own depends on fix@
p << who.p;
buf << n.buf;
copy;
gone;
@@
coccinelle.gone = cocci.make_ident(buf if told(p, "free") else "usbdma_none")
coccinelle.copy = cocci.make_ident(buf + told(p, "free") * " __free(kfree) = NULL")

@depends on free@
identifier n.fn, own.gone;
@@

fn(...) {
  <...
- kfree(gone);
  ...>
}

// the last one: spatch does not parse __free()
@declare_copy depends on fix@
identifier n.fn, n.buf, own.copy;
@@

fn(...) {
++ void *copy;
  <+... buf = \(kmalloc\|kmemdup\)(...) ...+>
}

// what is left
@script:python depends on patch && who && !fix@
p << who.p;
@@
coccilib.report.print_report(p[0], "not rewritten: %s() with a buffer that is static data" % callee(p))

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
@@
coccilib.org.print_todo(p[0], message(p))

@script:python depends on report@
p << r.p;
@@
coccilib.report.print_report(p[0], message(p))
