// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Arguments of the kinds that args.c has not, and the end of a scene: a function of
 * a static test with those that belong to it.
 */
#include <linux/io.h>

#include "core.h"
#include "power.h"
#include "../scene.h"

#define MAX_ARGS 1024
#define ROOM 8192
#define LIST 16
#define ENOUGH 24		/* URBs that are given back in one wait */

long rt_number = 8, rt_choice = 1;
int rt_pick, rt_mode;

static rt_addr made[MAX_ARGS];
static unsigned int n_made;

/* Also what the runtime allocated on behalf of the driver belongs to nobody here. */
static void *nobodys(const void *p)
{
	struct rt_object *object = rt_object_live((rt_addr)p);

	if (object)
		object->born = 0;
	return (void *)p;
}

void rt_scene_note(const void *record)
{
	if (n_made < MAX_ARGS)
		made[n_made++] = (rt_addr)record;
}

void rt_scene_given(const void *p)
{
	if (p)
		rt_scene_note(p);
}

void *rt_arg_foreign(size_t size, const char *slug)
{
	void *p = rt_arg(size);

	rt_object_live((rt_addr)p)->slug = slug;
	return p;
}

void __user *rt_arg_user(size_t size)
{
	return nobodys(rt_user_alloc(size));
}

void __iomem *rt_arg_iomem(size_t size)
{
	return (void __iomem *)nobodys((void __force *)ioremap(0xfe000000, size));
}

void *rt_arg_coherent(size_t size, dma_addr_t *handle)
{
	return nobodys(usb_alloc_coherent(rt_udev(), size ? size : 1, GFP_KERNEL, handle));
}

dma_addr_t rt_arg_handle(void)
{
	static dma_addr_t handle;
	static void *memory;

	if (!memory)
		memory = rt_arg_coherent(ROOM, &handle);
	return handle;
}

/* Of another bus, which does DMA itself. */
struct device *rt_arg_device(struct device *ours)
{
	static struct device platform;
	static u64 mask = DMA_BIT_MASK(64);

	if (!(rt_mode & RT_HANDLES))
		return ours;
	rt_arg_masked(&platform)->dma_mask = &mask;
	return &platform;
}

struct device *rt_arg_masked(struct device *dev)
{
	static u64 mask;

	mask = DMA_BIT_MASK(64);
	dev->dma_mask = &mask;
	dev->coherent_dma_mask = mask;
	INIT_LIST_HEAD(&dev->devres_head);
	return dev;
}

struct page *rt_arg_page(void)
{
	return alloc_page(rt_mode & RT_HANDLES ? GFP_KERNEL : GFP_KERNEL | __GFP_HIGHMEM);
}

struct scatterlist *rt_arg_list(void)
{
	struct scatterlist *list = rt_arg(LIST * sizeof(*list));

	memset(list, 0, LIST * sizeof(*list));
	sg_init_table(list, LIST);
	for (int i = 0; i < LIST; i++)
		sg_set_buf(list + i, rt_arg(512), 512);
	return list;
}

struct firmware *rt_arg_firmware(void)
{
	const struct firmware *fw;

	if (request_firmware(&fw, "image", NULL))
		return NULL;
	nobodys(fw->data);
	return nobodys(fw);
}

struct net_device *rt_arg_net(void)
{
	return nobodys(alloc_etherdev(2048));
}

struct i2c_msg *rt_arg_message(void)
{
	struct i2c_msg *messages = rt_arg(4 * sizeof(*messages));

	for (int i = 0; i < 4; i++) {
		messages[i].len = 8;
		messages[i].flags = i & 1 ? I2C_M_RD : 0;
		messages[i].buf = rt_arg_foreign(64, "foreign_buffer");
	}
	return messages;
}

/* Behind usbhid, or, with an odd truth, behind Bluetooth. */
static int by_bluetooth(struct hid_device *hdev, __u8 *buf, size_t len)
{
	return len;
}

static int asked_by_bluetooth(struct hid_device *hdev, unsigned char number, __u8 *buf,
			      size_t len, unsigned char type, int request)
{
	return len;
}

struct hid_device *rt_arg_hid(void)
{
	static const struct hid_ll_driver bluetooth = {
		.raw_request = asked_by_bluetooth,
		.output_report = by_bluetooth,
	};
	struct hid_device *hdev = rt_arg_record(sizeof(*hdev));

	hdev->bus = rt_true ? BUS_USB : BUS_BLUETOOTH;
	hdev->ll_driver = rt_true ? &usb_hid_driver : &bluetooth;
	hdev->dev.parent = &rt_intf(0)->dev;
	INIT_LIST_HEAD(&hdev->inputs);
	INIT_LIST_HEAD(&hdev->dev.devres_head);
	return hdev;
}

struct usb_device_id *rt_arg_id(void)
{
	struct usb_device_id *id = rt_arg(sizeof(*id));

	id->driver_info = rt_true;
	return id;
}

struct dma_pool *rt_arg_pool(void)
{
	return nobodys(dma_pool_create("made up", rt_sysdev(), 64, 64, 0));
}

/* Words of a record that point to memory: it is the record's, and so is what that leads to. */
static void forget(rt_addr at, size_t size, int depth)
{
	for (rt_addr p = at; p + sizeof(rt_addr) <= at + size; p += sizeof(rt_addr)) {
		struct rt_object *object = rt_object_live(*(rt_addr *)p);

		if (!object || !object->born)
			continue;
		object->born = 0;
		if (depth && object->kind == RT_SLAB)
			forget(object->at, object->size, depth - 1);
	}
}

void rt_scene_forget(void)
{
	for (unsigned int i = 0; i < n_made; i++) {
		struct rt_object *object = rt_object_live(made[i]);

		if (object && object->kind == RT_SLAB)
			forget(object->at, object->size, 3);
		if (object)
			object->born = 0;
	}
}

/* 50 ms, but a ring that resubmits without end has shown in ENOUGH rounds what it does. */
void rt_scene_wait(void)
{
	unsigned int before;

	rt_args_submit();
	before = rt_givebacks;
	for (int ms = 0; ms < 50 && rt_givebacks - before < ENOUGH; ms++)
		msleep(1);
}

long rt_nothing(void)
{
	return 0;
}

long rt_refuses(void)
{
	return -EIO;
}

/* As it was allocated: nobody wrote what the device is asked. */
static bool unwritten(const struct usb_ctrlrequest *setup)
{
	const u8 *bytes = (const u8 *)setup;

	return bytes[0] == bytes[1] && !memcmp(bytes, bytes + 1, sizeof(*setup) - 1);
}

void rt_setup_fits(struct urb *urb)
{
	struct usb_ctrlrequest *setup = (void *)urb->setup_packet;
	struct rt_object *object = rt_object_live((rt_addr)setup);

	if (rt_kind_of((rt_addr)setup) == RT_SLAB && (!object || object->born))
		return;
	if (rt_kind_of((rt_addr)setup) == RT_RODATA || !setup ||
	    (setup->wLength && !(object && unwritten(setup))))
		return;
	setup->bRequestType = usb_pipein(urb->pipe) ? USB_DIR_IN : USB_DIR_OUT;
	setup->wLength = cpu_to_le16(urb->transfer_buffer_length);
}

/* ---- where URBs were filled ---- */

static struct {
	const void *urb;
	rt_addr line;
} set[64];
static unsigned int n_set;

static void note(const void *urb, rt_addr line)
{
	for (unsigned int i = 0; i < n_set && i < 64; i++)
		if (set[i].urb == urb && set[i].line == line)
			return;
	set[n_set % 64].urb = urb;
	set[n_set++ % 64].line = line;
}

void rt_urb_set(const void *urb)
{
	rt_addr *frame = __builtin_frame_address(0);

	note(urb, frame[1]);
	frame = (rt_addr *)frame[0];		/* and who called the helper that does it */
	if (rt_on_stack((rt_addr)frame) && rt_kind_of(frame[1]) == RT_TEXT)
		note(urb, frame[1]);
}

bool rt_urb_was_set(const struct urb *urb)
{
	for (unsigned int i = 0; i < n_set && i < 64; i++)
		if (set[i].urb == urb)
			return true;
	return false;
}

void rt_setup_set(struct urb *urb)
{
	if (!usb_pipecontrol(urb->pipe)) {
		urb->pipe = usb_rcvctrlpipe(rt_udev(), 0);
		urb->transfer_buffer_length = 8;
	}
	rt_setup_fits(urb);
}

/* From now on reports are about this URB: they name the lines where it was filled. */
void rt_about_urb(const struct urb *urb)
{
	rt_addr lines[6];
	unsigned int n = 0;

	for (unsigned int i = n_set; urb && i && n_set - i < 64 && n < 6; i--)
		if (set[(i - 1) % 64].urb == urb)
			lines[n++] = set[(i - 1) % 64].line;
	rt_about(lines, n);
}

/* URBs that free their buffer do so now: the last reference goes. */
static void drop_urbs(void)
{
	for (unsigned int i = 0; i < n_set && i < 64; i++) {
		struct urb *urb = (struct urb *)set[i].urb;

		if (!rt_object_live((rt_addr)urb) || !(urb->transfer_flags & URB_FREE_BUFFER) ||
		    kref_read(&urb->kref) != 1)
			continue;
		rt_about_urb(urb);
		usb_free_urb(urb);
		rt_about_urb(NULL);
	}
}

void rt_scene_end(void)
{
	rt_cable_pulled();
	drop_urbs();
}
