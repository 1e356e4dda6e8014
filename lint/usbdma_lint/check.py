# SPDX-License-Identifier: GPL-2.0-or-later
"""From a job to a report: run the engines over head and base, merge, compare,
and say what was covered."""
from usbdma_tree import CannotWork

from . import compare, found, merge, source
from .job import Coverage, Report


class Engines:
    """The engines of this run, and what is to be said of the others."""

    def __init__(self, a):
        known = found.modules("engines")
        names = a.engine.split(",") if a.engine else list(known)
        names.sort(key=lambda n: getattr(known.get(n), "AFTER", 0))
        self.use, self.notes, self.a = {}, [], a
        for name in names:
            if name not in known:
                raise CannotWork(f"--engine: there is no engine '{name}'; there are: "
                                 + ", ".join(known))
            why = known[name].available(a)
            if not why:
                self.use[name] = known[name]
            elif a.engine or getattr(known[name], "NEEDED", False):
                raise CannotWork(f"engine {name}: {why}")
            else:
                self.notes.append(f"engine {name} was not run: {why}")

    def run(self, state):
        """(findings, {unit: {engine: result}}) of all units of the state."""
        units = [state.units[n] for n in sorted(state.units)]
        findings, results = [], {u.name: {} for u in units}
        for name, engine in self.use.items() if units else ():
            done, more = engine.run(state, units, self.a)
            findings += more
            for unit, result in done.items():
                results.setdefault(unit, {})[name] = result
                state.checked |= {unit} if result["what"] == "checked" else set()
        return merge.finish(findings), results


def coverage(job, results):
    """What became of each unit of the head."""
    c = Coverage(passed=job.passed)
    for unit, by_engine in sorted(results.items()):
        whats = [r["what"] for r in by_engine.values()]
        c.failed += [(unit, r["why"] + ("" if e == "plugin" else f" (engine {e})"))
                     for e, r in by_engine.items() if r["what"] == "failed"]
        c.remarks += [x for r in by_engine.values() for x in r.get("remarks", ())]
        if "checked" in whats:
            c.checked += 1
            plugin = by_engine.get("plugin", {})
            c.functions += plugin.get("functions", 0)
            c.gave_up += plugin.get("gave_up", 0)
            c.cached += plugin.get("cached", False)
        elif "passed-over" in whats:
            c.passed += 1
    for unit, why in job.head.skipped:
        (c.wanted if unit in job.head.explicit else c.skipped).append((unit, why))
    return c


def run_for(engines, state, findings):
    """As engines.run(), of the rules that the findings to be compared have."""
    state.rules = {f.rule for f in findings}
    return engines.run(state) if findings else ([], {})


def base_findings(job, engines, head, results):
    """Findings of the base; a unit the base could not check hides nothing: all
    that the head has there counts as new."""
    findings, base_results = run_for(engines, job.base, head)
    failed = sorted(u for u, r in base_results.items()
                    if any(x["what"] == "failed" for x in r.values()))
    notes = [f"{u} could not be checked before the change: all its findings count as new"
             for u in failed if u in results]
    return findings, notes


def present(f, others, job, change, engines):
    """Is the head's finding there already after the change?  All of the head's
    findings in its unit are paired, so that none takes another's place."""
    name = f.unit
    try:
        state = change.state({name, job.renames.get(name, name)})
    except CannotWork:
        return False            # no state to look at: a later change is named
    if not state.units:
        return False
    findings, _ = run_for(engines, state, others)
    renames = {new: old for new, old in job.renames.items() if old in state.units}
    lines = source.reader(state.root), source.reader(job.head.root)
    new = compare.new_findings(findings, others, renames, *lines)
    return all(f is not n for n in new)


def attribute(findings, everything, job, engines):
    """Name the commit, or patch, that brought each new finding."""
    for f in findings:
        mine = {f.unit, f.file, job.renames.get(f.unit)}
        could = [c for c in job.changes
                 if mine & set(c.paths) or any(p.endswith(".h") for p in c.paths)]
        others = [o for o in everything if o.unit == f.unit]
        for n, change in enumerate(could):
            if n + 1 == len(could) or present(f, others, job, change, engines):
                f.commit, f.commit_title = change.name, change.title
                break


def against_base(job, engines, findings, results):
    """(new findings, number of old ones, notes)"""
    old, notes = base_findings(job, engines, findings, results)
    new = compare.new_findings(old, findings, job.renames, source.reader(job.base.root),
                               source.reader(job.head.root))
    attribute(new, findings, job, engines)
    return new, len(findings) - len(new), notes


def per_commit(job, engines):
    """Each commit against the one before: also what a later one mends again."""
    out = []
    for change in job.changes:
        before, after, renames = change.pair()
        new = engines.run(after)[0]
        old = run_for(engines, before, new)[0]
        new = compare.new_findings(old, new, renames, source.reader(before.root),
                                   source.reader(after.root))
        for f in new:
            f.commit, f.commit_title = change.name, change.title
        out += new
    return out


def report(job, a):
    """The Report of a job; the states' files must stay until it is written."""
    engines = Engines(a)
    findings, results = engines.run(job.head)
    c = coverage(job, results)
    r = Report(findings, c, job.title, options=a,
               lines=source.reader(job.head.root), engines=list(engines.use),
               notes=engines.notes + c.remarks, base="" if a.all else job.base_words,
               units=sorted(results), patches=job.patches)
    if job.base and not a.all:
        r.findings, r.known, notes = against_base(job, engines, findings, results)
        r.notes += notes
        if a.per_commit:
            r.findings = per_commit(job, engines)
    return r
