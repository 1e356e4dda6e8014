#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""container.py FOLDER - does what lint/ci/Containerfile says, without a container service:
each stage is a Debian of debootstrap below FOLDER, each RUN a chroot.  Needs root.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def instructions(text):
    """[(WORD, rest)] of a Containerfile; continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.M).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in text.split("\n") if line.strip()]


def bootstrap(image, root):
    release = re.match(r"debian:(\w+)", image)[1]
    subprocess.run(["debootstrap", "--variant=minbase", release, root], check=True,
                   stdout=subprocess.DEVNULL)


def copy(sources, target, base, root):
    """As COPY: a folder's contents, or files into a folder."""
    where = root / target.lstrip("/")
    for name in sources:
        source = base / name.lstrip("/")
        if source.is_dir():
            words = ["git", "-C", source, "archive", "HEAD"] if source == TOP else \
                ["tar", "-C", source, "-c", "."]
            where.mkdir(parents=True, exist_ok=True)
            tar = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout
            subprocess.run(["tar", "-x", "-C", where], input=tar, check=True)
        else:
            where.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, where)


def build(text, top):
    """The folder of the last stage, and its ENTRYPOINT."""
    stages, root, cwd, entry = {}, None, "/", []
    for word, rest in instructions(text):
        print(f"{word} {rest}", flush=True)
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            root, cwd = top / (name or "last"), "/"
            stages[name or "last"] = root
            bootstrap(image, root)
        elif word == "WORKDIR":
            cwd = rest
        elif word == "COPY":
            words = rest.split()
            stage = re.match(r"--from=(\S+)", words[0])
            base = stages[stage[1]] if stage else TOP
            copy(words[1 if stage else 0:-1], words[-1], base, root)
        elif word == "RUN":
            subprocess.run(["chroot", root, "/bin/sh", "-c", f"cd {cwd} && {rest}"], check=True)
        elif word == "ENTRYPOINT":
            entry = re.findall(r'"([^"]*)"', rest)
        else:
            sys.exit(f"container: {word} is not known")
    return root, entry


def main(argv):
    if len(argv) != 1 or argv[0].startswith("-"):
        print(__doc__.strip())
        return 0 if argv in (["-h"], ["--help"]) else 2
    root, entry = build((TOP / "lint/ci/Containerfile").read_text(), Path(argv[0]).resolve())
    for words in (["--version"], ["doctor"]):
        subprocess.run(["chroot", root, *entry, *words], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
