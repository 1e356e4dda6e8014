// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Members: offsets, sizes, flags, paths through nested and unnamed records,
 * variable indexes.
 */
#include <linux/cache.h>
#include <linux/types.h>

/* facts: ^record \d+ "state" size=256 align=64 flags=local */
/* facts: field 0 "users" off=0 size=4 align=4 class=int$ */
/* facts: field 1 "ready" .*flags=bitfield */
/* facts: field 2 "rx" off=5 size=64 .*flags=bytes,fixed */
/* facts: field 3 "msg" off=72 size=12 align=4 class=record record=\d+ */
/* facts: field 4 "heap" .*class=pointer record=\d+ */
/* facts: field 6 "" off=132 size=4 .*class=union record=\d+ flags=anon */
/* facts: field 7 "own_line" off=192 size=8 align=64 class=array flags=aligned,bytes,fixed */
/* facts: field 8 "tail" off=200 size=0 .*flags=flex,bytes,fixed */
/* facts: ^record \d+ "wire" size=12 align=4 flags=local */
/* facts: field 0 "cmd" .*class=int flags=fixed */
/* facts: field 2 "plain" off=8 size=4 align=4 class=int$ */
/* facts: ^record \d+ "packed_wire" size=5 align=1 flags=packed,local */

struct wire {
	__le16 cmd;
	u8 data[6];
	unsigned int plain;
};

struct packed_wire {
	u8 op;
	__le32 arg;
} __packed;

struct state {
	int users;
	unsigned int ready : 1;
	u8 rx[64];
	struct wire msg;
	struct wire *heap;
	struct wire slot[3];
	union {
		__le32 word;
		u8 byte[4];
	};
	u8 own_line[8] ____cacheline_aligned;
	u8 tail[];
};

int sends(const void *p);

int array_member(struct state *s)
{
	/* facts: addr \[v0\+5 r\d+\.2 size=64 class=array\] .*# s->rx */
	return sends(s->rx);
}

int nested_member(struct state *s)
{
	/* facts: addr \[v0\+74 r\d+\.3 r\d+\.1 size=6 class=array\] .*# s->msg\.data */
	return sends(s->msg.data);
}

int behind_pointer(struct state *s)
{
	/* facts: v1 = load \[v0\+88 .*# s->heap */
	/* facts: addr \[v1\+2 r\d+\.1 size=6 .*->data */
	return sends(s->heap->data);
}

int fixed_slot(struct state *s)
{
	/* facts: addr \[v0\+110 r\d+\.5 r\d+\.1 size=6 class=array\] */
	return sends(s->slot[1].data);
}

int variable_slot(struct state *s, int i)
{
	/* facts: addr \[v0\+98 r\d+\.5 r\d+\.1 indexed size=6 class=array\] */
	return sends(s->slot[i].data);
}

int unnamed_union(struct state *s)
{
	/* facts: addr \[v0\+132 r\d+\.6 r\d+\.1 size=4 class=array\] */
	return sends(s->byte);
}

int tail_member(struct state *s)
{
	/* facts: v1 = addr \[v0\+200 r\d+\.8 size=\? class=array\] .*# s->tail */
	/* facts: bin add v1 v */
	return sends(s->tail + s->own_line[0]);
}

int packed_member(struct packed_wire *w)
{
	/* facts: addr \[v0\+1 r\d+\.1 size=4 class=int\] .*# w->arg */
	return sends(&w->arg);
}
