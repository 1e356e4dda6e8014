# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings of an engine against the directives of a test driver."""

import collections
import re

from . import compiler, project
from .source import Source


def compare(source, findings, engine="plugin"):
    """Each difference as `path:line: ...`, in order of lines."""
    name = project.relative(source.path)
    found = collections.defaultdict(collections.Counter)
    problems = []
    for f in findings:
        if f["file"] != str(source.path):
            problems.append((0, f"{f['file']}:{f['line']}: {f['rule']} outside of the test driver: "
                                f"{f['message']}"))
            continue
        found[f["line"]][f["rule"]] += 1
    messages = {(f["line"], f["rule"]): f["message"] for f in findings}
    expected = source.expectations(engine)
    for line in sorted(set(found) | set(expected)):
        got = found[line]
        want, todo, fp = (expected[line][k] for k in ("want", "todo", "fp"))
        for slug, n in (want - got).items():
            problems.append((line, f"{name}:{line}: {slug} is not reported"
                                   f"{times(n, want[slug])}"))
        for slug in fp - got:
            problems.append((line, f"{name}:{line}: {slug} is no longer reported wrongly: "
                                   "remove the fp"))
        for slug in todo:
            if got[slug] > want[slug]:
                problems.append((line, f"{name}:{line}: {slug} is reported now: "
                                       "make the todo a want"))
        for slug, n in (got - want - fp - todo).items():
            problems.append((line, f"{name}:{line}: unexpected {slug}{times(n, got[slug])}: "
                                   f"{messages[line, slug]}"))
    return [text for _, text in sorted(problems)]


def times(n, of):
    return f" ({n} of {of})" if of > 1 else ""


def words_for(source):
    """Plugin arguments and compiler flags of a test driver."""
    words, flags = [], ["-O2"]
    if source.slug and project.is_off(source.slug):
        words.append(f"enable={source.slug}")
    for option in source.options:
        if option.startswith("model="):
            option = f"model={source.path.parent / option[6:]}"
        (flags if option.startswith("-") else words).append(option)
    return words, flags


def check_driver(path, slug, cc):
    """Run one test driver in check mode and riding along; every problem found."""
    source = Source(path, slug)
    if source.problems:
        return source.problems
    gcc = compiler.get(cc)
    words, flags = words_for(source)
    name = project.relative(path)
    check = compiler.run(gcc, path, ["check", "facts=FACTS", *words], flags)
    if check.status or compiler.crashed(check):
        return [f"{name}:1: check mode ended with {check.status}", *command(check), check.stderr]
    problems = compare(source, compiler.findings(check))
    problems += tally_problems(name, source, check)
    problems += unseen(name, source, check)
    want = [compiler.key(f) for f in compiler.findings(check)]
    problems += same(name, "text of check mode", want, compiler.text_findings(check.stderr))
    ride = compiler.run(gcc, path, words, [*flags, "-Werror"], ("-c", "-o", "OUT"))
    if ride.status or compiler.crashed(ride):
        problems += [f"{name}:1: riding along with -Werror ended with {ride.status}",
                     *command(ride), ride.stderr]
    else:
        got = [compiler.key(f) for f in compiler.findings(ride)]
        problems += same(name, "riding along (JSONL)", want, got)
        problems += same(name, "riding along (text)", want, compiler.text_findings(ride.stderr))
    return problems


def tally_problems(name, source, run):
    """The line checked<TAB>FILE<TAB>functions<TAB>given-up<TAB>errors<TAB>warnings<TAB>advice."""
    fields = (run.tally or "").rstrip("\n").split("\t")
    if len(fields) != 7 or fields[0] != "checked" or fields[1] != str(source.path):
        return [f"{name}:1: not a tally line: {run.tally!r}"]
    problems = []
    # code of #if 0 and static functions nobody calls are gone before the pass
    if int(fields[2]) == 0:
        problems.append(f"{name}:1: no function was analysed")
    if int(fields[3]):
        problems.append(f"{name}:1: {fields[3]} functions were given up")
    severities = collections.Counter(f["severity"] for f in compiler.findings(run))
    if [int(n) for n in fields[4:]] != [severities[s] for s in ("error", "warning", "advice")]:
        problems.append(f"{name}:1: the tally says {fields[4:]}, the findings {dict(severities)}")
    return problems


def unseen(name, source, run):
    """A bad_ or good_ function that the compiler dropped tests nothing."""
    seen = set(re.findall(r'^func \d+ "(\w+)".* flags=body', run.facts or "", re.M))
    return [f"{name}:{f.first}: {f.name}() was dropped before the pass: not static, or used"
            for f in source.functions
            if f.name.startswith(("bad_", "good_")) and f.name not in seen]


def same(name, what, want, got):
    """Both runs must say the same, in the same order."""
    if want == got:
        return []
    problems = []
    for f in [f for f in want if f not in got] + [f for f in got if f not in want]:
        side = "only in JSONL of check mode" if f in want else f"only in {what}"
        problems.append(f"{name}:{f[2]}: {side}: {f[4]} [{f[0]}]")
    return problems or [f"{name}:1: {what}: other order or number of findings than check mode"]


def command(run):
    return ["command: " + " ".join(run.argv)]
