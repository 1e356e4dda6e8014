# SPDX-License-Identifier: GPL-2.0-or-later
"""The pytest hooks: every test driver is an item for every GCC."""

import pathlib

import pytest

from . import compiler, facts, project, source, verdict


def pytest_collect_file(file_path, parent):
    if file_path.suffix != ".c" or file_path.name.endswith(".fixed.c"):
        return None
    folder = file_path.parent
    if folder.parent != parent.config.rootpath:
        return None
    if folder.name in project.rules() or folder.name == "facts":
        return Driver.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(session, config, items):
    """Whoever runs the whole suite also has its folders looked at."""
    root = config.rootpath
    named = {pathlib.Path(str(a).split("::")[0]).resolve() for a in config.args}
    if any(root == p or p in root.parents for p in named):
        items.append(Item.from_parent(session, name="folders", work=lambda: folders(root)))


def folders(root):
    problems = project.layout_problems(root)
    for folder in sorted(p for p in root.iterdir() if p.name in project.rules()):
        if any(folder.glob("*.c")):
            problems += source.folder_problems(folder)
    return problems


class Problems(Exception):
    """Lines that say what is wrong, each with its place."""


class Driver(pytest.File):
    def collect(self):
        slug = None if self.path.parent.name == "facts" else self.path.parent.name
        for cc in compiler.wanted():
            if slug:
                work = self.later(verdict.check_driver, self.path, slug, cc)
            else:
                work = self.later(facts.check_facts, self.path, cc)
            yield Item.from_parent(self, name=cc, cc=cc, work=work)

    @staticmethod
    def later(function, *args):
        return lambda: function(*args)


class Item(pytest.Item):
    def __init__(self, *, work, cc=None, **kwargs):
        super().__init__(**kwargs)
        self.work = work
        self.cc = cc

    def runtest(self):
        if self.cc:
            compiler.get_or_skip(self.cc)
        problems = self.work()
        if problems:
            raise Problems("\n".join(problems))

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, (Problems, compiler.BuildFailed)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, 0, f"{self.path.parent.name}/{self.path.stem} [{self.name}]"
