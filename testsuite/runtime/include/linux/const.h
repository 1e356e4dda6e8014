/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/const.h - constants that assembler reads too
 */
#ifndef RT_LINUX_CONST_H
#define RT_LINUX_CONST_H

#define _AC(X, Y) X##Y
#define UL(x) (_AC(x, UL))
#define ULL(x) (_AC(x, ULL))

#endif
