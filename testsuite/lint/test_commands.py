# SPDX-License-Identifier: GPL-2.0-or-later
"""The small commands of usbdma-lint, its manual page and its completions."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import project
from house.conftest import environment

from usbdma_lint import found, options

from .conftest import COMMAND, TOP, git
from .test_run import said


def test_doctor_tries_the_python_of_spatch(gcc, lint, tmp_path, monkeypatch):
    fake = tmp_path / "spatch"
    fake.write_text("#!/bin/sh\n[ \"$1\" != --version ] || { echo spatch version 1.1.1; exit; }\n"
                    "exit 255\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    said(lint("doctor", "--check", project.BUILD / "usbdma-check", engine=None), 0,
         "spatch can't run scripts", "apt-get install libpython3-dev")


def test_commands(gcc, lint):
    said(lint("explain", "UD101", engine=None), 0, "## Why")
    assert "want:" not in lint("explain", "stack_buffer", engine=None).stdout
    said(lint("explain", "stack", engine=None), 2, "did you mean stack_buffer")
    said(lint("rules", "coherent", engine=None), 0, "UD201 coherent_size_mismatch")
    said(lint("doctor", "--check", project.BUILD / "usbdma-check", engine=None), 0, "gcc")
    said(lint("doctor", "--check", "/nowhere", engine=None), 2, "MISSING", "cure: ")
    said(lint("doctor", "--cc", "no-gcc", engine=None), 2, "Fedora: dnf install gcc")
    for shell in ("bash", "zsh", "fish"):
        said(lint("completion", shell, engine=None), 0, "per-commit", "coherent_leak", "sarif")
    said(lint("completion", "csh", engine=None), 2, "bash, zsh, fish")


def test_completions_work_in_bash(lint, tmp_path):
    script = tmp_path / "c"
    script.write_text(lint("completion", "bash", engine=None).stdout)
    def complete(*words):
        p = subprocess.run(["bash", "-c", 'source "$1"; shift; COMP_WORDS=("$@"); '
                            'COMP_CWORD=$(($# - 1)); _usbdma_lint; echo "${COMPREPLY[*]}"',
                            "-", script, "usbdma-lint", *words], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True, check=False)
        assert p.stderr == ""
        return p.stdout.split()
    assert complete("expl") == ["explain"]
    assert complete("--per") == ["--per-commit"]
    assert complete("--fail-on", "ne") == ["never"]
    assert complete("explain", "vmall") == ["vmalloc_buffer"]


def test_manual_page_has_every_option(lint):
    manual = (TOP / "docs/usbdma-lint.1").read_text().replace("\\-", "-")
    for command in ("run", "baseline", "fix", "doctor", "explain", "rules", "completion"):
        assert command in manual
        for option in re.findall(r"--[a-z][a-z-]+", lint(command, "--help", engine=None).stdout):
            assert option in manual, option


def test_nothing_needs_a_terminal_or_more_than_the_library():
    for path in (TOP / "lint/usbdma_lint").rglob("*.py"):
        text = path.read_text()
        assert len(text.split("\n")) <= 300, path
        for name in re.findall(r"^(?:import|from) (\w+)", text, re.M):
            own = {"usbdma_tree", "usbdma_cocci"}
            assert name in sys.stdlib_module_names | own or path.stem == "config", path
    assert Path(COMMAND).stat().st_mode & 0o111


def test_pre_commit_hook(gcc, git_tree, tmp_path):
    """Staged faults stop the commit, others are none of its business."""
    lamp = git_tree / "drivers/usb/misc/lamp.c"
    hook = [TOP / "lint/ci/pre-commit", "--engine", "plugin", "--no-config", "--check",
            project.BUILD / "usbdma-check"]
    path = f"{tmp_path}:{os.environ['PATH']}"
    (tmp_path / "usbdma-lint").symlink_to(COMMAND)

    def run():
        return subprocess.run(hook, cwd=git_tree, env=environment(
            PATH=path, USBDMA_CACHE=str(tmp_path / "c")), stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False)
    assert run().returncode == 0
    lamp.write_text("/* x */\n" + lamp.read_text())
    git(git_tree, "add", "-A")
    assert run().returncode == 0
    lamp.write_text(lamp.read_text() + "int l2(struct usb_device *d);\n"
                    "int l2(struct usb_device *d)\n{\n\tchar b[8]; int n;\n\n"
                    "\treturn usb_bulk_msg(d, 0, b, 8, &n, 1);\n}\n")
    assert run().returncode == 0
    git(git_tree, "add", "-A")
    r = run()
    assert r.returncode == 1 and "1 new finding (1 known)" in r.stdout, r.stdout


def test_ci_templates_are_well_formed():
    yaml = pytest.importorskip("yaml", reason="needs python3-yaml")
    action = yaml.safe_load((TOP / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    assert all(s.get("shell") for s in action["runs"]["steps"])
    hooks = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text())
    assert (TOP / hooks[0]["entry"]).stat().st_mode & 0o111
    job = yaml.safe_load((TOP / "lint/ci/gitlab.yml").read_text())[".usbdma"]
    known = set(found.modules("formats"))
    for text in (job["script"][0], action["runs"]["steps"][1]["run"],
                 (TOP / "lint/ci/nipa/usbdma/usbdma.sh").read_text()):
        assert set(re.findall(r"--format (\w+)", text)) <= known
        assert set(re.findall(r" (--[a-z-]+)", text)) <= {
            n for o in options.RUN for n in o.names.split()}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_parse(lint, tmp_path, shell):
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    script = tmp_path / "c"
    script.write_text(lint("completion", shell, engine=None).stdout)
    p = subprocess.run([shell, "-n", script], stderr=subprocess.PIPE, check=False)
    assert p.returncode == 0 and p.stderr == b""


def test_completions_work_in_fish(lint, tmp_path):
    if not shutil.which("fish"):
        pytest.skip("needs fish")
    script = tmp_path / "c"
    script.write_text(lint("completion", "fish", engine=None).stdout)
    for words, wanted in (("--per", "--per-commit"), ("explain vmall", "vmalloc_buffer"),
                          ("--fail-on ne", "never"), ("ba", "baseline")):
        p = subprocess.run(["fish", "-N", "-c", f"source {script}; complete -C 'usbdma-lint "
                            f"{words}'"], stdout=subprocess.PIPE, text=True, check=False,
                           env={**os.environ, "HOME": str(tmp_path)})
        assert p.stdout.split("\t")[0].strip() == wanted, p.stdout
