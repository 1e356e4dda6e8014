# SPDX-License-Identifier: GPL-2.0-or-later
"""The small commands of usbdma-lint, its manual page and its completions."""
import re
import subprocess
import sys
from pathlib import Path

from harness import project

from .conftest import COMMAND, TOP
from .test_run import said


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
            assert name in sys.stdlib_module_names | {"usbdma_tree"} or path.stem == "config", path
    assert Path(COMMAND).stat().st_mode & 0o111
