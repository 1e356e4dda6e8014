# SPDX-License-Identifier: GPL-2.0-or-later
"""Real kernels in an O= folder that clang, or a cross compiler, prepared: usbdma-lint
on a patch and on the commands that the build left."""
import json
import os
import re
import shutil
import subprocess

import pytest
from harness import project

from usbdma_lint import farm

from .conftest import fake_tree, worktree_state  # noqa: F401  a fixture

NAME = "drivers/usb/misc/trancevibrator.c"
NO_BUILD = (".config", ".config.old", "include/config", "include/generated")
OPTIONS = ("MODULES", "USB_SUPPORT", "PCI", "USB", "USB_TRANCEVIBRATOR", "USB_LEGOTOWER",
           "UNWINDER_GUESS")
OFF = ("UNWINDER_ORC", "STACK_VALIDATION", "RETPOLINE", "RETHUNK", "SLS", "MODULE_SIG",
       "DEBUG_INFO_BTF")
KINDS = {"clang": ("x86", ["LLVM=1"], ("clang", "ld.lld", "llvm-ar", "llvm-objcopy")),
         "arm64": ("arm64", ["ARCH=arm64", "CROSS_COMPILE=aarch64-linux-gnu-"],
                   ("aarch64-linux-gnu-gcc-12",))}


def make(*words, env):
    p = subprocess.run(["make", "-s", *map(str, words)], env=env, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, check=False)
    assert p.returncode == 0, p.stdout[-2000:]


@pytest.fixture(scope="module", params=KINDS)
def other(request, gcc, kernel, tmp_path_factory):
    """(sources, O= folder, words for usbdma-lint, environment)"""
    arch, words, programs = KINDS[request.param]
    for program in programs:
        if not shutil.which(program):
            pytest.skip(f"needs {program}")
    where = tmp_path_factory.mktemp(request.param)
    source, out, bin_ = farm.Farm(kernel, where / "linux"), where / "out", where / "bin"
    for name in (*NO_BUILD, *(f"arch/{a}/include/generated" for a in ("x86", "arm64"))):
        if (kernel / name).exists():
            source.drop(name)
    bin_.mkdir()
    for tool in ("gcc", "g++"):
        found = shutil.which(f"aarch64-linux-gnu-{tool}-12")
        if found:
            (bin_ / f"aarch64-linux-gnu-{tool}").symlink_to(found)
    out.mkdir()
    env = {**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}"}
    kbuild = ("-C", where / "linux", f"O={out}", *words)
    make(*kbuild, "allnoconfig", env=env)
    with open(out / ".config", "a", encoding="ascii") as f:
        f.writelines(f"CONFIG_{o}={'m' if o.startswith('USB_') and o[4:] != 'SUPPORT' else 'y'}\n"
                     for o in OPTIONS)
        f.writelines(f"# CONFIG_{o} is not set\n" for o in OFF)
    make(*kbuild, "olddefconfig", env=env)
    make(*kbuild, "modules_prepare", env=env)
    options = ("--arch", "arm64", "--cross-compile", "aarch64-linux-gnu-") if arch == "arm64" \
        else ()
    words = ("--no-config", "--check", project.BUILD / "usbdma-check", "--engine", "plugin",
             *options)
    return where / "linux", out, words, env, kbuild


def planted(source):
    """A patch that hands a local of speed_store() to the transfer."""
    old = (source / NAME).read_text()
    new = old.replace("\tint temp, retval, old;\n", "\tint temp, retval, old;\n\tu8 level[2];\n")
    new = new.replace("0, NULL, 0, USB_CTRL_SET", "0, level, 2, USB_CTRL_SET")
    assert new.count("level") == 2
    files = source.parent / "old.c", source.parent / "new.c"
    for path, text in zip(files, (old, new)):
        path.write_text(text)
    p = subprocess.run(["diff", "-u", "--label", f"a/{NAME}", "--label", f"b/{NAME}", *files],
                       stdout=subprocess.PIPE, text=True, check=False)
    return p.stdout


def test_patch(other, lint_all, tmp_path):
    source, out, words, env, _ = other
    patch = tmp_path / "p.patch"
    patch.write_text(planted(source))
    before = worktree_state(out, ".")
    r = lint_all("run", *words, "--kdir", out, "--patch", patch, env=env)
    assert r.returncode == 1 and "1 new finding" in r.stdout and " 0 not checked" in r.stdout, \
        r.stdout + r.stderr
    assert "[UD101:stack_buffer]" in r.stdout
    assert worktree_state(out, ".") == before


def test_what_the_build_left(other, lint_all, tmp_path):
    """The .cmd files, and a compile_commands.json, of a driver that was compiled here."""
    source, out, words, env, kbuild = other
    make(*kbuild, NAME[:-2] + ".o", env=env)
    r = lint_all("run", *words, "--kdir", out, "--cmd-files", NAME, env=env)
    assert r.returncode == 0 and "1 unit checked" in r.stdout, r.stdout + r.stderr
    note = (out / NAME).with_name(".trancevibrator.o.cmd").read_text()
    command = re.search(r":= (.*?)(?: ;.*)?$", note, re.M)[1]
    rows = tmp_path / "compile_commands.json"
    rows.write_text(json.dumps([{"directory": str(out), "command": command,
                                 "file": str(source / NAME)}]))
    r = lint_all("run", *words, "--kdir", out, "--compile-commands", rows, env=env)
    assert r.returncode == 0 and "1 unit checked" in r.stdout, r.stdout + r.stderr


def test_tree_of_a_stand_in_clang(gcc, lint, fake_tree, tmp_path):
    """No clang needed: the tree says that one configured it, and has its flags."""
    folder, line = tmp_path / "bin", "stand-in clang version 14.0.6"
    folder.mkdir()
    (folder / "clang").write_text(f"#!/bin/sh\necho '{line}'\n")
    (folder / "clang").chmod(0o755)
    config, rules = fake_tree / ".config", fake_tree / "scripts/Makefile.build"
    config.write_text(re.sub(r'TEXT=".*"', f'TEXT="{line}"', config.read_text()))
    (fake_tree / "include/config/auto.conf").touch()
    rules.write_text(rules.read_text().replace(
        "-O2 ", "-O2 --target=x86_64-linux-gnu -fintegrated-as -Qunused-arguments "
        "-Wno-gnu -mretpoline-external-thunk "))
    r = lint("--kdir", fake_tree, env={"PATH": f"{folder}:{os.environ['PATH']}"})
    assert r.returncode == 1 and " 0 not checked" in r.stdout, r.stdout + r.stderr
    assert "[UD101:stack_buffer]" in r.stdout
