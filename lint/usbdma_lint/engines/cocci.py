# SPDX-License-Identifier: GPL-2.0-or-later
"""The semantic patches, through `usbdma-cocci --jsonl`, over the units of the run.

Kept by the contents of the file, of the local headers around it, and of the
semantic patches.  Where the plugin has checked a unit they are a second opinion:
each gets little time there, and one that needs more is told in a note.
"""
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from usbdma_tree import tools

from .. import cache, command, finding, pool, rules

NAME = "cocci"
AFTER = 2                       # the engines that compile
SECOND, ALONE = 5, 60           # seconds of processor time for a semantic patch on a file
SLOW = set()                    # (unit, slug) that was stopped in a state of this run
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
    for word in a.severity:
        slug, _, value = word.rpartition(":")
        if slug:
            severity[slug] = value
        else:
            least = word
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


def ask(state, names, slugs, limit, a):
    """({name: [rows]}, {name: {slug: why not}}) of one run of usbdma-cocci."""
    by_name, home = {n: [] for n in names}, str(state.home or state.root)
    if not slugs:
        return by_name, {}
    with tempfile.TemporaryDirectory(prefix="usbdma-cocci-") as work:
        argv = [command.find("usbdma-cocci"), f"--jobs={a.jobs}", f"--timeout={limit}",
                "--jsonl", f"{work}/found", *(f"--rule={s}" for s in slugs), "--", *names]
        status, out, err = pool.child(argv, state.root,
                                      timeout=600 + len(names) * len(slugs) * limit)
        text = (out + err).decode("utf-8", "replace")
        if status != 0:
            why = text.strip().split("\n")[-1][:300] or f"usbdma-cocci ended with {status}"
            return by_name, {n: {"": why} for n in names}
        lines = Path(work, "found").read_text(encoding="utf-8").split("\n")
    failed = {}
    for m in FAILED.finditer(text):
        failed.setdefault(relative(m[1], state, home), {})[m[2]] = m[3]
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


def wanted(state, a):
    """Rules with a semantic patch whose findings this run would show."""
    on, _, _ = level(a)
    return [p.stem for p in patches()
            if p.stem in on and (state.rules is None or p.stem in state.rules)]


def look(state, names, slugs, limit, a):
    """{name: {"rows", "failed": {slug: why not}}}: from the cache, or by usbdma-cocci."""
    store = cache.store(a.no_cache, "cocci")
    common = cache.digest(*map(cache.file_digest, patches()), shutil.which("spatch"),
                          tools.version(), str(limit), *slugs)
    keys = {n: unit_key(common, state, n) for n in names}
    out = {n: store.get(k) for n, k in keys.items()}
    todo = [n for n, kept in out.items() if kept is None]
    if not todo or not slugs:
        return {n: kept or {"rows": [], "failed": {}} for n, kept in out.items()}
    slow = [s for s in slugs if all((n, s) in SLOW for n in todo)]      # as it is elsewhere
    rows, failed = ask(state, todo, [s for s in slugs if s not in slow], limit, a)
    for n in todo:
        failed.setdefault(n, {}).update(dict.fromkeys(slow, "spatch: timeout"))
        SLOW.update((n, s) for s, why in failed[n].items() if late(why))
        out[n] = {"rows": rows[n], "failed": failed[n]}
        if all(late(why) and limit == SECOND for why in out[n]["failed"].values()):
            store.put(keys[n], out[n])
    return out


def late(why):
    return why.startswith("spatch: timeout")


def judge(name, failed, second, a):
    """The result of one unit: what another engine has checked only gets a remark,
    unless the rule was asked for by name."""
    table = rules.table().values()
    off = {r.slug for r in table if r.state == "off"}
    bad = {s: why for s, why in failed.items() if not second or not late(why) or s in off}
    if bad:
        return {"what": "failed", "why": "; ".join(f"{s}: {w}" if s else w
                                                   for s, w in sorted(bad.items()))}
    remarks = [f"{name}: stopped after {SECOND} s, the plugin alone has looked: semantic patch "
               + ", ".join(sorted(failed))] if failed else []
    return {"what": "checked", "remarks": remarks}


def run(state, units, a):
    """({unit: result}, findings) of those units of the state."""
    results, findings = {}, []
    slugs = wanted(state, a)
    for second in (True, False):
        names = [u.name for u in units if (u.name in state.checked) == second]
        looked = look(state, names, slugs, SECOND if second else ALONE, a) if names else {}
        for name, one in looked.items():
            results[name] = judge(name, one["failed"], second, a)
            for row in shown(one["rows"], a):
                if not allowed(state, row):
                    f = finding.from_json(row, f"semantic patch on {name}")
                    f.unit = name
                    findings.append(f)
    return results, findings
