/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ctype.h - classes of characters
 */
#ifndef RT_LINUX_CTYPE_H
#define RT_LINUX_CTYPE_H

#define isdigit(c) ((c) >= '0' && (c) <= '9')
#define isupper(c) ((c) >= 'A' && (c) <= 'Z')
#define islower(c) ((c) >= 'a' && (c) <= 'z')
#define isalpha(c) (isupper(c) || islower(c))
#define isalnum(c) (isalpha(c) || isdigit(c))
#define isspace(c) ((c) == ' ' || ((c) >= '\t' && (c) <= '\r'))
#define isprint(c) ((c) >= ' ' && (c) <= '~')
#define isxdigit(c) (isdigit(c) || ((c) >= 'a' && (c) <= 'f') || ((c) >= 'A' && (c) <= 'F'))

static inline int tolower(int c)
{
	return isupper(c) ? c + 'a' - 'A' : c;
}

static inline int toupper(int c)
{
	return islower(c) ? c - 'a' + 'A' : c;
}

#endif
