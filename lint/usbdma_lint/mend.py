# SPDX-License-Identifier: GPL-2.0-or-later
"""Rewrites of semantic patches as patches for a mailing list."""
import email.header
import email.utils
import os
import re
import shutil
import tempfile
from collections import namedtuple
from pathlib import Path

from usbdma_cocci import patches
from usbdma_tree import CannotWork, tools

from . import command, git, mail, pool, rules
from .engines import cocci
from .text import shown, wrapped

MIME = ("MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit")

Mended = namedtuple("Mended", "file rule diff findings")


def need_cocci():
    why = cocci.available(None)
    if why:
        raise CannotWork(f"fix needs the semantic patches: {why}")


def rewriting():
    """The semantic patches that can change a driver."""
    return [p for p in cocci.patches() if patches.REWRITES.search(p.read_text(encoding="utf-8"))]


def semantic_patch(slug):
    return next((p for p in rewriting() if p.stem == slug), None)


def paths(diff):
    return mail.touched(diff)[0]


def rewrite(root, file, slug, work):
    """(diff with -p1 paths below root, None) or (None, why)."""
    with tempfile.TemporaryDirectory(dir=work) as where:
        # a real file, so that its name stays below the folder that spatch runs in
        for path in (root / file).parent.glob("*.h"):
            target = Path(where) / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        target = Path(where) / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / file, target)
        argv = [command.find("usbdma-cocci"), "--mode=patch", f"--rule={slug}", "--jobs=1", "--",
                file]
        status, out, err = pool.child(argv, where)
    if status != 0:
        return None, err.decode("utf-8", "replace").strip().split("\n")[-1] or "spatch failed"
    return out if b"@@" in out else None, None


def author(tree, dry=False):
    """git's idea of who the user is; CannotWork when it has none, but not in a dry run."""
    where = tree.external or tree.source
    words = [git.run(where, "config", key, check=False) for key in ("user.name", "user.email")]
    if not all(words) and dry:
        return "NAME <ADDRESS>"
    if not all(words):
        raise CannotWork("who signs the patches?  --author 'NAME <MAIL>', or git config "
                         "user.name and user.email")
    name, address = (w.decode("utf-8", "replace").strip() for w in words)
    return f"{name} <{address}>"


def prefix(file):
    """usb: misc: demo:, as most subsystems title their commits."""
    parts = Path(file).with_suffix("").parts
    parts = parts[1:] if len(parts) > 2 and parts[0] == "drivers" else parts
    return ": ".join(dict.fromkeys(parts))


def maintainers(diff, tree):
    """To: lines from the tree's get_maintainer.pl; [] when it can't say."""
    script = tree.source / "scripts/get_maintainer.pl"
    if tree.external or not script.exists() or not shutil.which("perl"):
        return []
    with tempfile.NamedTemporaryFile(suffix=".patch") as f:
        f.write(diff)
        f.flush()
        status, out, _ = pool.child(["perl", str(script), "--no-rolestats", "--no-git",
                                     "--no-git-fallback", f.name], tree.source)
    lines = out.decode("utf-8", "replace").split("\n")
    return [line.strip() for line in lines if "@" in line] if status == 0 else []


DOCUMENT = re.compile(r"(?:Documentation/)?((?:core-api|driver-api)/[\w/-]*\w)(?:\.rst)?")


def documents(slug):
    """The kernel's pages that the rule's page rests on."""
    names = DOCUMENT.findall(rules.page(slug)) or ["driver-api/usb/dma"]
    return [f"Documentation/{n}.rst" for n in dict.fromkeys(names)]


def changelog(m, tree):
    """What, why with the document, tool, and what was tested."""
    rule = rules.get(m.rule)
    what = "; ".join(dict.fromkeys(f"in {f.function}(), {f.message}" for f in m.findings))
    why = " ".join(rules.section(m.rule, "Why").split("\n\n")[0].split()).replace("`", "")
    yield from wrapped(shown(what[:1].upper() + what[1:]) + ".", 72)
    yield ""
    yield from wrapped(why, 72)
    yield ""
    yield from wrapped(f"Found by usbdma {tools.version()}, rule {rule.id} {rule.slug}; mended by "
                       f"its semantic patch {rule.slug}.cocci.  See "
                       + " and ".join(documents(m.rule)) + ".", 72)
    yield ""
    yield from wrapped(f"Tested: {m.file} compiles for Linux {tree.version} with {tree.cc}, "
                       f"usbdma no longer reports it and reports nothing new.  Not run on "
                       "hardware.", 72)


def encoded(who):
    """NAME <MAIL> as a header has it."""
    name, address = email.utils.parseaddr(who)
    return who if who.isascii() else \
        f"{email.header.Header(name, 'utf-8', 200).encode()} <{address}>"


def patch_text(m, number, total, who, tree):
    """A message as `git format-patch` writes it."""
    rule = rules.get(m.rule)
    count = f" {number}/{total}" if total > 1 else ""
    head = ["From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001",
            f"From: {encoded(who)}", f"Date: {email.utils.formatdate(localtime=True)}",
            f"Subject: [PATCH{count}] {prefix(m.file)}: fix {rule.title}"]
    people = maintainers(m.diff, tree)
    if people:
        head.append("To: " + ",\n ".join(people))
    body = "\n".join(["", *changelog(m, tree), "", f"Signed-off-by: {who}", "---", ""])
    if not "".join([*head, body]).isascii():
        head += MIME
    return "\n".join([*head, body]) + f"{git_diff(m)}-- \nusbdma {tools.version()}\n\n"


def git_diff(m):
    """The diff with git's header line for each file."""
    text = m.diff.decode("utf-8", "surrogateescape")
    return re.sub(r"^--- a/(\S+)", r"diff --git a/\1 b/\1\n--- a/\1", text, flags=re.M)


def save(folder, number, m, text):
    stem = re.sub(r"[^A-Za-z0-9._]+", "-", f"{prefix(m.file)}-{m.rule}")
    path = folder / f"{number:04d}-{stem}.patch"
    if path.exists():
        raise CannotWork(f"{path} exists")
    tmp = f"{path}.tmp{os.getpid()}"
    try:
        with open(tmp, "w", encoding="utf-8", errors="surrogateescape") as f:
            f.write(text)
        os.replace(tmp, path)
    except OSError as e:
        raise CannotWork(f"cannot write {path}: {e.strerror}") from None
    return path
