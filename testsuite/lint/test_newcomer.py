# SPDX-License-Identifier: GPL-2.0-or-later
"""What somebody new types: the commands of the pages, --help, the manual, doctor."""
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from harness import project
from house.conftest import environment

from usbdma_lint import found

from .conftest import COMMAND, TOP, git
from .test_ci import BAD, grow, programs  # noqa: F401  a fixture

SHELL = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def commands(page):
    """The usbdma-lint commands of a page's sh blocks."""
    for block in SHELL.findall((TOP / page).read_text()):
        for line in block.replace("\\\n", " ").split("\n"):
            if re.match(r"(lint/)?usbdma-lint\b", line):
                yield line.replace("lint/usbdma-lint", "usbdma-lint")


DOCUMENTED = sorted({c for p in ("README.md", "docs/lint.md", "docs/ci.md") for c in commands(p)})


def test_there_are_some():
    assert len(DOCUMENTED) >= 8, DOCUMENTED


@pytest.mark.parametrize("command", DOCUMENTED, ids=lambda c: c.split("#")[0].strip())
def test_documented_command(git_tree, programs, command):  # noqa: F811
    """In a configured tree with a branch that brings a fault."""
    git(git_tree, "update-ref", "refs/remotes/origin/master", "HEAD")
    if "baseline" in command and "create" not in command:
        subprocess.run(["usbdma-lint", "baseline", "create"], cwd=git_tree, env=programs,
                       stdout=subprocess.DEVNULL, check=True)
    grow(git_tree, 2, BAD)
    (git_tree / "series.mbox").write_text(git(git_tree, "format-patch", "--stdout", "-1") + "\n")
    if "fix" in command and not shutil.which("spatch"):
        pytest.skip("needs coccinelle")
    r = subprocess.run(["sh", "-c", command], cwd=git_tree, env=programs, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, text=True, check=False, timeout=300)
    said = r.stdout + r.stderr
    assert "Traceback" not in said and "usage:" not in said, said
    if "create" in command:
        assert r.returncode == 0 and "2 findings" in said, said
    elif " fix " in command:
        # this shape is left alone, and that is said
        assert r.returncode == 0 and "not mended: drivers/usb/misc/lamp.c: " in said, said
    elif "doctor" in command or "explain" in command:
        assert r.returncode == 0, said
    else:
        assert r.returncode == 1 and "lamp2" in said or "1 new finding" in said \
            or "2 findings" in said, said


@pytest.mark.parametrize("name", ["", *found.modules("commands")])
def test_help(name):
    r = subprocess.run([sys.executable, COMMAND, *filter(None, [name]), "--help"],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    assert r.returncode == 0 and "usbdma-lint" in r.stdout and r.stderr == ""
    assert all(len(line) <= 100 for line in r.stdout.split("\n"))


@pytest.mark.parametrize("page", sorted(p.name for p in (TOP / "docs").glob("usbdma*.[17]")))
def test_manual_page(page):
    if not shutil.which("man"):
        pytest.skip("needs man")
    r = subprocess.run(["man", "--warnings", "-l", TOP / "docs" / page], stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, text=True, check=False,
                       env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
    assert r.returncode == 0 and r.stderr == "" and "DESCRIPTION" in r.stdout, r.stderr


# --- doctor

CURES = {
    "g++": "apt-get install g++; Fedora: dnf install gcc-c++; Arch: pacman -S gcc",
    "make": "apt-get install make; Fedora: dnf install make; Arch: pacman -S make",
    "git": "apt-get install git; Fedora: dnf install git; Arch: pacman -S git",
    "flex": "apt-get install flex; Fedora: dnf install flex; Arch: pacman -S flex",
    "spatch": "apt-get install coccinelle; Fedora: dnf install coccinelle; "
              "Arch: pacman -S coccinelle"}


def doctor(folder, *words):
    env = environment(PATH=str(folder), USBDMA_CACHE=str(folder / "cache"))
    return subprocess.run([sys.executable, COMMAND, "doctor", "--check",
                           project.BUILD / "usbdma-check", *words], env=env, cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def test_doctor_says_what_to_install(gcc, tmp_path):
    """A machine with nothing but a compiler of another version."""
    cc = tmp_path / "gcc"
    cc.write_text("#!/bin/sh\ncase $1 in -dumpversion) echo 13.9.9;; -dumpmachine) "
                  "echo x86_64-linux-gnu;; *) echo nowhere;; esac\n")
    cc.chmod(0o755)
    r = doctor(tmp_path)
    assert r.returncode == 2 and "Traceback" not in r.stderr, r.stdout + r.stderr
    for program, cure in CURES.items():
        assert re.search(rf"^(MISSING|note) +{re.escape(program)} is not installed.*\n"
                         rf" +cure: .*{re.escape(cure)}$", r.stdout, re.M), r.stdout
    assert re.search(r"no plugin for gcc 13.9.9, and its plugin headers are missing\n +cure: "
                     r"Debian: apt-get install gcc-13-plugin-dev; Fedora: dnf install "
                     r"gcc-plugin-devel; Arch: pacman -S gcc", r.stdout), r.stdout
    r = doctor(tmp_path, "--cc", "gcc-99", "--kdir", "/nowhere")
    assert "'gcc-99' is not a GCC" in r.stdout and "/nowhere" in r.stdout


@pytest.mark.parametrize("text, first", [
    ('ID=fedora\n', "Fedora"), ('ID="rhel"\nID_LIKE="fedora"\n', "Fedora"), ("ID=arch\n", "Arch"),
    ("ID=ubuntu\nID_LIKE=debian\n", "Debian"), ("ID=plan9\n", "Debian")])
def test_cure_of_this_system_comes_first(tmp_path, monkeypatch, text, first):
    module = found.modules("commands")["doctor"]
    release = tmp_path / "os-release"
    release.write_text(text)
    monkeypatch.setattr(module, "Path", lambda p: release if p == "/etc/os-release" else None)
    assert module.cure("git").startswith(f"{first}: ")
    assert len(shlex.split(module.cure("git").replace(";", " "))) > 9
