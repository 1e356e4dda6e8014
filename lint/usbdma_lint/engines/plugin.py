# SPDX-License-Identifier: GPL-2.0-or-later
"""The GCC plugin, through usbdma-check: one compiler a unit.

A unit's result is kept by the contents of all it was made of: words, compiler,
checker, options, the source and every header it read.
"""
import contextlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from usbdma_tree import CannotWork, tools

from .. import cache, finding, pool, rules
from . import link

NAME = "plugin"
KEEP = re.compile(r"-([DUI].*|isystem.*|include.*|iquote.*|nostdinc|std=.*|m(?!little|big|"
                  r"retpoline|stack|harden|indirect|function|fentry|skip-rax|record).*|"
                  r"f(short|no-|un)?"
                  r"(wchar|char|signed-char|unsigned-char|PIE|pie|pic|PIC|sanitize|asynchronous)"
                  r".*|O.*)$")
OPERAND = {"-I", "-D", "-U", "-isystem", "-include", "-iquote", "-idirafter", "-imacros"}
REMARK = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): warning: (?P<message>.*) "
                    r"\[(?P<rule>(?:stale|bad)_suppression)\]$")
ALTERNATIVES = 8                # header states remembered of one unit


def available(a):
    """None, or why it can't run."""
    try:
        tools.find_checker(a.check)
    except CannotWork as e:
        return str(e)
    return None


def reader(a, cc):
    """The GCC that reads what cc compiles; of a clang tree the checker takes its own."""
    return a.cc or ("gcc" if "clang" in os.path.basename(cc.split()[-1]) else cc)


def options(a, cc):
    words = ["--quiet", *(["--cc", a.cc or cc] if reader(a, cc) == (a.cc or cc) else [])]
    for name in ("enable", "disable", "severity", "model"):
        for value in getattr(a, name):
            words += ["--" + name, os.path.abspath(value) if name == "model" else value]
    if a.chain:
        words += ["--chain", a.chain]
    return words


def tool_key(a, checker, cc):
    """What decides the findings beside the sources."""
    found = shutil.which(reader(a, cc).split()[-1])
    st = os.stat(found) if found else None
    parts = [cache.file_digest(checker), found or "",
             f"{st.st_size} {st.st_mtime_ns}" if st else ""]
    for folder in (checker.parent, checker.parent.parent / "lib/usbdma"):
        parts += map(cache.file_digest, sorted(folder.glob("*/usbdma.so")))
    parts += [cache.file_digest(m) for m in a.model]
    return cache.digest(*parts, *options(a, cc))


class Runner:
    """Checks units of one state."""

    def __init__(self, state, a):
        self.state, self.a = state, a
        self.checker = tools.find_checker(a.check)
        self.key = tool_key(a, self.checker, state.cc)
        self.store = cache.store(a.no_cache, "units")
        self.home = str(state.home or state.root)
        self.facts = link.available(a) is None

    def hide(self, text):
        return text.replace(str(self.state.root), "@ROOT@").replace(self.home, "@ROOT@")

    def unit_key(self, unit):
        return cache.digest(self.key, str(self.facts), unit.name, *map(self.hide, unit.argv),
                            self.hide(unit.cwd))

    def path(self, dep):
        return dep.replace("@ROOT@", str(self.state.root))

    def kept(self, unit, key):
        """The result of an earlier run with the same source and headers."""
        for entry in self.store.get(key) or []:
            if all(cache.file_digest(os.path.join(unit.cwd, self.path(dep))) == value
                   for dep, value in entry["deps"]):
                return entry["result"]
        return None

    def __call__(self, unit):
        key = self.unit_key(unit)
        result = self.kept(unit, key)
        if result:
            return {**result, "cached": True}
        result = check(self, unit)
        if result["what"] in ("checked", "passed-over") and self.store.dir:
            deps = dependencies(self, unit)
            if deps:
                entry = {"deps": deps, "result": result}
                rest = [e for e in self.store.get(key) or [] if e["deps"] != deps]
                self.store.put(key, [entry, *rest[:ALTERNATIVES - 1]])
        return result


def short(unit, root, file):
    """A file's name in the state, from its top."""
    path = os.path.normpath(os.path.join(unit.cwd, file))
    return path[len(root) + 1:] if path.startswith(f"{root}/") else file


def check(runner, unit):
    """One usbdma-check: {what, functions, gave_up, why, findings}."""
    a, root = runner.a, str(runner.state.root)
    with tempfile.TemporaryDirectory(prefix="usbdma-unit-") as work:
        argv = [str(runner.checker), *options(a, runner.state.cc), "--tally", f"{work}/tally",
                "--jsonl", f"{work}/found"]
        argv += [*(["--interface", f"{work}/facts"] if runner.facts else []), *unit.argv]
        status, _, err = pool.child(argv, unit.cwd)
        err = err.decode("utf-8", "replace")
        row = read(f"{work}/tally").split("\n")[0].split("\t")
        rows = [json.loads(line) for line in read(f"{work}/found").split("\n") if line]
        facts = "".join(read(p) for p in Path(work).glob("facts/**/*.usbdma"))
    if status is None:
        return {"what": "failed", "why": "the checker took more than ten minutes", "findings": []}
    if row[0] not in ("checked", "passed-over"):
        why = row[2] if len(row) > 2 else err.strip().split("\n")[-1][:300]
        why = why or f"the checker ended with status {status}"
        return {"what": "failed", "why": why.replace(f"{root}/", ""), "findings": []}
    rows += remarks(err)
    for r in rows:
        for part in (r, *r["path"]):
            part["file"] = short(unit, root, part["file"])
    numbers = [int(n) for n in row[2:4]] if row[0] == "checked" else [0, 0]
    return {"what": row[0], "functions": numbers[0], "gave_up": numbers[1], "findings": rows,
            "facts": facts, "facts_root": root}


def read(path):
    with contextlib.suppress(FileNotFoundError):
        return Path(path).read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def remarks(err):
    """Stale suppressions, which usbdma-check says on standard error, as findings."""
    for line in err.split("\n"):
        m = REMARK.match(line)
        if m:
            rule = rules.REMARKS[m["rule"]]
            yield {"rule": rule.slug, "id": rule.id, "severity": rule.severity,
                   "confidence": rule.confidence, "file": m["file"], "line": int(m["line"]),
                   "column": int(m["column"]), "message": m["message"], "path": []}


def dependencies(runner, unit):
    """[(file, digest)] of all that the unit includes; empty if GCC can't say."""
    words, keep = [], False
    for w in unit.argv[:-1]:
        if keep or w in OPERAND or KEEP.match(w):
            words.append(w)
            keep = not keep and w in OPERAND
    cc = reader(runner.a, runner.state.cc).split()
    cc = cc if "gcc" in cc[-1] else ["gcc"]
    try:
        status, out, _ = pool.child([*cc, "-w", "-M", *words, unit.argv[-1]], unit.cwd)
    except OSError:
        return []
    if status != 0:
        return []
    names = os.fsdecode(out).replace("\\\n", " ").split(": ", 1)[-1]
    names = [n.replace("\\ ", " ") for n in re.findall(r"(?:\\ |\S)+", names)]
    return [[runner.hide(n), cache.file_digest(os.path.join(unit.cwd, n))]
            for n in dict.fromkeys(names)]


def run(state, units, a):
    """({unit: result}, findings) of those units of the state."""
    runner = Runner(state, a)
    results = pool.each(runner, units, a)
    findings = []
    state.facts = {u.name: (r.get("facts"), r.get("facts_root")) for u, r in zip(units, results)}
    for u, r in zip(units, results):
        for row in r["findings"]:
            f = finding.from_json(row, f"finding in {u.name}")
            f.unit = u.name
            findings.append(f)
    return {u.name: r for u, r in zip(units, results)}, findings
