# SPDX-License-Identifier: GPL-2.0-or-later
"""The series for the kernel: patches that apply, scripts that coccicheck runs."""

import os
import re
import shutil
import subprocess

import pytest

from harness import project, semantic

SERIES = project.ROOT / "lint" / "usbdma-series"
TREES = [project.ROOT / ".cache" / f"linux-{v}" for v in ("6.1", "6.12")]


def run(*words, status=0):
    done = subprocess.run([SERIES, *map(str, words)], capture_output=True, text=True,
                          cwd=project.ROOT)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def small_tree(tmp_path):
    semantic.need_spatch()
    tree = tmp_path / "linux"
    (tree / "scripts/coccinelle/api").mkdir(parents=True)
    (tree / "drivers/usb").mkdir(parents=True)
    (tree / "scripts/coccicheck").write_text("")
    (tree / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n")
    return tree


def test_patches_apply(small_tree, tmp_path):
    out = tmp_path / "series"
    before = sorted(small_tree.rglob("*"))
    run("--kdir", small_tree, "--output", out, "--no-run")
    assert sorted(small_tree.rglob("*")) == before
    patches = sorted(out.glob("*.patch"))
    assert len(patches) == len(semantic.slugs())
    for path in patches:
        done = subprocess.run(["patch", "-p1", "-s", "-i", path], cwd=small_tree,
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        text = path.read_text()
        assert re.search(r"^Subject: \[PATCH \d+/\d+\] coccinelle: usb: add \w+\.cocci$", text,
                         re.M)
        assert re.search(r"^Confidence: (High|Moderate|Low)\. ", text, re.M)
    for slug in semantic.slugs():
        new = small_tree / f"scripts/coccinelle/usb/{slug}.cocci"
        assert new.read_text() == (project.ROOT / f"cocci/{slug}.cocci").read_text()


def test_refuses(small_tree, tmp_path):
    assert "cannot read KDIR=" in run("--kdir", tmp_path / "no", "--output", tmp_path, status=2)
    assert "there is no folder drivers/none" in run(
        "--kdir", small_tree, "--output", tmp_path / "s", "-M", "drivers/none", status=2)
    (small_tree / "scripts/coccicheck").unlink()
    assert "no scripts/coccicheck" in run("--kdir", small_tree, "--output", tmp_path / "s",
                                          status=2)


@pytest.mark.kernel
@pytest.mark.parametrize("tree", TREES, ids=lambda t: t.name)
def test_coccicheck(tree, tmp_path):
    """As a kernel developer runs it, on a folder with faulty drivers, in both modes."""
    semantic.need_spatch()
    if not (tree / "scripts/coccicheck").exists():
        assert "CI" not in os.environ, f"{tree} is not there"
        pytest.skip(f"{tree} is not there")
    module = tmp_path / "module"
    module.mkdir()
    (module / "Makefile").write_text("obj-m := direct.o\n")
    shutil.copy(project.TESTSUITE / "setup_dma_use" / "direct.c", module)
    text = run("--kdir", tree, "--output", tmp_path / "out", "--rule", "setup_dma_use gfp_dma",
               "-M", module)
    assert re.search(r"coccicheck report  setup_dma_use +4 findings$", text, re.M), text
    assert re.search(r"coccicheck patch   setup_dma_use +[1-9]\d* hunks$", text, re.M), text
    assert re.search(r"coccicheck report  gfp_dma +0 findings$", text, re.M), text


def faulty_drivers(folder):
    """A driver of each rule in which its semantic patch has to find something."""
    for slug in semantic.slugs():
        have = [p for p in sorted((project.TESTSUITE / slug).glob("*.c"))
                if re.search(rf"/\* want(\(spatch\))?: (\w+, )*{slug}\b", p.read_text())
                and not p.name.endswith(".fixed.c")]
        assert have, f"testsuite/{slug}:1: no driver for its semantic patch"
        shutil.copy(min(have, key=lambda p: p.stat().st_size), folder / f"{slug}.c")


@pytest.mark.kernel
def test_coccicheck_runs_each(tmp_path):
    """Every semantic patch, as `make coccicheck COCCI=... MODE=report M=...` starts it."""
    semantic.need_spatch()
    tree = TREES[0]
    if not (tree / "scripts/coccicheck").exists():
        assert "CI" not in os.environ, f"{tree} is not there"
        pytest.skip(f"{tree} is not there")
    module = tmp_path / "module"
    module.mkdir()
    faulty_drivers(module)
    (module / "Makefile").write_text("obj-m := stack_buffer.o\n")
    text = run("--kdir", tree, "--output", tmp_path / "out", "--mode", "report", "-M", module)
    said = dict(re.findall(r"^coccicheck report +(\w+) +(\d+) findings$", text, re.M))
    assert sorted(said) == semantic.slugs(), text
    silent = [slug for slug, n in said.items() if n == "0"]
    assert not silent, f"not reported: {silent}"
