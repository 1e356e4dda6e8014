# SPDX-License-Identifier: GPL-2.0-or-later
"""What no single file shows: `usbdma-link` joins the interface facts that the
plugin leaves of each unit of this run.

It sees the units of the run and no others: a whole module or tree shows more
than a patch does.
"""
import functools
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from usbdma_tree import CannotWork, tools

from .. import command, finding, pool

NAME = "link"
FAILED = re.compile(r"^not checked: .*?/(\d+)\.usbdma: (.*)$", re.M)
AFTER = 1                       # the plugin


def program(a):
    """usbdma-link: beside the usbdma-check in use, or wherever it is found."""
    beside = tools.find_checker(a.check).parent / "usbdma-link"
    return str(beside) if os.access(beside, os.X_OK) else command.find("usbdma-link")


@functools.lru_cache(maxsize=None)
def leaves_facts(checker):
    p = subprocess.run([checker, "--help"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                       text=True, check=False)
    return "--interface" in p.stdout


def available(a):
    """None, or why it can't run."""
    try:
        if not program(a):
            return "usbdma-link is not installed"
        if not leaves_facts(str(tools.find_checker(a.check))):
            return "usbdma-check is older than usbdma-link"
    except CannotWork as e:
        return str(e)
    return None


def options(a):
    words = []
    for name in ("enable", "disable", "severity", "model"):
        for value in getattr(a, name):
            words += ["--" + name, os.path.abspath(value) if name == "model" else value]
    return words


def run(state, units, a):
    """({unit: result}, findings) of the units whose facts the plugin left.

    Facts name files as the compiler did; those of a copy of the tree that is
    gone, which come from the cache, are told by the root they were made in.
    """
    facts = {u: t for u, t in sorted(state.facts.items()) if t[0]}
    if not facts:
        return {}, []
    with tempfile.TemporaryDirectory(prefix="usbdma-link-") as work:
        for n, (text, _) in enumerate(facts.values()):
            Path(work, f"{n}.usbdma").write_text(text, encoding="utf-8",
                                                 errors="surrogateescape")
        argv = [program(a), "--quiet", "--jsonl", f"{work}/found", "--source", str(state.root),
                *options(a), work]
        status, out, err = pool.child(argv, state.root)
        said = (out + err).decode("utf-8", "replace").strip()
        path = Path(work, "found")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    if status != 0:
        why = said.split("\n")[-1][:300]
        return dict.fromkeys(facts, {"what": "failed", "why": why}), []
    results = dict.fromkeys(facts, {"what": "checked"})
    for number, why in FAILED.findall(said):
        results[list(facts)[int(number)]] = {"what": "failed", "why": why}
    roots = {root for _, root in facts.values()}
    return results, [one(json.loads(line), roots) for line in text.split("\n") if line]


def one(row, roots):
    for part in (row, *row["path"]):
        name = os.path.normpath(part["file"])
        root = next((r for r in roots if name.startswith(f"{r}/")), None)
        part["file"] = name[len(root) + 1:] if root else name
    f = finding.from_json(row, "finding of usbdma-link")
    f.unit = f.file
    return f
