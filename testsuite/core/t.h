/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * t.h - what every unit test of the core includes: cmocka and a few helpers.
 * pytest runs the programs (test_core.py), which prints their TAP.
 */
#ifndef USBDMA_T_H
#define USBDMA_T_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define RUN_TESTS(tests)	cmocka_run_group_tests(tests, NULL, NULL)

/* Fails with both texts when `needle` is not in `text`. */
static inline void assert_has(const char *text, const char *needle)
{
	if (!text || !strstr(text, needle))
		fail_msg("expected \"%s\" in \"%s\"", needle, text ? text : "(null)");
}

/* What an open file holds from its start, malloced. */
static inline char *file_text(FILE *f)
{
	char *text;
	long n;

	fflush(f);
	n = lseek(fileno(f), 0, SEEK_END);
	text = calloc(1, (size_t)n + 1);
	assert_non_null(text);
	assert_int_equal(pread(fileno(f), text, (size_t)n, 0), n);
	return text;
}

#endif
