# SPDX-License-Identifier: GPL-2.0-or-later
"""Run usbdma-check, or the bare compiler, on one unit of a kernel tree."""
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "build" / "usbdma-check"
RULES_DEF = ROOT / "rules" / "rules.def"
RULE = re.compile(r'^RULE\((UD\d+), (\w+), (\w+), (\w+), (\w+), "', re.M)


class NotChecked(Exception):
    """The unit was not analysed (it did not compile, most often); the text says why."""


def rule_states(path=RULES_DEF):
    """{slug: on|off|planned|retired} of rules/rules.def."""
    return {m[2]: m[5] for m in RULE.finditer(path.read_text())}


def run(cmd, cwd):
    return subprocess.run(cmd, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)


def first_error(text):
    """The line of a compiler's output that says most."""
    lines = [s.strip() for s in text.splitlines() if s.strip()]
    for s in lines:
        if "error:" in s or "not checked" in s:
            return s
    return lines[-1] if lines else "no output"


def compile_only(tree, source, flags, cc):
    """Compile without output; NotChecked when the compiler refuses."""
    done = run([cc, *flags, "-w", "-fsyntax-only", str(source)], tree)
    if done.returncode:
        raise NotChecked(first_error(done.stdout))
    return []


def relative(name, tops):
    """A path of a finding, relative to the tree or to the patched copy."""
    for top in tops:
        name = re.sub("^" + re.escape(str(top)) + "/+", "", name)
    return os.path.normpath(name)


def check(tree, source, flags, cc, tops=(), checker=CHECKER, enable="all"):
    """
    Findings (dicts of docs/jsonl.md, file made relative) of one unit; NotChecked when
    it was not analysed.  `enable` is the rules to switch on beside the default ones.
    """
    with tempfile.TemporaryDirectory(prefix="usbdma-check-") as tmp:
        out, tally = Path(tmp, "findings"), Path(tmp, "tally")
        cmd = [str(checker), "--cc", cc, "--all-files", "--jsonl", str(out), "--tally", str(tally)]
        if enable:
            cmd += ["--enable", enable]
        done = run(cmd + [*flags, str(source)], tree)
        counted = tally.read_text() if tally.exists() else ""
        if done.returncode == 2 or not counted.startswith("checked\t"):
            raise NotChecked(first_error(done.stdout))
        text = out.read_text() if out.exists() else ""
    found = [json.loads(line) for line in text.splitlines() if line]
    for f in found:
        f["file"] = relative(f["file"], [*tops, tree])
    return found
