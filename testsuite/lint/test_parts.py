# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts by themselves: fingerprints, merging, pairing, patches, the linked copy."""
import json
import os
import re
from types import SimpleNamespace

import hypothesis
import pytest
from harness import project
from hypothesis import strategies as st

from usbdma_lint import baseline, compare, farm, finding, mail, mend, merge, source, text
from usbdma_lint.kbuild import Tokens
from usbdma_tree import CannotWork

from .conftest import TOP, commit, git, made_up


def test_fingerprint_is_the_plugins(gcc, lint, fake_tree, tmp_path):
    out = tmp_path / "f"
    r = lint("--kdir", fake_tree, "--format", f"jsonl={out}")
    f = json.loads(out.read_text())
    assert r.returncode == 1
    example = json.loads(re.search(r"```json\n(.*?)```", (TOP / "docs/jsonl.md").read_text(),
                                   re.S).group(1))
    assert finding.fingerprint(finding.from_json(example)) == example["fingerprint"]
    assert finding.fingerprint(finding.from_json(f)) == f["fingerprint"]


@pytest.mark.parametrize("change, text_", [
    ({"line": "3"}, "'line' must be int"), ({"severity": "grave"}, "is not one of"),
    ({"rule": ""}, "no 'rule'"), ({"line": -1}, "negative"), ({"path": "x"}, "must be list")])
def test_what_is_no_finding(change, text_):
    with pytest.raises(finding.BadFinding, match=re.escape(text_)):
        made_up(**change)


def test_one_fault_one_finding():
    plugin = made_up()
    cocci = made_up(engine="cocci", column=1, message="other words", path=[])
    broken = made_up(engine="cocci", line=5, subject="", path=[])
    other = made_up(engine="cocci", line=20)
    twice = made_up()
    found = merge.finish([other, cocci, twice, plugin])
    assert [(f.line, f.engines, f.message) for f in found] == \
        [(3, ["plugin", "cocci"], "'buf' is on the stack"),
         (20, ["cocci"], "'buf' is on the stack")]
    assert [f.ordinal for f in found] == [1, 2]
    assert len(merge.finish([made_up(), broken])) == 1
    assert len(merge.finish([made_up(), made_up(subject="b", column=20)])) == 2
    assert len(merge.finish([made_up(), made_up(rule="gfp_dma", id="UD403")])) == 2


def pair(base, head, old, new, renames=None):
    return compare.new_findings(base, head, renames or {}, lambda f: old, lambda f: new)


def test_pairing():
    old = ["a", "\tsend(buf);", "b"]
    f = made_up(line=2)
    assert pair([f], [made_up(line=4)], old, ["x", "y", *old]) == []
    assert pair([f], [made_up(line=2)], old, ["a", "\tsend(buf, 1);", "b"]) == []
    renamed = made_up(line=2, subject="data", message="'data'")
    assert pair([f], [renamed], old, ["a", "\tsend(data);", "b"]) == []
    assert pair([f], [renamed], old, ["a", "\tquite_other(data);", "b"]) == [renamed]
    assert pair([f], [made_up(line=2, function="g")], old, old) == []
    assert pair([f], [made_up(file="new.c", line=2)], old, old,
                {"new.c": "drivers/usb/misc/demo.c"}) == []
    second = made_up(line=4, function="demo_write")
    assert pair([f], [made_up(line=2), second], old, [*old, "\tsend(buf);"]) == [second]
    other = made_up(line=2, rule="static_buffer", id="UD103")
    assert pair([f], [other], old, old) == [other]


@hypothesis.given(st.lists(st.sampled_from("abc{}"), max_size=12),
                  st.lists(st.sampled_from("abc{}"), max_size=12))
def test_line_map(old, new):
    rows = compare.line_map(old, new)
    assert all(old[o - 1] == new[n - 1] for n, o in rows.items())
    pairs = sorted(rows.items())
    assert [o for _, o in pairs] == sorted({o for _, o in pairs})


def test_patches_of_a_mailbox(tmp_path):
    repo = tmp_path / "r"
    repo.mkdir()
    git(repo, "init", "-q")
    (repo / "a b.c").write_text("1\n--- x\n2\n")
    (repo / "ü.c").write_text("1\n")
    commit(repo, "base")
    (repo / "a b.c").write_text("1\n+++ y\n2\nFrom 1234567 Mon Sep 17 00:00:00 2001\n")
    git(repo, "mv", "ü.c", "o.c")
    commit(repo, "first: ünïcode")
    (repo / "o.c").unlink()
    commit(repo, "second")
    mbox = git(repo, "format-patch", "--stdout", "-2").encode() + b"\n"
    one, two = mail.patches(mbox)
    assert (one.title, two.title) == ("first: ünïcode", "second")
    assert sorted(one.paths) == ["a b.c", "o.c", "ü.c"] and one.renames == {"o.c": "ü.c"}
    assert two.paths == ["o.c"]
    for wrong in (b"", b"hello\n", b"--- a/x\n"):
        with pytest.raises(CannotWork, match="no diff"):
            mail.patches(wrong)
    with pytest.raises(CannotWork, match="leads out"):
        mail.patches(b"--- a/../../etc/passwd\n+++ b/../../etc/passwd\n@@ -1 +1 @@\n-a\n+b\n")


def test_linked_copy(tmp_path):
    tree, copy = tmp_path / "tree", tmp_path / "copy"
    for name in ("a/b/x.c", "a/b/.x.o.cmd", "a/c/y.c", "d/z.c"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)
    before = {p: p.stat().st_mtime_ns for p in tree.rglob("*")}
    f = farm.Farm(tree, copy)
    f.put("a/b/x.c", b"changed")
    f.put("new/folder/n.c", b"new")
    f.put("d/z.c", None)
    assert (copy / "a/b/x.c").read_text() == "changed"
    assert (copy / "a/c").is_symlink() and (copy / "a/c/y.c").read_text() == "a/c/y.c"
    assert not (copy / "d/z.c").exists() and not (copy / "a/b/.x.o.cmd").exists()
    assert {p: p.stat().st_mtime_ns for p in tree.rglob("*")} == before
    farm.forget(copy)
    assert (tree / "a/c/y.c").exists()


def test_words_fit_a_copy(tmp_path):
    src, obj = tmp_path / "linux", tmp_path / "linux/out"
    here = Tokens(SimpleNamespace(external=None, source=src, kdir=obj))
    there = Tokens(SimpleNamespace(external=None, source=tmp_path / "copy", kdir=obj))
    words = ["-I../include", "-I./include", f"-I{src}/x", f"-I{obj}/y", "../drivers/a.c", "-DX=.."]
    moved = [there.show(here.hide(w)) for w in words]
    assert moved == [f"-I{tmp_path}/copy/include", "-I./include", f"-I{tmp_path}/copy/x",
                     f"-I{obj}/y", f"{tmp_path}/copy/drivers/a.c", "-DX=.."]


def test_baseline_follows_a_rename_and_merges():
    f = made_up()
    e = baseline.parse(baseline.entry(f, "why not", "2999-01-01").line(), "x")[0]
    assert (e.reason, e.until, e.expired()) == ("why not", "2999-01-01", False)
    moved = made_up(file="drivers/other.c")
    pairs, new, left = baseline.match([moved], [e])
    assert len(pairs) == 1 and not new and not left
    assert baseline.match([f, moved], [e])[1] == [moved]
    assert not re.search(r"\s|:", baseline.quoted("a b:\n\udcff").replace("%", ""))
    for line in ("nonsense", e.line().replace(" -- why not", ""), e.line().replace("2999", "29x9"),
                 e.line().replace("-01-01", "-13-01")):
        with pytest.raises(CannotWork, match="x:1: "):
            baseline.parse(line, "x")


def test_columns_count_bytes():
    assert source.byte_column("\t/* ü */ x", len("\t/* ü */ ".encode()) + 1) == 9


@hypothesis.given(st.text())
def test_shown_is_one_harmless_line(value):
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", text.shown(value))


def test_prefix_of_a_commit():
    assert mend.prefix("drivers/usb/misc/demo.c") == "usb: misc: demo"
    assert mend.prefix("demo.c") == "demo"
