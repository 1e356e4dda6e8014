// SPDX-License-Identifier: GPL-2.0-or-later
/// The PCI names of the DMA interface, bus addresses and dma_cache_sync() are
/// gone, and a USB driver has no PCI device to give them.  Let usb_submit_urb()
/// map the buffer, or take memory from usb_alloc_coherent().
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only: which device is meant a person has to decide.  Files with a
// driver of another bus, and functions the file defines itself, are left alone.
// Options: --no-includes --include-headers
// Keywords: pci_map_single, pci_alloc_consistent, virt_to_bus, dma_cache_sync

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
OWN = set()
MSG = ("ERROR: '%s' is obsolete, and not for USB: let usb_submit_urb() "
       "map the buffer [UD505:obsolete_dma_api]")

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

@own@
identifier f = {pci_alloc_consistent, pci_zalloc_consistent, pci_free_consistent,
	      pci_map_single, pci_unmap_single, pci_map_page, pci_unmap_page,
	      pci_map_sg, pci_unmap_sg, pci_dma_sync_single_for_cpu,
	      pci_dma_sync_single_for_device, pci_dma_sync_sg_for_cpu,
	      pci_dma_sync_sg_for_device, pci_dma_mapping_error, virt_to_bus,
	      bus_to_virt, dma_cache_sync};
position q;
@@

f@q(...) { ... }

@script:python@
f << own.f;
q << own.q;
@@
OWN.add((q[0].file, f))

@r depends on (usb || usb_call) && !bus@
identifier f = {pci_alloc_consistent, pci_zalloc_consistent, pci_free_consistent,
	      pci_map_single, pci_unmap_single, pci_map_page, pci_unmap_page,
	      pci_map_sg, pci_unmap_sg, pci_dma_sync_single_for_cpu,
	      pci_dma_sync_single_for_device, pci_dma_sync_sg_for_cpu,
	      pci_dma_sync_sg_for_device, pci_dma_mapping_error, virt_to_bus,
	      bus_to_virt, dma_cache_sync};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(...)

@script:python@
f << r.f;
p << r.p;
@@
if (p[0].file, f) in OWN:
    cocci.include_match(False)

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
