/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KNOWN_H
#define KNOWN_H
#include <linux/i2c.h>
int known_attach(struct i2c_adapter *adap);
#endif
