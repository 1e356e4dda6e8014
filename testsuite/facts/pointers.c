// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pointers that live in memory: address-taken locals, cleanup variables, local
 * records, memcpy(), integers, unions, function pointers.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct holder {
	void *p;
	int len;
};

union word {
	void *p;
	unsigned long n;
};

void fill(u8 **where);
int sends(void *p);

static void drop(void *p)
{
	kfree(*(void **)p);
}

int address_taken(u8 *heap)
{
	/* facts: store \[o\d+\+0 size=8 class=pointer\] v0 .*# buf */
	/* facts: addr \[o\d+.*# buf */
	/* facts: call .*# fill */
	/* facts: v(\d+) = load .*# buf */
	/* facts: call .*# sends */
	u8 *buf = heap;

	fill(&buf);
	return sends(buf);
}

int cleanup(void)
{
	/* facts: v0 = call f\d+ \(8, \d+\) .*# kmalloc */
	/* facts: store .*\] v0 .*# buf */
	/* facts: v1 = load .*# buf */
	/* facts: call f\d+ \(v1\) .*# sends */
	/* facts: v3 = addr .*# buf */
	/* facts: call f\d+ \(v3\) .*# drop */
	u8 *buf __attribute__((__cleanup__(drop))) = kmalloc(8, GFP_KERNEL);

	return sends(buf);
}

int local_record(void)
{
	/* facts: v0 = addr \[o\d+\+0 .*# raw */
	/* facts: store \[o\d+\+0 r\d+\.0 .*\] v0 .*# h\.p$ */
	/* facts: store \[o\d+\+8 r\d+\.1 .*\] 8 .*# h\.len */
	/* facts: v2 = load \[o\d+\+0 r\d+\.0 .*# h\.p */
	/* facts: call f\d+ \(v2\) */
	u8 raw[8];
	struct holder h = { .p = raw, .len = 8 };

	sends(&h);
	return sends(h.p);
}

int record_assigned(struct holder *from)
{
	/* facts: copymem \[o\d+\+0 size=16 .*\] \[v0\+0 size=16 .*\].*# h from */
	/* facts: load .*# h\.p */
	struct holder h;

	sends(&h);
	h = *from;
	return sends(h.p);
}

int copied_by_memcpy(void *heap)
{
	/* facts: store .*\] v0 .*# src */
	/* facts: v1 = addr .*# buf */
	/* facts: v2 = addr .*# src */
	/* facts: call f\d+ \(v1, v2, 8\) .*# memcpy */
	/* facts: v3 = load .*# buf */
	/* facts: call f\d+ \(v3\) */
	void *buf;
	void *src = heap;

	memcpy(&buf, &src, sizeof(buf));
	return sends(buf);
}

/* GCC folds it into an assignment. */
int copied_by_builtin(void *heap)
{
	/* facts: v1 = copy v0 */
	/* facts: v2 = copy v1 */
	/* facts: v3 = copy v2 */
	/* facts: v4 = copy v3 */
	/* facts: call f\d+ \(v4\) .*# sends */
	/* no-facts: memcpy */
	void *buf;
	void *src = heap;

	__builtin_memcpy(&buf, &src, sizeof(buf));
	return sends(buf);
}

int copied_record(struct holder *to, const struct holder *from)
{
	/* facts: call f\d+ \(v0, v1, 16\) .*# memcpy */
	/* facts: load \[v0\+0 r\d+\.0 .*# to->p */
	memcpy(to, from, sizeof(*to));
	return sends(to->p);
}

int through_integer(void)
{
	/* facts: v1 = addr .*# raw */
	/* facts: v0 = copy v1 */
	/* facts: v2 = bin add v0 4 */
	/* facts: v3 = copy v2 */
	/* facts: call f\d+ \(v3\) */
	u32 raw[4];
	unsigned long n = (unsigned long)raw;

	return sends((void *)(n + 4));
}

int through_union(void *heap)
{
	/* facts: store .*# w\.n */
	/* facts: v3 = load \[o\d+\+0 r\d+\.0 .*# w\.p */
	/* facts: call f\d+ \(v3\) */
	union word w;

	sends(&w);
	w.n = (unsigned long)heap;
	return sends(w.p);
}

int pointer_offset(u8 *heap, unsigned int i)
{
	/* facts: v2 = bin add v0 4\b */
	/* facts: bin add v0 v3 */
	sends(heap + 4);
	return sends(heap + i);
}

int conditional(u8 *a, u8 *b, int which)
{
	/* facts: cond ne v2 0 */
	/* facts: v5 = phi \(v3, v4\) */
	/* facts: call f\d+ \(v5\) */
	return sends(which ? a : b);
}

static u8 *same(u8 *p)
{
	/* facts: v1 = copy v0 */
	/* facts: ret v1 */
	return p;
}

int returned(u8 *heap)
{
	/* facts: v1 = call f\d+ \(v0\) .*# same */
	/* facts: call f\d+ \(v1\) .*# sends */
	return sends(same(heap));
}

int function_pointer(u8 *heap, bool quiet)
{
	/* facts: v2 = func f\d+ .*# sends */
	/* facts: v3 = call \*v2 \(v0\) */
	int (*call)(void *p) = sends;

	return call(heap);
}
