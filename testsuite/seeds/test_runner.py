# SPDX-License-Identifier: GPL-2.0-or-later
"""The seeded-regression runner itself, without a kernel tree."""
import os
import subprocess
import sys

import pytest

import check_unit
import kflags
import patched_copy
import seed_cases

RUN = seed_cases.HERE / "run"
PATCH = """Text before.

--- a/drivers/x/x.c
+++ b/drivers/x/x.c
@@ -2,2 +2,3 @@
 two
+two and a half
 three
"""


def finding(line, rule="stack_buffer", function="f", callee="usb_bulk_msg", subject="b"):
    return {"file": "x.c", "line": line, "rule": rule, "function": function,
            "callee": callee, "subject": subject}


def case(lines, rule="stack-buffer"):
    return seed_cases.Case("001", "x.c", "f", rule, "direct", lines, "", None)


@pytest.fixture
def tree(tmp_path):
    d = tmp_path / "linux" / "drivers" / "x"
    d.mkdir(parents=True)
    (d / "x.c").write_text('#include "x.h"\ntwo\nthree\nfour\n')
    (d / "y.c").write_text('#include "../x/x.h"\n')
    (d / "z.c").write_text('#include "z.h"\n')
    (d / "x.h").write_text("#define X 1\n")
    return tmp_path / "linux"


@pytest.fixture
def patch(tmp_path):
    path = tmp_path / "p.patch"
    path.write_text(PATCH)
    return path


def test_patched_copy_leaves_the_tree_alone(tree, patch, tmp_path):
    top = tmp_path / "top"
    assert patched_copy.make(tree, patch, top) == ["drivers/x/x.c"]
    assert (top / "drivers/x/x.c").read_text().splitlines()[2] == "two and a half"
    assert (top / "drivers/x/x.h").resolve() == tree / "drivers/x/x.h"
    assert "half" not in (tree / "drivers/x/x.c").read_text()


@pytest.mark.parametrize("old, new", [("three", "3"), ("a/drivers/x/x.c", "a/drivers/x/w.c"),
                                      (" two\n", " deux\n")])
def test_patch_that_does_not_apply(tree, patch, tmp_path, old, new):
    text = PATCH.replace(old, new).replace("+++ b/drivers/x/x.c", "+++ b/drivers/x/w.c"
                                           if "w.c" in new else "+++ b/drivers/x/x.c")
    patch.write_text(text)
    with pytest.raises(patched_copy.PatchError, match="does not apply"):
        patched_copy.make(tree, patch, tmp_path / "top")


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x"])
def test_patch_that_leaves_the_tree(tree, patch, tmp_path, name):
    patch.write_text(PATCH.replace("b/drivers/x/x.c", f"b/{name}"))
    with pytest.raises(patched_copy.PatchError, match="outside"):
        patched_copy.make(tree, patch, tmp_path / "top")


def test_header_is_checked_through_the_files_that_include_it(tree):
    units = patched_copy.units_to_check(tree, ["drivers/x/x.h"], lambda u: True)
    assert units == ["drivers/x/x.c", "drivers/x/y.c"]
    assert patched_copy.units_to_check(tree, ["drivers/x/x.c"], lambda u: True) == units[:1]
    assert patched_copy.units_to_check(tree, ["drivers/x/x.c"], lambda u: False) == []


def test_searched_folder_is_preceded_by_its_copy(tree, patch, tmp_path):
    top = tmp_path / "top"
    patched_copy.make(tree, patch, top)
    flags = patched_copy.include_flags(tree, top, ["-I./drivers/x", "-DX"], "drivers/x/x.c")
    assert flags == [f"-I{top}/drivers/x", "-I./drivers/x", "-DX", "-iquote",
                     f"{tree}/drivers/x"]


def test_line_map(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("a\nb\nc\nd\ne\n")
    new.write_text("a\nx\nb\nd\ne\ny\n")
    assert patched_copy.line_map(old, new) == {1: 1, 2: 3, 4: 4, 5: 5}


def test_shifted_finding_is_not_new():
    maps = {"x.c": {10: 12}}
    assert seed_cases.new_findings([finding(10)], [finding(12)], maps) == []


def test_second_finding_of_a_function_is_new_wherever_it_stands():
    maps = {"x.c": {10: 12}}
    new = seed_cases.new_findings([finding(10)], [finding(5), finding(12)], maps)
    assert [f["line"] for f in new] == [5]


def test_finding_on_a_rewritten_line_is_not_new():
    assert seed_cases.new_findings([finding(10)], [finding(11)], {"x.c": {}}) == []


def test_finding_of_another_rule_or_callee_is_new():
    maps = {"x.c": {10: 10}}
    for other in (finding(10, rule="rodata_buffer"), finding(10, callee="usb_control_msg")):
        assert seed_cases.new_findings([finding(10)], [other], maps) == [other]


def test_grouped_field_that_moves_is_not_new():
    old, new = finding(10, subject="dev.buf"), finding(5, function="g", subject="dev.buf")
    assert seed_cases.new_findings([old], [new], {"x.c": {10: 10}}) == []
    other = dict(new, subject="dev.tx")
    assert seed_cases.new_findings([old], [other], {"x.c": {10: 10}}) == [other]


@pytest.mark.parametrize("line, caught", [(97, False), (98, True), (102, True), (103, False)])
def test_two_lines_off_at_most(line, caught):
    got = seed_cases.catching(case([("x.c", 100)]), [finding(line)], ["stack_buffer"])
    assert bool(got) == caught


def test_other_file_or_rule_does_not_catch():
    here = case([("x.c", 100)])
    assert not seed_cases.catching(here, [dict(finding(100), file="d/y.c")], ["stack_buffer"])
    assert not seed_cases.catching(here, [finding(100)], ["rodata_buffer"])


def test_slugs_name_rules_that_exist():
    states = check_unit.rule_states()
    assert states["stack_buffer"] == "on"
    for ours in seed_cases.read_slugs().values():
        assert set(ours) <= set(states)
    with pytest.raises(seed_cases.ManifestError):
        seed_cases.slugs_of("no-such-rule", seed_cases.read_slugs(), states)


@pytest.mark.parametrize("row, why", [("001\tx.c\tf\tr\td\t\tx.c:1\tx.c:one\tt", "bad row"),
                                      ("009\tx.c\tf\tr\td\t\tx.c:1\tx.c:1\tt", "009-"),
                                      ("001\tx.c", "bad row")])
def test_bad_manifest_row(tmp_path, row, why):
    head = "id file function rule difficulty sink_regex lines_in_function lines_any title_year"
    (tmp_path / "001-x.patch").write_text("")
    (tmp_path / "MANIFEST.tsv").write_text("\t".join(head.split()) + "\n" + row + "\n")
    with pytest.raises(seed_cases.ManifestError, match=rf"MANIFEST.tsv:2: .*{why}"):
        seed_cases.read_manifest(tmp_path)


def run(*args):
    env = {k: v for k, v in os.environ.items() if k != "USBDMA_KDIR_6_1"}
    return subprocess.run([sys.executable, str(RUN), *args], text=True, env=env, check=False,
                          capture_output=True)


def test_command_says_what_is_wrong(tree, tmp_path):
    for args, said in [(["--tree", str(tmp_path / "gone")], "no scripts/Kbuild.include"),
                       (["--tree", str(tree), "--ids", "999"], "no such case: 999"),
                       (["--tree", str(tree), "--patches", str(tmp_path)], "MANIFEST.tsv"),
                       (["--tree", str(tree), "--rules", "wrong"], "no case of rule wrong")]:
        done = run("--compile-only", *args)
        assert done.returncode == 2 and said in done.stderr, done.stderr


@pytest.mark.parametrize("missing, why", [(".config", "not configured"),
                                          ("include/generated/autoconf.h", "not prepared")])
def test_tree_that_is_not_ready(tmp_path, missing, why):
    for name in ("scripts/Kbuild.include", ".config", "include/generated/autoconf.h"):
        if name != missing:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("")
    with pytest.raises(kflags.TreeError, match=why):
        kflags.check_tree(tmp_path)


def test_version_and_help():
    assert "rules built" in run("--version").stdout
    assert "Exit status" in run("--help").stdout
