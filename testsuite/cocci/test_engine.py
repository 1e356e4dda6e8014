# SPDX-License-Identifier: GPL-2.0-or-later
"""usbdma-cocci: what it finds, names, merges and refuses."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from harness import compiler, project, semantic

sys.path.insert(0, str(project.ROOT / "lint"))
from usbdma_cocci import merge, needs, patches, rewrite  # noqa: E402

BAD = """// SPDX-License-Identifier: GPL-2.0-or-later
/* A driver. */
#include <linux/usb.h>

int lamp_set(struct urb *urb, dma_addr_t handle)
{
	urb->setup_dma = handle;
	return usb_submit_urb(urb, GFP_KERNEL);
}
"""


@pytest.fixture
def driver(tmp_path):
    semantic.need_spatch()
    path = tmp_path / "lamp.c"
    path.write_text(BAD)
    return path


def said(*words, status=0, cwd=project.ROOT, **extra):
    done = subprocess.run([semantic.PROGRAM, *map(str, words)], cwd=cwd, capture_output=True,
                          text=True, env={**os.environ, **extra})
    text = done.stdout + done.stderr
    assert done.returncode == status, text
    assert "Traceback" not in text
    return text


def test_text_and_jsonl(driver, tmp_path):
    out = tmp_path / "f.jsonl"
    text = said("--jsonl", out, driver)
    assert f"{driver}:7:7: warning: 'setup_dma' belongs to usbcore" in text
    assert "[UD305:setup_dma_use]" in text and " 0 not checked" in text
    f, = map(json.loads, out.read_text().splitlines())
    doc = (project.ROOT / "docs" / "jsonl.md").read_text()
    assert list(f) == "rule id severity confidence file line column function callee subject " \
        "message path fingerprint ordinal engine".split()
    assert all(f"`{key}`" in doc for key in f)
    assert (f["function"], f["callee"], f["subject"]) == ("lamp_set", "", "setup_dma")
    assert (f["severity"], f["confidence"], f["engine"]) == ("error", "high", "cocci")


def test_same_fingerprint_as_the_plugin(gcc, driver):
    found, _ = semantic.look([driver])
    theirs = compiler.findings(compiler.run(gcc, driver, ["check"]))
    assert [f["fingerprint"] for f in found] == [f["fingerprint"] for f in theirs]


def test_allowed_by_a_comment(driver):
    line = "\turb->setup_dma = handle;"
    for new in (f"{line}\t/* usbdma: allow setup_dma_use -- emulated */",
                f"\t/* usbdma: allow gfp_dma, setup_dma_use -- emulated */\n\n{line}"):
        driver.write_text(BAD.replace(line, new))
        assert semantic.look([driver]) == ([], [])
    for new in (f"{line}\t/* usbdma: allow setup_dma_use */",
                f"{line}\t/* usbdma: allow gfp_dma -- another rule */"):
        driver.write_text(BAD.replace(line, new))
        assert len(semantic.look([driver])[0]) == 1


def test_patch_mode_names_what_it_leaves(driver):
    driver.write_text(BAD.replace("return usb", "if (urb->setup_dma)\n\t\treturn 0;\n\treturn usb"))
    before = driver.read_text()
    text = said("--mode", "patch", "--rule", "setup_dma_use", driver)
    assert "-\turb->setup_dma = handle;" in text and "1 of 2 findings patched" in text
    assert f"not patched: {driver}:8:" in text
    assert driver.read_text() == before


def test_free_is_an_option(tmp_path):
    semantic.need_spatch()
    case = project.TESTSUITE / "rodata_buffer" / "fix_wake.c"
    for words, there in ((["--free"], True), ([], False)):
        text = said("--mode", "patch", "--rule", "rodata_buffer", *words, case)
        assert ("+\tvoid *wake_buf __free(kfree) = NULL;" in text) == there, text
    assert "--free is for --mode=patch" in said("--free", case, status=2)


def test_lines_after_a_patch():
    text = "--- a/x.c\n+++ b/x.c\n@@ -3,4 +3,3 @@\n a\n-b\n c\n d\n"
    where = rewrite.line_map(text, "x.c")
    assert [where(n) for n in (2, 3, 4, 5, 6, 9)] == [2, 3, None, 4, 5, 8]


FAKE = """#!/bin/sh
case "$*" in *--version*) exec spatch --version;; esac
case "$*" in *--use-glimpse*) exec spatch "$@";; esac
%s
"""


@pytest.mark.parametrize("script, why", [
    ('echo "HANDLING: $2" >&2', "without a word"),
    ('kill -9 $$', "ended with -9"),
    ('echo Fatal: out of memory >&2; exit 2', "ended with 2: Fatal: out of memory"),
    ('for f; do :; done; echo "HANDLING: $f" >&2; '
     'echo "EXN: Coccinelle_modules.Common.Timeout in $f" >&2', "spatch: timeout"),
])
def test_a_file_that_failed_is_not_clean(driver, tmp_path, script, why):
    fake = tmp_path / "spatch"
    fake.write_text(FAKE % script)
    fake.chmod(0o755)
    text = said("--spatch", fake, "--rule", "setup_dma_use", driver)
    assert f"not checked: {driver}: setup_dma_use: " in text and why in text, text
    assert "1 not checked" in text
    said("--spatch", fake, "--rule", "setup_dma_use", "--strict", driver, status=1)


def test_spatch_without_its_python(driver, tmp_path):
    fake = tmp_path / "spatch"
    fake.write_text("#!/bin/sh\n[ \"$1\" != --version ] || exec spatch --version\n"
                    "echo 'Py.find_library: unable to find the Python library "
                    "[libpython3.11.so returned no such file]' >&2; exit 255\n")
    fake.chmod(0o755)
    text = said("--spatch", fake, "--rule", "setup_dma_use", driver, status=2)
    assert "apt-get install libpython3-dev" in text


def test_one_that_dies_takes_no_other_along(driver, tmp_path):
    other = tmp_path / "bell.c"
    shutil.copy(driver, other)
    fake = tmp_path / "spatch"
    fake.write_text(FAKE % ('for w; do case "$w" in *bell.c) kill -9 $$;; '
                            '*cocci-*) grep -q bell "$w" && kill -9 $$;; esac; done\n'
                            'exec spatch "$@"'))
    fake.chmod(0o755)
    text = said("--spatch", fake, "--rule", "setup_dma_use", "-j1", driver, other)
    assert f"{driver}:7:7: warning: " in text and f"not checked: {other}: " in text


@pytest.mark.parametrize("words, what", [
    (["--rule", "setup_dma"], "'setup_dma' is no rule; did you mean setup_dma_use?"),
    (["--rule", "percpu_buffer"], "no semantic patch is for percpu_buffer"),
    (["--kdir", "/nonexistent"], "cannot read KDIR=/nonexistent"),
    (["no/such.c"], "there is no file 'no/such.c'"),
    (["--merge", "/nonexistent"], "cannot read /nonexistent"),
    (["--mode", "patch", "--jsonl", "x"], "--mode=report, not patch"),
    (["--spatch", "/bin/true"], "is not a spatch with Python"),
    (["--jobs", "0"], "at least 1"),
    (["--colour"], "unrecognized"),
])
def test_refuses(words, what):
    semantic.need_spatch()
    assert what in said(*words, status=2)


def test_exempt_folders_and_the_tree(tmp_path):
    """In a kernel tree, without a configuration; usbcore is nobody's driver."""
    semantic.need_spatch()
    tree = tmp_path / "linux"
    for name in ("drivers/usb/core/hcd.c", "drivers/usb/misc/lamp.c", "drivers/usb/core/usb.c"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(BAD)
    (tree / "scripts").mkdir()
    (tree / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n")
    text = said("--kdir", tree)
    assert "drivers/usb/misc/lamp.c:7:7: " in text and "drivers/usb/core" not in text
    assert "1 file, 1 of them looked into" in text
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{}\n")
    assert "broken.jsonl:1: not a finding" in said("--kdir", tree, "--merge", broken, status=2)


# ---- one fault, one finding

def finding(line, engine="plugin", rule="setup_dma_use", callee="", column=2, ordinal=1, **more):
    return dict({"rule": rule, "id": "UD305", "file": "a.c", "line": line, "column": column,
                 "function": "f", "callee": callee, "message": "m", "ordinal": ordinal,
                 "fingerprint": f"{engine}{line}", "engine": engine}, **more)


def test_merge():
    plugin = [finding(5), finding(9, ordinal=2)]
    cocci = [finding(5, "cocci", file="./a.c", column=7), finding(20, "cocci", ordinal=2)]
    both = merge.merge(plugin, cocci)
    assert [(f["line"], f["engines"]) for f in both] == \
        [(5, ["plugin", "cocci"]), (9, ["plugin"]), (20, ["cocci"])]
    # the plugin's fingerprints stay; the new one is counted on from its ordinals
    assert [f["ordinal"] for f in both] == [1, 2, 3] and both[0]["fingerprint"] == "plugin5"
    assert merge.merge(both, cocci) == both


@pytest.mark.parametrize("other, same", [
    (finding(6, "cocci"), True),			# broken over lines
    (finding(30, "cocci"), False),
    (finding(6, "cocci", function="g"), False),
    (finding(5, "cocci", id="UD306"), False),
    (finding(5, "cocci", file="b.c"), False),
])
def test_what_is_one_fault(other, same):
    assert len(merge.merge([finding(5)], [other])) == (1 if same else 2)


def test_two_on_one_line_are_two():
    two = [finding(5), finding(5, column=9, ordinal=2)]
    assert [f["engines"] for f in merge.merge(two, [finding(5, "cocci", column=9)])] == \
        [["plugin"], ["plugin", "cocci"]]


def test_merge_with_the_plugin(gcc, driver, tmp_path):
    theirs = tmp_path / "plugin.jsonl"
    theirs.write_text(compiler.run(gcc, driver, ["check"]).jsonl)
    text = said("--merge", theirs, driver)
    assert "(plugin, cocci) [UD305:setup_dma_use]" in text and "1 by plugin and cocci" in text


def test_agreement_names_the_differences(gcc, driver, tmp_path):
    theirs = tmp_path / "plugin.jsonl"
    theirs.write_text(compiler.run(gcc, driver, ["check"]).jsonl)
    driver.write_text(BAD.replace("return usb", "urb->setup_dma = 0;\n\treturn usb"))
    text = said("--agreement", "--merge", theirs, driver)
    assert f"{driver}:8: setup_dma_use: cocci only" in text and ":7:" not in text
    assert re.search(r"^setup_dma_use +1 +0 +1$", text, re.M), text
    assert "--agreement compares" in said("--agreement", driver, status=2)


# ---- which files can matter

COCCI = """virtual report
@usb@
@@
usb_submit_urb(...)
@r depends on usb@
identifier f = {kmalloc, kzalloc};
expression E;
position p;
@@
(
E->left@p = f(...)
|
E->right@p = f(...)
)
@script:python depends on report@
p << r.p;
@@
print(p)
"""


@pytest.mark.parametrize("words, matters", [
    ("left kmalloc usb_submit_urb", True), ("right kzalloc usb_submit_urb", True),
    ("left kmalloc", False), ("left usb_submit_urb", False), ("kmalloc usb_submit_urb", False),
])
def test_needs(words, matters):
    assert needs.of_text(COCCI)(set(words.split())) == matters


@pytest.mark.parametrize("condition, words, matters", [
    ("usb", "left kmalloc", False), ("usb && report", "left kmalloc usb_submit_urb", True),
    ("!usb", "left kmalloc", True), ("usb || urb", "left kmalloc", False),
    ("usb || urb", "left kmalloc usb_free_urb", True), ("(usb)", "left kmalloc", True),
    ("usb || nothing", "left kmalloc", True), ("usb exists", "left kmalloc", False),
])
def test_needs_of_conditions(condition, words, matters):
    """What must have matched before needs its words, too."""
    text = COCCI.replace("@r depends on usb@", "@urb@\n@@\nusb_free_urb(...)\n@nothing@\n@@\n"
                         f"\n@r depends on {condition}@")
    assert needs.of_text(text)(set(words.split())) == matters


@pytest.mark.parametrize("text, words, matters", [
    ("a", "a", True), ("{a;b}", "a", False), ("{a;b}", "b a", True), ("{a,b}", "b", True),
    ("{{a,b};c}", "a", False), ("{{a,b};c}", "c b", True),
])
def test_glimpse_request(text, words, matters):
    assert patches.parse(text)(set(words.split())) == matters


