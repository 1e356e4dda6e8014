/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/stddef.h - NULL, offsetof, struct_group
 */
#ifndef RT_LINUX_STDDEF_H
#define RT_LINUX_STDDEF_H

#undef NULL
#define NULL ((void *)0)

enum {
	false = 0,
	true = 1
};

#undef offsetof
#define offsetof(TYPE, MEMBER) __builtin_offsetof(TYPE, MEMBER)
#define sizeof_field(TYPE, MEMBER) sizeof((((TYPE *)0)->MEMBER))
#define offsetofend(TYPE, MEMBER) (offsetof(TYPE, MEMBER) + sizeof_field(TYPE, MEMBER))

/* the same members twice: as they are, and as a struct NAME (TAG) */
#define __struct_group(TAG, NAME, ATTRS, MEMBERS...)	\
	union {						\
		struct { MEMBERS } ATTRS;		\
		struct TAG { MEMBERS } ATTRS NAME;	\
	} ATTRS
#define struct_group(NAME, MEMBERS...) __struct_group(/* no tag */, NAME, /* none */, MEMBERS)
#define struct_group_tagged(TAG, NAME, MEMBERS...) __struct_group(TAG, NAME, /* none */, MEMBERS)
#define struct_group_attr(NAME, ATTRS, MEMBERS...) \
	__struct_group(/* no tag */, NAME, ATTRS, MEMBERS)
#define __DECLARE_FLEX_ARRAY(TYPE, NAME)		\
	struct {					\
		struct { } __empty_ ## NAME;		\
		TYPE NAME[];				\
	}
#define DECLARE_FLEX_ARRAY(TYPE, NAME) __DECLARE_FLEX_ARRAY(TYPE, NAME)

#endif
