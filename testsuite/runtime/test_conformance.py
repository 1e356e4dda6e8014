# SPDX-License-Identifier: GPL-2.0-or-later
"""The runtime does what was measured on real kernels: conformance/table.tsv, cell by cell.

A cell is return codes with data verdicts, in order, then classes of reports.
Compared are the codes, the verdicts, and the classes that a kernel has (all but
X: and I:).  What differs is in conformance/differences.tsv with its reason; a
line there that is not needed fails.
"""

import collections

import pytest

import rtlib

FOLDER = rtlib.HERE / "conformance"
KERNEL = ("W:", "D:", "P:", "S:")


def lines(name):
    rows = [line.split("\t") for line in (FOLDER / name).read_text().splitlines()]
    return rows[0], rows[1:]


def table():
    """(case, machine) -> (results, classes), for the cells that were measured."""
    head, rows = lines("table.tsv")
    cells = {}
    for row in rows:
        for machine, cell in zip(head[1:], row[1:]):
            words = cell.replace(",", " ").split()
            reports = {w for w in words if w[1:2] == ":" and w[0].isupper()}
            if words:
                cells[row[0], machine] = ([w for w in words if w not in reports], reports)
    return cells


def differences():
    """(case, machine) -> (kind, classes): "stricter" reports more, "on:MACHINE" runs there."""
    listed = {}
    for case, machines, kind, classes, reason in lines("differences.tsv")[1]:
        assert (kind == "stricter" or kind[:3] == "on:" and kind[3:] in rtlib.machines()) and \
            len(reason) > 20, (case, reason)
        for machine in machines.split():
            assert (case, machine) not in listed, (case, machine)
            listed[case, machine] = (kind, set(classes.split()))
    return listed


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def test_table(capsys):
    cells, listed = table(), differences()
    problems, count = [], collections.Counter()
    assert not set(listed) - set(cells), set(listed) - set(cells)
    for machine in sorted({m for _, m in cells}):
        cases = [c for c, m in cells if m == machine]
        results = rtlib.run(rtlib.BUILD / "cases.so", *cases, machine=machine)
        for case in cases:
            want, classes = cells[case, machine]
            kind, more = listed.get((case, machine), ("equal", set()))
            got = results[case] if kind[:3] != "on:" else rtlib.run(
                rtlib.BUILD / "cases.so", case, machine=kind[3:])[case]
            reported = {r.cls for r in got.reports if r.cls.startswith(KERNEL)}
            same = got.cells == want and reported == classes | more and got.status == [0]
            count[kind.partition(":")[0]] += 1
            if not same:
                problems.append(f"{case} {machine}: {' '.join(got.cells)} "
                                f"{' '.join(sorted(reported))} (E {got.status}), not "
                                f"{' '.join(want)} {' '.join(sorted(classes | more))} [{kind}]")
    with capsys.disabled():
        print(f"\nconformance: {len(cells)} cells, {count['equal']} equal, "
              f"{count['stricter']} stricter, {count['on']} equal on another controller, "
              f"{len(problems)} wrong")
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("seed", ["2", "77"])
def test_schedule_does_not_matter(seed):
    """Other schedules of completions give the same results."""
    for machine in ("coherent", "xhci-iommu"):
        cases = [c for c, m in table() if m == machine]
        first = rtlib.run(rtlib.BUILD / "cases.so", *cases, machine=machine)
        other = rtlib.run(rtlib.BUILD / "cases.so", *cases, machine=machine,
                          options=("-s", seed))
        for case in cases:
            assert first[case].cells == other[case].cells, (case, machine, seed)
            assert ([(r.cls, r.place) for r in first[case].reports] ==
                    [(r.cls, r.place) for r in other[case].reports]), (case, machine, seed)
