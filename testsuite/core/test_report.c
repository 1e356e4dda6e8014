// SPDX-License-Identifier: GPL-2.0-or-later
/* test_report.c - text and JSONL, byte for byte. */
#include "t.h"

#include <fcntl.h>
#include <signal.h>

#include "arena.h"
#include "out.h"
#include "report.h"

static struct findings *one_finding(void)
{
	struct findings *f = findings_new();
	struct event *path = arena_new_array(f->arena, struct event, 2);
	struct finding d = {
		.rule = RULE_stack_buffer, .severity = SEV_ERROR, .confidence = CONF_HIGH,
		.loc = { "drivers/a.c", 12, 8 }, .func = "probe", .callee = "usb_control_msg",
		.message = "'buf' is on the stack; usb_control_msg() needs memory from kmalloc()",
		.n_events = 2, .events = path, .engine = "plugin", .subject = "buf",
	};

	path[0].loc = (struct loc){ "drivers/a.c", 5, 7 };
	path[0].text = "'buf' is declared here";
	path[1].loc = (struct loc){ "drivers/a.c", 12, 8 };
	path[1].text = "DMA by usb_control_msg() here";
	VEC_PUSH(f->arena, f->list, f->n, f->cap, d);
	findings_finish(f);
	return f;
}

static char *text_of(struct findings *f, bool as_errors)
{
	FILE *out = tmpfile();
	char *text;

	assert_non_null(out);
	report_text(f, fileno(out), as_errors);
	text = file_text(out);
	fclose(out);
	findings_free(f);
	return text;
}

static void text_of_a_finding(void **state)
{
	char *text = text_of(one_finding(), false);

	(void)state;
	assert_string_equal(text,
		"drivers/a.c:12:8: warning: 'buf' is on the stack; usb_control_msg() needs "
		"memory from kmalloc() [UD101:stack_buffer]\n"
		"drivers/a.c:5:7: note: (1) 'buf' is declared here\n"
		"drivers/a.c:12:8: note: (2) DMA by usb_control_msg() here\n");
	free(text);
}

static void severities_in_text(void **state)
{
	struct findings *f = one_finding();
	char *text = text_of(f, true);

	(void)state;
	assert_has(text, "drivers/a.c:12:8: error: 'buf'");
	free(text);
	f = one_finding();
	f->list[0].severity = SEV_WARNING;
	text = text_of(f, true);
	assert_has(text, "drivers/a.c:12:8: warning: 'buf'");
	free(text);
	f = one_finding();
	f->list[0].severity = SEV_ADVICE;
	text = text_of(f, true);
	assert_has(text, "drivers/a.c:12:8: note: advice: 'buf'");
	free(text);
}

static void odd_places_and_bytes_in_text(void **state)
{
	struct findings *f = one_finding();
	char *text;

	(void)state;
	f->list[0].loc = (struct loc){ NULL, 0, 0 };
	f->list[0].events[0].loc.col = 0;
	f->list[0].events[1].text = "a\nforged.c:1: warning: line";
	text = text_of(f, false);
	assert_has(text, "<unknown>: warning: 'buf'");
	assert_has(text, "drivers/a.c:5: note: (1)");
	assert_has(text, "note: (2) a?forged.c:1: warning: line\n");
	free(text);
}

static void remarks_come_last(void **state)
{
	struct findings *f = one_finding();
	struct event e = { .loc = { "drivers/a.c", 3, 1 }, .text = "stale [stale_suppression]" };
	char *text;

	(void)state;
	VEC_PUSH(f->arena, f->remarks, f->n_remarks, f->cap_remarks, e);
	text = text_of(f, false);
	assert_has(text, " here\ndrivers/a.c:3:1: warning: stale [stale_suppression]\n");
	free(text);
}

static void no_findings_no_text(void **state)
{
	char *text = text_of(findings_new(), false);

	(void)state;
	assert_string_equal(text, "");
	free(text);
}

static char *jsonl_of(struct findings *f)
{
	char path[] = P_tmpdir "/usbdma-test-XXXXXX", *err, *text;
	int fd = mkstemp(path);
	FILE *in;

	assert_true(fd >= 0);
	assert_true(report_jsonl(f, path, &err));
	assert_null(err);
	in = fdopen(fd, "r");
	assert_non_null(in);
	text = file_text(in);
	fclose(in);
	unlink(path);
	findings_free(f);
	return text;
}

static void jsonl_of_a_finding(void **state)
{
	char *text = jsonl_of(one_finding());

	(void)state;
	assert_has(text, "{\"rule\": \"stack_buffer\", \"id\": \"UD101\", \"severity\": \"error\", "
		   "\"confidence\": \"high\", \"file\": \"drivers/a.c\", \"line\": 12, "
		   "\"column\": 8, \"function\": \"probe\", \"callee\": \"usb_control_msg\", "
		   "\"subject\": \"buf\", \"message\": \"'buf' is on the stack; usb_control_msg() "
		   "needs memory from kmalloc()\", \"path\": [{\"text\": \"'buf' is declared "
		   "here\", \"file\": \"drivers/a.c\", \"line\": 5, \"column\": 7}, "
		   "{\"text\": \"DMA by usb_control_msg() here\", \"file\": \"drivers/a.c\", "
		   "\"line\": 12, \"column\": 8}], \"fingerprint\": \"");
	assert_has(text, "\", \"ordinal\": 1, \"engine\": \"plugin\"}\n");
	free(text);
}

static void escaped(const char *subject, const char *want)
{
	struct findings *f = one_finding();
	char *text, *expect = malloc(strlen(want) + 32);

	assert_non_null(expect);
	sprintf(expect, "\"subject\": \"%s\", ", want);
	f->list[0].subject = subject;
	text = jsonl_of(f);
	assert_has(text, expect);
	free(text);
	free(expect);
}

static void jsonl_escapes(void **state)
{
	(void)state;
	escaped(NULL, "");
	escaped("a\"b\\c", "a\\\"b\\\\c");
	escaped("a\nb\tc\rd\x1f\x7f", "a\\nb\\tc\\u000dd\\u001f\\u007f");
	escaped("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
	escaped("\xff\xfe", "\\ufffd\\ufffd");
	escaped("\xc3", "\\ufffd");			/* cut off */
	escaped("\xe2\x82", "\\ufffd\\ufffd");
	escaped("\xc0\x80", "\\ufffd\\ufffd");		/* overlong */
	escaped("\xed\xa0\x80", "\\ufffd\\ufffd\\ufffd");	/* surrogate */
	escaped("\xf4\x90\x80\x80", "\\ufffd\\ufffd\\ufffd\\ufffd");	/* beyond U+10FFFF */
	escaped("\x80z", "\\ufffdz");
}

static void jsonl_appends(void **state)
{
	char path[] = P_tmpdir "/usbdma-test-XXXXXX", *err, *text;
	struct findings *f = one_finding();
	int fd = mkstemp(path);
	FILE *in;

	(void)state;
	assert_true(fd >= 0);
	assert_true(report_jsonl(f, path, &err));
	assert_true(report_jsonl(f, path, &err));
	in = fdopen(fd, "r");
	text = file_text(in);
	assert_ptr_not_equal(strstr(text, "}\n{\"rule\""), NULL);
	free(text);
	fclose(in);
	unlink(path);
	findings_free(f);
}

static void jsonl_that_cannot_be_written(void **state)
{
	struct findings *f = one_finding();
	char *err;

	(void)state;
	assert_false(report_jsonl(f, "/nonexistent/x", &err));
	assert_has(err, "/nonexistent/x: cannot write findings: No such file or directory");
	free(err);
	if (!access("/dev/full", W_OK)) {
		assert_false(report_jsonl(f, "/dev/full", &err));
		assert_has(err, "/dev/full: cannot write findings: No space left on device");
		free(err);
	}
	findings_free(f);
}

static void nothing(int sig)
{
	(void)sig;
}

/* A slow reader of a full pipe, non-blocking, with signals: nothing is lost. */
static void long_output_survives_short_writes(void **state)
{
	enum { SIZE = 1 << 20 };
	struct sigaction sa = { .sa_handler = nothing };
	size_t got = 0, i;
	struct out o = { 0 };
	ssize_t n;
	char buf[5000];
	int fds[2];
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(sigaction(SIGUSR1, &sa, NULL), 0);
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	pid = fork();
	if (!pid) {
		close(fds[0]);
		for (i = 0; i < SIZE; i++)
			out_bytes(&o, &"0123456789"[i % 10], 1);
		_exit(!out_flush(&o, fds[1]));
	}
	close(fds[1]);
	while ((n = read(fds[0], buf, sizeof(buf))) > 0) {
		for (i = 0; i < (size_t)n; i++)
			assert_int_equal(buf[i], '0' + (got + i) % 10);
		got += (size_t)n;
		kill(pid, SIGUSR1);
	}
	close(fds[0]);
	waitpid(pid, NULL, 0);
	assert_int_equal(got, SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_a_finding),
		cmocka_unit_test(severities_in_text),
		cmocka_unit_test(odd_places_and_bytes_in_text),
		cmocka_unit_test(remarks_come_last),
		cmocka_unit_test(no_findings_no_text),
		cmocka_unit_test(jsonl_of_a_finding),
		cmocka_unit_test(jsonl_escapes),
		cmocka_unit_test(jsonl_appends),
		cmocka_unit_test(jsonl_that_cannot_be_written),
		cmocka_unit_test(long_output_survives_short_writes),
	};

	return RUN_TESTS(tests);
}
