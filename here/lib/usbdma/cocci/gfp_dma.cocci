// SPDX-License-Identifier: GPL-2.0-or-later
/// GFP_DMA takes from the few megabytes for ISA cards, GFP_DMA32 from the first
/// four gigabytes: memory for USB transfers may lie anywhere, usbcore and the DMA
/// API see to what the controller can reach.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: GFP_DMA beside another flag is dropped in patch mode; alone it says nothing
// of what the allocation may do meanwhile, and is reported only.  Files with a
// driver of another bus are left alone.
// Options: --no-includes --include-headers
// Keywords: GFP_DMA, GFP_DMA32, kmalloc

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
# usbcore, host and device controllers, usbip and usbmon do this rightly
EXEMPT = (
    "drivers/usb/core/", "drivers/usb/host/", "drivers/usb/gadget/udc/",
    "drivers/usb/early/", "drivers/usb/c67x00/", "drivers/usb/cdns3/",
    "drivers/usb/chipidea/", "drivers/usb/dwc2/", "drivers/usb/dwc3/",
    "drivers/usb/fotg210/", "drivers/usb/isp1760/", "drivers/usb/mon/",
    "drivers/usb/mtu3/", "drivers/usb/musb/", "drivers/usb/renesas_usbhs/",
    "drivers/usb/usbip/")
MSG = ("ADVICE: '%s' memory for a USB driver: any memory of kmalloc() "
       "will do [UD403:gfp_dma]")

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

@r depends on (usb || usb_call) && !bus@
identifier f = {kmalloc, kzalloc, kcalloc, kmalloc_array, kmemdup, kmalloc_node, kzalloc_node,
	      devm_kmalloc, devm_kzalloc, kvmalloc, kvzalloc, __get_free_page,
	      __get_free_pages, get_zeroed_page, alloc_page, alloc_pages,
	      usb_alloc_coherent, memdup_user};
identifier g = {GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
position q;
@@

f@p(..., <+... g@q ...+>, ...)

// by way of a variable
@v depends on (usb || usb_call) && !bus@
local idexpression x;
expression X;
identifier f = {kmalloc, kzalloc, kcalloc, kmalloc_array, kmemdup, kmalloc_node, kzalloc_node,
	      devm_kmalloc, devm_kzalloc, kvmalloc, kvzalloc, __get_free_page,
	      __get_free_pages, get_zeroed_page, alloc_page, alloc_pages,
	      usb_alloc_coherent, memdup_user};
identifier g = {GFP_DMA, GFP_DMA32, __GFP_DMA, __GFP_DMA32};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

\(x = <+... g ...+>\|x |= <+... g ...+>\)
... when != x = X
    when != x &= X
    when exists
f@p(..., <+... x ...+>, ...)

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
position v.p;
@@

* f@p(...)

//----------------------------------------------------------
//  For patch mode
//----------------------------------------------------------

@depends on patch@
identifier g;
expression E;
position r.q;
@@

(
- E | g@q
+ E
|
- g@q | E
+ E
)

//----------------------------------------------------------
//  For org and report mode
//----------------------------------------------------------

@script:python depends on org@
p << r.p;
g << r.g;
@@

coccilib.org.print_todo(p[0], MSG % g)

@script:python depends on org@
p << v.p;
g << v.g;
@@

coccilib.org.print_todo(p[0], MSG % g)

@script:python depends on report@
p << r.p;
g << r.g;
@@

coccilib.report.print_report(p[0], MSG % g)

@script:python depends on report@
p << v.p;
g << v.g;
@@

coccilib.report.print_report(p[0], MSG % g)
