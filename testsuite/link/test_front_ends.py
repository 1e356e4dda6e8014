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
