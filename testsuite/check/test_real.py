# SPDX-License-Identifier: GPL-2.0-or-later
"""Plugins built and loaded by real compilers, and a tree that real clang compiles."""

import shutil

import fakes
import pytest
from fakes import DRIVER
from harness import compiler, project

@pytest.fixture(scope="session")
def real_cache(tmp_path_factory):
    return tmp_path_factory.mktemp("real-cache")


@pytest.fixture(scope="session")
def sources(tmp_path_factory):
    """What make install puts down; a copy stays the same while somebody edits."""
    copy = tmp_path_factory.mktemp("sources")
    for folder in ("plugin", "rules"):
        shutil.copytree(project.ROOT / folder, copy / folder)
    return copy


def test_real_build_from_the_sources(bench, real_cache, sources, gcc):
    """Into an empty cache, by the project's own Makefile, for each GCC."""
    bench.env.update(USBDMA_SRC=str(sources), USBDMA_CACHE=str(real_cache))
    bench.source("get.c", DRIVER)
    done = bench.run("--all-files", "get.c", cc=gcc.cc, plugin=False)
    assert "building the plugin for" in done.stderr
    assert "get.c:10:9: warning: 'buf' is on the stack" in done.stderr, done.stderr
    again = bench.run("--all-files", "get.c", plugin=False)
    assert again.stderr in done.stderr and "building" not in again.stderr


def test_plugin_of_another_gcc_is_refused(bench):
    one, other = (compiler.get_or_skip(cc) for cc in ("gcc-12", "gcc-11"))
    done = bench.run("--all-files", "--plugin", other.plugin, "usb.c", cc=one.cc, plugin=False)
    assert "not checked: usb.c: " in done.stderr and "refuses the plugin" in done.stderr
    assert "which was built for another compiler or is damaged" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and done.returncode == 0


def test_damaged_plugin(bench):
    gcc = compiler.get_or_skip(compiler.wanted()[0])
    done = bench.run("--all-files", "usb.c", cc=gcc.cc)
    assert f"refuses the plugin {bench.plugin}, which was built for another" in done.stderr
    done = bench.run("usb.c", "--plugin", "/none.so", plugin=False)
    assert "not checked: usb.c: --plugin /none.so: No such file" in done.stderr


def test_compiler_script_that_changed_behind_our_back(bench, real_cache, sources):
    """A wrapper whose size and time stay: the refused plugin makes us ask again."""
    one, other = (compiler.get_or_skip(cc) for cc in ("gcc-12", "gcc-11"))
    link = bench.here / "which"
    link.symlink_to(shutil.which(one.cc))
    cc = fakes.script(bench.here / "wrapper", f"#!/bin/sh\nexec '{link}' \"$@\"\n")
    bench.env.update(USBDMA_SRC=str(sources), USBDMA_CACHE=str(real_cache))
    bench.source("get.c", DRIVER)
    assert "'buf' is on the stack" in bench.run("--all-files", "get.c", cc=cc, plugin=False).stderr
    link.unlink()
    link.symlink_to(shutil.which(other.cc))
    assert "'buf' is on the stack" in bench.run("--all-files", "get.c", plugin=False).stderr


CLANG_FLAGS = ["--target=x86_64-linux-gnu", "-fintegrated-as", "-Werror=unknown-warning-option",
               "-Qunused-arguments", "-mstack-alignment=8", "-mretpoline-external-thunk",
               "-fno-addrsig", "-Wno-gnu", "-mllvm", "-stack-alignment=8", "-fsanitize=kcfi",
               "-fstrict-flex-arrays=3", "-gdwarf-5", "-O2", "-std=gnu11"]


def test_tree_of_real_clang(bench):
    """Its flags as Kbuild has them; what no list knows is dropped by GCC's own word."""
    if not shutil.which("clang"):
        pytest.skip("clang")
    host = compiler.get_or_skip(compiler.wanted()[0])
    path = bench.here / "path"
    path.mkdir()
    (path / "gcc").symlink_to(shutil.which(host.cc))
    bench.env["PATH"] = f"{path}:{bench.env['PATH']}"
    bench.plugin = host.plugin
    bench.source("get.c", DRIVER)
    done = bench.run("--all-files", *CLANG_FLAGS, "get.c", cc="clang -fintegrated-as")
    assert "'buf' is on the stack" in done.stderr, done.stderr
