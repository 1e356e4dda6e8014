# SPDX-License-Identifier: GPL-2.0-or-later
"""Text and elements of HTML; everything that comes from elsewhere passes here."""
import html

from ..text import shown, source_line


def esc(value):
    """value as text or attribute, control characters made visible."""
    return html.escape(shown(str(value)), quote=True)


def code(value):
    return html.escape(source_line(str(value)), quote=True)


def tag(name, content="", **attributes):
    """An element; content is HTML.  Attribute names: class_ and data_x as class, data-x."""
    words = "".join(f' {k.rstrip("_").replace("_", "-")}="{esc(v)}"'
                    for k, v in attributes.items() if v is not None)
    return f"<{name}{words}>{content}</{name}>"
