# SPDX-License-Identifier: GPL-2.0-or-later
"""Format sarif: SARIF 2.1.0 as GitHub code scanning accepts it.

GitHub's limits: 25,000 results a run, 20 runs a file, 10 MB packed; what is
beyond 25,000 goes into further runs, each with an identity of its own.
"""
import json
from urllib.parse import quote

from .. import rules, source
from ..text import shown, valid

NAME = "sarif"
HELP = "SARIF 2.1.0, for GitHub code scanning and the like"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
         "sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
PRECISION = {"high": "very-high", "medium": "medium", "low": "low"}
RESULTS_A_RUN, STEPS, TEXT = 25000, 1000, 1000
HOME = "https://docs.kernel.org/driver-api/usb/dma.html"


def uri(file):
    """A relative reference; a colon in its first part would be a scheme."""
    path = quote(file.encode("utf-8", "surrogateescape"), safe="/:+,=@~")
    return f"./{path}" if ":" in path.split("/")[0] else path


def artifact(file):
    if file.startswith("/"):
        return {"uri": "file://" + uri(file)}
    return {"uri": uri(file), "uriBaseId": "%SRCROOT%"}


def region(report, file, line, column):
    """One line: GitHub shows the finding there."""
    text = source.line(report.lines, file, line)
    out = {"startLine": max(line, 1), "endLine": max(line, 1)}
    if column and line and text is not None:
        start = source.byte_column(text, column) + 1
        end = start
        while end <= len(text) and (text[end - 1].isalnum() or text[end - 1] == "_"):
            end += 1
        out.update(startColumn=start, endColumn=max(end, start + 1))
    elif column:
        out.update(startColumn=column, endColumn=column + 1)
    if text is not None and text.strip():
        out["snippet"] = {"text": valid(text)}
    return out


def location(report, file, line, column, text=None):
    out = {"physicalLocation": {"artifactLocation": artifact(file),
                                "region": region(report, file, line, column)}}
    if text:
        out["message"] = {"text": shown(text)}
    return out


def rule_of(slug, ident):
    """The descriptor; help is the rule's page."""
    rule = rules.table().get(slug)
    page = rules.page(slug)
    what = " ".join(rules.section(slug, "Reported").split()) or slug
    why = rules.section(slug, "Why")
    title = rule.title if rule else slug
    return {
        "id": ident, "name": slug,
        "shortDescription": {"text": title[:TEXT]},
        "fullDescription": {"text": what[:TEXT]},
        "help": {"text": why or title, "markdown": page or title},
        "helpUri": HOME,
        "defaultConfiguration": {"level": LEVELS[rule.severity] if rule else "warning"},
        "properties": {"tags": ["correctness", "dma", "usb"],
                       "precision": PRECISION.get(rule.confidence if rule else "", "medium"),
                       "problem.severity": {"advice": "recommendation"}.get(
                           rule.severity, rule.severity) if rule else "warning"},
    }


def flow(report, f):
    steps = f.path
    if len(steps) > STEPS:
        steps = steps[:STEPS - 1] + steps[-1:]
    return [{"threadFlows": [{"locations": [
        {"executionOrder": n, "location": location(report, s.file, s.line, s.column, s.text)}
        for n, s in enumerate(steps, 1)]}]}]


def result(report, f, index):
    out = {
        "ruleId": f.id, "ruleIndex": index[f.id], "level": LEVELS[f.severity],
        "message": {"text": shown(f.message)},
        "locations": [location(report, f.file, f.line, f.column)],
        "partialFingerprints": {"usbdma/v1": f.fingerprint},
        "properties": {"confidence": f.confidence, "engines": [valid(e) for e in f.engines]},
    }
    if f.function:
        out["locations"][0]["logicalLocations"] = [{"name": shown(f.function),
                                                    "kind": "function"}]
    if f.path:
        out["codeFlows"] = flow(report, f)
        out["relatedLocations"] = [
            {"id": n, **location(report, s.file, s.line, s.column, s.text)}
            for n, s in enumerate(f.path[:10], 1)]
    if f.commit:
        out["properties"].update(commit=valid(f.commit), commitTitle=shown(f.commit_title))
    if report.base:
        out["baselineState"] = "new"
    return out


def notifications(report):
    c = report.coverage
    for name, why in c.failed + c.wanted:
        yield {"level": "error", "message": {"text": f"not checked: {shown(name)}: {shown(why)}"},
               "locations": [{"physicalLocation": {"artifactLocation": artifact(name)}}]}
    for note in report.notes:
        yield {"level": "note", "message": {"text": shown(note)}}


def run_of(report, findings, number):
    slugs = {f.id: f.rule for f in findings}
    descriptors = [rule_of(slug, ident) for ident, slug in sorted(slugs.items())]
    index = {d["id"]: n for n, d in enumerate(descriptors)}
    return {
        "tool": {"driver": {"name": "usbdma", "version": report.version or "unknown",
                            "informationUri": HOME, "rules": descriptors}},
        "automationDetails": {"id": "usbdma-lint/" + (f"{number}/" if number > 1 else "")},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.coverage.complete(),
                         "exitCode": report.status,
                         "toolExecutionNotifications": list(notifications(report))}],
        "results": [result(report, f, index) for f in findings],
    }


def write(report, out):
    found = report.findings
    parts = [found[n:n + RESULTS_A_RUN] for n in range(0, len(found), RESULTS_A_RUN)] or [[]]
    runs = [run_of(report, part, n) for n, part in enumerate(parts, 1)]
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, out, indent=1)
    out.write("\n")
