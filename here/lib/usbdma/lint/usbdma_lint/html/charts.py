# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of counts as inline SVG bars, each a link to its group of findings."""
from .escape import esc
from .flow import cut

LABEL, BAR, ROW, MOST = 212, 200, 22, 12


def cut_path(text, n):
    """The end of a path says more than its beginning."""
    return "…" + text[1 - n:] if "/" in text and len(text) > n else cut(text, n)


def bar(n, value, count, most, cls):
    width = max(round(BAR * count / most), 3)
    y = n * ROW
    return (f'<g><title>{esc(value)}: {count}</title>'
            f'<text x="{LABEL - 8}" y="{y + 15}" class="l">{esc(cut_path(value, 30))}</text>'
            f'<rect x="{LABEL}" y="{y + 4}" width="{width}" height="14" rx="3" class="{cls}"/>'
            f'<text x="{LABEL + width + 6}" y="{y + 15}" class="c">{count:,}</text></g>')


def chart(title, rows, cls=lambda value: "bar"):
    """One figure; rows: [(value, count)], most first."""
    if not rows:
        return ""
    rest = sum(count for _, count in rows[MOST:])
    others = f" · and {len(rows) - MOST} others with {rest:,}" if rest else ""
    rows = rows[:MOST]
    most = max(count for _, count in rows)
    height = len(rows) * ROW + 4
    bars = "".join(bar(n, value, count, most, cls(value))
                   for n, (value, count) in enumerate(rows))
    return (f'<figure><figcaption>{esc(title)}'
            f'<span class="dim">{esc(others)}</span></figcaption><svg class="chart" '
            f'viewBox="0 0 {LABEL + BAR + 50} {height}" width="{LABEL + BAR + 50}" '
            f'height="{height}" role="img" aria-label="{esc(title)}">{bars}</svg></figure>')
