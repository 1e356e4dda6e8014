/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * scsi/scsi_host.h - hosts of SCSI
 */
#ifndef RT_SCSI_SCSI_HOST_H
#define RT_SCSI_SCSI_HOST_H

#include <linux/types.h>
#include <linux/device.h>

struct Scsi_Host;
struct scsi_cmnd;

struct scsi_host_template {
	struct module *module;
	const char *name;
	int (*queuecommand)(struct Scsi_Host *host, struct scsi_cmnd *cmd);
	int can_queue;
	int this_id;
	unsigned short sg_tablesize;
};

struct Scsi_Host {
	unsigned int host_no;
	unsigned int max_id;
	struct device shost_gendev;
	struct device *dma_dev;
	unsigned long hostdata[] __attribute__((aligned(sizeof(unsigned long))));
};

struct Scsi_Host *scsi_host_alloc(const struct scsi_host_template *t, int privsize);
int __must_check scsi_add_host_with_dma(struct Scsi_Host *shost, struct device *dev,
					struct device *dma_dev);
void scsi_remove_host(struct Scsi_Host *shost);
void scsi_host_put(struct Scsi_Host *shost);
void scsi_scan_host(struct Scsi_Host *shost);

static inline int __must_check scsi_add_host(struct Scsi_Host *host, struct device *dev)
{
	return scsi_add_host_with_dma(host, dev, dev);
}

static inline void *shost_priv(struct Scsi_Host *shost)
{
	return (void *)shost->hostdata;
}

#endif
