# SPDX-License-Identifier: GPL-2.0-or-later
"""The semantic patches against the directives of the test drivers.

One run of usbdma-cocci looks at all drivers.  A rule has this engine when
cocci/<slug>.cocci exists; of those, each `want` line is reported and each other
line is silent.  A todo or fp that names no engine speaks of the plugin: what
spatch says there is free.
"""

import collections
import functools
import json
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from . import project
from .source import Source

PROGRAM = project.ROOT / "lint" / "usbdma-cocci"
ENGINE = "spatch"


def slugs():
    return sorted(p.stem for p in (project.ROOT / "cocci").glob("*.cocci"))


def need_spatch():
    if not shutil.which("spatch"):
        pytest.skip("spatch is not installed (coccinelle)")


def drivers():
    return sorted(p for slug in project.rules() for p in
                  (project.TESTSUITE / slug).glob("*.c") if not p.name.endswith(".fixed.c"))


def run(*words, cwd=project.ROOT, status=0):
    done = subprocess.run([PROGRAM, *map(str, words)], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def look(paths, *words):
    """Findings in these files, and the names of those that were not checked."""
    with tempfile.TemporaryDirectory(prefix="usbdma-") as scratch:
        out = pathlib.Path(scratch) / "found.jsonl"
        done = run("--jsonl", out, *words, *paths)
        found = [json.loads(line) for line in out.read_text().splitlines()]
    bad = [line for line in done.stdout.splitlines() if line.startswith("not checked: ")]
    return found, bad


@functools.lru_cache(maxsize=None)
def all_findings():
    """{driver: its findings}, and what was not checked, of one run over all drivers."""
    found, bad = look(drivers())
    table = collections.defaultdict(list)
    for f in found:
        table[project.ROOT / f["file"]].append(f)
    return table, bad


def expected(source, have):
    """line -> (Counter of slugs that must be reported, set of those that may be)"""
    table = collections.defaultdict(lambda: (collections.Counter(), set()))
    for d in source.directives:
        if d.kind not in ("want", "todo", "fp"):
            continue
        mine = [s for s in d.slugs if s in have]
        if d.kind == "want" and (not d.engines or ENGINE in d.engines):
            table[d.line][0].update(mine)
        elif d.kind == "fp" and ENGINE in d.engines:
            table[d.line][0].update(mine)
        elif d.kind != "want" and not d.engines:
            table[d.line][1].update(mine)
    return table


def compare(source, findings, have):
    """Each difference as `path:line: ...`."""
    name = project.relative(source.path)
    got = collections.defaultdict(collections.Counter)
    for f in findings:
        got[f["line"]][f["rule"]] += 1
    table = expected(source, have)
    problems = []
    for line in sorted(set(got) | set(table)):
        want, free = table[line]
        for slug in want - got[line]:
            problems.append(f"{name}:{line}: {slug} is not reported by its semantic patch: "
                            "mend it, or write want(plugin)")
        for slug in got[line] - want:
            if slug not in free:
                problems.append(f"{name}:{line}: unexpected {slug} of its semantic patch")
    return problems


def problems_of(path):
    table, _ = all_findings()
    source = Source(path, path.parent.name)
    return compare(source, table[path], set(slugs()))
