# SPDX-License-Identifier: GPL-2.0-or-later
"""The report page: one HTML file without any reference to the outside.  All is
in the page itself; the script only searches, filters and groups."""
import base64
import hashlib
import itertools
from pathlib import Path

from .. import rules
from ..formats import statistics
from ..text import plural
from . import charts, flow
from .escape import code, esc, tag

DRAWN = 2000                    # findings; beyond, flows and excerpts would make the page too large
OPEN = 12                       # so many are unfolded when the page opens
AROUND = 2


def part(name):
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def policy(style, script):
    """Nothing is loaded, and no other script or style runs."""
    def digest(text):
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return (f"default-src 'none'; style-src 'sha256-{digest(style)}'; "
            f"script-src 'sha256-{digest(script)}'; base-uri 'none'; form-action 'none'")


def excerpt(report, file, line, around):
    """Source lines with numbers, the one in question marked."""
    text = report.lines(file)
    if not 0 < line <= len(text):
        return ""
    rows = []
    for n in range(max(line - around, 1), min(line + around, len(text)) + 1):
        content = f"<i>{n}</i>{code(text[n - 1])}"
        rows.append(tag("span", content, class_="hit" if n == line else None))
    return tag("pre", "".join(rows))


def steps(report, f, number):
    rows = []
    for n, s in enumerate(f.path, 1):
        shown = excerpt(report, s.file, s.line, 0)
        at = tag("span", f"{esc(s.file)}:{s.line}", class_="at")
        rows.append(tag("li", f"{esc(s.text)} {at}{shown}", id=f"f{number}s{n}"))
    return tag("ol", "".join(rows), class_="steps") if rows else ""


def cure(f):
    text = rules.section(f.rule, "Fix").split("\n\n")[0].replace("`", "")
    text = " ".join(text.split())
    return tag("div", f"<b>Cure</b>{tag('p', esc(text))}", class_="cure") if text else ""


def foot(f):
    words = [f"fingerprint {f.fingerprint}", f"confidence {f.confidence}",
             "found by " + ", ".join(f.engines)]
    if f.commit:
        words.insert(0, f"brought by {f.commit[:12]} ({f.commit_title})")
    return tag("div", " · ".join(map(esc, words)), class_="foot")


def brief(f, number):
    """A finding of very many: one line, and its way on another."""
    way = " → ".join(f"{s.text} ({s.file}:{s.line})" for s in f.path)
    where = " ".join([f.id, f.rule, f"{f.file}:{f.line}", f.function, f.fingerprint,
                      f.commit[:12], f.commit_title])
    inner = (tag("b", esc(f.message)) + tag("span", esc(where.rstrip()), class_="where")
             + (tag("i", esc(way)) if way else ""))
    return tag("article", inner, id=f"f{number}", class_=f"brief {f.severity}",
               data_severity=f.severity, data_rule=f.rule, data_file=f.file,
               data_commit=f.commit[:12])


def article(report, f, number):
    head = (tag("span", esc(f.message), class_="msg")
            + tag("span", esc(f.severity), class_=f"badge {f.severity}")
            + tag("span", f"{esc(f.id)} {esc(f.rule)}", class_="badge")
            + tag("span", f"{esc(f.file)}:{f.line}"
                  + (f" in {esc(f.function)}()" if f.function else ""), class_="where"))
    body = (tag("div", flow.svg(f, number), class_="scroll")
            + excerpt(report, f.file, f.line, AROUND) + steps(report, f, number) + cure(f)
            + foot(f))
    # a details element that is closed by default still opens without a script
    start = "<details open>" if number <= OPEN else "<details>"
    inner = f"{start}{tag('summary', head)}{tag('div', body, class_='body')}</details>"
    return tag("article", inner, id=f"f{number}", class_=f.severity, data_severity=f.severity,
               data_rule=f.rule, data_file=f.file, data_commit=f.commit[:12])


def findings(report):
    """Sections by file: what is seen without a script."""
    numbered = enumerate(report.findings, 1)
    for file, group in itertools.groupby(numbered, key=lambda x: x[1].file):
        group = list(group)
        inner = tag("h3", f"{esc(file)} ({len(group)})")
        inner += "\n".join(article(report, f, n) if n <= DRAWN else brief(f, n)
                           for n, f in group)
        yield tag("section", inner, class_="group")


def tiles(report):
    c = report.coverage
    count = {level: sum(f.severity == level for f in report.findings)
             for level in ("error", "warning", "advice")}
    names = {"error": "errors", "warning": "warnings", "advice": "advice"}
    out = [(f"{n:,}", names[level], level) for level, n in count.items()]
    out += [(f"{c.checked:,}", "units checked", ""),
            (f"{c.functions:,}", "functions analysed", ""),
            (f"{len(c.failed) + len(c.wanted):,}", "not checked",
             "error" if c.failed or c.wanted else "")]
    if report.known:
        out.append((f"{report.known:,}", "known before", ""))
    return tag("div", "".join(tag("div", f"<b>{n}</b>{esc(what)}", class_=f"tile {cls}")
                              for n, what, cls in out), class_="tiles")


def all_charts(report):
    rows = dict(statistics.counts(report))
    rule_level = {f"{f.id} {f.rule}": f.severity for f in report.findings}
    return tag("div", charts.chart("By rule", rows["rule"], lambda v: rule_level.get(v, "bar"))
               + charts.chart("By folder", rows["folder"])
               + charts.chart("By driver", rows["driver"])
               + charts.chart("By function called", rows["callee"]), class_="charts")


def choice(ident, label, values):
    rows = [tag("option", esc(label), value="")]
    rows += [tag("option", esc(v), value=v) for v in values]
    return tag("select", "".join(rows), id=ident, aria_label=label)


def controls(report):
    f = report.findings
    groups = "".join(tag("option", text, value=v) for v, text in (
        ("file", "by driver"), ("rule", "by rule"), ("severity", "by severity"),
        *((("commit", "by commit"),) if any(x.commit for x in f) else ())))
    return tag("div", '<input id="q" type="search" placeholder="Search ( / )" '
               'aria-label="Search">'
               + choice("severity", "all severities", sorted({x.severity for x in f}))
               + choice("rule", "all rules", sorted({x.rule for x in f}))
               + choice("file", "all drivers", sorted({x.file for x in f}))
               + tag("select", groups, id="group", aria_label="Group")
               + '<button id="clear">Clear</button><button id="fold">Unfold all</button>'
               '<button id="theme" aria-label="Light or dark">◐</button>'
               + tag("span", "", id="count", class_="dim", role="status"), class_="tools js")


def index(report):
    """Links by rule, for readers without a script."""
    by_rule = {}
    for n, f in enumerate(report.findings, 1):
        by_rule.setdefault(f.rule, []).append((n, f))
    out = []
    for slug, some in sorted(by_rule.items()):
        links = "".join(tag("li", tag("a", f"{esc(f.file)}:{f.line}", href=f"#f{n}"))
                        for n, f in some[:500])
        rule = rules.table().get(slug)
        title = f"{slug} — {rule.title}" if rule else slug
        out.append(f"<details>{tag('summary', f'{esc(title)} ({len(some)})')}"
                   f"{tag('ul', links, class_='index')}</details>")
    return f"<h2>Index by rule</h2>{''.join(out)}" if out else ""


def coverage(report):
    c = report.coverage
    rows = [("not checked", n, why) for n, why in c.failed + c.wanted]
    rows += [("not built", n, why) for n, why in c.skipped[:2000]]
    rows += [("note", "", note) for note in report.notes]
    body = "".join("<tr>" + "".join(tag("td", esc(x)) for x in r) + "</tr>" for r in rows)
    more = (f"{plural(c.checked, 'unit')} checked, {plural(c.functions, 'function')} analysed, "
            f"{c.passed:,} passed over, {len(c.failed) + len(c.wanted):,} not checked, "
            f"{len(c.skipped):,} not built in this configuration.")
    table = f"<table><tr><th>what<th>unit<th>why</tr>{body}</table>" if rows else ""
    return f'<h2 id="coverage">Coverage</h2><p>{more}</p>{table}'


def write(report, out):
    style, script = part("style.css"), part("script.js")
    new = "new " if report.base else ""
    drawn = len(report.findings) <= DRAWN
    out.write("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
              f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">'
              '<meta name="viewport" content="width=device-width, initial-scale=1">'
              f"<title>{esc(report.title)} - usbdma</title><style>{style}</style></head><body>\n")
    against = f", new against {esc(report.base)}" if report.base else ""
    out.write(f"<header><h1>{plural(len(report.findings), new + 'finding')}</h1>"
              f'<div class="sub">{esc(report.title)}{against} · usbdma {esc(report.version)} · '
              f"{report.seconds:.1f} s</div>{tiles(report)}</header><main>")
    out.write(all_charts(report) + controls(report) + '<div id="list">\n')
    for section in findings(report):
        out.write(section + "\n")
    if not report.findings:
        out.write("<p>No findings in what was analysed.</p>")
    out.write("</div>" + ("" if drawn else
              f'<p class="dim">Flows and excerpts are drawn for the first {DRAWN:,} findings.</p>'))
    out.write(index(report) + coverage(report) + "</main>")
    out.write(f"<script>{script}</script></body></html>\n")
