# SPDX-License-Identifier: GPL-2.0-or-later
"""The drawn flow of a finding: buffer -> helper -> transfer, as inline SVG."""
import re
from collections import namedtuple
from pathlib import PurePosixPath

from ..text import shown
from .escape import esc

Box = namedtuple("Box", "kind name text place step")
WIDTH, HEIGHT, GAP, MOST = 208, 74, 36, 4
BORN = re.compile(r"declared|defined|allocated|taken from|stands here|comes")
CALL = re.compile(r"(\w+)\(\)")
KINDS = {"buffer": "Buffer", "helper": "On its way", "more": "", "transfer": "Transfer",
         "found": "Reported"}


def cut(text, n):
    return text if len(text) <= n else text[:n - 1] + "…"


def place(step):
    return f"{PurePosixPath(step.file).name}:{step.line}"


def box(f, n, step, last):
    kind = "transfer" if last else "buffer" if n == 1 and BORN.search(step.text) else "helper"
    calls = CALL.findall(step.text)
    name = {"buffer": f.subject or "the buffer", "transfer": calls[-1] + "()" if calls else
            f"{f.callee}()" if f.callee else f.subject}.get(kind)
    # "a() passes it to b() here": the line calls a()
    name = name or (calls[0] + "()" if calls else f.subject or "step")
    return Box(kind, shown(name), shown(step.text), shown(place(step)), n)


def boxes(f):
    """At most MOST boxes; where steps are left out one box says how many."""
    steps = f.path
    ends = any((s.file, s.line) == (f.file, f.line) for s in steps)
    out = [box(f, n, s, ends and n == len(steps) and n > 1) for n, s in enumerate(steps, 1)]
    if steps and not ends:
        name = f"{f.callee}()" if f.callee.isidentifier() else f.subject or f.function
        out.append(Box("found", shown(name), "reported here",
                       shown(f"{PurePosixPath(f.file).name}:{f.line}"), 0))
    if len(out) > MOST:
        left = len(out) - MOST + 1
        out = out[:MOST - 2] + [Box("more", f"{left} more steps", "see the list", "", 0)] + out[-1:]
    return out


def draw_box(b, x, number):
    rows = [f'<rect x="{x}" y="6" width="{WIDTH}" height="{HEIGHT}" rx="9" class="b-{b.kind}"/>']
    texts = ((24, "k", KINDS[b.kind]), (44, "n", cut(b.name, 24)), (60, "t", cut(b.text, 32)),
             (73, "p", cut(b.place, 30)))
    for y, cls, text in texts:
        if text:
            rows.append(f'<text x="{x + 12}" y="{y}" class="{cls}">{esc(text)}</text>')
    inner = f"<g>{''.join(rows)}<title>{esc(f'{b.place}  {b.text}')}</title></g>"
    return f'<a href="#f{number}s{b.step}">{inner}</a>' if b.step else inner


def arrow(x):
    y = 6 + HEIGHT // 2
    tip = x + GAP - 4
    return (f'<path class="arrow" d="M{x + 4} {y}H{tip - 6}"/>'
            f'<path class="tip" d="M{tip} {y}l-9 -5v10z"/>')


def svg(f, number):
    """The picture, or nothing where there is no way to draw (fewer than two steps)."""
    row = boxes(f)
    if len(row) < 2:
        return ""
    total = len(row) * WIDTH + (len(row) - 1) * GAP + 4
    parts = []
    for n, b in enumerate(row):
        x = 2 + n * (WIDTH + GAP)
        if n:
            parts.append(arrow(x - GAP))
        parts.append(draw_box(b, x, number))
    label = esc(" → ".join(b.name for b in row))
    return (f'<svg class="flow" viewBox="0 0 {total} {HEIGHT + 12}" width="{total}" '
            f'height="{HEIGHT + 12}" role="img" aria-label="{label}">{"".join(parts)}</svg>')
