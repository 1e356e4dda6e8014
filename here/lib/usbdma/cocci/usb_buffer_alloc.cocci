// SPDX-License-Identifier: GPL-2.0-or-later
/// usb_buffer_alloc() and usb_buffer_free() became usb_alloc_coherent() and
/// usb_free_coherent() in 2.6.35; the arguments are the same.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: a driver that defines the old name itself, for old kernels, is left alone.
// Options: --no-includes --include-headers
// Keywords: usb_buffer_alloc, usb_buffer_free, usb_alloc_coherent, usb_free_coherent

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
MSG = ("ERROR: '%s' was renamed in 2.6.35: use usb_alloc_coherent() and "
       "usb_free_coherent() [UD501:usb_buffer_alloc]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@own_alloc@
@@

usb_buffer_alloc(...) { ... }

@own_free@
@@

usb_buffer_free(...) { ... }

@macro_alloc@
identifier i = {usb_buffer_alloc};
expression e;
@@

(
#define i e
|
#define i(...) e
)

@macro_free@
identifier i = {usb_buffer_free};
expression e;
@@

(
#define i e
|
#define i(...) e
)

@r depends on !own_alloc && !macro_alloc@
identifier f = {usb_buffer_alloc};
position p;
@@

f@p(...)

@s depends on !own_free && !macro_free@
identifier f = {usb_buffer_free};
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

@depends on context@
identifier f;
position s.p;
@@

* f@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@depends on patch && !own_alloc && !macro_alloc@
@@

- usb_buffer_alloc
+ usb_alloc_coherent
  (...)

@depends on patch && !own_free && !macro_free@
@@

- usb_buffer_free
+ usb_free_coherent
  (...)

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
f << r.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << s.p;
f << s.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on report@
p << r.p;
f << r.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << s.p;
f << s.f;
@@

coccilib.report.print_report(p[0], MSG % f)
