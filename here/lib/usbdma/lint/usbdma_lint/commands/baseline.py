# SPDX-License-Identifier: GPL-2.0-or-later
"""Command baseline: keep the file of accepted findings."""
import os
import sys

from usbdma_tree import CannotWork

from .. import baseline, options
from ..text import plural, shown
from . import run

NAME = "baseline"
HELP = "create, update, prune or check the file of known findings"
POSITIONAL = ("files", "create|update|prune|check [FILE]",
              "what to do, and the C files or folders to look at")
OPTIONS = [*options.RUN, options.REASON, options.EXPIRES]
EPILOG = """create   write the findings of now; the file must not exist
update   add new findings, keep the reasons of old ones, forget what is gone
prune    only forget what is gone
check    exit 1 if the file is out of date: entries that are gone or expired, new findings"""


def create(a, findings, entries, gone):
    if os.path.exists(a.baseline):
        raise CannotWork(f"{a.baseline} exists; 'baseline update' adds to it")
    return [baseline.entry(f, a.reason, a.expires) for f in findings]


def update(a, findings, entries, gone):
    pairs, new, _ = baseline.match(findings, entries)
    kept = [baseline.entry(f, e.reason, e.until) for f, e in pairs]
    return kept + [baseline.entry(f, a.reason, a.expires) for f in new] + outside(entries, gone)


def prune(a, findings, entries, gone):
    pairs, _, _ = baseline.match(findings, entries)
    return [baseline.entry(f, e.reason, e.until) for f, e in pairs] + outside(entries, gone)


def outside(entries, gone):
    """Entries about files that this run did not look at: not ours to judge."""
    return [e for e in entries if not gone(e)]


ACTIONS = {"create": create, "update": update, "prune": prune, "check": None}


def judge(report):
    """A function: was the entry's unit analysed, or its file removed?"""
    c = report.coverage
    bad = {baseline.quoted(n) for n, _ in c.failed + c.wanted + c.skipped}
    seen = {baseline.quoted(n) for n in report.units}

    def gone(e):
        there = bool(report.lines(e.file))
        return e.file not in bad and (e.file in seen or not there)
    return gone


def tell_check(findings, entries, gone):
    pairs, new, left = baseline.match(findings, entries)
    rows = [f"gone: {e.line()}" for e in left if gone(e)]
    rows += [f"expired: {e.line()}" for _, e in pairs if e.expired()]
    rows += [f"new: {baseline.entry(f, 'not in the baseline').line()}" for f in new]
    for row in rows:
        print(shown(row))
    return 1 if rows else 0


def main(a):
    if not a.files or a.files[0] not in ACTIONS:
        raise CannotWork("baseline: expected one of " + ", ".join(ACTIONS))
    action = a.files.pop(0)
    a.baseline = a.baseline or ".usbdma-baseline"
    a.reason, a.expires = a.reason or "not read yet", baseline.date(a.expires) if a.expires else ""
    entries = [] if action == "create" else baseline.load(a.baseline)
    with run.checked(a) as report:
        gone = judge(report)
        if action == "check":
            status = tell_check(report.findings, entries, gone)
        else:
            rows = ACTIONS[action](a, report.findings, entries, gone)
            baseline.save(a.baseline, rows)
            print(f"{a.baseline}: {plural(len({e.fingerprint for e in rows}), 'finding')}")
            status = 0
        if not report.coverage.complete() and not a.partial_ok:
            print("usbdma-lint: not everything was analysed: "
                  f"{len(report.coverage.failed + report.coverage.wanted)} not checked",
                  file=sys.stderr)
            status = status or 3
    return status
