# SPDX-License-Identifier: GPL-2.0-or-later
"""Command fix: patches for findings that a semantic patch can mend.

A rewrite is kept only if the file still compiles, the finding is gone and no
new one came; each kept one becomes a patch that `git am` takes.
"""
import sys
from pathlib import Path

from usbdma_tree import CannotWork

from .. import check, compare, mend, options, rules, source, states
from ..inputs import patch
from ..text import plural, shown
from . import run

NAME = "fix"
HELP = "write patches for findings that a semantic patch mends"
POSITIONAL = ("files", "FILE", "only these C files or folders of the tree")
OPTIONS = [o for o in options.INPUT + options.CHECK if o.names not in (
    "--git", "--patch", "--per-commit", "--all", "--engine", "--compile-commands",
    "--cmd-files")] + options.COMMON + options.FIX


def wanted_rules(a):
    """Slugs that --rule names; all when it names none."""
    return {rules.get(w).slug for words in a.rule for w in words.replace(",", " ").split()}


def try_one(fixer, file, slug):
    """(Mended, None), or (None, why the rewrite was not kept)."""
    diff, why = mend.rewrite(fixer.root(), file, slug, fixer.work)
    if not diff:
        return None, why or "its semantic patch does not mend this shape"
    tree, why = fixer.with_diff(diff)
    if not tree:
        return None, why
    state = states.state(tree, {file}, fixer.a)
    after, why = look_again(fixer, state, file)
    if why:
        return None, why
    before, old, new = fixer.findings[file], source.reader(fixer.root()), source.reader(state.root)
    more = compare.new_findings(before, after, {}, old, new)
    if more:
        return None, f"the rewrite would bring {more[0].rule} in line {more[0].line}"
    gone = [f for f in compare.new_findings(after, before, {}, new, old) if f.rule == slug]
    if not gone:
        return None, "the finding would stay"
    fixer.accept(tree, file, after)
    return mend.Mended(file, slug, diff, gone), None


def look_again(fixer, state, file):
    """(findings, None) of the rewritten file, or (None, why that can't be said)."""
    state.rules = fixer.rules
    findings, results = fixer.engines.run(state)
    results = results.get(file, {})
    if not state.units or not results:
        return None, "the rewritten file is not built"
    for engine, what in (("plugin", "compile"), ("cocci", "pass the semantic patches")):
        result = results.get(engine, {})
        if result.get("what") == "failed":
            return None, f"the rewritten file does not {what}: {result['why']}"
    return findings, None


class Fixer:
    """The tree as mended so far."""

    def __init__(self, tree, findings, rules_, engines, a, work):
        self.tree, self.engines, self.a, self.work = tree, engines, a, work
        self.rules = rules_
        self.made, self.diffs, self.now = 0, [], tree
        self.findings = {}
        for f in findings:
            self.findings.setdefault(f.file, []).append(f)

    def root(self):
        return states.root_of(self.now)

    def has(self, file, slug):
        return any(f.rule == slug for f in self.findings[file])

    def with_diff(self, diff):
        """(the tree with all kept diffs and this one, None), or (None, why not)."""
        self.made += 1
        failed = []

        def fill(farm):
            for path in {p for d in (*self.diffs, diff) for p in mend.paths(d)}:
                farm.copy(path)
            for d in (*self.diffs, diff):
                why = patch.apply_one(farm.root, d)
                if why:
                    failed.append(why)
        tree = states.changed(self.tree, states.root_of(self.tree), fill,
                              self.work / f"fix{self.made}")
        tree.diff = diff
        return (None, failed[0]) if failed else (tree, None)

    def accept(self, tree, file, after):
        self.now = tree
        self.diffs.append(tree.diff)
        self.findings[file] = [f for f in after if f.file == file]


def mend_all(fixer, wanted):
    """([Mended], [(file, slug, why not)])"""
    done, left = [], []
    for file, slug in sorted({(f.file, f.rule) for some in fixer.findings.values()
                              for f in some if not wanted or f.rule in wanted}):
        if not mend.semantic_patch(slug):
            left.append((file, slug, "there is no semantic patch for this rule"))
        elif fixer.has(file, slug):             # not mended along with another rule's
            mended, why = try_one(fixer, file, slug)
            done += [mended] if mended else []
            if fixer.has(file, slug):
                left.append((file, slug, why or "some are not of a shape it mends"))
    return done, left


def main(a):
    wanted = wanted_rules(a)
    mend.need_cocci()
    folder = Path(a.output or ".")
    if not a.dry_run and not folder.is_dir():
        raise CannotWork(f"--output: there is no folder '{folder}'")
    a.git = a.patch = a.compile_commands = a.cmd_files = None
    a.engine, a.all, a.per_commit = "plugin,cocci", False, False
    author = a.author or mend.author(states.open_tree(a), a.dry_run)
    with run.scratch_job(a) as (job, work):
        engines = check.Engines(a)
        job.head.rules = {p.stem for p in mend.rewriting() if not wanted or p.stem in wanted}
        findings, results = engines.run(job.head)
        tree = states.open_tree(a)
        fixer = Fixer(tree, findings, job.head.rules, engines, a, work)
        done, left = mend_all(fixer, wanted)
        report = check.coverage(job, results)
        for n, m in enumerate(done, 1):
            text = mend.patch_text(m, n, len(done), author, tree)
            if a.dry_run:
                sys.stdout.write(text)
            else:
                print(mend.save(folder, n, m, text))
    for file, slug, why in left:
        print(f"not mended: {shown(file)}: {slug}: {shown(why)}", file=sys.stderr)
    print(f"{plural(len(done), 'patch').replace('patchs', 'patches')}, "
          f"{plural(len(left), 'kind')} of finding left, {len(report.failed)} units not checked",
          file=sys.stderr)
    return 0 if report.complete() else 3
