// SPDX-License-Identifier: GPL-2.0-or-later
/* test_suppress.c - comments that allow findings, and what is said about bad ones. */
#include "t.h"

#include "arena.h"
#include "suppress.h"

struct wanted {
	unsigned line;			/* of a stack_buffer finding; 0: none */
	unsigned left, remarks;		/* afterwards */
	const char *remark;		/* the first, "LINE:COL TEXT"; NULL: not looked at */
};

static char path[] = P_tmpdir "/usbdma-test-XXXXXX";

static void add(struct findings *f, enum rule_id rule, const char *file, unsigned line)
{
	struct finding d = { .rule = rule, .loc = { file, line, 3 }, .func = "f",
			     .callee = "usb_bulk_msg", .message = "m", .engine = "plugin" };

	if (line)
		VEC_PUSH(f->arena, f->list, f->n, f->cap, d);
}

static void write_source(const char *text)
{
	FILE *out;

	strcpy(path + strlen(path) - 6, "XXXXXX");
	close(mkstemp(path));
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void check(const char *source, struct wanted w)
{
	struct findings *f = findings_new();
	struct rule_config cfg;
	char remark[300] = "";

	rule_config_init(&cfg);
	write_source(source);
	f->main_file = path;
	add(f, RULE_stack_buffer, path, w.line);
	findings_finish(f);
	suppress(f, path, &cfg);
	if (f->n_remarks)
		snprintf(remark, sizeof(remark), "%u:%u %s", f->remarks[0].loc.line,
			 f->remarks[0].loc.col, f->remarks[0].text);
	if (f->n != w.left || f->n_remarks != w.remarks)
		fail_msg("%zu findings, %zu remarks (%s), expected %u and %u of\n%s", f->n,
			 f->n_remarks, remark, w.left, w.remarks, source);
	assert_int_equal(f->n_suppressed, !!w.line - w.left);
	if (w.remark)
		assert_has(remark, w.remark);
	findings_free(f);
	unlink(path);
}

#define ALLOW	"usbdma: allow stack_buffer -- the core copies it"

static void on_the_line(void **state)
{
	(void)state;
	check("a();\nf(b); /* " ALLOW " */\n", (struct wanted){ 2, 0, 0, NULL });
	check("f(b); // " ALLOW, (struct wanted){ 1, 0, 0, NULL });
	check("f(a, /* " ALLOW " */\n  b);\n", (struct wanted){ 1, 0, 0, NULL });
	check("/* " ALLOW " */ f(b);\n", (struct wanted){ 1, 0, 0, NULL });
	check("/*\n * " ALLOW "\n */ f(b);\n", (struct wanted){ 3, 0, 0, NULL });
	check("f(b); /* " ALLOW "\n * and more */\ng();\n", (struct wanted){ 1, 0, 0, NULL });
}

static void above_the_line(void **state)
{
	(void)state;
	check("/* " ALLOW " */\nf(b);\n", (struct wanted){ 2, 0, 0, NULL });
	check("\t// " ALLOW "\n\tf(b);\n", (struct wanted){ 2, 0, 0, NULL });
	check("/* " ALLOW " */\n/* more */\n// words\nf(b);\n", (struct wanted){ 4, 0, 0, NULL });
	check("/*\n * Why:\n * " ALLOW "\n * and so on\n */\nf(b);\n",
	      (struct wanted){ 6, 0, 0, NULL });
	check("/** " ALLOW " **/\nf(b);\n", (struct wanted){ 2, 0, 0, NULL });
	check("// " ALLOW " \\\n goes on\nf(b);\n", (struct wanted){ 3, 0, 0, NULL });
	check("/* " ALLOW " */\r\nf(b);\r\n", (struct wanted){ 2, 0, 0, NULL });
}

static void not_about_the_line(void **state)
{
	const char *stale = "suppression of stack_buffer matches no finding [stale_suppression]";

	(void)state;
	check("/* " ALLOW " */\n\nf(b);\n", (struct wanted){ 3, 1, 1, stale });
	check("/* " ALLOW " */\ng();\nf(b);\n", (struct wanted){ 3, 1, 1, "1:4 suppression" });
	check("f(b);\n/* " ALLOW " */\n", (struct wanted){ 1, 1, 1, stale });
	check("g(); /* " ALLOW " */\nf(b);\n", (struct wanted){ 2, 1, 1, stale });
	check("/* " ALLOW " */", (struct wanted){ 0, 0, 1, stale });
}

static void not_a_comment(void **state)
{
	(void)state;
	check("s = \"/* " ALLOW " */\";\n", (struct wanted){ 1, 1, 0, NULL });
	check("s = \"\\\"// " ALLOW "\";\n", (struct wanted){ 1, 1, 0, NULL });
	check("s = \"a\\\n// " ALLOW "\";\n", (struct wanted){ 2, 1, 0, NULL });
	check("c = '\"'; /* " ALLOW " */ d = '\"';\n", (struct wanted){ 1, 0, 0, NULL });
	check("c = '\\''; /* " ALLOW " */\n", (struct wanted){ 1, 0, 0, NULL });
	check("#error don't\nf(b); /* " ALLOW " */\n", (struct wanted){ 2, 0, 0, NULL });
	check("a = b / c; // " ALLOW "\n", (struct wanted){ 1, 0, 0, NULL });
	check("/* see usbdma: allow stack_buffer -- x */\nf(b);\n",
	      (struct wanted){ 2, 1, 0, NULL });
	check("/* unclosed " ALLOW, (struct wanted){ 1, 1, 0, NULL });
	check("// /* \nf(b); /* " ALLOW " */\n", (struct wanted){ 2, 0, 0, NULL });
}

static void lists_of_rules(void **state)
{
	(void)state;
	check("f(b); /* usbdma: allow UD101 -- why not */\n", (struct wanted){ 1, 0, 0, NULL });
	check("f(b); /* usbdma:allow stack_buffer--x */\n", (struct wanted){ 1, 0, 0, NULL });
	check("f(b); /* usbdma: allow gfp_dma , stack_buffer -- both */\n",
	      (struct wanted){ 1, 0, 1, "suppression of gfp_dma matches no finding" });
	check("f(b); /* usbdma: allow gfp_dma -- one */\n", (struct wanted){ 1, 1, 1, "gfp_dma" });
	check("/* " ALLOW " */\n/* usbdma: allow gfp_dma -- two */\nf(b);\n",
	      (struct wanted){ 3, 0, 1, "2:4 suppression of gfp_dma" });
	check("f(b); /* usbdma: allow embedded_out_buffer -- off */\n",
	      (struct wanted){ 1, 1, 0, NULL });
}

static void malformed(void **state)
{
	const char *form = "expected 'usbdma: allow RULE[, RULE] -- REASON' [bad_suppression]";
	const char *reason = "suppression without a reason; expected '-- REASON'";
	const char *name = "expected the name of a rule behind 'usbdma: allow'";

	(void)state;
	check("f(b); /* usbdma: */\n", (struct wanted){ 1, 1, 1, form });
	check("f(b); // usbdma:", (struct wanted){ 1, 1, 1, form });
	check("f(b); /* usbdma: alow stack_buffer -- x */\n", (struct wanted){ 1, 1, 1, form });
	check("f(b); /* usbdma: allow_stack_buffer -- x */\n", (struct wanted){ 1, 1, 1, form });
	check("f(b); /* usbdma: allow -- x */\n", (struct wanted){ 1, 1, 1, name });
	check("f(b); // usbdma: allow ", (struct wanted){ 1, 1, 1, name });
	check("f(b); /* usbdma: allow stack_buffer, -- x */\n", (struct wanted){ 1, 1, 1, name });
	check("f(b); /* usbdma: allow stack_buffer */\n", (struct wanted){ 1, 1, 1, reason });
	check("f(b); /* usbdma: allow stack_buffer -- */\n", (struct wanted){ 1, 1, 1, reason });
	check("f(b); /* usbdma: allow stack_buffer - x */\n", (struct wanted){ 1, 1, 1, reason });
	check("f(b); /* usbdma: allow stack buffer -- x */\n", (struct wanted){ 1, 1, 1, reason });
	check("f(b); /* usbdma: allow stak_buffer -- x */\n",
	      (struct wanted){ 1, 1, 1, "1:10 suppression of unknown rule 'stak_buffer'; "
			       "did you mean 'stack_buffer'? [bad_suppression]" });
}

static void only_the_main_file(void **state)
{
	struct findings *f = findings_new();
	struct rule_config cfg;

	(void)state;
	rule_config_init(&cfg);
	write_source("f(b); /* " ALLOW " */\n");
	f->main_file = "drivers/as_gcc_prints_it.c";
	add(f, RULE_stack_buffer, f->main_file, 1);
	add(f, RULE_stack_buffer, "include/linux/usb.h", 1);
	suppress(f, path, &cfg);
	assert_int_equal(f->n, 1);
	assert_string_equal(f->list[0].loc.file, "include/linux/usb.h");
	assert_int_equal(f->n_suppressed, 1);
	unlink(path);
	suppress(f, path, &cfg);
	suppress(f, "/", &cfg);
	assert_int_equal(f->n, 1);
	findings_free(f);
}

/* Stale is said only where it is known: rule on, nothing hidden or passed over. */
static unsigned remarks_with(bool on, enum severity show, unsigned gave_up, const char *engine,
			     const char *slug)
{
	struct findings *f = findings_new();
	struct rule_config cfg;
	char text[200];
	size_t n;

	rule_config_init(&cfg);
	cfg.on[RULE_stack_buffer] = on;
	cfg.show = show;
	snprintf(text, sizeof(text), "f(b); /* usbdma: allow %s -- x */\n// usbdma: bad\n", slug);
	write_source(text);
	f->n_gave_up = gave_up;
	suppress_engine(f, path, &cfg, engine);
	unlink(path);
	n = f->n_remarks;
	findings_free(f);
	return (unsigned)n;
}

static void stale_only_where_known(void **state)
{
	(void)state;
	assert_int_equal(remarks_with(true, SEV_ADVICE, 0, "plugin", "stack_buffer"), 2);
	assert_int_equal(remarks_with(false, SEV_ADVICE, 0, "plugin", "stack_buffer"), 1);
	assert_int_equal(remarks_with(true, SEV_WARNING, 0, "plugin", "stack_buffer"), 1);
	assert_int_equal(remarks_with(true, SEV_ADVICE, 1, "plugin", "stack_buffer"), 1);
	assert_int_equal(remarks_with(true, SEV_ADVICE, 0, "plugin", "user_pointer"), 1);
	/* of those the last word is sparse's, when the plugin saw all */
	assert_int_equal(remarks_with(true, SEV_ADVICE, 0, "sparse", "user_pointer"), 1);
	assert_int_equal(remarks_with(true, SEV_ADVICE, 0, "sparse", "iomem_buffer"), 1);
	assert_int_equal(remarks_with(true, SEV_ADVICE, 1, "sparse", "iomem_buffer"), 0);
	assert_int_equal(remarks_with(true, SEV_ADVICE, 0, "sparse", "stack_buffer"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_line),
		cmocka_unit_test(above_the_line),
		cmocka_unit_test(not_about_the_line),
		cmocka_unit_test(not_a_comment),
		cmocka_unit_test(lists_of_rules),
		cmocka_unit_test(malformed),
		cmocka_unit_test(only_the_main_file),
		cmocka_unit_test(stale_only_where_known),
	};

	return RUN_TESTS(tests);
}
