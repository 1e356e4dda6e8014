# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of usbdma-lint share: running it, a made-up tree in git, findings
as engines hand them over."""
import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import compiler, project
from house.conftest import cc_text, environment, fake_tree  # noqa: F401

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "lint"))

from usbdma_lint import finding, job  # noqa: E402

COMMAND = TOP / "lint/usbdma-lint"
WHO = ("-c", "user.name=A U Thor", "-c", "user.email=author@example.com")


@pytest.fixture(scope="session")
def gcc():
    """GCC 12 with everything built."""
    return compiler.get_or_skip("gcc-12")


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def lint(cache):
    """Runs usbdma-lint with the plugin engine and a cache of the tests' own."""
    def run(*words, cwd=TOP, data=None, engine="plugin", env=None, cached=cache):
        extra = ["--check", str(project.BUILD / "usbdma-check")] if engine else []
        extra += ["--engine", engine, "--no-config"] if engine else []
        words = [str(w) for w in words]
        named = words and words[0] in ("run", "baseline", "fix")
        words = [words.pop(0) if named else "run", *extra, *words] if engine else words
        return subprocess.run([sys.executable, str(COMMAND), *words], cwd=cwd, input=data,
                              env=environment(USBDMA_CACHE=str(cached), **(env or {})),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=540,
                              check=False, text=not isinstance(data, bytes))
    return run


@pytest.fixture(scope="session")
def lint_all(cache):
    """Runs usbdma-lint with all engines and a cache of the tests' own."""
    def run(*words, cwd=TOP, env=None):
        return subprocess.run([sys.executable, str(COMMAND), *map(str, words)], cwd=cwd,
                              env=environment(**{"USBDMA_CACHE": str(cache), **(env or {})}),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=900,
                              check=False, text=True)
    return run


def worktree_state(tree, *folders):
    """Names, sizes, times and link targets of what is below folders of a tree."""
    rows = []
    for top in folders:
        for where, dirs, files in os.walk(tree / top):
            dirs.sort()
            for name in sorted(dirs + files):
                path = os.path.join(where, name)
                st = os.lstat(path)
                rows.append((path, st.st_size, st.st_mtime_ns, st.st_ino,
                             os.readlink(path) if os.path.islink(path) else ""))
    return rows


def git(where, *words):
    p = subprocess.run(["git", *WHO, "-C", str(where), *words], stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, check=False)
    assert p.returncode == 0, p.stdout
    return p.stdout.strip()


def commit(where, title):
    git(where, "add", "-A")
    git(where, "commit", "-q", "-m", title)
    return git(where, "rev-parse", "HEAD")


@pytest.fixture
def git_tree(fake_tree):  # noqa: F811
    """The made-up kernel tree, in git."""
    git(fake_tree, "init", "-q")
    (fake_tree / ".gitignore").write_text(".config\ninclude/generated/\ninclude/config/\n")
    commit(fake_tree, "base")
    return fake_tree


def made_up(**values):
    """A Finding with two steps."""
    row = {"rule": "stack_buffer", "id": "UD101", "severity": "error", "confidence": "high",
           "file": "drivers/usb/misc/demo.c", "line": 3, "column": 9, "function": "demo_read",
           "callee": "usb_bulk_msg", "subject": "buf", "message": "'buf' is on the stack",
           "path": [{"text": "'buf' is declared here", "file": "drivers/usb/misc/demo.c",
                     "line": 2, "column": 7},
                    {"text": "handed to usb_bulk_msg() here, for DMA",
                     "file": "drivers/usb/misc/demo.c", "line": 3, "column": 9}],
           "engine": "plugin"}
    row.update(values)
    f = finding.from_json(row)
    f.fingerprint = finding.fingerprint(f)
    return f


DEMO = ["int demo_read(struct usb_device *d)", "\tchar buf[8];",
        "\treturn usb_bulk_msg(d, 0, buf, 8, &n, 1);", "}"]


def report(findings, text=DEMO, **values):  # noqa: B006
    """A Report as usbdma-lint hands it to the formats."""
    r = job.Report(findings, job.Coverage(checked=2, functions=7), title="a tree",
                   lines=lambda file: text, engines=["plugin"], version="0.1",
                   units=sorted({f.file for f in findings} | {"drivers/usb/misc/clean.c"}))
    for name, value in values.items():
        setattr(r, name, value)
    return r


@pytest.fixture(scope="session")
def kernel():
    """Prepared Linux 6.1; USBDMA_KDIR_6_1 names another place."""
    tree = Path(os.environ.get("USBDMA_KDIR_6_1") or TOP / ".cache/linux-6.1")
    if not (tree / "include/generated/autoconf.h").exists():
        if os.environ.get("CI"):
            pytest.fail("linux 6.1 is not prepared")
        pytest.skip("needs Linux 6.1: testsuite/kernel/prepare 6.1")
    return tree
