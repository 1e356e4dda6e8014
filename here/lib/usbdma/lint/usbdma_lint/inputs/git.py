# SPDX-License-Identifier: GPL-2.0-or-later
"""Input: commits A..B.  Both ends are checked in linked copies; the user's
working tree and index stay as they are, whatever is checked out in it."""
from usbdma_tree import CannotWork, kernel

from .. import git, states
from ..job import Change, Job

NAME = "git"


def wanted(a):
    return bool(a.git)


class History:
    """States of one tree at commits of its repository."""

    def __init__(self, a, work):
        self.a, self.work = a, work
        self.tree = states.open_tree(a)
        self.root = states.root_of(self.tree)
        self.top = git.top(self.root)
        self.inner = self.root.relative_to(self.top).as_posix()
        self.trees = {}
        kernel.prepare(self.tree, a)

    def tree_at(self, commit):
        """The tree as the commit has it."""
        if commit not in self.trees:
            differing = git.differing(self.top, commit)
            if not differing:
                self.trees[commit] = self.tree
            else:
                contents = git.contents(self.top, commit, differing)
                self.trees[commit] = states.changed(
                    self.tree, self.top, contents, self.work / commit[:16],
                    self.new_symbols(commit, differing))
        return self.trees[commit]

    def new_symbols(self, commit, paths):
        if not any("Kconfig" in p for p in paths):
            return ()
        diff = git.run(self.top, "diff", "--no-ext-diff", "-R", commit, "--", "*Kconfig*")
        return [s.decode() for s in states.CONFIG.findall(diff)]

    def below(self, paths):
        """Paths of the repository as paths of the tree; others are dropped."""
        if self.inner == ".":
            return paths
        return [p[len(self.inner) + 1:] for p in paths if p.startswith(f"{self.inner}/")]

    def renamed(self, renames):
        inside = {n: o for n, o in renames.items() if len(self.below([n, o])) == 2}
        return dict(zip(self.below(list(inside)), self.below(list(inside.values()))))

    def state(self, commit, names):
        return states.state(self.tree_at(commit), names, self.a, commit)


def units_of(history, commit, paths):
    return states.affected(history.tree_at(commit), history.below(paths), history.a)


def change(history, commit, title):
    """One commit; its states are made when asked for."""
    paths, renames = git.between(history.top, f"{commit}^", commit)

    def pair():
        before, after = (history.state(c, units_of(history, c, paths)[0])
                         for c in (git.commit(history.top, f"{commit}^"), commit))
        return before, after, history.renamed(renames)
    return Change(commit, title, history.below(paths),
                  lambda names: history.state(commit, names), pair)


def collect(a, work):
    history = History(a, work)
    base, head = git.interval(history.top, a.git)
    return job(history, base, head, a.git)


def job(history, base, head, shown):
    """The Job of the commits base..head."""
    paths, renames = git.between(history.top, base, head)
    names, passed = units_of(history, head, paths)
    before, _ = units_of(history, base, paths)
    commits = git.commits(history.top, base, head)
    if not commits and base != head:
        raise CannotWork(f"--git {shown}: no commit lies between; is the order right?")
    result = Job(history.state(head, names), f"{shown}, {history.root}",
                 history.state(base, before), f"commit {base[:12]}",
                 history.renamed(renames),
                 [change(history, c, t) for c, t in commits], passed, history.below(paths))
    result.head.explicit = set(names)
    return result
