// SPDX-License-Identifier: GPL-2.0-or-later
/// NETIF_F_HIGHDMA tells the network stack that packets may lie in highmem.
/// A USB driver hands kernel addresses to usbcore, and such pages have none:
/// never set the flag.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: vlan_features may have it, the core sets it there.  Files with a driver of
// another bus are left alone.  A flag that comes by way of a variable is reported
// where it reaches the device, and patched where it is named.
// Options: --no-includes --include-headers
// Keywords: NETIF_F_HIGHDMA, net_device, features

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
FLAGS = set()
MSG = ("ERROR: 'NETIF_F_HIGHDMA' on a USB network device: no highmem "
       "buffer may reach usbcore [UD402:netdev_highdma]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@usb@
identifier i;
@@

(
struct usb_driver i = { ... };
|
struct usb_device_driver i = { ... };
|
struct usb_serial_driver i = { ... };
|
struct driver_info i = { ... };
)

@usb_call@
@@

\(usb_submit_urb\|usb_control_msg\|usb_bulk_msg\|usb_interrupt_msg\|
  usb_fill_bulk_urb\|usb_fill_int_urb\|usb_fill_control_urb\)(...)

@bus@
identifier i;
@@

(
struct pci_driver i = { ... };
|
struct platform_driver i = { ... };
|
struct sdio_driver i = { ... };
|
struct spi_driver i = { ... };
|
struct ssb_driver i = { ... };
|
struct bcma_driver i = { ... };
|
struct pcmcia_driver i = { ... };
|
struct virtio_driver i = { ... };
)

@mask@
position q;
@@

(
~NETIF_F_HIGHDMA@q
|
~(<+... NETIF_F_HIGHDMA@q ...+>)
)

@r depends on (usb || usb_call) && !bus@
expression E;
position p, q != mask.q;
@@

(
  \(E->features@p\|E->hw_features@p\|E->wanted_features@p\|E->hw_enc_features@p\|
  E->mpls_features@p\) |= <+... NETIF_F_HIGHDMA@q ...+>
|
  \(E->features@p\|E->hw_features@p\|E->wanted_features@p\|E->hw_enc_features@p\|
  E->mpls_features@p\) = <+... NETIF_F_HIGHDMA@q ...+>
)

// by way of a variable
@var depends on (usb || usb_call) && !bus@
local idexpression v;
expression E, X;
position p, q != mask.q;
@@

\(v = <+... NETIF_F_HIGHDMA@q ...+>\|v |= <+... NETIF_F_HIGHDMA@q ...+>\)
... when != v = X
    when != v &= X
    when exists
(
  \(E->features@p\|E->hw_features@p\|E->wanted_features@p\|E->hw_enc_features@p\|
  E->mpls_features@p\) |= <+... v ...+>
|
  \(E->features@p\|E->hw_features@p\|E->wanted_features@p\|E->hw_enc_features@p\|
  E->mpls_features@p\) = <+... v ...+>
)

//----------------------------------------------------------
//  For context mode
//----------------------------------------------------------

@depends on context@
expression E;
position r.q;
@@

* NETIF_F_HIGHDMA@q

@depends on context@
expression E;
position var.q;
@@

* NETIF_F_HIGHDMA@q

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@script:python depends on patch@
q << r.q;
@@
FLAGS.update((q.file, q.line, q.column) for q in q)

@script:python depends on patch@
q << var.q;
@@
FLAGS.update((q.file, q.line, q.column) for q in q)

// nothing would be left of the branch
@alone@
expression E;
statement S;
position q;
@@

(
if (...) E |= NETIF_F_HIGHDMA@q;
|
if (...) E |= NETIF_F_HIGHDMA@q; else S
|
if (...) S else E |= NETIF_F_HIGHDMA@q;
)

@script:python depends on patch@
q << alone.q;
@@
FLAGS.difference_update((q.file, q.line, q.column) for q in q)

@depends on patch@
expression E;
position q : script:python() { (q[0].file, q[0].line, q[0].column) in FLAGS };
@@

(
- E |= NETIF_F_HIGHDMA@q;
|
E |= NETIF_F_HIGHDMA@q
|
- E | NETIF_F_HIGHDMA@q
+ E
|
- NETIF_F_HIGHDMA@q | E
+ E
|
- NETIF_F_HIGHDMA@q
+ 0
)

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on org@
p << var.p;
@@

coccilib.org.print_todo(p[0], MSG)

@script:python depends on report@
p << r.p;
@@

coccilib.report.print_report(p[0], MSG)

@script:python depends on report@
p << var.p;
@@

coccilib.report.print_report(p[0], MSG)
