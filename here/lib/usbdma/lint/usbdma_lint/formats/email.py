# SPDX-License-Identifier: GPL-2.0-or-later
"""Format email: a reply to the patch as a reviewer writes it, the code quoted and
the finding below it.  Text only; whoever sends it reads it first."""
from .. import rules
from ..text import plural, shown, source_line, wrapped

NAME = "email"
HELP = "a reply by e-mail, the code quoted"
AROUND, WIDTH = 3, 72


def headers(report):
    patches = report.patches
    if not patches:
        yield f"Subject: usbdma: {shown(report.title)}"
        return
    first = patches[0]
    if first.sender:
        yield f"To: {shown(first.sender)}"
    yield f"Subject: Re: [PATCH] {shown(first.title)}"
    if first.message_id:
        yield f"In-Reply-To: {shown(first.message_id)}"


def quoted(report, f):
    """The lines around a finding, as in a patch that is answered to."""
    text = report.lines(f.file)
    first, last = max(f.line - AROUND, 1), min(f.line, len(text))
    yield f"> {shown(f.file)}:{f.line} {shown(f.function)}()"
    for n in range(first, last + 1):
        yield f"> {source_line(text[n - 1])}"


def remark(f):
    """What is wrong, how it comes about, and the cure."""
    yield ""
    yield from wrapped(f"{shown(f.message)} [{f.id}:{f.rule}]", WIDTH)
    for n, s in enumerate(f.path, 1):
        yield f"  ({n}) {shown(s.file)}:{s.line}: {shown(s.text)}"
    if f.commit:
        yield f"  since: {shown(f.commit[:12])} (\"{shown(f.commit_title)}\")"
    cure = rules.section(f.rule, "Fix").split("\n\n")[0]
    if cure:
        yield ""
        yield from wrapped(cure.replace("`", "'"), WIDTH)
    yield ""


def write(report, out):
    new = "new " if report.base else ""
    rows = [*headers(report), "", f"usbdma-lint has {plural(len(report.findings), new + 'finding')}"
            f" in {plural(report.coverage.checked, 'unit')}.", ""]
    for f in report.findings:
        rows += [*quoted(report, f), *remark(f)]
    c = report.coverage
    rows += [f"Not checked: {shown(n)}: {shown(why)}" for n, why in c.failed + c.wanted]
    rows += ["-- ", f"usbdma {report.version}; a comment '/* usbdma: allow RULE -- REASON */'",
             "on the line silences a finding that you accept."]
    out.write("\n".join(rows) + "\n")
