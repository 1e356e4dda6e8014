# SPDX-License-Identifier: GPL-2.0-or-later
"""Every semantic patch on every test driver: what is wanted is found, the rest is silent."""

import pytest

from harness import project, semantic
from harness.source import Source


@pytest.mark.parametrize("path", semantic.drivers(), ids=project.relative)
def test_driver(path):
    semantic.need_spatch()
    problems = semantic.problems_of(path)
    assert not problems, "\n".join(problems)


def test_every_driver_was_looked_into():
    semantic.need_spatch()
    _, bad = semantic.all_findings()
    assert bad == []


def test_comparison_sees_both_kinds_of_difference(tmp_path):
    path = tmp_path / "case.c"
    path.write_text("/* x */\nint bad(void)\n{\n\tf();\t/* want: gfp_dma */\n\tg();\n"
                    "\th();\t/* want(plugin): gfp_dma */\n}\n")
    source = Source(path)
    said = [dict(rule="gfp_dma", line=5)]
    found = semantic.compare(source, said, {"gfp_dma"})
    assert [p.split(": ")[0].rsplit(":", 1)[1] for p in found] == ["4", "5"]
    assert semantic.compare(source, [dict(rule="gfp_dma", line=4)], {"gfp_dma"}) == []
    assert len(semantic.compare(source, [dict(rule="gfp_dma", line=6)], {"gfp_dma"})) == 2
