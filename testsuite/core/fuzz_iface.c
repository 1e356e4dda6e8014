// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_iface.c - libFuzzer entry: what iface_read() takes must survive writing and
 * reading again, byte for byte.  The fuzzer cannot guess a seal, so that each
 * input is sealed here; as it came it is tried as well.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "iface.h"
#include "out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_it_is(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *err = NULL;

	iface_read(a, "raw", (const char *)data, size, &err);
	free(err);
	arena_free(a);
}

static struct iface *read_out(struct arena *a, const struct out *o, char **err)
{
	return iface_read(a, "fuzz", o->data, o->len, err);
}

static void seal(struct out *o)
{
	uint64_t h;

	if (!o->len || o->data[o->len - 1] != '\n')
		out_str(o, "\n");
	h = hash_bytes(HASH_START, o->data, o->len);
	out_printf(o, "end %016" PRIx64 "\n", h);
}

static void round_trip(struct arena *a, const struct iface *f)
{
	struct out one = { 0 }, two = { 0 };
	struct iface *again;
	char *err = NULL;

	iface_write(f, &one);
	again = read_out(a, &one, &err);
	if (!again) {
		fprintf(stderr, "%s\n%.*s", err, (int)one.len, one.data);
		abort();
	}
	iface_write(again, &two);
	if (one.len != two.len || memcmp(one.data, two.data, one.len)) {
		fprintf(stderr, "%.*s\nbecame\n%.*s", (int)one.len, one.data, (int)two.len,
			two.data);
		abort();
	}
	free(one.data);
	free(two.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct out o = { 0 };
	struct iface *f;
	char *err = NULL;

	as_it_is(data, size);
	out_bytes(&o, (const char *)data, size);
	seal(&o);
	f = read_out(a, &o, &err);
	if (f)
		round_trip(a, f);
	free(err);
	free(o.data);
	arena_free(a);
	return 0;
}
