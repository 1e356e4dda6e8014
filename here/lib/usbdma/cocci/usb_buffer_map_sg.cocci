// SPDX-License-Identifier: GPL-2.0-or-later
/// usb_buffer_map_sg(), usb_buffer_dmasync_sg() and usb_buffer_unmap_sg() are
/// not there to be called: hand the list to usb_sg_init() and usb_sg_wait().
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: never patched: usb_sg_wait() submits and waits, the driver's own submission
// has to be taken apart by a person.
// Options: --no-includes --include-headers
// Keywords: usb_buffer_map_sg, usb_buffer_dmasync_sg, usb_buffer_unmap_sg, usb_sg_init

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
MSG = ("ERROR: '%s' is no function of this kernel: use usb_sg_init() and"
       " usb_sg_wait() [UD503:usb_buffer_map_sg]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@own@
identifier f = {usb_buffer_map_sg, usb_buffer_dmasync_sg, usb_buffer_unmap_sg};
@@

f(...) { ... }

@r depends on !own@
identifier f = {usb_buffer_map_sg, usb_buffer_dmasync_sg, usb_buffer_unmap_sg};
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
//  For patch mode: nothing is changed, see report mode
//----------------------------------------------------------

@script:python depends on patch@
p << r.p;
@@
pass

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
