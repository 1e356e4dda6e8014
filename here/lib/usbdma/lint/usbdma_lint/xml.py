# SPDX-License-Identifier: GPL-2.0-or-later
"""XML written by hand: escaped, and without the control characters it forbids."""
from xml.sax.saxutils import escape, quoteattr

from .text import shown


def text(value):
    return "\n".join(escape(shown(line)) for line in str(value).split("\n"))


def attributes(**values):
    return "".join(f" {k}={quoteattr(shown(str(v)))}" for k, v in values.items())


def element(name, content, **values):
    return f"<{name}{attributes(**values)}>{text(content)}</{name}>"
