# SPDX-License-Identifier: GPL-2.0-or-later
"""Command run: check a tree, files, a patch or commits, and report."""
import contextlib
import sys
import time

from usbdma_tree import run as tree_run
from usbdma_tree import tools

from .. import baseline, cache, check, finding, found, options, output
from ..formats import statistics

NAME = "run"
HELP = "check files, a tree, a patch or commits (the default command)"
POSITIONAL = ("files", "FILE", "only these C files or folders of the tree")
OPTIONS = options.RUN
EPILOG = "Exit status: 0 clean, 1 findings at or above --fail-on, 2 the work could not be\n" \
    "done, 3 nothing, or not everything, was analysed."


def collect(a, work):
    """The Job of the first input that these options ask for."""
    modules = sorted(found.modules("inputs").values(), key=lambda m: getattr(m, "LAST", False))
    return next(m for m in modules if m.wanted(a)).collect(a, work)


@contextlib.contextmanager
def scratch_job(a):
    """(Job, folder); copies of trees live as long as the context."""
    with tree_run.scratch() as work:
        yield collect(a, work), work
    cache.trim(a)


@contextlib.contextmanager
def checked(a):
    """The Report of what a asks for."""
    started = time.monotonic()
    with scratch_job(a) as (job, _):
        report = check.report(job, a)
        report.seconds = time.monotonic() - started
        report.version = tools.version()
        yield report


def status(report, a):
    """The exit status, see EPILOG."""
    if any(finding.at_least(f.severity, a.fail_on) for f in report.findings):
        return 1
    if not report.coverage.complete() and not a.partial_ok:
        return 3
    return 0


def main(a):
    targets = output.wanted(a)
    known = baseline.load(a.baseline) if a.baseline else None
    with checked(a) as report:
        if known:
            baseline.filter_report(report, known)
        report.status = status(report, a)
        output.write_all(report, targets)
        if a.statistics:
            quiet = any(not target for m, target in targets if m.NAME != "text")
            statistics.write(report, sys.stderr if quiet else sys.stdout)
        for module, _ in targets:
            report.status = getattr(module, "status", lambda r: r.status)(report)
        said = any(m.NAME in ("text", "nipa", "b4") for m, target in targets if not target)
        if not said and not a.quiet:
            tell(report)
    return report.status


def tell(report):
    """The coverage line where standard output is for a program."""
    text = found.modules("formats")["text"]
    print(f"usbdma-lint: {text.coverage(report)}", file=sys.stderr)
    for name, why in report.coverage.failed + report.coverage.wanted:
        print(f"usbdma-lint: not checked: {text.shown(name)}: {text.shown(why)}", file=sys.stderr)
