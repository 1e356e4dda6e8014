# SPDX-License-Identifier: GPL-2.0-or-later
"""Seeded regressions: apply each patch beside the tree, check both files, judge."""
import os
import tempfile
import threading
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import check_unit
import kflags
import patched_copy
import seed_cases

# verdict: caught, missed, planned (rule not built), broken (says nothing on the rule);
# with compile_only compiles or broken
Result = namedtuple("Result", "case verdict why new seconds")
VERDICTS = ("caught", "missed", "planned", "broken")


class Suite:
    """What the cases of one run share: tree, compiler, flags, findings of pristine units."""

    def __init__(self, tree, cc="gcc", jobs=1, compile_only=False, checker_path=check_unit.CHECKER):
        self.tree, self.cc, self.jobs = Path(tree).resolve(), cc, jobs
        self.compile_only = compile_only
        self.checker_path = checker_path
        self.states = check_unit.rule_states()
        self.slugs = seed_cases.read_slugs()
        self.flags = {}
        self.pristine = {}
        self.lock = threading.Lock()

    def prepare(self, cases):
        """Ask Kbuild once for all the folders that the cases touch."""
        names = set()
        for case in cases:
            names.update(patched_copy.touched(case.patch.read_text(errors="surrogateescape")))
        self.flags = kflags.flags_of(self.tree, sorted(names), self.cc, self.jobs)

    def has_flags(self, unit):
        """Kbuild's flags are there for unit; neighbours are looked up when first asked for."""
        with self.lock:
            if unit not in self.flags:
                self.flags.update(kflags.flags_of(self.tree, [unit], self.cc, 1))
            return unit in self.flags

    def findings(self, source, flags, tops=()):
        if self.compile_only:
            return check_unit.compile_only(self.tree, source, flags, self.cc)
        return check_unit.check(self.tree, source, flags, self.cc, tops, self.checker_path)

    def of_pristine(self, unit):
        """Findings of the untouched unit, computed once."""
        with self.lock:
            slot = self.pristine.setdefault(unit, {"lock": threading.Lock()})
        with slot["lock"]:
            if "found" not in slot:
                slot["found"] = self.findings(unit, self.flags[unit])
            return slot["found"]

    def of_patched(self, unit, top):
        flags = patched_copy.include_flags(self.tree, top, self.flags[unit], unit)
        source = top / unit
        if not source.exists():
            source = self.tree / unit
        return self.findings(source, flags, [top])

    def new_in_case(self, case, top):
        """New findings of every unit that the patch changes."""
        names = patched_copy.make(self.tree, case.patch, top)
        maps = {n: patched_copy.line_map(self.tree / n, top / n) for n in names
                if (self.tree / n).is_file()}
        units = patched_copy.units_to_check(self.tree, names, self.has_flags)
        if not units:
            raise check_unit.NotChecked(f"Kbuild compiles none of: {' '.join(names)}")
        new = []
        for unit in units:
            patched = self.of_patched(unit, top)
            new += seed_cases.new_findings(self.of_pristine(unit), patched, maps)
        return new

    def run_case(self, case):
        start = time.monotonic()
        done = partial(self.result, case, start)
        try:
            slugs = seed_cases.slugs_of(case.rule, self.slugs, self.states)
            with tempfile.TemporaryDirectory(prefix=f"usbdma-seed-{case.id}-") as tmp:
                new = self.new_in_case(case, Path(tmp).resolve())
        except (patched_copy.PatchError, check_unit.NotChecked, seed_cases.ManifestError,
                OSError) as e:
            return done("broken", str(e))
        if self.compile_only:
            return done("compiles", "not checked")
        hits = seed_cases.catching(case, new, slugs)
        if hits:
            return done("caught", shortly(hits), new)
        if self.states.get(slugs[0]) not in ("on", "off"):
            return done("planned", f"rule planned: {slugs[0]}", new)
        return done("missed", shortly(new) if new else "no new finding", new)

    @staticmethod
    def result(case, start, verdict, why, new=()):
        return Result(case, verdict, why, list(new), time.monotonic() - start)

    def run(self, cases, seen=lambda result: None):
        """Judge all cases, `jobs` at a time; `seen` is told each result as it comes."""
        self.prepare(cases)

        def one(case):
            result = self.run_case(case)
            seen(result)
            return result

        with ThreadPoolExecutor(self.jobs) as pool:
            return list(pool.map(one, cases))


def shortly(found):
    """The first findings, and how many more."""
    texts = [f"{os.path.basename(f['file'])}:{f['line']}: {f['rule']}" for f in found]
    return "; ".join(texts[:2] + ([f"{len(texts) - 2} more"] if len(texts) > 2 else []))


def totals(results, what):
    """{value of what(case): {verdict: count}}, sorted by value."""
    table = {}
    for r in results:
        row = table.setdefault(what(r.case), dict.fromkeys(VERDICTS, 0))
        if r.verdict in row:
            row[r.verdict] += 1
    return dict(sorted(table.items()))


def recall(results):
    """(caught, judged): planned and broken cases are not judged."""
    judged = [r for r in results if r.verdict in ("caught", "missed")]
    return sum(r.verdict == "caught" for r in judged), len(judged)
