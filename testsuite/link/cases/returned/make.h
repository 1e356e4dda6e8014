/* SPDX-License-Identifier: GPL-2.0-or-later */
struct make_ctx {
	void *image, *shared;
};

void *make_big(int len);
void *make_small(int len);
void *make_same(void *p);
int make_out(void **p);
void make_ctx(struct make_ctx *c);
