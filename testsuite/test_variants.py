# SPDX-License-Identifier: GPL-2.0-or-later
"""The findings are a property of the source, not of how it is compiled."""

import pytest

from harness import compiler, project, verdict
from harness.source import Source

VARIANTS = {
    "O0": ["-O0"],
    "Os": ["-Os"],
    "O3": ["-O3"],
    "debug": ["-O2", "-g3"],
    "kasan": ["-O2", "-fsanitize=kernel-address"],
    "ubsan": ["-O2", "-fsanitize=shift,bounds"],
    "kcov": ["-O2", "-fsanitize-coverage=trace-pc"],
    "init": ["-O2", "-ftrivial-auto-var-init=zero"],
}


def sample():
    """The first driver of each rule, in the alphabet."""
    for slug in project.built():
        drivers = sorted((project.TESTSUITE / slug).glob("*.c"))
        if drivers:
            yield Source(drivers[0], slug)


def keys(run):
    assert run.status == 0, run.stderr
    return [compiler.key(f) for f in compiler.findings(run)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_same_findings(gcc, variant):
    if variant == "init" and gcc.cc == "gcc-11":
        pytest.skip("gcc-11 has no -ftrivial-auto-var-init")
    seen = 0
    for source in sample():
        words, flags = verdict.words_for(source)
        usual = keys(compiler.run(gcc, source.path, ["check", *words], flags))
        flags = [f for f in flags if not f.startswith("-O")] + VARIANTS[variant]
        other = keys(compiler.run(gcc, source.path, ["check", *words], flags))
        assert verdict.same(project.relative(source.path), variant, usual, other) == []
        seen += len(usual)
    assert seen, "no finding in the whole sample"


def test_same_bytes_again(gcc):
    """JSONL and facts have nothing in them that changes from run to run."""
    for source in list(sample())[:6]:
        runs = [compiler.run(gcc, source.path, ["check", "dump-facts"]) for _ in range(2)]
        assert runs[0].jsonl == runs[1].jsonl
        assert runs[0].stderr == runs[1].stderr and "usbdma-facts" in runs[0].stderr


def test_both_compilers_agree():
    """Each GCC sees the same faults in the same places."""
    for cc in compiler.wanted():
        compiler.get_or_skip(cc)
    gccs = [compiler.get(cc) for cc in compiler.wanted()]
    for source in sample():
        words, flags = verdict.words_for(source)
        first, *others = [keys(compiler.run(g, source.path, ["check", *words], flags))
                          for g in gccs]
        for gcc, other in zip(gccs[1:], others):
            assert verdict.same(project.relative(source.path), str(gcc), first, other) == []
