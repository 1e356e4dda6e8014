# SPDX-License-Identifier: GPL-2.0-or-later
"""The semantic patches there are, cocci/<slug>.cocci: what their headers say, and
which words a file must have for one to match (spatch's own word on that)."""
import difflib
import re
import subprocess
import tempfile
from types import SimpleNamespace

from usbdma_tree import CannotWork, tools

from . import needs

MODES = ("report", "patch", "context", "org")
FEW = 8				# files that are handed on at once: asking costs a run of spatch
REWRITES = re.compile(r"^@[^@\n]*depends on patch\b[^@\n]*@\n(?!\w+ << )", re.M)
CONFIDENCE = {"High": "high", "Moderate": "medium", "Low": "low"}


def folder():
    path = tools.TOP / "cocci"
    if not path.is_dir():
        raise CannotWork(f"the semantic patches are not in {path}: is usbdma installed completely?")
    return path


def known():
    """slug -> (id, severity) of rules/rules.def"""
    text = (tools.rules_dir() / "rules.def").read_text()
    return {slug: (ident, severity.lower()) for ident, slug, severity in
            re.findall(r"^RULE\((\w+),\s*(\w+),\s*(\w+),", text, re.M)}


def header(text, key):
    m = re.search(rf"^//\s*{key}:\s*(.*)$", text, re.M)
    return m.group(1).strip() if m else ""


def read(path):
    """One semantic patch: slug, id, severity, confidence, options for spatch, modes."""
    text = path.read_text()
    slug = path.stem
    rules = known()
    if slug not in rules:
        raise CannotWork(f"{path}: '{slug}' is no rule of rules/rules.def")
    word = header(text, "Confidence")
    if word not in CONFIDENCE:
        raise CannotWork(f"{path}: Confidence: is '{word}', not High, Moderate or Low")
    ident, severity = rules[slug]
    modes = [m for m in MODES if re.search(rf"^virtual .*\b{m}\b", text, re.M)]
    return SimpleNamespace(path=path, slug=slug, ident=ident, severity=severity, modes=modes,
                           free=bool(re.search(r"^virtual free$", text, re.M)),
                           confidence=CONFIDENCE[word], options=header(text, "Options").split(),
                           patches=bool(REWRITES.search(text)))


def wanted(slugs):
    """The semantic patches of these rules, or all."""
    have = {p.stem: p for p in sorted(folder().glob("*.cocci"))}
    for slug in slugs:
        if slug in have:
            continue
        if slug in known():
            raise CannotWork(f"no semantic patch is for {slug}: that rule is the plugin's")
        near = difflib.get_close_matches(slug, have, 1)
        raise CannotWork(f"'{slug}' is no rule" + (f"; did you mean {near[0]}?" if near else ""))
    return [read(have[s]) for s in (dict.fromkeys(slugs) or have)]


def with_python(text):
    """What spatch said; Debian's does not depend on the package of the library it loads."""
    if "unable to find the Python library" in text:
        raise CannotWork("spatch finds no Python library, which semantic patches need to report: "
                         "apt-get install libpython3-dev (Fedora: python3-devel)")
    return text


def asked(patch, spatch, mode):
    """What spatch would ask glimpse for, as a test of a file's words; when it
    doesn't print that, every file may matter."""
    with tempfile.TemporaryDirectory(prefix="usbdma-") as empty:
        p = subprocess.run([*spatch, "-D", mode, "--use-glimpse", "--debug", "--dir", empty,
                            "--cocci-file", str(patch.path)], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                           errors="replace", check=False)
    if p.returncode:
        lines = [l for l in with_python(p.stdout).split("\n") if l and not l.startswith("Warning")]
        raise CannotWork(f"spatch cannot read {patch.path}:\n" + "\n".join(lines[-6:]))
    # the first is the strongest; the others are for indexes with limits
    m = re.search(r"^glimpse request = (.*)$", p.stdout, re.M)
    return parse(m.group(1)) if m else (lambda words: True)


def matters(patch, spatch, mode, words):
    """Which of the files (name -> its words) the semantic patch can match in."""
    own = needs.of_text(patch.path.read_text())
    names = [name for name in sorted(words) if own(words[name])]
    if len(names) > FEW:
        test = asked(patch, spatch, mode)
        names = [name for name in names if test(words[name])]
    return names


def parse(text):
    """{a;b} both, {a,b} one of them, nested."""
    tokens = re.findall(r"[{};,]|[^{};,\s]+", text)

    def term(at):
        if tokens[at] != "{":
            word = tokens[at]
            return (lambda words: word in words), at + 1
        parts, sign, at = [], ";", at + 1
        while True:
            part, at = term(at)
            parts.append(part)
            if tokens[at] == "}":
                break
            sign, at = tokens[at], at + 1
        test = all if sign == ";" else any
        return (lambda words: test(p(words) for p in parts)), at + 1

    try:
        test, end = term(0)
    except IndexError:
        end = None
    if end != len(tokens):
        raise CannotWork(f"spatch asks for words in a way that is not understood: {text}")
    return test
