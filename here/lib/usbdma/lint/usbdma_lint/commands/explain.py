# SPDX-License-Identifier: GPL-2.0-or-later
"""Command explain: the page of a rule."""
import re
import sys

from usbdma_tree import CannotWork

from .. import options, rules

NAME = "explain"
HELP = "print the page of a rule: explain RULE|ID"
POSITIONAL = ("rule", "RULE", "name or id of a rule")
OPTIONS = options.COMMON


def page(rule):
    """The page without the marks that only tests need."""
    text = re.sub(r"[ \t]*/\* (?:want|todo|fp)[^*]*\*/", "", rules.page(rule.slug))
    text = re.sub(r"^```c \w+$", "```c", text, flags=re.M)
    head = f"{rule.title}\nseverity {rule.severity}, confidence {rule.confidence}, {rule.state}"
    return f"{head}\n\n{text.strip()}\n"


def main(a):
    if not a.rule:
        raise CannotWork("explain: which rule?  'usbdma-lint rules' lists them")
    for word in a.rule:
        sys.stdout.write(page(rules.get(word.strip("[]").split(":")[0])))
    return 0
