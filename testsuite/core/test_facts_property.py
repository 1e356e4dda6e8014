# SPDX-License-Identifier: GPL-2.0-or-later
"""
Random valid units survive reading and writing; random damage to them never
crashes the sanitized reader, nor the solver where the reader lets it through.
"""
import os
import random
import re
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings, strategies as st  # noqa: E402
from unit_strategy import units  # noqa: E402

ROUNDS = int(os.environ.get("USBDMA_FUZZ_ROUNDS", "6"))
BASE = Path(__file__).parent / "base_unit.h"
SETTINGS = settings(deadline=None, max_examples=40, derandomize=True,
                    suppress_health_check=list(HealthCheck))


def base_unit():
    """The unit of base_unit.h, out of its C string."""
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"$|"((?:[^"\\]|\\.)*)";', BASE.read_text(), re.M)
    return "".join(a or b for a, b in parts).encode().decode("unicode_escape").encode("latin-1")


def call(program, data=None, args=("-",)):
    p = subprocess.run([program, *args], input=data, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=120)
    assert p.returncode in (0, 1), p.stderr.decode(errors="replace")[-3000:]
    return p.stdout


def reprint(programs, text):
    out = call(programs / "facts_tool", text)
    body, _, status = out.rpartition(b"== ")
    assert status == b"0\n", body.decode()
    return body


def without_comments(text):
    """Comments begin with blank-hash outside of strings."""
    strip = re.compile(rb'^((?:[^"#]|"(?:[^"\\]|\\.)*")*?) #.*$')
    return b"\n".join(strip.sub(rb"\1", line) for line in text.split(b"\n"))


@given(units())
@SETTINGS
def test_round_trip(programs, text):
    written = reprint(programs, text.encode())
    assert without_comments(written).decode() == text
    assert reprint(programs, written) == written


@given(units())
@SETTINGS
def test_solver_survives_odd_units(programs, text):
    call(programs / "solve_tool", text.encode())


def damaged(rng, text):
    """A few random edits: bytes, numbers, lines."""
    data = bytearray(text)
    for _ in range(rng.randint(1, 4)):
        at, how = rng.randrange(len(data)), rng.randrange(8)
        if how == 0:
            data[at] = rng.randrange(256)
        elif how == 1:
            del data[at:at + rng.randint(1, 20)]
        elif how == 2:
            data[at:at] = rng.choice([b"0", b"9", b"-", b"v1", b" ", b"\n", b"4294967295",
                                      b"\xff", b"\0", b'"', b"99999999999999999999", b"r0.0"])
        elif how == 3:
            numbers = list(re.finditer(rb"\d+", data)) or [re.match(rb"", data)]
            span = rng.choice(numbers).span()
            data[span[0]:span[1]] = str(rng.choice([0, 1, 2, 3, 7, 2**32 - 1, 2**63])).encode()
        elif how > 4:  # one id for another: often still a unit, and then solved
            ids = list(re.finditer(rb"(?<=[vofr])\d+|(?<==)\d+|(?<=[ (])\d+(?=[,)])", data))
            if ids:
                to, by = rng.choice(ids), rng.choice(ids)
                data[to.start():to.end()] = by.group()
        else:
            lines = data.split(b"\n")
            i, k = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[i], lines[k] = lines[k], lines[rng.randrange(len(lines))]
            data = bytearray(b"\n".join(lines))
        if not data:
            data = bytearray(b"\n")
    return bytes(data)


def run_damaged(programs, folder, seed, texts, count=150):
    rng = random.Random(seed)
    paths = []
    for i in range(count):
        paths.append(str(folder / f"{i}.facts"))
        Path(paths[-1]).write_bytes(damaged(rng, rng.choice(texts)))
    out = call(programs / "facts_tool", args=paths)
    statuses = re.findall(rb"^== ([01])$", out, re.M)
    assert len(statuses) == count, f"{len(statuses)} answers, files in {folder}"
    out = call(programs / "solve_tool", args=["--tolerant", *paths])
    assert len(re.findall(rb"^== (?:refused|\d+ \d+)$", out, re.M)) == count
    return statuses


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_damage_never_crashes(programs, tmp_path, seed):
    texts = [base_unit()] + [p.read_bytes() for p in sorted(BASE.parent.glob("solver/*.facts"))]
    statuses = run_damaged(programs, tmp_path, seed, texts)
    assert b"1" in statuses and b"0" in statuses  # some refused, some let through


@given(units(), st.integers(0, 1 << 32))
@settings(SETTINGS, max_examples=15)
def test_damage_to_random_units(programs, tmp_path_factory, text, seed):
    run_damaged(programs, tmp_path_factory.mktemp("d"), seed, [text.encode()], count=40)
