/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb.h - the host side of USB
 */
#ifndef RT_LINUX_USB_H
#define RT_LINUX_USB_H

#include <linux/mod_devicetable.h>
#include <linux/usb/ch9.h>
#include <linux/errno.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/kref.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/completion.h>
#include <linux/sched.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include <linux/pm_runtime.h>
#include <linux/module.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>

struct usb_device;
struct usb_driver;
struct ep_device;
struct urb;

#define USB_MAJOR 180
#define USB_MAXENDPOINTS 30
#define USB_MAXINTERFACES 32
#define USB_MAXIADS (USB_MAXINTERFACES / 2)

/* ---- what a device consists of ---- */

struct usb_host_endpoint {
	struct usb_endpoint_descriptor desc;
	struct usb_ss_ep_comp_descriptor ss_ep_comp;
	struct list_head urb_list;
	void *hcpriv;
	struct ep_device *ep_dev;
	unsigned char *extra;
	int extralen;
	int enabled;
	int streams;
};

struct usb_host_interface {
	struct usb_interface_descriptor desc;
	int extralen;
	unsigned char *extra;
	struct usb_host_endpoint *endpoint;
	char *string;
};

enum usb_interface_condition {
	USB_INTERFACE_UNBOUND = 0,
	USB_INTERFACE_BINDING,
	USB_INTERFACE_BOUND,
	USB_INTERFACE_UNBINDING,
};

struct usb_interface {
	struct usb_host_interface *altsetting;
	struct usb_host_interface *cur_altsetting;
	unsigned num_altsetting;
	struct usb_interface_assoc_descriptor *intf_assoc;
	int minor;
	enum usb_interface_condition condition;
	unsigned sysfs_files_created:1;
	unsigned ep_devs_created:1;
	unsigned unregistering:1;
	unsigned needs_remote_wakeup:1;
	unsigned needs_altsetting0:1;
	unsigned needs_binding:1;
	unsigned resetting_device:1;
	unsigned authorized:1;
	struct device dev;
	struct device *usb_dev;
	struct work_struct reset_ws;
};

#define to_usb_interface(d) container_of(d, struct usb_interface, dev)

struct usb_host_config {
	struct usb_config_descriptor desc;
	char *string;
	struct usb_interface_assoc_descriptor *intf_assoc[USB_MAXIADS];
	struct usb_interface *interface[USB_MAXINTERFACES];
	unsigned char *extra;
	int extralen;
};

struct usb_bus {
	struct device *controller;
	struct device *sysdev;
	int busnum;
	const char *bus_name;
	u8 uses_pio_for_control;
	u8 otg_port;
	unsigned is_b_host:1;
	unsigned b_hnp_enable:1;
	unsigned no_stop_on_short:1;
	unsigned no_sg_constraint:1;
	unsigned sg_tablesize;
	int devnum_next;
	struct mutex devnum_next_mutex;
	struct usb_device *root_hub;
	struct usb_bus *hs_companion;
	int bandwidth_allocated;
	int bandwidth_int_reqs;
	int bandwidth_isoc_reqs;
};

struct usb_tt;

struct usb_device {
	int devnum;
	char devpath[16];
	u32 route;
	enum usb_device_state state;
	enum usb_device_speed speed;
	unsigned int rx_lanes;
	unsigned int tx_lanes;
	struct usb_tt *tt;
	int ttport;
	unsigned int toggle[2];
	struct usb_device *parent;
	struct usb_bus *bus;
	struct usb_host_endpoint ep0;
	struct device dev;
	struct usb_device_descriptor descriptor;
	struct usb_host_config *config;
	struct usb_host_config *actconfig;
	struct usb_host_endpoint *ep_in[16];
	struct usb_host_endpoint *ep_out[16];
	char **rawdescriptors;
	unsigned short bus_mA;
	u8 portnum;
	u8 level;
	u8 devaddr;
	unsigned can_submit:1;
	unsigned persist_enabled:1;
	unsigned reset_in_progress:1;
	unsigned have_langid:1;
	unsigned authorized:1;
	int string_langid;
	char *product;
	char *manufacturer;
	char *serial;
	struct list_head filelist;
	int maxchild;
	u32 quirks;
	atomic_t urbnum;
	unsigned long active_duration;
	unsigned long connect_time;
	unsigned do_remote_wakeup:1;
	unsigned reset_resume:1;
	unsigned port_is_suspended:1;
	int slot_id;
};

#define to_usb_device(d) container_of(d, struct usb_device, dev)

static inline struct usb_device *interface_to_usbdev(struct usb_interface *intf)
{
	return to_usb_device(intf->dev.parent);
}

static inline void *usb_get_intfdata(struct usb_interface *intf)
{
	return dev_get_drvdata(&intf->dev);
}

static inline void usb_set_intfdata(struct usb_interface *intf, void *data)
{
	dev_set_drvdata(&intf->dev, data);
}

struct usb_interface *usb_get_intf(struct usb_interface *intf);
void usb_put_intf(struct usb_interface *intf);
struct usb_device *usb_get_dev(struct usb_device *dev);
void usb_put_dev(struct usb_device *dev);
struct usb_interface *usb_ifnum_to_if(const struct usb_device *dev, unsigned ifnum);
struct usb_host_interface *usb_altnum_to_altsetting(const struct usb_interface *intf,
						    unsigned int altnum);
struct usb_interface *usb_find_interface(struct usb_driver *drv, int minor);
const struct usb_device_id *usb_match_id(struct usb_interface *intf,
					 const struct usb_device_id *id);
int usb_driver_claim_interface(struct usb_driver *driver, struct usb_interface *iface,
			       void *data);
void usb_driver_release_interface(struct usb_driver *driver, struct usb_interface *iface);
struct device *usb_intf_get_dma_device(struct usb_interface *intf);
int usb_make_path(struct usb_device *dev, char *buf, size_t size);
int usb_reset_device(struct usb_device *dev);
void usb_queue_reset_device(struct usb_interface *intf);
int usb_lock_device_for_reset(struct usb_device *udev, const struct usb_interface *iface);
#define usb_lock_device(udev) device_lock(&(udev)->dev)
#define usb_unlock_device(udev) device_unlock(&(udev)->dev)
int usb_get_current_frame_number(struct usb_device *dev);
int usb_autopm_get_interface(struct usb_interface *intf);
int usb_autopm_get_interface_async(struct usb_interface *intf);
void usb_autopm_put_interface(struct usb_interface *intf);
void usb_autopm_put_interface_async(struct usb_interface *intf);
void usb_autopm_get_interface_no_resume(struct usb_interface *intf);
void usb_autopm_put_interface_no_suspend(struct usb_interface *intf);
void usb_enable_autosuspend(struct usb_device *udev);
void usb_disable_autosuspend(struct usb_device *udev);
void usb_mark_last_busy(struct usb_device *udev);
bool usb_check_bulk_endpoints(const struct usb_interface *intf, const u8 *ep_addrs);
bool usb_check_int_endpoints(const struct usb_interface *intf, const u8 *ep_addrs);
int usb_alloc_streams(struct usb_interface *intf, struct usb_host_endpoint **eps,
		      unsigned int num_eps, unsigned int num_streams, gfp_t mem_flags);
int usb_free_streams(struct usb_interface *intf, struct usb_host_endpoint **eps,
		     unsigned int num_eps, gfp_t mem_flags);
int __must_check
usb_find_common_endpoints(struct usb_host_interface *alt,
			  struct usb_endpoint_descriptor **bulk_in,
			  struct usb_endpoint_descriptor **bulk_out,
			  struct usb_endpoint_descriptor **int_in,
			  struct usb_endpoint_descriptor **int_out);

static inline int __must_check
usb_find_bulk_in_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints(alt, ep, NULL, NULL, NULL);
}

static inline int __must_check
usb_find_bulk_out_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints(alt, NULL, ep, NULL, NULL);
}

static inline int __must_check
usb_find_int_in_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints(alt, NULL, NULL, ep, NULL);
}

static inline int __must_check
usb_find_int_out_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints(alt, NULL, NULL, NULL, ep);
}

int __must_check
usb_find_common_endpoints_reverse(struct usb_host_interface *alt,
				  struct usb_endpoint_descriptor **bulk_in,
				  struct usb_endpoint_descriptor **bulk_out,
				  struct usb_endpoint_descriptor **int_in,
				  struct usb_endpoint_descriptor **int_out);

static inline int __must_check
usb_find_last_int_in_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints_reverse(alt, NULL, NULL, ep, NULL);
}

static inline int __must_check
usb_find_last_int_out_endpoint(struct usb_host_interface *alt, struct usb_endpoint_descriptor **ep)
{
	return usb_find_common_endpoints_reverse(alt, NULL, NULL, NULL, ep);
}

static inline int usb_interface_claimed(struct usb_interface *iface)
{
	return iface->dev.driver != NULL;
}

/* ---- drivers ---- */

#define USB_DEVICE_ID_MATCH_DEVICE \
	(USB_DEVICE_ID_MATCH_VENDOR | USB_DEVICE_ID_MATCH_PRODUCT)
#define USB_DEVICE_ID_MATCH_DEV_RANGE \
	(USB_DEVICE_ID_MATCH_DEV_LO | USB_DEVICE_ID_MATCH_DEV_HI)
#define USB_DEVICE_ID_MATCH_DEV_INFO					\
	(USB_DEVICE_ID_MATCH_DEV_CLASS | USB_DEVICE_ID_MATCH_DEV_SUBCLASS |	\
	 USB_DEVICE_ID_MATCH_DEV_PROTOCOL)
#define USB_DEVICE_ID_MATCH_INT_INFO					\
	(USB_DEVICE_ID_MATCH_INT_CLASS | USB_DEVICE_ID_MATCH_INT_SUBCLASS |	\
	 USB_DEVICE_ID_MATCH_INT_PROTOCOL)

#define USB_DEVICE(vend, prod)					\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE,		\
	.idVendor = (vend),					\
	.idProduct = (prod)
#define USB_DEVICE_VER(vend, prod, lo, hi)			\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE | USB_DEVICE_ID_MATCH_DEV_RANGE,	\
	.idVendor = (vend), .idProduct = (prod),		\
	.bcdDevice_lo = (lo), .bcdDevice_hi = (hi)
#define USB_DEVICE_INTERFACE_CLASS(vend, prod, cl)		\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE | USB_DEVICE_ID_MATCH_INT_CLASS,	\
	.idVendor = (vend), .idProduct = (prod),		\
	.bInterfaceClass = (cl)
#define USB_DEVICE_INTERFACE_PROTOCOL(vend, prod, pr)		\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE | USB_DEVICE_ID_MATCH_INT_PROTOCOL,	\
	.idVendor = (vend), .idProduct = (prod),		\
	.bInterfaceProtocol = (pr)
#define USB_DEVICE_INTERFACE_NUMBER(vend, prod, num)		\
	.match_flags = USB_DEVICE_ID_MATCH_DEVICE | USB_DEVICE_ID_MATCH_INT_NUMBER,	\
	.idVendor = (vend), .idProduct = (prod),		\
	.bInterfaceNumber = (num)
#define USB_DEVICE_INFO(cl, sc, pr)				\
	.match_flags = USB_DEVICE_ID_MATCH_DEV_INFO,		\
	.bDeviceClass = (cl), .bDeviceSubClass = (sc), .bDeviceProtocol = (pr)
#define USB_INTERFACE_INFO(cl, sc, pr)				\
	.match_flags = USB_DEVICE_ID_MATCH_INT_INFO,		\
	.bInterfaceClass = (cl), .bInterfaceSubClass = (sc), .bInterfaceProtocol = (pr)
#define USB_DEVICE_AND_INTERFACE_INFO(vend, prod, cl, sc, pr)	\
	.match_flags = USB_DEVICE_ID_MATCH_INT_INFO | USB_DEVICE_ID_MATCH_DEVICE,	\
	.idVendor = (vend), .idProduct = (prod),		\
	.bInterfaceClass = (cl), .bInterfaceSubClass = (sc), .bInterfaceProtocol = (pr)

struct usb_dynids {
	struct list_head list;
};

struct usb_driver {
	const char *name;
	int (*probe)(struct usb_interface *intf, const struct usb_device_id *id);
	void (*disconnect)(struct usb_interface *intf);
	int (*unlocked_ioctl)(struct usb_interface *intf, unsigned int code, void *buf);
	int (*suspend)(struct usb_interface *intf, pm_message_t message);
	int (*resume)(struct usb_interface *intf);
	int (*reset_resume)(struct usb_interface *intf);
	int (*pre_reset)(struct usb_interface *intf);
	int (*post_reset)(struct usb_interface *intf);
	const struct usb_device_id *id_table;
	const struct attribute_group **dev_groups;
	struct usb_dynids dynids;
	struct device_driver driver;
	unsigned int no_dynamic_id:1;
	unsigned int supports_autosuspend:1;
	unsigned int disable_hub_initiated_lpm:1;
	unsigned int soft_unbind:1;
};

#define to_usb_driver(d) container_of(d, struct usb_driver, driver)

struct usb_device_driver {
	const char *name;
	bool (*match)(struct usb_device *udev);
	int (*probe)(struct usb_device *udev);
	void (*disconnect)(struct usb_device *udev);
	struct device_driver driver;
	const struct usb_device_id *id_table;
	unsigned int generic_subclass:1;
};

struct usb_class_driver {
	char *name;
	char *(*devnode)(const struct device *dev, umode_t *mode);
	const struct file_operations *fops;
	int minor_base;
};

int usb_register_driver(struct usb_driver *driver, struct module *owner, const char *mod_name);
#define usb_register(driver) usb_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
void usb_deregister(struct usb_driver *driver);
#define module_usb_driver(__usb_driver) \
	module_driver(__usb_driver, usb_register, usb_deregister)
int usb_register_dev(struct usb_interface *intf, struct usb_class_driver *cls);
void usb_deregister_dev(struct usb_interface *intf, struct usb_class_driver *cls);
int usb_disabled(void);

/* ---- transfers ---- */

#define URB_SHORT_NOT_OK 0x0001
#define URB_ISO_ASAP 0x0002
#define URB_NO_TRANSFER_DMA_MAP 0x0004
#define URB_ZERO_PACKET 0x0040
#define URB_NO_INTERRUPT 0x0080
#define URB_FREE_BUFFER 0x0100
#define URB_DIR_IN 0x0200
#define URB_DIR_OUT 0
#define URB_DIR_MASK URB_DIR_IN
#define URB_DMA_MAP_SINGLE 0x00010000
#define URB_DMA_MAP_PAGE 0x00020000
#define URB_DMA_MAP_SG 0x00040000
#define URB_MAP_LOCAL 0x00080000
#define URB_SETUP_MAP_SINGLE 0x00100000
#define URB_SETUP_MAP_LOCAL 0x00200000
#define URB_DMA_SG_COMBINED 0x00400000
#define URB_ALIGNED_TEMP_BUFFER 0x00800000

struct usb_iso_packet_descriptor {
	unsigned int offset;
	unsigned int length;
	unsigned int actual_length;
	int status;
};

struct usb_anchor {
	struct list_head urb_list;
	wait_queue_head_t wait;
	spinlock_t lock;
	atomic_t suspend_wakeups;
	unsigned int poisoned:1;
};

static inline void init_usb_anchor(struct usb_anchor *anchor)
{
	memset(anchor, 0, sizeof(*anchor));
	INIT_LIST_HEAD(&anchor->urb_list);
	init_waitqueue_head(&anchor->wait);
	spin_lock_init(&anchor->lock);
}

typedef void (*usb_complete_t)(struct urb *);

struct urb {
	/* usbcore's own */
	struct kref kref;
	int unlinked;
	void *hcpriv;
	atomic_t use_count;
	atomic_t reject;

	/* for drivers */
	struct list_head urb_list;
	struct list_head anchor_list;
	struct usb_anchor *anchor;
	struct usb_device *dev;
	struct usb_host_endpoint *ep;
	unsigned int pipe;
	unsigned int stream_id;
	int status;
	unsigned int transfer_flags;
	void *transfer_buffer;
	dma_addr_t transfer_dma;
	struct scatterlist *sg;
	int num_mapped_sgs;
	int num_sgs;
	u32 transfer_buffer_length;
	u32 actual_length;
	unsigned char *setup_packet;
	dma_addr_t setup_dma;
	int start_frame;
	int number_of_packets;
	int interval;
	int error_count;
	void *context;
	usb_complete_t complete;
	struct usb_iso_packet_descriptor iso_frame_desc[];
};

static inline void usb_fill_control_urb(struct urb *urb, struct usb_device *dev,
					unsigned int pipe, unsigned char *setup_packet,
					void *transfer_buffer, int buffer_length,
					usb_complete_t complete_fn, void *context)
{
	urb->dev = dev;
	urb->pipe = pipe;
	urb->setup_packet = setup_packet;
	urb->transfer_buffer = transfer_buffer;
	urb->transfer_buffer_length = buffer_length;
	urb->complete = complete_fn;
	urb->context = context;
}

static inline void usb_fill_bulk_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
				     void *transfer_buffer, int buffer_length,
				     usb_complete_t complete_fn, void *context)
{
	urb->dev = dev;
	urb->pipe = pipe;
	urb->transfer_buffer = transfer_buffer;
	urb->transfer_buffer_length = buffer_length;
	urb->complete = complete_fn;
	urb->context = context;
}

static inline void usb_fill_int_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
				    void *transfer_buffer, int buffer_length,
				    usb_complete_t complete_fn, void *context, int interval)
{
	urb->dev = dev;
	urb->pipe = pipe;
	urb->transfer_buffer = transfer_buffer;
	urb->transfer_buffer_length = buffer_length;
	urb->complete = complete_fn;
	urb->context = context;
	if (dev->speed == USB_SPEED_HIGH || dev->speed >= USB_SPEED_SUPER)
		urb->interval = 1 << (clamp(interval, 1, 16) - 1);
	else
		urb->interval = interval;
	urb->start_frame = -1;
}

void usb_init_urb(struct urb *urb);
struct urb *usb_alloc_urb(int iso_packets, gfp_t mem_flags);
void usb_free_urb(struct urb *urb);
#define usb_put_urb usb_free_urb
struct urb *usb_get_urb(struct urb *urb);
int usb_submit_urb(struct urb *urb, gfp_t mem_flags);
int usb_unlink_urb(struct urb *urb);
void usb_kill_urb(struct urb *urb);
void usb_poison_urb(struct urb *urb);
void usb_unpoison_urb(struct urb *urb);
void usb_block_urb(struct urb *urb);
#define usb_unblock_urb usb_unpoison_urb
void usb_kill_anchored_urbs(struct usb_anchor *anchor);
void usb_poison_anchored_urbs(struct usb_anchor *anchor);
void usb_unpoison_anchored_urbs(struct usb_anchor *anchor);
void usb_unlink_anchored_urbs(struct usb_anchor *anchor);
void usb_anchor_suspend_wakeups(struct usb_anchor *anchor);
void usb_anchor_resume_wakeups(struct usb_anchor *anchor);
void usb_anchor_urb(struct urb *urb, struct usb_anchor *anchor);
void usb_unanchor_urb(struct urb *urb);
int usb_wait_anchor_empty_timeout(struct usb_anchor *anchor, unsigned int timeout);
struct urb *usb_get_from_anchor(struct usb_anchor *anchor);
void usb_scuttle_anchored_urbs(struct usb_anchor *anchor);
int usb_anchor_empty(struct usb_anchor *anchor);
int usb_pipe_type_check(struct usb_device *dev, unsigned int pipe);
int usb_urb_ep_type_check(const struct urb *urb);

static inline int usb_translate_errors(int error_code)
{
	switch (error_code) {
	case 0:
	case -ENOMEM:
	case -ENODEV:
	case -EOPNOTSUPP:
		return error_code;
	default:
		return -EIO;
	}
}

static inline int usb_urb_dir_in(struct urb *urb)
{
	return (urb->transfer_flags & URB_DIR_MASK) == URB_DIR_IN;
}

static inline int usb_urb_dir_out(struct urb *urb)
{
	return (urb->transfer_flags & URB_DIR_MASK) == URB_DIR_OUT;
}

void *usb_alloc_coherent(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma);
void usb_free_coherent(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma);

#define USB_CTRL_GET_TIMEOUT 5000
#define USB_CTRL_SET_TIMEOUT 5000

int usb_control_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size, int timeout);
int usb_interrupt_msg(struct usb_device *usb_dev, unsigned int pipe, void *data, int len,
		      int *actual_length, int timeout);
int usb_bulk_msg(struct usb_device *usb_dev, unsigned int pipe, void *data, int len,
		 int *actual_length, int timeout);
int usb_bulk_msg_killable(struct usb_device *usb_dev, unsigned int pipe, void *data, int len,
			  int *actual_length, int timeout);
int usb_control_msg_send(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, const void *data, __u16 size, int timeout,
			 gfp_t memflags);
int usb_control_msg_recv(struct usb_device *dev, __u8 endpoint, __u8 request, __u8 requesttype,
			 __u16 value, __u16 index, void *data, __u16 size, int timeout,
			 gfp_t memflags);
int usb_get_descriptor(struct usb_device *dev, unsigned char desctype, unsigned char descindex,
		       void *buf, int size);
int usb_get_status(struct usb_device *dev, int recip, int type, int target, void *data);
int usb_string(struct usb_device *dev, int index, char *buf, size_t size);
char *usb_cache_string(struct usb_device *udev, int index);
int usb_clear_halt(struct usb_device *dev, int pipe);
int usb_reset_configuration(struct usb_device *dev);
int usb_set_interface(struct usb_device *dev, int ifnum, int alternate);
void usb_reset_endpoint(struct usb_device *dev, unsigned int epaddr);
int usb_driver_set_configuration(struct usb_device *udev, int config);

static inline int usb_get_std_status(struct usb_device *dev, int recip, int target, void *data)
{
	return usb_get_status(dev, recip, USB_STATUS_TYPE_STANDARD, target, data);
}

struct usb_sg_request {
	int status;
	size_t bytes;
	spinlock_t lock;
	struct usb_device *dev;
	int pipe;
	int entries;
	struct urb **urbs;
	int count;
	struct completion complete;
};

int usb_sg_init(struct usb_sg_request *io, struct usb_device *dev, unsigned pipe,
		unsigned period, struct scatterlist *sg, int nents, size_t length,
		gfp_t mem_flags);
void usb_sg_cancel(struct usb_sg_request *io);
void usb_sg_wait(struct usb_sg_request *io);

/* ---- pipes: device and endpoint in one integer ---- */

#define PIPE_ISOCHRONOUS 0
#define PIPE_INTERRUPT 1
#define PIPE_CONTROL 2
#define PIPE_BULK 3

#define usb_pipein(pipe) ((pipe) & USB_DIR_IN)
#define usb_pipeout(pipe) (!usb_pipein(pipe))
#define usb_pipedevice(pipe) (((pipe) >> 8) & 0x7f)
#define usb_pipeendpoint(pipe) (((pipe) >> 15) & 0xf)
#define usb_pipetype(pipe) (((pipe) >> 30) & 3)
#define usb_pipeisoc(pipe) (usb_pipetype((pipe)) == PIPE_ISOCHRONOUS)
#define usb_pipeint(pipe) (usb_pipetype((pipe)) == PIPE_INTERRUPT)
#define usb_pipecontrol(pipe) (usb_pipetype((pipe)) == PIPE_CONTROL)
#define usb_pipebulk(pipe) (usb_pipetype((pipe)) == PIPE_BULK)

static inline unsigned int __create_pipe(struct usb_device *dev, unsigned int endpoint)
{
	return (dev->devnum << 8) | (endpoint << 15);
}

#define usb_sndctrlpipe(dev, endpoint) ((PIPE_CONTROL << 30) | __create_pipe(dev, endpoint))
#define usb_rcvctrlpipe(dev, endpoint) \
	((PIPE_CONTROL << 30) | __create_pipe(dev, endpoint) | USB_DIR_IN)
#define usb_sndisocpipe(dev, endpoint) ((PIPE_ISOCHRONOUS << 30) | __create_pipe(dev, endpoint))
#define usb_rcvisocpipe(dev, endpoint) \
	((PIPE_ISOCHRONOUS << 30) | __create_pipe(dev, endpoint) | USB_DIR_IN)
#define usb_sndbulkpipe(dev, endpoint) ((PIPE_BULK << 30) | __create_pipe(dev, endpoint))
#define usb_rcvbulkpipe(dev, endpoint) \
	((PIPE_BULK << 30) | __create_pipe(dev, endpoint) | USB_DIR_IN)
#define usb_sndintpipe(dev, endpoint) ((PIPE_INTERRUPT << 30) | __create_pipe(dev, endpoint))
#define usb_rcvintpipe(dev, endpoint) \
	((PIPE_INTERRUPT << 30) | __create_pipe(dev, endpoint) | USB_DIR_IN)

static inline struct usb_host_endpoint *usb_pipe_endpoint(struct usb_device *dev,
							  unsigned int pipe)
{
	struct usb_host_endpoint **eps = usb_pipein(pipe) ? dev->ep_in : dev->ep_out;

	return eps[usb_pipeendpoint(pipe)];
}

static inline u16 usb_maxpacket(struct usb_device *udev, int pipe)
{
	struct usb_host_endpoint *ep = usb_pipe_endpoint(udev, pipe);

	return ep ? usb_endpoint_maxp(&ep->desc) : 0;
}

#endif
