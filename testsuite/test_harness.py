# SPDX-License-Identifier: GPL-2.0-or-later
"""The harness itself: whatever is wrong with a test driver makes the run fail, with its place.

Small suites are written to a folder of their own and run by a pytest of their
own, with the real plugin.
"""

import os
import subprocess
import sys

import pytest

from harness import compiler, facts, project, verdict
from harness.source import Source, folder_problems, function_name

HEAD = """\
// SPDX-License-Identifier: GPL-2.0-or-later
/* What this driver is about. */
#include <linux/slab.h>
#include <linux/usb.h>
"""
BAD = """
int bad_local(struct usb_device *d)
{
	u8 b[2];

	return usb_bulk_msg(d, usb_sndbulkpipe(d, 1), b, 2, NULL, 0);%s
}
"""
GOOD = """
int good_heap(struct usb_device *d, void *heap)
{
	return usb_bulk_msg(d, usb_sndbulkpipe(d, 1), heap, 2, NULL, 0);%s
}
"""
WANT = "\t/* want: stack_buffer */"
LINE = 10			# of the call in BAD


def suite(folder, files, ini="[pytest]\n"):
    (folder / "pytest.ini").write_text(ini)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run_suite(folder, *args):
    """Exit status and output of a pytest of its own over that folder."""
    env = dict(os.environ, PYTHONPATH=str(project.TESTSUITE), USBDMA_CC=one_gcc())
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "harness.collect", "-p",
                           "no:cacheprovider", "-p", "no:xdist", "-q", *args, str(folder)],
                          cwd=folder, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def one_gcc():
    for cc in compiler.wanted():
        if not compiler.missing(cc):
            return cc
    return pytest.skip(f"{' and '.join(compiler.wanted())}: none is installed")


def source(tmp_path, text, slug="stack_buffer"):
    path = tmp_path / "case.c"
    path.write_text(text)
    return Source(path, slug)


def test_a_right_suite_passes(tmp_path):
    suite(tmp_path, {"stack_buffer/case.c": HEAD + BAD % WANT + GOOD % ""})
    status, out = run_suite(tmp_path)
    assert status == 0, out
    assert "2 passed" in out			# the driver, and the folders


@pytest.mark.parametrize("line, message", [
    ("", f"case.c:{LINE}: unexpected stack_buffer: 'b' is on the stack"),
    ("\t/* want: static_buffer */", f"case.c:{LINE}: static_buffer is not reported"),
    ("\t/* want: stack_buffer, stack_buffer */", "stack_buffer is not reported (1 of 2)"),
    ("\t/* todo: stack_buffer -- hard to see */", "stack_buffer is reported now: make the todo"),
    ("\t/* want(spatch): stack_buffer */", f"case.c:{LINE}: unexpected stack_buffer"),
])
def test_findings_that_differ(tmp_path, line, message):
    marker = line or "\t/* nothing */"
    text = HEAD + BAD % marker + GOOD % ""
    suite(tmp_path, {"stack_buffer/case.c": text.replace("bad_", "odd_"),
                     "stack_buffer/other.c": HEAD + (BAD % WANT).replace("local", "other")})
    status, out = run_suite(tmp_path)
    assert status == 1, out
    assert message in out


@pytest.mark.parametrize("where, message", [
    ("\t/* want: stack_buffer */", "stack_buffer is not reported"),
    ("\t/* fp: stack_buffer -- the solver is too coarse */", "is no longer reported wrongly"),
])
def test_findings_that_are_missing(tmp_path, where, message):
    text = HEAD + GOOD % where
    src = source(tmp_path, text.replace("good_", "odd_"))
    assert src.problems == []
    found = verdict.compare(src, [])
    assert len(found) == 1 and message in found[0] and ":8: " in found[0]


def test_expectations_that_are_met(tmp_path):
    def finding(line, rule):
        return {"file": str(tmp_path / "case.c"), "line": line, "rule": rule, "message": "m"}

    text = HEAD + BAD % WANT + (GOOD % "\t/* fp: static_buffer -- coarse */") + \
        (BAD % "\t/* todo: stack_buffer -- helper */").replace("local", "later")
    src = source(tmp_path, text)
    assert src.problems == []
    assert verdict.compare(src, [finding(LINE, "stack_buffer"),
                                 finding(15, "static_buffer")]) == []
    elsewhere = dict(finding(3, "stack_buffer"), file="linux/usb.h")
    assert "outside of the test driver" in verdict.compare(src, [elsewhere])[0]


@pytest.mark.parametrize("comment, message", [
    ("/* want stack_buffer: */", None),			# prose, not near enough to a directive
    ("/* this line wants a look */", None),
    ("/* want : stack_buffer */", "looks like a directive"),
    ("/* Want: stack_buffer */", "looks like a directive"),
    ("/* wants: stack_buffer */", "looks like a directive"),
    ("/* wnat: stack_buffer */", "looks like a directive"),
    ("/* want:stack_buffer */", "looks like a directive"),
    ("// todo later", None),
    ("// TODO: stack_buffer", "looks like a directive"),
    ("/* TODO: tidy up */", "looks like a directive"),
    ("/* want: stack_bufer */", "'stack_bufer' is no rule"),
    ("/* want: */", "looks like a directive"),
    ("/* want: stack_buffer,, static_buffer */", "'' is no rule"),
    ("/* want: stack_buffer -- because */", "want takes no reason"),
    ("/* want(plugin, smatch): stack_buffer */", "'smatch' is no engine"),
    ("/* want(): stack_buffer */", "'' is no engine"),
    ("/* fp: stack_buffer */", "fp needs a reason"),
    ("/* todo: stack_buffer -- */", "todo needs a reason"),
    ("/* want: stack_buffer\n */", None),
    ("/* want: stack_buffer,\n static_buffer */", "looks like a directive"),
    ("/* facts: ( */", "not a regular expression"),
    ("/* fact: x */", "looks like a directive"),
])
def test_malformed_directive(tmp_path, comment, message):
    if comment == "/* want: stack_buffer\n */":
        message = "looks like a directive"
    odd = f"\nint odd(void)\n{{\n\t{comment}\n\treturn 0;\n}}\n"
    src = source(tmp_path, HEAD + BAD % WANT + odd)
    if not message:
        assert src.problems == []
        return
    assert len(src.problems) >= 1 and message in src.problems[0], src.problems
    assert src.problems[0].split(":")[1] == "15"


@pytest.mark.parametrize("text, message", [
    (HEAD + BAD % "" + GOOD % "", "case.c:7: bad_local() has no want and no todo"),
    (HEAD + BAD % WANT + GOOD % WANT, "good_heap() has a want or todo"),
    (HEAD + BAD % WANT + GOOD % "" + "/* want: stack_buffer */\n", "want outside of any function"),
    (HEAD.split("\n", 1)[1] + BAD % WANT, "case.c:1: the first line is not the SPDX line"),
    (HEAD.replace("/* What this driver is about. */\n", "") + BAD % WANT,
     "case.c:1: no comment at the top"),
    (HEAD.replace("about.", "about.\nOptions: colour=red") + BAD % WANT,
     "case.c:1: Options: 'colour=red' is neither"),
])
def test_malformed_driver(tmp_path, text, message):
    problems = source(tmp_path, text).problems
    assert any(message in p for p in problems), problems


def test_problems_of_a_source_fail_its_item(tmp_path):
    suite(tmp_path, {"stack_buffer/case.c": HEAD + BAD % "\t/* wnat: stack_buffer */" + GOOD % ""})
    status, out = run_suite(tmp_path)
    assert status == 1 and f"case.c:{LINE}: looks like a directive" in out, out


@pytest.mark.parametrize("files, message", [
    ({"stack_buffer/notes.txt": "x"}, "no test driver of stack_buffer in this folder"),
    ({"stack_bufer/case.c": HEAD + BAD % WANT}, "'stack_bufer' is no rule"),
    ({"stack_buffer/case.c": HEAD + GOOD % ""}, "no bad_...() function in this folder"),
    ({"stack_buffer/case.c": HEAD + BAD % WANT}, "no good_...() function in this folder"),
])
def test_folders(tmp_path, files, message):
    suite(tmp_path, files)
    status, out = run_suite(tmp_path, "-k", "folders")
    assert status == 1 and message in out, out


def test_drivers_that_do_not_work(tmp_path):
    dropped = "\nstatic int good_unused(struct usb_device *d, void *heap)\n{\n\treturn 0;\n}\n"
    suite(tmp_path, {"stack_buffer/syntax.c": HEAD + BAD % WANT + GOOD % "" + "int x = ;\n",
                     "stack_buffer/dropped.c": HEAD + dropped,
                     "stack_buffer/empty.c": HEAD + "int nothing;\n"})
    status, out = run_suite(tmp_path)
    assert status == 1
    assert "syntax.c:1: check mode ended with 1" in out and "expected expression" in out, out
    assert "good_unused() was dropped before the pass" in out
    assert "empty.c:1: no function was analysed" in out


def test_off_by_default_rules_run_in_their_own_folder(tmp_path):
    off = next(s for s in project.built() if project.is_off(s))
    assert verdict.words_for(source(tmp_path, HEAD, off))[0] == [f"enable={off}"]
    assert verdict.words_for(source(tmp_path, HEAD, "stack_buffer"))[0] == []


def test_options_of_a_driver(tmp_path):
    src = source(tmp_path, HEAD.replace("about.", "about.\nOptions: model=own.tab -DX=1"))
    assert src.problems == []
    assert verdict.words_for(src) == ([f"model={tmp_path / 'own.tab'}"], ["-O2", "-DX=1"])


DUMP = """\
usbdma-facts 1
record 0 "demo" size=8 align=8
func 0 "usb_bulk_msg" flags=global
func 1 "demo" values=2 flags=body
	block 0
		v1 = load [v0+0]
		v2 = call f0 (v1)
func 2 "other" flags=body
	block 0
		ret 0
init o1+8 = f1
"""


@pytest.mark.parametrize("comments, message", [
    ("/* facts: load */ /* facts: call f0 */", None),
    ("/* facts: call f0 */ /* facts: load */", "matches only before the previous facts:"),
    ("/* facts: ret 0 */", "matches no line"),
    ("/* no-facts: ret 0 */", None),
    ("/* no-facts: load */", "'load' matches: v1 = load [v0+0]"),
])
def test_facts(tmp_path, comments, message):
    src = source(tmp_path, f"{HEAD}int demo(void)\n{{\n\t{comments}\n}}\n", None)
    problems = facts.compare(src, DUMP)
    if message:
        assert f"case.c:7: demo: " in problems[0] and message in problems[0]
    else:
        assert problems == []


def test_facts_of_the_unit(tmp_path):
    src = source(tmp_path, f"{HEAD}/* facts: record 0 */\n/* facts: init o1 */\n", None)
    assert facts.compare(src, DUMP) == []
    src = source(tmp_path, f"{HEAD}int gone(void)\n{{\n/* facts: x */\n}}\n", None)
    assert "no facts of gone()" in facts.compare(src, DUMP)[0]


def test_functions_are_found(tmp_path):
    src = source(tmp_path, HEAD + """
#define MAKE(x) int x(void) { return 1; \\
	}
struct s { int a; };
static const struct s table[] = { { 1 }, { 2 } };
static int __attribute__((noinline)) bad_one(struct s *p,
			      int (*cb)(void))
{
	char *t = "} /* want: nothing */ {";	/* } */
	return p->a + '}' + cb();
}
int good_two(void)
{
	return 0;
}
""", None)
    assert [f.name for f in src.functions] == ["bad_one", "good_two"]
    assert src.function_at(12).name == "bad_one"
    assert not src.directives
    assert function_name("struct x y = ") is None


def test_both_kinds_may_be_in_different_files(tmp_path):
    folder = tmp_path / "stack_buffer"
    suite(tmp_path, {"stack_buffer/a.c": HEAD + BAD % WANT, "stack_buffer/b.c": HEAD + GOOD % ""})
    assert folder_problems(folder) == []
