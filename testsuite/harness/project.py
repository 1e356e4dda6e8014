# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things are, and which rules there are (read from rules/rules.def)."""

import collections
import functools
import os
import pathlib
import re

TESTSUITE = pathlib.Path(__file__).resolve().parent.parent
ROOT = TESTSUITE.parent
BUILD = pathlib.Path(os.environ.get("USBDMA_BUILD", ROOT / "build"))
INCLUDE = TESTSUITE / "runtime" / "include"

# folders of testsuite/ that hold something other than the drivers of one rule
NOT_RULES = {"check", "cocci", "core", "facts", "harness", "kernel", "link", "runtime", "seeds"}

Rule = collections.namedtuple("Rule", "id slug severity confidence state title line")
RULE = re.compile(r'^RULE\((UD\d+), (\w+), (\w+), (\w+), (\w+), "([^"]*)"\)$')


@functools.lru_cache(maxsize=None)
def rules():
    """slug -> Rule, in the order of rules.def.  A line that is not understood is an error."""
    table = {}
    path = ROOT / "rules" / "rules.def"
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.startswith("RULE"):
            continue
        match = RULE.match(line)
        if not match:
            raise ValueError(f"{path}:{number}: not a rule line: {line}")
        rule = Rule(*match.groups(), number)
        if rule.slug in table:
            raise ValueError(f"{path}:{number}: {rule.slug} is there twice")
        table[rule.slug] = rule
    return table


def built():
    """Slugs of the rules that can be enabled."""
    return [r.slug for r in rules().values() if r.state in ("on", "off")]


def is_off(slug):
    return rules()[slug].state == "off"


def relative(path):
    """The path as a person would type it from the project's top."""
    try:
        return str(pathlib.Path(path).relative_to(ROOT))
    except ValueError:
        return str(path)


def layout_problems(suite):
    """What is wrong with the folders of a test suite, as `path:line: ...`."""
    problems = []
    for folder in sorted(p for p in suite.iterdir() if p.is_dir()):
        name = folder.name
        sources = list(folder.glob("*.c"))
        if name in NOT_RULES or name.startswith((".", "_")):
            continue
        if name not in rules():
            if sources or not any(folder.iterdir()):
                problems.append(f"{relative(folder)}:1: '{name}' is no rule of rules/rules.def")
        elif not sources:
            problems.append(f"{relative(folder)}:1: no test driver of {name} in this folder")
    return problems
