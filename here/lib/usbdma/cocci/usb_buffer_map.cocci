// SPDX-License-Identifier: GPL-2.0-or-later
/// usb_buffer_map(), usb_buffer_dmasync() and usb_buffer_unmap() are gone:
/// usb_submit_urb() maps the buffer, and unmaps it before the completion handler.
/// Drop the calls, and the flag that says the buffer is mapped.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: patched only when every call in the file can go: a map whose failure
// returns, a sync right before the submission, an unmap as a statement.  The flag
// goes with them; a driver that allocates coherent memory may need it and is not
// patched.
// Options: --no-includes --include-headers
// Keywords: usb_buffer_map, usb_buffer_dmasync, usb_buffer_unmap, usb_submit_urb

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
CALLS, EASY, LAST = {}, {}, []
MSG = ("ERROR: '%s' is no function of this kernel: usb_submit_urb() maps"
       " the buffer itself [UD502:usb_buffer_map]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@own@
identifier f = {usb_buffer_map, usb_buffer_dmasync, usb_buffer_unmap};
@@

f(...) { ... }

@r depends on !own@
identifier f = {usb_buffer_map, usb_buffer_dmasync, usb_buffer_unmap};
position p;
@@

f@p(...)

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

@coherent@
@@

\(usb_alloc_coherent\|dma_alloc_coherent\|dma_map_single\)(...)

@easy@
identifier f;
expression u, E;
position r.p, q;
@@

(
if (!f@p@q(u)) { ... return E; }
|
f@p@q(u);
)

@jump@
identifier f, l;
position easy.q, j;
@@

if (!f@q@j(...)) { ... when any
goto l;
... when any
}

@script:python depends on patch@
p << r.p;
@@
CALLS.setdefault(p[0].file, set()).add((p[0].line, p[0].column))
LAST[:] = [p[0].file]

@script:python depends on patch@
q << easy.q;
@@
EASY.setdefault(q[0].file, set()).add((q[0].line, q[0].column))

@script:python depends on patch@
j << jump.j;
@@
EASY[j[0].file].discard((j[0].line, j[0].column))

@depends on patch && !coherent@
identifier f;
expression u, E;
position easy.q, z : script:python() { CALLS[z[0].file] == EASY.get(z[0].file) };
@@

(
- if (!f@q@z(u)) { ... return E; }
|
- f@q@z(u);
)

// spatch reads what it has written under another name
@depends on patch && easy && !coherent@
expression u, E;
position z : script:python() { CALLS[LAST[0]] == EASY.get(LAST[0]) };
@@

(
- u->transfer_flags@z |= URB_NO_TRANSFER_DMA_MAP;
|
  u->transfer_flags@z = <+...
(
- E | URB_NO_TRANSFER_DMA_MAP
+ E
|
- URB_NO_TRANSFER_DMA_MAP
+ 0
)
  ...+>
|
  u->transfer_flags@z |= <+...
- E | URB_NO_TRANSFER_DMA_MAP
+ E
  ...+>
)

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
f << r.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on report@
p << r.p;
f << r.f;
@@

coccilib.report.print_report(p[0], MSG % f)
