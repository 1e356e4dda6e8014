// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * harmless.c - headers that never lead to USB, which the scan need not open.
 *
 * Kernel headers come by the hundred with any file; these are the commonest.  A
 * test follows all includes of each through the kernel trees at hand, for every
 * architecture, and fails if one leads to a header of the model.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* All headers below these, sorted. */
static const char *const folders[] = {
	"acpi/", "asm-generic/", "asm/", "crypto/", "dt-bindings/", "generated/", "linux/atomic/",
	"linux/byteorder/", "linux/can/", "linux/ceph/", "linux/clk/", "linux/device/",
	"linux/gpio/", "linux/mlx5/", "linux/mtd/", "linux/netfilter/", "linux/netfilter_ipv4/",
	"linux/netfilter_ipv6/", "linux/pinctrl/", "linux/regulator/", "linux/sched/", "linux/spi/",
	"linux/sunrpc/", "linux/unaligned/", "net/netns/", "rdma/", "scsi/", "trace/stages/",
	"vdso/", "xen/",
};

/* Lists of registers: up to 24 MB and no #include. */
static const char *const endings[] = { "_offset.h", "_sh_mask.h" };

/* The others one by one, sorted. */
static const char *const names[] = {
	"drm/drm_atomic.h", "drm/drm_atomic_helper.h", "drm/drm_blend.h", "drm/drm_bridge.h",
	"drm/drm_connector.h", "drm/drm_crtc.h", "drm/drm_crtc_helper.h", "drm/drm_device.h",
	"drm/drm_drv.h", "drm/drm_edid.h", "drm/drm_encoder.h", "drm/drm_fb_helper.h",
	"drm/drm_file.h", "drm/drm_fourcc.h", "drm/drm_framebuffer.h",
	"drm/drm_gem_atomic_helper.h", "drm/drm_gem_dma_helper.h",
	"drm/drm_gem_framebuffer_helper.h", "drm/drm_managed.h", "drm/drm_mipi_dsi.h",
	"drm/drm_modes.h", "drm/drm_of.h", "drm/drm_panel.h", "drm/drm_print.h",
	"drm/drm_probe_helper.h", "drm/drm_simple_kms_helper.h", "drm/drm_vblank.h", "linux/acpi.h",
	"linux/aer.h", "linux/aio_abi.h", "linux/apm_bios.h", "linux/assoc_array.h",
	"linux/atomic.h", "linux/audit.h", "linux/backing-dev-defs.h", "linux/backing-dev.h",
	"linux/backlight.h", "linux/bcd.h", "linux/binfmts.h", "linux/bio.h",
	"linux/bit_spinlock.h", "linux/bitfield.h", "linux/bitmap.h", "linux/bitops.h",
	"linux/bits.h", "linux/blk-mq.h", "linux/blk_types.h", "linux/blkdev.h",
	"linux/bottom_half.h", "linux/bpf-cgroup-defs.h", "linux/bpf.h", "linux/bpf_perf_event.h",
	"linux/btf.h", "linux/buffer_head.h", "linux/bug.h", "linux/build_bug.h", "linux/buildid.h",
	"linux/bvec.h", "linux/cache.h", "linux/capability.h", "linux/cc_platform.h",
	"linux/cdev.h", "linux/cgroup-defs.h", "linux/cgroup.h", "linux/cgroup_subsys.h",
	"linux/cgroupstats.h", "linux/circ_buf.h", "linux/clk-provider.h", "linux/clk.h",
	"linux/clkdev.h", "linux/clockchips.h", "linux/clocksource.h", "linux/comedi/comedidev.h",
	"linux/compat.h", "linux/compiler-version.h", "linux/compiler.h",
	"linux/compiler_attributes.h", "linux/compiler_types.h", "linux/completion.h",
	"linux/component.h", "linux/console.h", "linux/const.h", "linux/container_of.h",
	"linux/context_tracking_irq.h", "linux/context_tracking_state.h", "linux/cpu.h",
	"linux/cpufreq.h", "linux/cpuhotplug.h", "linux/cpumask.h", "linux/crc32.h", "linux/cred.h",
	"linux/crypto.h", "linux/ctype.h", "linux/debug_locks.h", "linux/debugfs.h",
	"linux/delay.h", "linux/device.h", "linux/dma-buf.h", "linux/dma-mapping.h",
	"linux/dmaengine.h", "linux/dmapool.h", "linux/dmi.h", "linux/dqblk_qtree.h",
	"linux/dqblk_v1.h", "linux/dqblk_v2.h", "linux/dqblk_xfs.h", "linux/dvb/frontend.h",
	"linux/edd.h", "linux/efi.h", "linux/err.h", "linux/errno.h", "linux/etherdevice.h",
	"linux/ethtool.h", "linux/eventfd.h", "linux/export.h", "linux/fb.h", "linux/fcntl.h",
	"linux/file.h", "linux/filter.h", "linux/firmware.h", "linux/flex_proportions.h",
	"linux/freezer.h", "linux/fs.h", "linux/ftrace.h", "linux/ftrace_irq.h", "linux/gfp.h",
	"linux/gfp_types.h", "linux/gpio.h", "linux/hardirq.h", "linux/hash.h", "linux/hashtable.h",
	"linux/hdlc/ioctl.h", "linux/highmem.h", "linux/highuid.h", "linux/hrtimer.h",
	"linux/hrtimer_defs.h", "linux/hugetlb.h", "linux/hw_random.h", "linux/hwmon-sysfs.h",
	"linux/hwmon.h", "linux/i2c.h", "linux/icmpv6.h", "linux/idr.h", "linux/ieee80211.h",
	"linux/if.h", "linux/if_arp.h", "linux/if_bridge.h", "linux/if_ether.h", "linux/if_vlan.h",
	"linux/iio/buffer.h", "linux/iio/events.h", "linux/iio/iio.h", "linux/iio/sysfs.h",
	"linux/iio/trigger.h", "linux/iio/trigger_consumer.h", "linux/iio/triggered_buffer.h",
	"linux/in.h", "linux/in6.h", "linux/inet.h", "linux/inetdevice.h", "linux/init.h",
	"linux/input.h", "linux/input/mt.h", "linux/instruction_pointer.h",
	"linux/instrumentation.h", "linux/interrupt.h", "linux/io-64-nonatomic-lo-hi.h",
	"linux/io.h", "linux/io_uring.h", "linux/ioasid.h", "linux/ioctl.h", "linux/iommu.h",
	"linux/iopoll.h", "linux/ioport.h", "linux/ip.h", "linux/ipc.h", "linux/ipv6.h",
	"linux/irq.h", "linux/irq_work.h", "linux/irqchip.h", "linux/irqchip/chained_irq.h",
	"linux/irqdomain.h", "linux/irqflags.h", "linux/irqreturn.h", "linux/iversion.h",
	"linux/jhash.h", "linux/jiffies.h", "linux/jump_label.h", "linux/jump_label_ratelimit.h",
	"linux/kallsyms.h", "linux/kasan-checks.h", "linux/kasan-enabled.h", "linux/kasan.h",
	"linux/kconfig.h", "linux/kcov.h", "linux/kcsan-checks.h", "linux/kdebug.h",
	"linux/kdev_t.h", "linux/kernel.h", "linux/kernel_read_file.h", "linux/kernel_stat.h",
	"linux/kernfs.h", "linux/key.h", "linux/kfifo.h", "linux/kmod.h", "linux/kmsan-checks.h",
	"linux/kobject.h", "linux/kobject_ns.h", "linux/kref.h", "linux/kthread.h", "linux/ktime.h",
	"linux/leds.h", "linux/libata.h", "linux/libc-compat.h", "linux/limits.h",
	"linux/linkage.h", "linux/list.h", "linux/list_nulls.h", "linux/llist.h",
	"linux/local_lock.h", "linux/local_lock_internal.h", "linux/lockdep.h",
	"linux/lockdep_types.h", "linux/log2.h", "linux/magic.h", "linux/major.h", "linux/math.h",
	"linux/math64.h", "linux/mdio.h", "linux/media-bus-format.h", "linux/mem_encrypt.h",
	"linux/memblock.h", "linux/memcontrol.h", "linux/mempolicy.h", "linux/mempool.h",
	"linux/mfd/core.h", "linux/mfd/syscon.h", "linux/mii.h", "linux/minmax.h",
	"linux/miscdevice.h", "linux/mm.h", "linux/mm_types.h", "linux/mman.h", "linux/mmc/host.h",
	"linux/mmdebug.h", "linux/mmzone.h", "linux/mod_devicetable.h", "linux/module.h",
	"linux/moduleparam.h", "linux/mount.h", "linux/msi.h", "linux/mutex.h", "linux/namei.h",
	"linux/net.h", "linux/net_tstamp.h", "linux/netdevice.h", "linux/netfilter.h",
	"linux/netfilter_defs.h", "linux/netfilter_ipv4.h", "linux/netlink.h", "linux/nfs_fs.h",
	"linux/nls.h", "linux/nmi.h", "linux/node.h", "linux/nodemask.h", "linux/nospec.h",
	"linux/notifier.h", "linux/ns_common.h", "linux/nsproxy.h", "linux/numa.h",
	"linux/objtool.h", "linux/of.h", "linux/of_address.h", "linux/of_device.h",
	"linux/of_dma.h", "linux/of_gpio.h", "linux/of_graph.h", "linux/of_irq.h",
	"linux/of_mdio.h", "linux/of_net.h", "linux/of_platform.h", "linux/once.h",
	"linux/once_lite.h", "linux/openat2.h", "linux/page-flags.h", "linux/page_counter.h",
	"linux/page_table_check.h", "linux/pagemap.h", "linux/panic.h", "linux/param.h",
	"linux/parser.h", "linux/pci.h", "linux/pci_ids.h", "linux/percpu-defs.h",
	"linux/percpu-refcount.h", "linux/percpu-rwsem.h", "linux/percpu.h",
	"linux/percpu_counter.h", "linux/perf_event.h", "linux/perf_regs.h", "linux/personality.h",
	"linux/pfn.h", "linux/pgtable.h", "linux/phy.h", "linux/phy/phy.h", "linux/pid_namespace.h",
	"linux/pkeys.h", "linux/platform_device.h", "linux/pm.h", "linux/pm_domain.h",
	"linux/pm_opp.h", "linux/pm_qos.h", "linux/pm_runtime.h", "linux/pnp.h", "linux/poison.h",
	"linux/poll.h", "linux/posix_types.h", "linux/power_supply.h", "linux/preempt.h",
	"linux/prefetch.h", "linux/printk.h", "linux/proc_fs.h", "linux/projid.h",
	"linux/property.h", "linux/psi_types.h", "linux/ptp_clock_kernel.h", "linux/ptrace.h",
	"linux/pwm.h", "linux/quota.h", "linux/quotaops.h", "linux/radix-tree.h", "linux/random.h",
	"linux/ratelimit.h", "linux/ratelimit_types.h", "linux/rbtree.h", "linux/rbtree_types.h",
	"linux/rcu_node_tree.h", "linux/rcu_segcblist.h", "linux/rcu_sync.h", "linux/rculist.h",
	"linux/rcupdate.h", "linux/rcuwait.h", "linux/reboot.h", "linux/ref_tracker.h",
	"linux/refcount.h", "linux/regmap.h", "linux/reset-controller.h", "linux/reset.h",
	"linux/rhashtable-types.h", "linux/rhashtable.h", "linux/ring_buffer.h", "linux/rtc.h",
	"linux/rtnetlink.h", "linux/rwsem.h", "linux/scatterlist.h", "linux/sched.h",
	"linux/screen_info.h", "linux/seccomp.h", "linux/securebits.h", "linux/security.h",
	"linux/sem.h", "linux/semaphore.h", "linux/seq_buf.h", "linux/seq_file.h",
	"linux/seq_file_net.h", "linux/seqlock.h", "linux/serial.h", "linux/serial_core.h",
	"linux/serio.h", "linux/signal.h", "linux/signal_types.h", "linux/siphash.h",
	"linux/sizes.h", "linux/skbuff.h", "linux/slab.h", "linux/smp.h", "linux/smp_types.h",
	"linux/snmp.h", "linux/socket.h", "linux/sockios.h", "linux/sockptr.h", "linux/sort.h",
	"linux/spinlock.h", "linux/spinlock_types_raw.h", "linux/spinlock_types_up.h",
	"linux/srcu.h", "linux/srcutiny.h", "linux/srcutree.h", "linux/stackdepot.h",
	"linux/stacktrace.h", "linux/stat.h", "linux/static_call.h", "linux/static_call_types.h",
	"linux/static_key.h", "linux/stddef.h", "linux/string.h", "linux/string_helpers.h",
	"linux/stringify.h", "linux/suspend.h", "linux/swait.h", "linux/swap.h",
	"linux/sync_core.h", "linux/sys_soc.h", "linux/syscalls.h", "linux/syscore_ops.h",
	"linux/sysctl.h", "linux/sysfs.h", "linux/sysinfo.h", "linux/taskstats.h", "linux/tcp.h",
	"linux/thermal.h", "linux/thread_info.h", "linux/threads.h", "linux/time.h",
	"linux/time64.h", "linux/time_types.h", "linux/timer.h", "linux/timerqueue.h",
	"linux/timex.h", "linux/trace_clock.h", "linux/trace_events.h", "linux/trace_recursion.h",
	"linux/trace_seq.h", "linux/tracepoint-defs.h", "linux/tracepoint.h", "linux/tty.h",
	"linux/tty_driver.h", "linux/tty_flip.h", "linux/types.h", "linux/u64_stats_sync.h",
	"linux/uaccess.h", "linux/udp.h", "linux/uidgid.h", "linux/uio.h", "linux/unistd.h",
	"linux/units.h", "linux/user_namespace.h", "linux/utsname.h", "linux/uuid.h",
	"linux/videodev2.h", "linux/vm_event_item.h", "linux/vmalloc.h", "linux/vmpressure.h",
	"linux/vmstat.h", "linux/vtime.h", "linux/wait.h", "linux/watchdog.h", "linux/wireless.h",
	"linux/workqueue.h", "linux/writeback.h", "linux/xarray.h", "linux/xattr.h", "linux/xfrm.h",
	"media/dvb_frontend.h", "media/media-entity.h", "media/rc-map.h", "media/v4l2-common.h",
	"media/v4l2-ctrls.h", "media/v4l2-dev.h", "media/v4l2-device.h", "media/v4l2-event.h",
	"media/v4l2-fh.h", "media/v4l2-fwnode.h", "media/v4l2-ioctl.h", "media/v4l2-mem2mem.h",
	"media/v4l2-subdev.h", "media/videobuf2-dma-contig.h", "media/videobuf2-v4l2.h",
	"net/addrconf.h", "net/arp.h", "net/bluetooth/bluetooth.h", "net/bluetooth/hci_core.h",
	"net/cfg80211.h", "net/checksum.h", "net/devlink.h", "net/dsa.h", "net/dst.h",
	"net/dst_ops.h", "net/flow.h", "net/flow_dissector.h", "net/genetlink.h", "net/icmp.h",
	"net/inet_frag.h", "net/ip.h", "net/ip6_checksum.h", "net/ip6_route.h", "net/ipv6.h",
	"net/mac80211.h", "net/net_namespace.h", "net/net_trackers.h",
	"net/netfilter/nf_conntrack.h", "net/netfilter/nf_tables.h", "net/netlink.h",
	"net/pkt_cls.h", "net/pkt_sched.h", "net/protocol.h", "net/route.h", "net/rtnetlink.h",
	"net/snmp.h", "net/sock.h", "net/tcp.h", "net/tcp_states.h", "net/udp.h", "net/xfrm.h",
	"sound/ac97_codec.h", "sound/asoundef.h", "sound/control.h", "sound/core.h",
	"sound/dmaengine_pcm.h", "sound/info.h", "sound/initval.h", "sound/jack.h", "sound/pcm.h",
	"sound/pcm_params.h", "sound/soc-acpi.h", "sound/soc-dai.h", "sound/soc-dapm.h",
	"sound/soc.h", "sound/tlv.h", "trace/bpf_probe.h", "trace/define_trace.h",
	"trace/events/tlb.h", "trace/perf.h", "trace/trace_events.h", "uapi/asm/bitsperlong.h",
	"uapi/asm/bootparam.h", "uapi/asm/debugreg.h", "uapi/asm/hw_breakpoint.h", "uapi/asm/ist.h",
	"uapi/asm/ldt.h", "uapi/asm/msr.h", "uapi/asm/perf_regs.h", "uapi/asm/posix_types_32.h",
	"uapi/asm/posix_types_64.h", "uapi/asm/processor-flags.h", "uapi/asm/ptrace-abi.h",
	"uapi/asm/ptrace.h", "uapi/asm/sembuf.h", "uapi/asm/sigcontext.h", "uapi/asm/siginfo.h",
	"uapi/asm/signal.h", "uapi/asm/stat.h", "uapi/asm/unistd.h", "uapi/asm/vsyscall.h",
	"video/edid.h",
};

static int cmp_name(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

static int cmp_folder(const void *key, const void *entry)
{
	const char *folder = *(const char *const *)entry;

	return strncmp(key, folder, strlen(folder));
}

#define FIND(name, table, cmp) \
	bsearch(name, table, sizeof(table) / sizeof(*(table)), sizeof(*(table)), cmp)

bool harmless(const char *name, bool quoted)
{
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_with(name, endings[i]))
			return true;
	if (quoted || strstr(name, "../"))	/* asm/../linux/usb.h */
		return false;
	return FIND(name, folders, cmp_folder) || FIND(name, names, cmp_name);
}
