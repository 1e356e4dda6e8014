# SPDX-License-Identifier: GPL-2.0-or-later
"""Input: a patch, a message or a mailbox, applied to a linked copy of the tree.

A patch that the tree has already (as when b4 pipes the commits of a branch) is
taken back in the copy, and that is the base.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from usbdma_tree import CannotWork, kernel

from .. import git, mail, states
from ..job import Change, Job
from . import git as history

NAME = "patch"
RECENT = 1000                   # commits among which the patch is looked for


def wanted(a):
    return bool(a.patch)


def read(a):
    try:
        data = sys.stdin.buffer.read() if a.patch == "-" else Path(a.patch).read_bytes()
    except OSError as e:
        raise CannotWork(f"--patch: cannot read {a.patch}: {e.strerror}") from None
    return mail.patches(data)


def apply_one(where, diff, reverse=False):
    """None, or why the diff does not apply in the folder."""
    env = git.environment(GIT_CEILING_DIRECTORIES=f"{where.parent}:{where.parent.parent}")
    extra = ["-R"] if reverse else []
    if shutil.which("git"):
        command = ["git", "-C", str(where), "apply", "--whitespace=nowarn", *extra]
    else:
        command = ["patch", "-d", str(where), "-p1", "-s", "-f", "--no-backup-if-mismatch",
                   "-r", "-", *extra]
    p = subprocess.run(command, input=diff, env=env, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, check=False)
    said = os.fsdecode(p.stdout).strip()
    return None if p.returncode == 0 else said or "the patch does not apply"


class Series:
    """The tree with the first n patches applied, or with the last n taken back."""

    def __init__(self, tree, patches, a, work):
        self.tree, self.patches, self.a, self.work = tree, patches, a, work
        self.made = 0

    def tree_with(self, patches, reverse=False):
        """(tree, None) or (None, why they do not apply)"""
        self.made += 1
        failed = []

        def fill(farm):
            for path in dict.fromkeys(p for patch in patches for p in patch.paths):
                farm.copy(path)
            for patch in patches:
                why = apply_one(farm.root, patch.diff, reverse)
                if why:
                    failed.append(f"{patch.title}: {why}")
                    return
        symbols = [s.decode() for p in patches for s in states.CONFIG.findall(p.diff)]
        root = states.root_of(self.tree)
        tree = states.changed(self.tree, root, fill, self.work / f"state{self.made}", symbols)
        return (None, failed[0]) if failed else (tree, None)


def change(series, n):
    """The nth patch; its states are made when asked for."""
    patch = series.patches[n]

    def after(count):
        if not count:
            return series.tree
        tree, why = series.tree_with(series.patches[:count])
        if why:
            raise CannotWork(why)
        return tree

    def pair():
        trees = [after(n), after(n + 1)]
        return (*(states.state(t, states.affected(t, patch.paths, series.a)[0], series.a)
                  for t in trees), patch.renames)
    return Change(f"patch {n + 1}/{len(series.patches)}", patch.title, patch.paths,
                  lambda names: states.state(after(n + 1), names, series.a), pair)


def in_history(patches, a, work):
    """The Job of the commit that is this one patch, or None."""
    if len(patches) > 1 or not shutil.which("git"):
        return None
    try:
        past = history.History(a, work)
        wanted_id = git.run(past.top, "patch-id", "--stable", data=patches[0].diff).split()[:1]
        old = git.run(past.top, "rev-list", "--max-count=1", f"--skip={RECENT}", "HEAD").split()
        log = git.run(past.top, "log", "-p", "--no-merges", "--format=%H", "HEAD",
                      *(f"^{c.decode()}" for c in old), "--", *patches[0].paths)
        for line in git.run(past.top, "patch-id", "--stable", data=log).splitlines():
            ident, commit = line.split()
            if [ident] == wanted_id:
                commit = commit.decode()
                parent = git.commit(past.top, f"{commit}^")
                return history.job(past, parent, commit, f"commit {commit[:12]}")
    except CannotWork:
        pass
    return None


def collect(a, work):
    patches = read(a)
    tree = states.open_tree(a)
    kernel.prepare(tree, a)
    series = Series(tree, patches, a, work)
    changes = [change(series, n) for n in range(len(patches))]
    # first: a patch that adds at the end of a file would apply a second time
    base, not_there = series.tree_with(list(reversed(patches)), reverse=True)
    if not not_there:
        return job_of(a, base, tree, patches, changes if len(patches) == 1 else [])
    job = in_history(patches, a, work)
    if job:
        return job
    head, why = series.tree_with(patches)
    if not why:
        return job_of(a, tree, head, patches, changes)
    raise CannotWork(f"--patch: it does not apply to {states.root_of(tree)}\n{why}")


def job_of(a, base, head, patches, changes):
    paths = list(dict.fromkeys(p for patch in patches for p in patch.paths))
    renames = {new: old for patch in patches for new, old in patch.renames.items()}
    names, passed = states.affected(head, paths, a)
    before, _ = states.affected(base, paths, a)
    title = patches[0].title if len(patches) == 1 else f"{len(patches)} patches"
    job = Job(states.state(head, names, a), title, states.state(base, before, a),
              "the tree without the patch" if len(patches) == 1 else "the tree without them",
              renames, changes, passed, paths)
    job.head.explicit = set(names)
    job.patches = patches
    return job
