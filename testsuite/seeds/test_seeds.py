# SPDX-License-Identifier: GPL-2.0-or-later
"""
Known faults put back into Linux 6.1 must be found: our own (patches/), all of them, and
the shared development set where it lies beside the project.  The tree is named by
USBDMA_KDIR_6_1 or is .cache/linux-6.1; without one the tests are skipped, in CI they fail.
"""
import os

import pytest

import check_unit
import kflags
import seed_cases
import seed_suite

OWN = seed_cases.HERE / "patches"
SHARED = check_unit.ROOT.parent / "shared" / "recall-dev"
JOBS = max(1, (os.cpu_count() or 2) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


@pytest.fixture(scope="session")
def tree():
    path = kflags.default_tree()
    if path is None:
        why = "Linux 6.1 tree: set USBDMA_KDIR_6_1 to a configured and prepared one"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    if not os.access(check_unit.CHECKER, os.X_OK):
        pytest.fail(f"{check_unit.CHECKER}: not built, run make")
    return path


@pytest.fixture(scope="session")
def suite(tree):
    work = seed_suite.Suite(tree)
    work.prepare(seed_cases.read_manifest(OWN))
    return work


def explain(result):
    c = result.case
    return f"{c.patch}: {result.verdict}: {c.file}: {c.function}(): want {c.rule}: {result.why}"


@pytest.mark.parametrize("case", seed_cases.read_manifest(OWN), ids=lambda c: c.patch.stem)
def test_own_fault_is_found(suite, case):
    result = suite.run_case(case)
    assert result.verdict == "caught", explain(result)


def test_own_faults_are_many_and_apart_from_the_shared_ones():
    cases = seed_cases.read_manifest(OWN)
    assert len(cases) >= 18
    assert all(c.patch.read_text().startswith("SPDX-License-Identifier: GPL-2.0-only\n")
               for c in cases)
    if SHARED.is_dir():
        assert not {c.file for c in cases} & {c.file for c in seed_cases.read_manifest(SHARED)}


def test_shared_set(tree):
    """Stack cases that one file shows: all.  All cases of built rules but crossfile: 90 %."""
    if not SHARED.is_dir():
        pytest.skip("shared/recall-dev: not beside the project")
    results = seed_suite.Suite(tree, jobs=JOBS).run(seed_cases.read_manifest(SHARED))
    assert not [explain(r) for r in results if r.verdict == "broken"]
    stack = [explain(r) for r in results if r.case.rule == "stack-buffer"
             and r.case.difficulty in ("direct", "local", "helper") and r.verdict != "caught"]
    assert not stack, "\n".join(stack)
    inside = [r for r in results if r.case.difficulty != "crossfile"]
    caught, judged = seed_suite.recall(inside)
    missed = "\n".join(explain(r) for r in inside if r.verdict == "missed")
    assert judged and caught >= 0.9 * judged, f"{caught} of {judged} caught, missed:\n{missed}"
