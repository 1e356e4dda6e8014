// SPDX-License-Identifier: GPL-2.0-or-later
/* test_rules.c - the table of rules, and reading of enable= and severity=. */
#include "t.h"

#include <ctype.h>

#include "rules.h"

static void slugs_and_ids_are_well_formed(void **state)
{
	int r, k;

	(void)state;
	assert_true(N_RULES > 0);
	for (r = 0; r < N_RULES; r++) {
		const char *s = rules[r].slug;

		assert_int_equal(strlen(rules[r].id), 5);
		assert_memory_equal(rules[r].id, "UD", 2);
		assert_true(*s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s));
		assert_true(strlen(rules[r].title) > 10);
		for (k = 0; k < r; k++) {
			assert_string_not_equal(rules[k].id, rules[r].id);
			assert_string_not_equal(rules[k].slug, s);
		}
	}
}

static void names_find_their_rule(void **state)
{
	int r;

	(void)state;
	for (r = 0; r < N_RULES; r++) {
		assert_int_equal(rule_by_name(rules[r].slug, strlen(rules[r].slug)), r);
		assert_int_equal(rule_by_name(rules[r].id, 5), r);
	}
	assert_int_equal(rule_by_name("stack_buffer,gfp_dma", 12), RULE_stack_buffer);
	assert_int_equal(rule_by_name("stack_buffe", 11), -1);
	assert_int_equal(rule_by_name("", 0), -1);
}

static void nearest_rule(void **state)
{
	(void)state;
	assert_int_equal(rule_nearest("stak_buffer", 11), RULE_stack_buffer);
	assert_int_equal(rule_nearest("gfpdma", 6), RULE_gfp_dma);
	assert_int_equal(rule_nearest("", 0), -1);
}

static void defaults_follow_the_table(void **state)
{
	struct rule_config c;
	int r;

	(void)state;
	rule_config_init(&c);
	assert_int_equal(c.show, SEV_ADVICE);
	for (r = 0; r < N_RULES; r++) {
		assert_int_equal(c.on[r], rules[r].state == STATE_on);
		assert_int_equal(c.severity[r], rules[r].severity);
	}
}

static void enable_and_disable(void **state)
{
	struct rule_config c;

	(void)state;
	rule_config_init(&c);
	assert_false(c.on[RULE_embedded_out_buffer]);
	assert_null(rules_enable(&c, " embedded_out_buffer ,UD101", true));
	assert_true(c.on[RULE_embedded_out_buffer]);
	assert_null(rules_enable(&c, "UD101,gfp_dma", false));
	assert_false(c.on[RULE_stack_buffer]);
	assert_false(c.on[RULE_gfp_dma]);
	assert_true(c.on[RULE_embedded_out_buffer]);
}

static void all_is_all_that_is_built(void **state)
{
	struct rule_config c;
	int r;

	(void)state;
	rule_config_init(&c);
	assert_null(rules_enable(&c, "all", true));
	for (r = 0; r < N_RULES; r++)
		assert_int_equal(c.on[r], rules[r].state == STATE_on ||
				 rules[r].state == STATE_off);
	assert_null(rules_enable(&c, "all", false));
	assert_null(rules_enable(&c, "stack_buffer", true));
	for (r = 0; r < N_RULES; r++)
		assert_int_equal(c.on[r], r == RULE_stack_buffer);
}

static void enable_fails(const char *list, const char *want)
{
	struct rule_config c, before;
	char *err;

	rule_config_init(&c);
	before = c;
	err = rules_enable(&c, list, true);
	assert_has(err, want);
	assert_memory_equal(&c, &before, sizeof(c));
	free(err);
}

static void planned_rules_refuse(void **state)
{
	char want[100];
	int r;

	(void)state;
	for (r = 0; r < N_RULES; r++) {
		if (rules[r].state != STATE_planned)
			continue;
		snprintf(want, sizeof(want), "rule '%s' is planned, not built yet", rules[r].slug);
		enable_fails(rules[r].slug, want);
		enable_fails(rules[r].id, want);
	}
}

static void unknown_words_are_errors(void **state)
{
	char longest[300];

	(void)state;
	enable_fails("stak_buffer", "unknown rule 'stak_buffer'; did you mean 'stack_buffer'?");
	enable_fails("gfp_dma,stak_buffer", "did you mean 'stack_buffer'?");
	enable_fails("gfp_dma,,stack_buffer", "empty rule name");
	enable_fails("", "empty rule name");
	enable_fails("gfp_dma,", "empty rule name");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	enable_fails(longest, "unknown rule 'xxx");
}

static void severity_of_rules(void **state)
{
	struct rule_config c;

	(void)state;
	rule_config_init(&c);
	assert_null(rules_severity(&c, "stack_buffer=advice, gfp_dma:error,warning"));
	assert_int_equal(c.severity[RULE_stack_buffer], SEV_ADVICE);
	assert_int_equal(c.severity[RULE_gfp_dma], SEV_ERROR);
	assert_int_equal(c.show, SEV_WARNING);
}

static void severity_fails(const char *spec, const char *want)
{
	struct rule_config c, before;
	char *err;

	rule_config_init(&c);
	before = c;
	err = rules_severity(&c, spec);
	assert_has(err, want);
	assert_memory_equal(&c, &before, sizeof(c));
	free(err);
}

static void bad_severities_are_errors(void **state)
{
	(void)state;
	severity_fails("fatal", "unknown severity 'fatal'; expected error, warning or advice");
	severity_fails("error,stack_buffer=high", "unknown severity 'high'");
	severity_fails("stack_buffer=", "unknown severity ''");
	severity_fails("stak_buffer=error", "did you mean 'stack_buffer'?");
	severity_fails("=error", "empty rule name");
	severity_fails("", "unknown severity ''");
}

static void level_names(void **state)
{
	(void)state;
	assert_string_equal(severity_name(SEV_ERROR), "error");
	assert_string_equal(severity_name(SEV_ADVICE), "advice");
	assert_string_equal(confidence_name(CONF_LOW), "low");
	assert_string_equal(confidence_name(CONF_HIGH), "high");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slugs_and_ids_are_well_formed),
		cmocka_unit_test(names_find_their_rule),
		cmocka_unit_test(nearest_rule),
		cmocka_unit_test(defaults_follow_the_table),
		cmocka_unit_test(enable_and_disable),
		cmocka_unit_test(all_is_all_that_is_built),
		cmocka_unit_test(planned_rules_refuse),
		cmocka_unit_test(unknown_words_are_errors),
		cmocka_unit_test(severity_of_rules),
		cmocka_unit_test(bad_severities_are_errors),
		cmocka_unit_test(level_names),
	};

	return RUN_TESTS(tests);
}
