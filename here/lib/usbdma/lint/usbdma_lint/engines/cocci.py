# SPDX-License-Identifier: GPL-2.0-or-later
"""The semantic patches, through `usbdma-cocci --jsonl`, over the units of the run.

Kept by the contents of the file, of the local headers around it, and of the
semantic patches.
"""
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from usbdma_tree import CannotWork, tools

from .. import cache, command, finding, pool, rules

NAME = "cocci"
FAILED = re.compile(r"^not checked: (.*?): (\w*): ?(.*)$", re.M)


def patches():
    for folder in (tools.TOP / "cocci", tools.TOP / "src/cocci"):
        found = sorted(folder.glob("*.cocci"))
        if found:
            return found
    return []


def available(a):
    """None, or why it can't run."""
    if not command.find("usbdma-cocci") or not patches():
        return "usbdma-cocci is not installed"
    return None if shutil.which("spatch") else \
        "spatch is not installed (Debian: apt-get install coccinelle)"


def level(a):
    """{slug: severity} and the set of rules that this run shows."""
    on = {r.slug for r in rules.table().values() if r.state == "on"}
    severity = {r.slug: r.severity for r in rules.table().values()}
    least = "advice"

    def named(words):
        for w in words.replace(",", " ").split():
            yield from severity if w == "all" else [rules.get(w).slug]
    for words in a.enable:
        on |= set(named(words))
    for words in a.disable:
        on -= set(named(words))
    for words in a.severity:
        for w in words.split(","):
            slug, eq, value = w.partition("=")
            if eq:
                severity[rules.get(slug).slug] = value
            else:
                least = w
    return on, severity, least


def shown(rows, a):
    """Of the findings, those that the options ask for, graded as they say."""
    on, severity, least = level(a)
    for row in rows:
        row["severity"] = severity.get(row["rule"], row["severity"])
        if row["rule"] in on and finding.at_least(row["severity"], least):
            yield row


def unit_key(common, state, name):
    folder = (state.root / name).parent
    near = [cache.file_digest(h) for h in sorted(folder.glob("*.h"))]
    return cache.digest("cocci", common, name, cache.file_digest(state.root / name), *near)


def allowed(state, row):
    """Does a comment in the source allow it?  On its line, or in the lines above
    that hold comments only, as for the plugin."""
    try:
        lines = (state.root / row["file"]).read_text(errors="replace").split("\n")
    except OSError:
        return False
    n = min(row["line"], len(lines))
    while n > 0:
        m = re.search(r"usbdma:\s*allow\s+([\w, ]+?)\s*--\s*\S", lines[n - 1])
        if m and {row["rule"], row["id"]} & set(re.split(r"[,\s]+", m[1])):
            return True
        n -= 1
        if not re.match(r"\s*(/\*|\*|//)", lines[n - 1] if n else ""):
            return False
    return False


def ask(state, names, a):
    """({name: [rows]}, {name: why}) of one run of usbdma-cocci."""
    by_name, home = {n: [] for n in names}, str(state.home or state.root)
    with tempfile.TemporaryDirectory(prefix="usbdma-cocci-") as work:
        argv = [command.find("usbdma-cocci"), f"--jobs={a.jobs}", "--jsonl", f"{work}/found", "--",
                *names]
        status, out, err = pool.child(argv, state.root, timeout=60 + 120 * len(names))
        text = (out + err).decode("utf-8", "replace")
        if status != 0:
            raise CannotWork("usbdma-cocci: " + (text.strip().split("\n")[-1][:300] or
                                                 f"ended with status {status}"))
        lines = Path(work, "found").read_text(encoding="utf-8").split("\n")
    failed = {relative(m[1], state, home): f"{m[2]}: {m[3]}" for m in FAILED.finditer(text)}
    for row in filter(None, lines):
        row = json.loads(row)
        for part in (row, *row["path"]):
            part["file"] = relative(part["file"], state, home)
        if row["file"] in by_name:
            by_name[row["file"]].append(row)
    return by_name, failed


def relative(name, state, home):
    """A file that is a link in a copy comes back under the name it links to."""
    for root in (str(state.root), home):
        if name.startswith(f"{root}/"):
            return name[len(root) + 1:]
    return os.path.normpath(name)


def run(state, units, a):
    """({unit: result}, findings) of those units of the state."""
    store = cache.store(a.no_cache, "cocci")
    common = cache.digest(*map(cache.file_digest, patches()), shutil.which("spatch"),
                          tools.version())
    keys = {u.name: unit_key(common, state, u.name) for u in units}
    rows = {n: store.get(k) for n, k in keys.items()}
    todo = [n for n, kept in rows.items() if kept is None]
    failed = {}
    if todo:
        asked, failed = ask(state, todo, a)
        rows.update(asked)
        for n in todo:
            if n not in failed:
                store.put(keys[n], asked[n])
    results, findings = {}, []
    for name, found in rows.items():
        results[name] = {"what": "failed", "why": failed[name]} if name in failed else \
            {"what": "checked"}
        for row in shown(found, a):
            if not allowed(state, row):
                f = finding.from_json(row, f"semantic patch on {name}")
                f.unit = name
                findings.append(f)
    return results, findings
