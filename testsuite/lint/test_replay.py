# SPDX-License-Identifier: GPL-2.0-or-later
"""Replaying commits on real drivers: exactly the faults that each brings."""
import itertools
import json
import shutil

import pytest

from .conftest import commit, git
from .replay_commits import DRIVERS, FAULTY, INNOCENT


def edit(repo, file, old, new):
    path = repo / file
    if old == "rename":
        git(repo, "mv", file, new)
    elif old is None:
        path.write_text(new)
    else:
        text = path.read_text()
        assert text.count(old) == 1, f"{file}: {text.count(old)} times: {old}"
        path.write_text(text.replace(old, new))


@pytest.fixture(scope="module")
def history(kernel, tmp_path_factory):
    """(folder, [(commit, title, expected)]): an external module of ten drivers in git."""
    repo = tmp_path_factory.mktemp("replay") / "drivers"
    repo.mkdir()
    git(repo, "init", "-q")
    for name, folder in DRIVERS.items():
        shutil.copy(kernel / "drivers" / folder / name, repo)
    (repo / "Kbuild").write_text("".join(f"obj-m += {n[:-2]}.o\n" for n in DRIVERS))
    commit(repo, "base")
    rows = []
    mixed = itertools.chain.from_iterable(itertools.zip_longest(FAULTY, INNOCENT))
    for title, edits, *expected in sorted(filter(None, mixed), key=lambda c: "is now" in c[0]):
        for one in edits:
            edit(repo, *one)
        rows.append((commit(repo, title), title, expected[0] if expected else []))
    return repo, rows


def test_there_are_enough():
    assert len(FAULTY) >= 10 and len(INNOCENT) >= 10


def test_each_commit_by_itself(gcc, lint, kernel, history):
    """Commit against parent: what is expected, and nothing of the innocent ones."""
    repo, rows = history
    r = lint("--kdir", kernel, "-M", repo, "--git", f"HEAD~{len(rows)}..HEAD", "--per-commit",
             "--format", "jsonl", "--fail-on", "advice")
    assert r.returncode == 1, r.stderr
    found = {}
    for line in r.stdout.splitlines():
        f = json.loads(line)
        found.setdefault(f["commit"], []).append((f["rule"], f["file"]))
    for sha, title, expected in rows:
        assert sorted(found.get(sha, [])) == sorted(expected), title
    assert git(repo, "status", "--porcelain", "--ignored") == ""


def test_the_whole_range(gcc, lint, kernel, history):
    """Base against head: the same findings, each with the commit that brought it."""
    repo, rows = history
    r = lint("--kdir", kernel, "-M", repo, "--git", f"HEAD~{len(rows)}..", "--format", "jsonl")
    found = sorted((f["commit"], f["rule"]) for f in map(json.loads, r.stdout.splitlines()))
    assert found == sorted((sha, rule) for sha, _, expected in rows for rule, _ in expected)
