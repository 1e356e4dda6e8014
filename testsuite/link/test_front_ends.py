# SPDX-License-Identifier: GPL-2.0-or-later
"""The link runs at the end of make lint and of usbdma-make by itself."""
import json
import os
import subprocess
import sys

from harness import project
from units import CASES, LINK, compile_case, wanted

CHECK = project.BUILD / "usbdma-check"


def tree(*words):
    return subprocess.run([sys.executable, project.ROOT / "lint" / "usbdma-tree", "--check",
                           CHECK, *words], capture_output=True, text=True, timeout=300)


def test_lint_joins_at_its_end(gcc, tmp_path):
    files = sorted((CASES / "wrapper").glob("*.c"))
    done = tree("--jsonl", tmp_path / "found", "--interface", tmp_path / "facts", *files)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in (tmp_path / "found").read_text().splitlines()]
    linked = {(os.path.basename(f["file"]), f["line"], f["rule"]) for f in found
              if f["engine"] == "link"}
    assert linked == wanted(CASES / "wrapper")
    assert len(found) == len(linked) + 1, "one more that a file shows by itself"
    assert "0 not checked" in done.stdout
    assert sorted(p.suffix for p in (tmp_path / "facts").rglob("*.*")) == [".usbdma"] * 2


def test_caller_in_place_of_forwarder(gcc, tmp_path):
    """Both sides known: the message's maker is named, the forwarder no more."""
    forwarder = tree("--jsonl", tmp_path / "one", CASES / "contract" / "bridge.c")
    assert "i2c_msg.buf" in forwarder.stdout
    tree("--jsonl", tmp_path / "two", *sorted((CASES / "contract").glob("*.c")))
    found = [json.loads(line) for line in (tmp_path / "two").read_text().splitlines()]
    assert [(f["engine"], os.path.basename(f["file"])) for f in found] == [("link", "client.c")]


def test_neighbours_of_drivers(tmp_path):
    """A file that reaches no USB header is looked at when it shares its folder's header
    with one that does; through a header of elsewhere it is not."""
    sys.path.insert(0, str(project.ROOT / "lint"))
    from usbdma_tree import files
    text = {
        "drivers/a/usb.c": '#include <linux/usb.h>\n#include "own.h"\n',
        "drivers/a/hal.c": '#include "hal.h"\n',
        "drivers/a/hal.h": '#include "own.h"\n',
        "drivers/a/own.h": '#include <linux/types.h>\n',
        "drivers/a/alone.c": '#include <linux/types.h>\n',
        "drivers/b/pci.c": '#include "../a/own.h"\n',
    }
    for name, lines in text.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(lines)
    assert files.users_of(tmp_path, ["drivers"], ["linux/usb.h"]) == {"drivers/a/usb.c"}
    assert files.beside(tmp_path, ["drivers"], ["linux/usb.h"]) == {"drivers/a/hal.c"}


def test_also(gcc, tmp_path):
    """usbdma-check --also: a named file is checked, others are passed over as before."""
    for name in "one.c", "two.c":
        (tmp_path / name).write_text("int f(void);\nint f(void)\n{\n\treturn 0;\n}\n")
    (tmp_path / "also").write_text("one.c\n")
    for name, what in ("one.c", "checked"), ("two.c", "passed-over"):
        subprocess.run([CHECK, "--cc", gcc.cc, "--tally", tmp_path / "tally", "--also",
                        tmp_path / "also", tmp_path / name], check=True, capture_output=True)
        assert (tmp_path / "tally").read_text().splitlines()[-1].startswith(f"{what}\t")
    bad = subprocess.run([CHECK, "--also", tmp_path / "none", tmp_path / "one.c"],
                         capture_output=True, text=True)
    assert bad.returncode == 2 and "--also" in bad.stderr


def test_usbdma_make(gcc, tmp_path):
    """make with CHECK, then the link; make's failure is not hidden by it."""
    compile_case(gcc, CASES / "wrapper", tmp_path / "mod")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "make").write_text('#!/bin/sh\nprintf "%s\\n" "$@" >made\nexit ${STATUS-0}\n')
    (tools / "make").chmod(0o755)
    (tools / "usbdma-link").symlink_to(LINK)
    env = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    argv = [project.ROOT / "lint" / "usbdma-make", "-j2", "M=mod"]
    done = subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made").read_text().splitlines() == [
        "C=1", "CHECK=usbdma-check --interface . --all-files ", "-j2", "M=mod"]
    assert "findings across files" in done.stderr and "stack_buffer" in done.stderr
    done = subprocess.run(argv, cwd=tmp_path, env={**env, "STATUS": "3"}, capture_output=True)
    assert done.returncode == 3
    strict = {**env, "USBDMA_LINK_OPTIONS": "--strict"}
    assert subprocess.run(argv, cwd=tmp_path, env=strict, capture_output=True).returncode == 1
    said = subprocess.run([argv[0], "--version"], env=env, capture_output=True, text=True)
    assert said.stdout.startswith("usbdma-make ")
    assert "USBDMA_INTERFACE" in subprocess.run([argv[0], "--help"], capture_output=True,
                                                text=True).stdout


def test_member_is_told_once():
    """A file's own finding on a member stands for the one that the link has on it."""
    sys.path.insert(0, str(project.ROOT / "lint"))
    from usbdma_tree import link
    own = {"rule": "embedded_in_buffer", "subject": "dev.state"}
    other = {"rule": "embedded_in_buffer", "subject": "dev.reply"}
    assert link.new_members({1: (own, "")}, {2: (own, ""), 3: (other, "")}) == {3: (other, "")}
    plain = {"rule": "stack_buffer", "subject": "buf"}
    assert link.new_members({1: (plain, "")}, {2: (plain, "")}) == {2: (plain, "")}
