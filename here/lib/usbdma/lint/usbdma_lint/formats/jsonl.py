# SPDX-License-Identifier: GPL-2.0-or-later
"""Format jsonl: docs/jsonl.md, one object a line; engines and commit behind."""
import json

from .. import finding

NAME = "jsonl"
HELP = "one JSON object a line (docs/jsonl.md)"


def write(report, out):
    for f in report.findings:
        text = json.dumps(finding.to_json(f), ensure_ascii=True)
        out.write(replace_halves(text) + "\n")


def replace_halves(text):
    """Escapes of single surrogates, which no reader accepts, as U+FFFD."""
    if "\\ud" not in text:
        return text
    return json.dumps(plain(json.loads(text)), ensure_ascii=True)


def plain(value):
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [plain(v) for v in value]
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value
