// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_hash.c - the hashes that tell whether interface facts still fit: of the
 * text itself, of the source, of the tables.  FNV-1a: against accidents, not
 * against people.
 */
#include <stdio.h>
#include <string.h>

#include "iface.h"
#include "iface_lex.h"

uint64_t hash_bytes(uint64_t h, const void *data, size_t n)
{
	const unsigned char *p = data;

	while (n--)
		h = (h ^ *p++) * UINT64_C(0x100000001b3);
	return h;
}

uint64_t hash_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	uint64_t h = HASH_START;
	char buf[16384];
	size_t n;

	if (!in)
		return 0;
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		h = hash_bytes(h, buf, n);
	if (ferror(in))
		h = 0;
	fclose(in);
	return h;
}

uint64_t model_hash(const struct model *m)
{
	uint64_t h = HASH_START;
	unsigned n;
	const struct fact *const *all = model_all(m, &n);

	for (unsigned i = 0; i < n; i++) {
		h = hash_bytes(h, all[i]->name, strlen(all[i]->name) + 1);
		h = hash_bytes(h, role_name(all[i]->role), strlen(role_name(all[i]->role)) + 1);
		for (unsigned k = 0; k < N_KEYS; k++)
			if (all[i]->text[k])
				h = hash_bytes(h, all[i]->text[k], strlen(all[i]->text[k]) + 1);
			else
				h = hash_bytes(h, "-", 1);
	}
	return h;
}

#define SEAL_LEN 21			/* "end " 16 digits, newline */

size_t iface_sealed(const char *text, size_t len, const char **why)
{
	struct lex x = { .p = text + len - SEAL_LEN, .end = text + len };
	uint64_t told;

	*why = "truncated: it has no end mark";
	if (len < SEAL_LEN || text[len - 1] != '\n' || memcmp(x.p, "end ", 4) ||
	    (len > SEAL_LEN && x.p[-1] != '\n'))
		return 0;
	x.p += 4;
	told = lex_hex(&x);
	*why = "corrupt: its bytes do not fit its end mark";
	if (x.wrong || x.p != text + len - 1 ||
	    told != hash_bytes(HASH_START, text, len - SEAL_LEN))
		return 0;
	return len - SEAL_LEN;
}
