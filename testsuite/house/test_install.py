# SPDX-License-Identifier: GPL-2.0-or-later
"""make install: what it puts down runs from where it is, without the sources."""
import os
import shutil

import pytest
from harness import project

from .conftest import TOP, run


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    root = tmp_path_factory.mktemp("dest dir with spaces")
    r = run("make", "-s", "install", f"DESTDIR={root}", "PREFIX=/usr")
    assert r.returncode == 0, r.stderr
    return root / "usr"


def test_layout(gcc, installed):
    for path in ("bin/usbdma-check", "bin/usbdma-tree", "share/usbdma/rules/stack_buffer.md",
                 "share/usbdma/rules/api.tab", "bin/usbdma-lint",
                 "share/usbdma/ci/Containerfile", "share/man/man1/usbdma-lint.1",
                 "share/bash-completion/completions/usbdma-lint",
                 "share/man/man1/usbdma-tree.1",
                 "lib/usbdma/src/plugin/Makefile"):
        assert (installed / path).exists(), path
    assert list((installed / "lib/usbdma").glob("*/usbdma.so"))
    assert not [p for p in installed.rglob("*") if p.is_symlink()
                and os.readlink(p).startswith("/")]
    for page in (installed / "share/man/man1").iterdir():
        r = run("man", "--warnings", "-l", page) if shutil.which("man") else None
        assert r is None or (r.returncode == 0 and not r.stderr), r.stderr


def test_no_file_names_the_build_folder(gcc, installed):
    found = run("grep", "-rlI", str(TOP), installed).stdout
    assert found == ""


def test_runs_from_there(gcc, installed, tmp_path):
    r = run("bin/usbdma-tree", cwd=installed, XDG_CACHE_HOME=str(tmp_path), PATH=os.environ["PATH"])
    assert r.returncode == 0, r.stderr
    assert "[UD101:stack_buffer]" in r.stdout and " 0 not checked" in r.stdout


def test_builds_the_plugin_of_another_compiler(gcc, installed, tmp_path):
    if not shutil.which("gcc-11"):
        pytest.skip("gcc-11 is not installed")
    copy = tmp_path / "usr"
    shutil.copytree(installed, copy, symlinks=True)
    for so in (copy / "lib/usbdma").glob("*/usbdma.so"):
        so.unlink()
    r = run(copy / "bin/usbdma-tree", "--cc", "gcc-11", cwd=tmp_path,
            USBDMA_CACHE=str(tmp_path / "cache"))
    assert r.returncode == 0, r.stderr
    assert "[UD101:stack_buffer]" in r.stdout and " 0 not checked" in r.stdout
    assert list((tmp_path / "cache").glob("11.*/usbdma.so"))


def test_uninstall(gcc, tmp_path):
    for target in ("install", "uninstall"):
        r = run("make", "-s", target, f"DESTDIR={tmp_path}", "PREFIX=/opt/usbdma")
        assert r.returncode == 0, r.stderr
    assert [p for p in tmp_path.rglob("*") if not p.is_dir()] == []


def test_relative_prefix_is_refused(gcc):
    r = run("make", "-s", "install", "PREFIX=here")
    assert r.returncode == 2 and "must be absolute" in r.stderr
    assert not (project.ROOT / "here").exists()


@pytest.mark.parametrize("cc, words", [("no-such-gcc", "is not a GCC that can be run"),
                                       ("true", "is not a GCC that can be run")])
def test_wrong_compiler(cc, words):
    r = run("make", "-s", "plugin", f"CC={cc}")
    assert r.returncode == 2 and words in r.stderr


def test_missing_plugin_headers(tmp_path):
    """A GCC whose plugin folder is empty: what to install is said."""
    fake = tmp_path / "fake-gcc"
    fake.write_text('#!/bin/sh\ncase $1 in -print-file-name=plugin) echo plugin;; *) exec gcc '
                    '"$@";; esac\n')
    fake.chmod(0o755)
    r = run("make", "-s", "plugin", f"CC={fake}", f"BUILD={tmp_path}/build")
    assert r.returncode == 2 and "plugin headers" in r.stderr and "apt-get install gcc-" in r.stderr


@pytest.mark.parametrize("line, words", [("f sink", "'f' lacks a key; 'sink' expects buf="),
                                         ("f snik buf=1", "unknown role 'snik'")])
def test_broken_table_stops_the_build(line, words, tmp_path):
    """Our own table is read once, by gen_model: a bad line is never half a table."""
    table = tmp_path / "api.tab"
    table.write_text("# two lines\n" + line + "\n")
    r = run(project.BUILD / "gen_model", table)
    assert r.returncode == 2 and f"{table}:2: {words}" in r.stderr and not r.stdout
