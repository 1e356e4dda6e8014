/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/regmap.h - registers behind a bus
 */
#ifndef RT_LINUX_REGMAP_H
#define RT_LINUX_REGMAP_H

#include <linux/types.h>

struct device;
struct regmap;
struct regmap_async;

typedef int (*regmap_hw_write)(void *context, const void *data, size_t count);
typedef int (*regmap_hw_gather_write)(void *context, const void *reg, size_t reg_len,
				      const void *val, size_t val_len);
typedef int (*regmap_hw_async_write)(void *context, const void *reg, size_t reg_len,
				     const void *val, size_t val_len, struct regmap_async *async);
typedef int (*regmap_hw_read)(void *context, const void *reg_buf, size_t reg_size,
			      void *val_buf, size_t val_size);
typedef int (*regmap_hw_reg_read)(void *context, unsigned int reg, unsigned int *val);
typedef int (*regmap_hw_reg_write)(void *context, unsigned int reg, unsigned int val);
typedef int (*regmap_hw_reg_update_bits)(void *context, unsigned int reg, unsigned int mask,
					 unsigned int val);
typedef void (*regmap_hw_free_context)(void *context);

enum regmap_endian {
	REGMAP_ENDIAN_DEFAULT = 0,
	REGMAP_ENDIAN_BIG,
	REGMAP_ENDIAN_LITTLE,
	REGMAP_ENDIAN_NATIVE,
};

struct regmap_bus {
	bool fast_io;
	regmap_hw_write write;
	regmap_hw_gather_write gather_write;
	regmap_hw_async_write async_write;
	regmap_hw_reg_write reg_write;
	regmap_hw_reg_update_bits reg_update_bits;
	regmap_hw_read read;
	regmap_hw_reg_read reg_read;
	regmap_hw_free_context free_context;
	u8 read_flag_mask;
	enum regmap_endian reg_format_endian_default;
	enum regmap_endian val_format_endian_default;
	size_t max_raw_read;
	size_t max_raw_write;
};

struct regmap_config {
	const char *name;
	int reg_bits;
	int reg_stride;
	int val_bits;
	unsigned int max_register;
	int (*reg_read)(void *context, unsigned int reg, unsigned int *val);
	int (*reg_write)(void *context, unsigned int reg, unsigned int val);
};

struct regmap *devm_regmap_init(struct device *dev, const struct regmap_bus *bus, void *context,
				const struct regmap_config *config);
struct regmap *regmap_init(struct device *dev, const struct regmap_bus *bus, void *context,
			   const struct regmap_config *config);
void regmap_exit(struct regmap *map);
int regmap_read(struct regmap *map, unsigned int reg, unsigned int *val);
int regmap_write(struct regmap *map, unsigned int reg, unsigned int val);
int regmap_bulk_read(struct regmap *map, unsigned int reg, void *val, size_t count);

#endif
