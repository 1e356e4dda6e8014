# SPDX-License-Identifier: GPL-2.0-or-later
"""Command rules: the rules there are."""
from collections import Counter

from .. import options, rules

NAME = "rules"
HELP = "list the rules"
POSITIONAL = ("words", "WORD", "only rules with this in their id, name or title")
OPTIONS = options.COMMON


def main(a):
    shown = [r for r in rules.table().values()
             if all(w.lower() in f"{r.id} {r.slug} {r.title}".lower() for w in a.words)]
    for r in shown:
        print(f"{r.id} {r.slug:27} {r.severity:8} {r.state:8} {r.title}")
    count = Counter(r.state for r in shown)
    print(", ".join(f"{n} {state}" for state, n in count.items()) or "no such rule")
    return 0 if shown else 1
