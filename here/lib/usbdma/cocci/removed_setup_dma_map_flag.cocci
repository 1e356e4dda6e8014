// SPDX-License-Identifier: GPL-2.0-or-later
/// URB_NO_SETUP_DMA_MAP is gone: usbcore maps every setup packet itself.
/// URB_NO_DMA_MAP became URB_NO_TRANSFER_DMA_MAP.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: a file that defines the flag as 0, for new kernels, is left alone, and so is
// clearing the flag.
// Options: --no-includes --include-headers
// Keywords: URB_NO_SETUP_DMA_MAP, URB_NO_DMA_MAP, URB_NO_TRANSFER_DMA_MAP

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
MSG = ("ERROR: '%s' is no flag of this kernel: usbcore maps every setup "
       "packet itself [UD504:removed_setup_dma_map_flag]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@none@
@@

(
#define URB_NO_SETUP_DMA_MAP 0
|
#define URB_NO_DMA_MAP 0
)

@cleared@
position q;
@@

(
~URB_NO_SETUP_DMA_MAP@q
|
~(<+... URB_NO_SETUP_DMA_MAP@q ...+>)
)

@cleared2@
position q;
@@

(
~URB_NO_DMA_MAP@q
|
~(<+... URB_NO_DMA_MAP@q ...+>)
)

@r depends on !none@
identifier f = {URB_NO_SETUP_DMA_MAP, URB_NO_DMA_MAP};
position p != {cleared.q, cleared2.q};
@@

f@p

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
identifier f;
position r.p;
@@

* f@p

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@alone@
expression E;
statement S;
position q;
@@

(
if (...) E |= URB_NO_SETUP_DMA_MAP@q;
|
if (...) E |= URB_NO_SETUP_DMA_MAP@q; else S
|
if (...) S else E |= URB_NO_SETUP_DMA_MAP@q;
)

@depends on patch && !none@
expression E;
position q != {alone.q, cleared.q, cleared2.q};
@@

(
- E |= URB_NO_SETUP_DMA_MAP@q;
|
- E | URB_NO_SETUP_DMA_MAP@q
+ E
|
- URB_NO_SETUP_DMA_MAP@q | E
+ E
|
  E =
- URB_NO_SETUP_DMA_MAP@q
+ 0
|
- URB_NO_DMA_MAP@q
+ URB_NO_TRANSFER_DMA_MAP
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
