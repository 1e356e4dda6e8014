# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of counts as inline SVG bars, each a link to its group of findings."""
from .escape import esc
from .flow import cut

LABEL, BAR, ROW, MOST = 212, 200, 22, 12


def bar(n, value, count, most, cls):
    width = max(round(BAR * count / most), 3)
    y = n * ROW
    return (f'<g><title>{esc(value)}: {count}</title>'
            f'<text x="{LABEL - 8}" y="{y + 15}" class="l">{esc(cut(value, 30))}</text>'
            f'<rect x="{LABEL}" y="{y + 4}" width="{width}" height="14" rx="3" class="{cls}"/>'
            f'<text x="{LABEL + width + 6}" y="{y + 15}" class="c">{count:,}</text></g>')


def chart(title, rows, cls=lambda value: "bar"):
    """One figure; rows: [(value, count)], most first."""
    if not rows:
        return ""
    rest = sum(count for _, count in rows[MOST:])
    rows = rows[:MOST] + ([(f"{len(rows) - MOST} others", rest)] if rest else [])
    most = max(count for _, count in rows)
    height = len(rows) * ROW + 4
    bars = "".join(bar(n, value, count, most, cls(value))
                   for n, (value, count) in enumerate(rows))
    return (f'<figure><figcaption>{esc(title)}</figcaption><svg class="chart" '
            f'viewBox="0 0 {LABEL + BAR + 50} {height}" width="{LABEL + BAR + 50}" '
            f'height="{height}" role="img" aria-label="{esc(title)}">{bars}</svg></figure>')
