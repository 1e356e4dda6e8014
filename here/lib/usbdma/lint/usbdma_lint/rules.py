# SPDX-License-Identifier: GPL-2.0-or-later
"""rules/rules.def and the pages rules/<slug>.md, read."""
import functools
import re
from collections import namedtuple

from usbdma_tree import CannotWork, tools

Rule = namedtuple("Rule", "id slug severity confidence state title")
LINE = re.compile(r'^RULE\((\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*'
                  r'"((?:[^"\\]|\\.)*)"\)', re.M)

# Found by usbdma-check, but no rule about drivers: comments that allow nothing.
STALE = Rule("UD001", "stale_suppression", "warning", "high", "on",
             "comment that allows a finding that is not there")
BAD = Rule("UD002", "bad_suppression", "warning", "high", "on",
           "comment 'usbdma: allow' that is not understood")
REMARKS = {r.slug: r for r in (STALE, BAD)}


@functools.lru_cache(maxsize=None)
def table():
    """slug -> Rule, in the order of rules.def; retired and planned ones too."""
    text = (tools.rules_dir() / "rules.def").read_text(encoding="utf-8")
    rows = [Rule(i, slug, sev.lower(), conf.lower(), state, title.replace('\\"', '"'))
            for i, slug, sev, conf, state, title in LINE.findall(text)]
    return {r.slug: r for r in [*rows, *REMARKS.values()]}


def get(name):
    """The rule of that slug or id; CannotWork names near ones."""
    for rule in table().values():
        if name in (rule.slug, rule.id):
            return rule
    near = [r.slug for r in table().values() if name and (name in r.slug or r.slug in name)]
    raise CannotWork(f"there is no rule '{name}'" + (f"; did you mean {', '.join(near[:3])}?"
                     if near else "; 'usbdma-lint rules' lists them"))


REMARK_PAGE = """# {0.slug} ({0.id})

## Reported
A comment `usbdma: allow RULE -- REASON` that takes no finding away (stale_suppression), or one
that names no rule there is, or gives no reason (bad_suppression).

## Why
It hides the next fault on that line, or hides nothing though its author thinks so.

## Fix
Remove the comment; or put it on the line of the finding, with the rule's name and a reason.

## Not reported
Comments about rules that are switched off in this run.
"""


def page(slug):
    """Text of rules/<slug>.md; empty when there is none."""
    if slug in REMARKS:
        return REMARK_PAGE.format(REMARKS[slug])
    path = tools.rules_dir() / f"{slug}.md"
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def section(slug, name):
    """The text below `## name` of the rule's page."""
    m = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", page(slug), re.M | re.S)
    return m.group(1).strip() if m else ""
