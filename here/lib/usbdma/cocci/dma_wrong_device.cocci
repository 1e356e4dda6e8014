// SPDX-License-Identifier: GPL-2.0-or-later
/// A USB device or interface does no DMA: the DMA API wants the device that
/// does, udev->bus->sysdev or usb_intf_get_dma_device(), and so do the subsystems
/// that map for a driver.  Most drivers need neither: usb_submit_urb() maps.
///
// Confidence: High
// Copyright: (C) 2026 the usbdma authors
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: report only: whether the mapping should be there at all a person decides.
// Options: --local-includes --include-headers
// Keywords: dma_map_single, dma_alloc_coherent, dma_pool_create, vb2_queue, scsi_add_host_with_dma

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
MSG = ("ERROR: '%s' gets a USB device, which does no DMA: use "
       "udev->bus->sysdev [UD404:dma_wrong_device]")

//----------------------------------------------------------
//  The match, for all modes
//----------------------------------------------------------

@r@
struct usb_device *u;
struct usb_interface *i;
identifier f = {dma_map_single, dma_map_page, dma_map_sg, dma_map_sgtable, dma_map_resource,
	      dma_unmap_single, dma_unmap_page, dma_unmap_sg, dma_unmap_sgtable,
	      dma_sync_single_for_cpu, dma_sync_single_for_device,
	      dma_sync_single_range_for_cpu, dma_sync_single_range_for_device,
	      dma_sync_sg_for_cpu, dma_sync_sg_for_device,
	      dma_sync_sgtable_for_cpu, dma_sync_sgtable_for_device,
	      dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dma_alloc_noncoherent,
	      dma_alloc_pages, dma_alloc_noncontiguous, dmam_alloc_coherent,
	      dma_free_attrs, dma_free_coherent, dma_free_wc, dma_free_noncoherent,
	      dma_free_pages, dma_free_noncontiguous, dma_mmap_attrs};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(\(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\), ...)

@v@
struct usb_device *u;
struct usb_interface *i;
local idexpression struct device *d;
expression X;
identifier f = {dma_map_single, dma_map_page, dma_map_sg, dma_map_sgtable, dma_map_resource,
	      dma_unmap_single, dma_unmap_page, dma_unmap_sg, dma_unmap_sgtable,
	      dma_sync_single_for_cpu, dma_sync_single_for_device,
	      dma_sync_single_range_for_cpu, dma_sync_single_range_for_device,
	      dma_sync_sg_for_cpu, dma_sync_sg_for_device,
	      dma_sync_sgtable_for_cpu, dma_sync_sgtable_for_device,
	      dma_alloc_attrs, dma_alloc_coherent, dma_alloc_wc, dma_alloc_noncoherent,
	      dma_alloc_pages, dma_alloc_noncontiguous, dmam_alloc_coherent,
	      dma_free_attrs, dma_free_coherent, dma_free_wc, dma_free_noncoherent,
	      dma_free_pages, dma_free_noncontiguous, dma_mmap_attrs};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

d = \(&u->dev\|&i->dev\)
... when != d = X
    when exists
f@p(d, ...)

// the device is another argument
@pool@
struct usb_device *u;
struct usb_interface *i;
expression e1;
identifier f = {dma_pool_create, dmam_pool_create};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(e1, \(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\), ...)

@scsi@
struct usb_device *u;
struct usb_interface *i;
expression e1, e2;
identifier f = {scsi_add_host_with_dma};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(e1, e2, \(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\))

@s@
struct usb_device *u;
struct usb_interface *i;
expression e1;
identifier f = {snd_pcm_set_managed_buffer, snd_pcm_set_managed_buffer_all,
	      snd_pcm_set_fixed_buffer, snd_pcm_set_fixed_buffer_all,
	      snd_pcm_lib_preallocate_pages, snd_pcm_lib_preallocate_pages_for_all};
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

f@p(e1, \(SNDRV_DMA_TYPE_DEV\|SNDRV_DMA_TYPE_DEV_SG\|SNDRV_DMA_TYPE_DEV_WC\|
	SNDRV_DMA_TYPE_NONCONTIG\|SNDRV_DMA_TYPE_NONCOHERENT\),
    \(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\), ...)

// a queue whose memory operations map
@q@
struct usb_device *u;
struct usb_interface *i;
expression Q;
position p : script:python() { not any(d in p[0].file for d in EXEMPT) };
@@

(
Q->mem_ops = \(&vb2_dma_sg_memops\|&vb2_dma_contig_memops\);
... when any
    when exists
Q->dev@p = \(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\);
|
Q->dev@p = \(&u->dev\|&i->dev\|&interface_to_usbdev(...)->dev\);
... when any
    when exists
Q->mem_ops = \(&vb2_dma_sg_memops\|&vb2_dma_contig_memops\);
)

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

@depends on context@
identifier f;
position s.p;
@@

* f@p(...)

@depends on context@
identifier f;
position pool.p;
@@

* f@p(...)

@depends on context@
identifier f;
position scsi.p;
@@

* f@p(...)

@depends on context@
expression Q;
position q.p;
@@

* Q->dev@p

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

@script:python depends on org@
p << v.p;
f << v.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << pool.p;
f << pool.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << scsi.p;
f << scsi.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << s.p;
f << s.f;
@@

coccilib.org.print_todo(p[0], MSG % f)

@script:python depends on org@
p << q.p;
@@

coccilib.org.print_todo(p[0], MSG % 'dev')

@script:python depends on report@
p << r.p;
f << r.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << v.p;
f << v.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << pool.p;
f << pool.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << scsi.p;
f << scsi.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << s.p;
f << s.f;
@@

coccilib.report.print_report(p[0], MSG % f)

@script:python depends on report@
p << q.p;
@@

coccilib.report.print_report(p[0], MSG % 'dev')
