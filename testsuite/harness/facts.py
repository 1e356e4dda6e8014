# SPDX-License-Identifier: GPL-2.0-or-later
"""Extraction tests: regular expressions that the facts of a function must match.

    /* facts: REGEX */       some line of the function's facts matches, after the
                             line that the previous facts: of the function matched
    /* no-facts: REGEX */    no line of the function's facts matches

A directive outside of any function speaks of the unit's tables (files,
records, objects, initialisers).  The format is that of docs/facts.md.
"""

import re

from . import compiler, project
from .source import FACTS, Source

FUNC = re.compile(r'^func \d+ "((?:[^"\\]|\\.)*)"')


def split(dump):
    """{function name: its lines}; the tables are under None."""
    parts, name = {None: []}, None
    for line in dump.splitlines():
        if not line.startswith(("\t", " ")):
            match = FUNC.match(line)
            name = match.group(1) if match else None
        parts.setdefault(name, []).append(line)
    return parts


def compare(source, dump):
    parts = split(dump)
    name = project.relative(source.path)
    position = {}
    problems = []
    for d in source.directives:
        if d.kind not in FACTS:
            continue
        where = d.function.name if d.function else None
        regex = d.slugs[0]
        if where not in parts:
            problems.append(f"{name}:{d.line}: no facts of {where}()")
            continue
        lines = parts[where]
        if d.kind == "no-facts":
            hits = [line for line in lines if regex.search(line)]
            if hits:
                problems.append(f"{name}:{d.line}: {where or 'the unit'}: '{regex.pattern}' "
                                f"matches: {hits[0].strip()}")
            continue
        start = position.get(where, 0)
        hit = next((i for i in range(start, len(lines)) if regex.search(lines[i])), None)
        if hit is None:
            earlier = any(regex.search(line) for line in lines[:start])
            problems.append(f"{name}:{d.line}: {where or 'the unit'}: '{regex.pattern}' matches "
                            + ("only before the previous facts:" if earlier else "no line"))
        else:
            position[where] = hit + 1
    if problems:
        shown = sorted({d.function.name for d in source.directives if d.function} & set(parts))
        problems += ["\n".join(parts[f]) for f in shown]
    return problems


def check_facts(path, cc):
    source = Source(path)
    if source.problems:
        return source.problems
    name = project.relative(path)
    if not any(d.kind in FACTS for d in source.directives):
        return [f"{name}:1: no facts: and no no-facts: in this file"]
    flags = [o for o in source.options if o.startswith("-")]
    run = compiler.run(compiler.get(cc), path, ["check", "dump-facts"], ["-O2", *flags])
    if run.status or compiler.crashed(run):
        return [f"{name}:1: dumping facts ended with {run.status}", run.stderr]
    if "usbdma-facts" not in run.stderr:
        return [f"{name}:1: no facts were printed", run.stderr]
    return compare(source, run.stderr[run.stderr.index("usbdma-facts"):])
