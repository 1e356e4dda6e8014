# SPDX-License-Identifier: GPL-2.0-or-later
"""Which engine reports what: `make agreement` prints it for every expected finding,
`make agreement KDIR=TREE` for a kernel tree (usbdma-cocci --agreement).
"""

import collections

from harness import compiler, project, semantic, verdict
from harness.source import Source


def rows(path, gcc, have):
    """(driver, line, rule, who reports it, what the driver says) of each finding or want."""
    source = Source(path, path.parent.name)
    words, flags = verdict.words_for(source)
    run = compiler.run(gcc, path, ["check", *words], flags)
    said = collections.defaultdict(set)
    for f in compiler.findings(run):
        said[f["line"], f["rule"]].add("plugin")
    for f in semantic.all_findings()[0][path]:
        said[f["line"], f["rule"]].add("cocci")
    marks = {(d.line, slug): ",".join(d.engines) or "all" for d in source.directives
             if d.kind == "want" for slug in d.slugs}
    for line, slug in sorted(set(said) | set(marks)):
        if slug in have:
            yield path, line, slug, said[line, slug], marks.get((line, slug), "nothing")


def table(all_rows):
    count = collections.defaultdict(collections.Counter)
    for _, _, slug, who, _ in all_rows:
        count[slug][" and ".join(sorted(who, reverse=True)) or "nobody"] += 1
    columns = ("plugin and cocci", "plugin", "cocci", "nobody")
    lines = [f"{'rule':28}" + "".join(f"{c:>18}" for c in columns)]
    for slug in sorted(count):
        lines.append(f"{slug:28}" + "".join(f"{count[slug][c]:18}" for c in columns))
    return "\n".join(lines)


def test_agreement_table():
    """Every difference between the engines is one that the driver names."""
    semantic.need_spatch()
    # that compilers agree is for the test drivers themselves
    gcc = compiler.get_or_skip(compiler.wanted()[0])
    have = set(semantic.slugs())
    every = [row for path in semantic.drivers() for row in rows(path, gcc, have)]
    print("\n" + "\n".join(f"{project.relative(p)}:{line}: {slug}: "
                           f"{' and '.join(sorted(who, reverse=True)) or 'nobody'} "
                           f"(wanted of {mark})" for p, line, slug, who, mark in every))
    print("\n" + table(every))
    silent = [row for row in every if row[4] == "all" and row[3] != {"plugin", "cocci"}]
    assert every and not silent, silent

