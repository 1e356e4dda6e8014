// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A touchpad's report buffer is allocated in probe() and released elsewhere;
 * helpers release what their callers name.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pad {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t data_dma;
	u8 *cmd;
	dma_addr_t cmd_dma;
	u8 *maybe;
	dma_addr_t maybe_dma;
	bool coherent;
	void *slots[4];
	dma_addr_t slots_dma[4];
	void *names[4];
};

int pad_alloc(struct pad *p, int i)
{
	p->data = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->data_dma);
	p->cmd = kmalloc(8, GFP_KERNEL);
	if (p->coherent)
		p->maybe = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->maybe_dma);
	else
		p->maybe = kmalloc(8, GFP_KERNEL);
	p->slots[i] = usb_alloc_coherent(p->udev, 64, GFP_KERNEL, &p->slots_dma[i]);
	p->names[i] = kstrdup("slot", GFP_KERNEL);
	return p->data && p->cmd && p->maybe ? 0 : -ENOMEM;
}

void bad_disconnect(struct usb_interface *intf)
{
	struct pad *p = usb_get_intfdata(intf);

	kfree(p->data);		/* want: coherent_wrong_release */
	kfree(p);
}

void bad_command(struct pad *p)
{
	usb_free_coherent(p->udev, 8, p->cmd, p->cmd_dma);	/* want: coherent_wrong_release */
}

void bad_slots(struct pad *p)
{
	int i;

	for (i = 0; i < 4; i++)
		kfree(p->slots[i]);	/* want: coherent_wrong_release */
}

static void pad_release(void *buf)
{
	kfree_sensitive(buf);
}

void bad_through_helper(struct pad *p)
{
	pad_release(p->data);	/* want(plugin): coherent_wrong_release */
	p->data = NULL;
}

static void pad_release_coherent(struct pad *p, void *buf, dma_addr_t dma)
{
	usb_free_coherent(p->udev, 8, buf, dma);
}

void good_helpers(struct pad *p)
{
	pad_release(p->cmd);
	pad_release_coherent(p, p->data, p->data_dma);
}

void good_slots(struct pad *p)
{	/* runtime: pad_alloc() fills one slot a call, the other three are made up */
	int i;

	for (i = 0; i < 4; i++) {
		kfree(p->names[i]);
		usb_free_coherent(p->udev, 64, p->slots[i], p->slots_dma[i]);
	}
}

/* Heap memory in this configuration, coherent memory in that one. */
void good_either(struct pad *p)
{
	if (p->coherent)
		usb_free_coherent(p->udev, 8, p->maybe, p->maybe_dma);
	else
		kfree(p->maybe);
}

/* The helper knows which memory it has got. */
static void pad_release_either(struct pad *p, void *buf, dma_addr_t dma)
{
	if (dma)
		usb_free_coherent(p->udev, 8, buf, dma);
	else
		kfree(buf);
}

void good_helper_decides(struct pad *p)
{
	pad_release_either(p, p->data, p->data_dma);
	pad_release_either(p, p->cmd, 0);
}

/* What was stored a moment ago is what is released, whatever the member holds elsewhere. */
int bad_stored_here(struct pad *p)
{
	p->maybe = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->maybe_dma);
	if (!p->maybe)
		return -ENOMEM;
	kfree(p->maybe);	/* want(plugin): coherent_wrong_release */
	p->maybe = NULL;
	return -EIO;
}
