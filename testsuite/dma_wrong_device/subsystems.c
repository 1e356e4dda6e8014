// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Subsystems that map for a device they are given: SCSI hosts, PCM buffers.
 */
#include <linux/module.h>
#include <linux/usb.h>
#include <scsi/scsi_host.h>
#include <sound/core.h>
#include <sound/pcm.h>

int bad_scsi_host(struct Scsi_Host *host, struct usb_interface *intf)
{
	struct usb_device *udev = interface_to_usbdev(intf);

	return scsi_add_host_with_dma(host, &intf->dev, &udev->dev);	/* want: dma_wrong_device */
}

int good_scsi_host(struct Scsi_Host *host, struct usb_interface *intf)
{
	struct usb_device *udev = interface_to_usbdev(intf);

	return scsi_add_host_with_dma(host, &intf->dev, udev->bus->sysdev);
}

/* an inline function of a header: what its body does is the header's affair */
int good_default_host(struct Scsi_Host *host, struct usb_interface *intf)
{	/* runtime: the interface is handed on by the header, which the rule leaves alone */
	return scsi_add_host(host, &intf->dev);
}

int bad_pcm(struct snd_pcm *pcm, struct usb_device *udev)
{
	return snd_pcm_set_managed_buffer_all(pcm, SNDRV_DMA_TYPE_DEV,	/* want: dma_wrong_device */
					      &udev->dev, 65536, 65536);
}

int bad_pcm_sg(struct snd_pcm *pcm, struct usb_interface *intf)
{
	return snd_pcm_set_managed_buffer_all(pcm, SNDRV_DMA_TYPE_DEV_SG,	/* want: dma_wrong_device */
					      &intf->dev, 65536, 65536);
}

/* Pages of the CPU's own: the device argument is not used. */
int good_pcm_vmalloc(struct snd_pcm *pcm)
{
	return snd_pcm_set_managed_buffer_all(pcm, SNDRV_DMA_TYPE_VMALLOC, NULL,
					      0, 0);
}

int good_pcm_continuous(struct snd_pcm *pcm, struct usb_device *udev)
{
	return snd_pcm_set_managed_buffer_all(pcm, SNDRV_DMA_TYPE_CONTINUOUS,
					      &udev->dev, 65536, 65536);
}

int good_pcm_sysdev(struct snd_pcm *pcm, struct usb_device *udev)
{
	return snd_pcm_set_managed_buffer_all(pcm, SNDRV_DMA_TYPE_DEV,
					      udev->bus->sysdev, 65536, 65536);
}
