# SPDX-License-Identifier: GPL-2.0-or-later
"""
Runs every test_*.c of this folder: one case per cmocka test, and one per
program for its exit status and the number of tests.  A new file or test edits
no list.
"""
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SOURCES = sorted(HERE.glob("test_*.c"))
NAMED = re.compile(r"^static void (\w+)\(void \*\*state\)$", re.M)
RESULT = re.compile(r"^(ok|not ok) \d+ - (\S+)(.*)")


def names(source):
    return NAMED.findall(source.read_text())


@lru_cache(maxsize=None)
def run(program):
    """(exit status, {test: (passed, skipped, diagnostics)}, plan, everything printed)"""
    env = dict(os.environ, USBDMA_ROOT=str(HERE.parents[1]), CMOCKA_MESSAGE_OUTPUT="TAP", ASAN_OPTIONS="detect_leaks=1",
               UBSAN_OPTIONS="print_stacktrace=1")
    p = subprocess.run([program], env=env, timeout=300, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = p.stdout.decode(errors="replace")
    results, plan, last = {}, None, None
    for line in text.splitlines():
        found = RESULT.match(line)
        if found:
            last = found[2]
            results[last] = [found[1] == "ok", "# SKIP" in found[3], ""]
        elif re.match(r"1\.\.\d+$", line):
            plan = int(line[3:])
        elif last:
            results[last][2] += line + "\n"
    return p.returncode, results, plan, text


def verdict(program, name):
    """None when the test passed, else what to show."""
    status, results, _, text = run(program)
    if name not in results:
        return f"{name} did not report (exit status {status}):\n{text[-5000:]}"
    passed, skipped, said = results[name]
    if skipped:
        pytest.skip(name)
    return None if passed else f"{name} failed:\n{said or text[-5000:]}"


def whole(program, count):
    """None when the program ran `count` tests and exited with 0."""
    status, results, plan, text = run(program)
    if count and status == 0 and plan == count == len(results):
        return None
    return f"exit status {status}, plan {plan}, {len(results)} of {count} reported:\n{text[-5000:]}"


CASES = [(s, n) for s in SOURCES for n in names(s)]


def test_there_are_programs():
    assert SOURCES, "no test_*.c in testsuite/core"


@pytest.mark.parametrize("source", SOURCES, ids=[s.stem for s in SOURCES])
def test_program(programs, source):
    wrong = whole(programs / source.stem, len(names(source)))
    assert wrong is None, f"{source}:1: {wrong}"


@pytest.mark.parametrize("source, name", CASES, ids=[f"{s.stem}:{n}" for s, n in CASES])
def test_case(programs, source, name):
    wrong = verdict(programs / source.stem, name)
    assert wrong is None, f"{source}:1: {wrong}"


# --- does this module notice?

BROKEN = {
    "crash": "echo 1..1; kill -SEGV $$",
    "crash_after": "echo 1..1; echo ok 1 - a; kill -ABRT $$",
    "no_tests": "echo 1..0",
    "silent": "exit 0",
    "fails": "echo 1..1; echo not ok 1 - a; echo '# why'; exit 1",
    "fewer": "echo 1..1; echo ok 1 - b",
}


@pytest.mark.parametrize("how", BROKEN)
def test_broken_program_is_noticed(tmp_path, how):
    program = tmp_path / how
    program.write_text(f"#!/bin/sh\n{BROKEN[how]}\n")
    program.chmod(0o755)
    assert whole(program, 0 if how == "no_tests" else 2 if how == "fewer" else 1) is not None
    if how != "crash_after":
        assert verdict(program, "a") is not None
