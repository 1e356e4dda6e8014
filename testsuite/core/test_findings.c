// SPDX-License-Identifier: GPL-2.0-or-later
/* test_findings.c - order, duplicates, ordinals, fingerprints. */
#include "t.h"

#include "arena.h"
#include "findings.h"

static struct finding *add(struct findings *f, enum rule_id rule, unsigned line,
			   const char *func, const char *callee)
{
	struct finding d = {
		.rule = rule, .loc = { "drivers/a.c", line, 5 }, .func = func,
		.callee = callee, .message = "m", .engine = "plugin", .subject = "",
	};

	VEC_PUSH(f->arena, f->list, f->n, f->cap, d);
	return &f->list[f->n - 1];
}

static void empty(void **state)
{
	struct findings *f = findings_new();

	(void)state;
	findings_finish(f);
	assert_int_equal(f->n, 0);
	findings_free(f);
	findings_free(NULL);
}

static void sorted_by_place(void **state)
{
	struct findings *f = findings_new();
	static const unsigned lines[] = { 30, 4, 100, 7, 20 }, want[] = { 4, 7, 20, 30, 100 };
	unsigned i;

	(void)state;
	for (i = 0; i < 5; i++)
		add(f, RULE_stack_buffer, lines[i], "probe", "usb_bulk_msg");
	findings_finish(f);
	for (i = 0; i < 5; i++) {
		assert_int_equal(f->list[i].loc.line, want[i]);
		assert_int_equal(f->list[i].ordinal, i + 1);
	}
	findings_free(f);
}

static void duplicates_go_and_the_graver_stays(void **state)
{
	struct findings *f = findings_new();

	(void)state;
	add(f, RULE_stack_buffer, 9, "probe", "usb_bulk_msg")->severity = SEV_WARNING;
	add(f, RULE_stack_buffer, 9, "probe", "usb_bulk_msg")->severity = SEV_ERROR;
	add(f, RULE_static_buffer, 9, "probe", "usb_bulk_msg");
	add(f, RULE_stack_buffer, 9, "probe", "usb_bulk_msg")->message = "another";
	findings_finish(f);
	assert_int_equal(f->n, 3);
	assert_string_equal(f->list[0].message, "another");
	assert_int_equal(f->list[1].severity, SEV_ERROR);
	assert_int_equal(f->list[2].rule, RULE_static_buffer);
	findings_free(f);
}

static void ordinals_count_within_function_and_callee(void **state)
{
	struct findings *f = findings_new();

	(void)state;
	add(f, RULE_stack_buffer, 1, "a", "usb_bulk_msg");
	add(f, RULE_stack_buffer, 2, "a", "usb_control_msg");
	add(f, RULE_stack_buffer, 3, "a", "usb_bulk_msg");
	add(f, RULE_stack_buffer, 4, "b", "usb_bulk_msg");
	add(f, RULE_static_buffer, 5, "a", "usb_bulk_msg");
	findings_finish(f);
	assert_int_equal(f->list[0].ordinal, 1);
	assert_int_equal(f->list[1].ordinal, 1);
	assert_int_equal(f->list[2].ordinal, 2);
	assert_int_equal(f->list[3].ordinal, 1);
	assert_int_equal(f->list[4].ordinal, 1);
	findings_free(f);
}

static uint64_t fingerprint_of(const char *file, unsigned line, const char *func,
			       const char *callee, enum rule_id rule)
{
	struct findings *f = findings_new();
	uint64_t h;

	add(f, rule, line, func, callee)->loc.file = file;
	findings_finish(f);
	h = f->list[0].fingerprint;
	findings_free(f);
	return h;
}

static void fingerprint_survives_a_line_shift(void **state)
{
	uint64_t h = fingerprint_of("a.c", 10, "probe", "usb_bulk_msg", RULE_stack_buffer);

	(void)state;
	assert_true(h == fingerprint_of("a.c", 99, "probe", "usb_bulk_msg", RULE_stack_buffer));
	assert_true(h == fingerprint_of("./a.c", 9, "probe", "usb_bulk_msg", RULE_stack_buffer));
	assert_true(h == fingerprint_of("../../a.c", 9, "probe", "usb_bulk_msg",
					RULE_stack_buffer));
}

static void fingerprint_tells_findings_apart(void **state)
{
	uint64_t h = fingerprint_of("a.c", 10, "probe", "usb_bulk_msg", RULE_stack_buffer);

	(void)state;
	assert_true(h != fingerprint_of("b.c", 10, "probe", "usb_bulk_msg", RULE_stack_buffer));
	assert_true(h != fingerprint_of("a.c", 10, "prob", "eusb_bulk_msg", RULE_stack_buffer));
	assert_true(h != fingerprint_of("a.c", 10, "probe", "", RULE_stack_buffer));
	assert_true(h != fingerprint_of("a.c", 10, "probe", "usb_bulk_msg", RULE_static_buffer));
}

/* Fingerprints are kept in baselines: this number must never change. */
static void fingerprint_is_what_it_always_was(void **state)
{
	(void)state;
	assert_true(fingerprint_of("drivers/usb/misc/demo.c", 1, "demo_probe", "usb_control_msg",
				   RULE_stack_buffer) == UINT64_C(0xfea77653d926ebe9));
}

static void finishing_twice_changes_nothing(void **state)
{
	struct findings *f = findings_new();
	uint64_t h[3];
	unsigned i;

	(void)state;
	add(f, RULE_stack_buffer, 3, "a", "usb_bulk_msg");
	add(f, RULE_stack_buffer, 1, "a", "usb_bulk_msg");
	add(f, RULE_stack_buffer, 2, "a", "usb_bulk_msg");
	findings_finish(f);
	for (i = 0; i < 3; i++)
		h[i] = f->list[i].fingerprint;
	findings_finish(f);
	assert_int_equal(f->n, 3);
	for (i = 0; i < 3; i++)
		assert_true(h[i] == f->list[i].fingerprint);
	findings_free(f);
}

static void unknown_places_are_allowed(void **state)
{
	struct findings *f = findings_new();

	(void)state;
	add(f, RULE_stack_buffer, 3, NULL, NULL)->loc.file = NULL;
	add(f, RULE_stack_buffer, 0, "", "")->loc.file = NULL;
	add(f, RULE_stack_buffer, 3, "", "");
	findings_finish(f);
	assert_int_equal(f->n, 3);
	findings_free(f);
}

static void sites_are_sorted_and_single(void **state)
{
	struct findings *f = findings_new();
	struct site s = { .loc = { "a.c", 5, 2 }, .end = { "a.c", 5, 40 }, .func = "f",
			  .callee = "usb_bulk_msg", .arg = 2 };

	(void)state;
	VEC_PUSH(f->arena, f->sites, f->n_sites, f->cap_sites, s);
	VEC_PUSH(f->arena, f->sites, f->n_sites, f->cap_sites, s);
	s.arg = 1;
	VEC_PUSH(f->arena, f->sites, f->n_sites, f->cap_sites, s);
	findings_finish(f);
	assert_int_equal(f->n_sites, 2);
	assert_int_equal(f->sites[0].arg, 1);
	assert_int_equal(f->sites[1].arg, 2);
	findings_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty),
		cmocka_unit_test(sorted_by_place),
		cmocka_unit_test(duplicates_go_and_the_graver_stays),
		cmocka_unit_test(ordinals_count_within_function_and_callee),
		cmocka_unit_test(fingerprint_survives_a_line_shift),
		cmocka_unit_test(fingerprint_tells_findings_apart),
		cmocka_unit_test(fingerprint_is_what_it_always_was),
		cmocka_unit_test(finishing_twice_changes_nothing),
		cmocka_unit_test(unknown_places_are_allowed),
		cmocka_unit_test(sites_are_sorted_and_single),
	};

	return RUN_TESTS(tests);
}
