# SPDX-License-Identifier: GPL-2.0-or-later
"""
Solves the hand-written units in solver/*.facts with the sanitized core.  The
comments at the head of each say what must come out, and nothing else may:

    # want: RULE LINE CALLEE         CALLEE is * when any will do
    # enable: RULE                   besides those on by default
    # model: LINE                    of a model of the user's own
"""
import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
UNITS = sorted((HERE / "solver").glob("*.facts"))
DIRECTIVE = re.compile(r"^# (\w+): (.*)$", re.M)
FORMS = {"want": r"\w+ \d+ \S+", "enable": r"[\w,]+", "model": r"\S+ \S+.*"}


def directives(path):
    """{"want": [...], ...}; a line that only looks like one is an error."""
    found = {k: [] for k in FORMS}
    for kind, rest in DIRECTIVE.findall(path.read_text()):
        assert kind in FORMS, f"{path}: unknown directive '{kind}'"
        assert re.fullmatch(FORMS[kind], rest), f"{path}: malformed directive '{kind}: {rest}'"
        found[kind].append(rest)
    return found


def test_there_are_units():
    assert UNITS, "no testsuite/core/solver/*.facts"
    assert any(directives(u)["want"] for u in UNITS)
    assert any(not directives(u)["want"] for u in UNITS)


@pytest.mark.parametrize("unit", UNITS, ids=[u.stem for u in UNITS])
def test_unit(programs, tmp_path, unit):
    asked = directives(unit)
    args = []
    if asked["model"]:
        model = tmp_path / "user.tab"
        model.write_text("\n".join(asked["model"]) + "\n")
        args += ["--model", model]
    if asked["enable"]:
        args += ["--enable", ",".join(asked["enable"])]
    p = subprocess.run([programs / "solve_tool", *args, unit], text=True, timeout=60,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert p.returncode == 0, p.stderr
    lines = p.stdout.splitlines()
    assert re.fullmatch(r"== [1-9]\d* 0", lines.pop()), p.stdout
    want = [w.split() for w in asked["want"]]
    got = [line.split("\t")[:3] for line in lines]
    for w in want:
        hit = next((g for g in got if g[:2] == w[:2] and w[2] in ("*", g[2])), None)
        assert hit, f"{unit}:1: want {' '.join(w)}, got\n{p.stdout}"
        got.remove(hit)
    assert not got, f"{unit}:1: not wanted:\n{p.stdout}"
