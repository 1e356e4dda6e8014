// SPDX-License-Identifier: GPL-2.0-or-later
/* test_arena.c - zeroed, aligned, interned, growing; and what happens without memory. */
#include "t.h"

#include "arena.h"

static void zeroed_and_aligned(void **state)
{
	struct arena *a = arena_new();
	size_t i, k;

	(void)state;
	for (i = 1; i < 3000; i += 7) {
		unsigned char *p = arena_zalloc(a, i, 1);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (k = 0; k < i; k++)
			assert_int_equal(p[k], 0);
		memset(p, 0xff, i);
	}
	arena_free(a);
}

static void nothing_is_a_pointer(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_non_null(arena_zalloc(a, 0, 8));
	assert_non_null(arena_zalloc(a, 8, 0));
	arena_free(a);
	arena_free(NULL);
}

static void large_between_small(void **state)
{
	struct arena *a = arena_new();
	char *small = arena_zalloc(a, 10, 1), *large = arena_zalloc(a, 1, 1 << 20);
	char *next = arena_zalloc(a, 10, 1);

	(void)state;
	memset(large, 1, 1 << 20);
	memset(small, 2, 10);
	memset(next, 3, 10);
	assert_int_equal(large[0], 1);
	assert_int_equal(large[(1 << 20) - 1], 1);
	assert_int_equal(small[9], 2);
	arena_free(a);
}

static void equal_strings_are_one(void **state)
{
	struct arena *a = arena_new();
	const char *first[5000];
	char name[32];
	int i;

	(void)state;
	for (i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "name_%d", i);
		first[i] = arena_intern(a, name);
		assert_string_equal(first[i], name);
	}
	for (i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "name_%d", i);
		assert_ptr_equal(arena_intern(a, name), first[i]);
	}
	arena_free(a);
}

static void part_of_a_string(void **state)
{
	struct arena *a = arena_new();
	const char *ab = arena_intern_n(a, "abc", 2);

	(void)state;
	assert_string_equal(ab, "ab");
	assert_ptr_equal(ab, arena_intern(a, "ab"));
	assert_ptr_not_equal(ab, arena_intern(a, "abc"));
	assert_string_equal(arena_intern_n(a, "x", 0), "");
	assert_ptr_equal(arena_intern(a, ""), arena_intern_n(a, "y", 0));
	arena_free(a);
}

static void arenas_do_not_share(void **state)
{
	struct arena *a = arena_new(), *b = arena_new();

	(void)state;
	assert_ptr_not_equal(arena_intern(a, "buf"), arena_intern(b, "buf"));
	arena_free(a);
	arena_free(b);
}

static void printf_makes_strings(void **state)
{
	struct arena *a = arena_new();
	char *s = arena_printf(a, "%s %d %0200d", "line", 7, 1);

	(void)state;
	assert_int_equal(strlen(s), 207);
	assert_memory_equal(s, "line 7 0", 8);
	assert_string_equal(arena_printf(a, "%s", ""), "");
	arena_free(a);
}

static void vectors_keep_their_items(void **state)
{
	struct arena *a = arena_new();
	size_t n = 0, cap = 0, i;
	uint64_t *list = NULL;

	(void)state;
	for (i = 0; i < 10000; i++)
		VEC_PUSH(a, list, n, cap, i * i);
	assert_int_equal(n, 10000);
	assert_true(cap >= n && cap < 4 * n);
	for (i = 0; i < n; i++)
		assert_int_equal(list[i], i * i);
	arena_free(a);
}

/* Exit status of a child that asks for the impossible; its stderr is dropped. */
static int status_of(size_t n, size_t size)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		struct arena *a = arena_new();

		if (!freopen("/dev/null", "w", stderr))
			_exit(3);
		arena_zalloc(a, n, size);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void too_much_ends_with_2(void **state)
{
	(void)state;
	assert_int_equal(status_of(SIZE_MAX / 2, 4), 2);
	assert_int_equal(status_of(SIZE_MAX, 1), 2);
	assert_int_equal(status_of(SIZE_MAX - 8, 1), 2);
	assert_int_equal(status_of(10, 10), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_aligned),
		cmocka_unit_test(nothing_is_a_pointer),
		cmocka_unit_test(large_between_small),
		cmocka_unit_test(equal_strings_are_one),
		cmocka_unit_test(part_of_a_string),
		cmocka_unit_test(arenas_do_not_share),
		cmocka_unit_test(printf_makes_strings),
		cmocka_unit_test(vectors_keep_their_items),
		cmocka_unit_test(too_much_ends_with_2),
	};

	return RUN_TESTS(tests);
}
