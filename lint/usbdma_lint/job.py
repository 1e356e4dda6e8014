# SPDX-License-Identifier: GPL-2.0-or-later
"""What is passed along: a unit to check, the state of a tree it is checked in,
what became of each unit, and the report that the formats write."""
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple


@dataclass
class Unit:
    """A C file with the words the compiler is given for it, as run in cwd."""
    name: str                   # relative to the state's root
    argv: List[str]             # flags, the file last
    cwd: str


@dataclass
class State:
    """A tree as it is, or as a commit or patch leaves it.  root is where the
    files are now (a linked copy, for a commit), home what its names mean."""
    root: Path
    units: Dict[str, Unit]
    cc: str = "gcc"
    home: Optional[Path] = None
    skipped: List[Tuple[str, str]] = field(default_factory=list)
    label: str = ""
    facts: Dict[str, str] = field(default_factory=dict)     # what the plugin leaves for link
    explicit: set = field(default_factory=set)      # units the user named
    rules: Optional[set] = None     # slugs that matter; an engine may leave out others
    checked: set = field(default_factory=set)       # units that an engine has checked so far


@dataclass
class Coverage:
    """(unit, why) of what was not analysed; `skipped` could not be expected."""
    checked: int = 0
    functions: int = 0
    gave_up: int = 0
    passed: int = 0
    cached: int = 0
    failed: List[Tuple[str, str]] = field(default_factory=list)
    remarks: List[str] = field(default_factory=list)
    skipped: List[Tuple[str, str]] = field(default_factory=list)
    wanted: List[Tuple[str, str]] = field(default_factory=list)    # named, but not built

    def complete(self):
        return bool(self.checked or self.passed) and not self.failed and not self.wanted


@dataclass
class Report:
    """All a format may use.  `lines(file)` gives a source file's lines."""
    findings: List
    coverage: Coverage
    title: str = ""
    seconds: float = 0.0
    lines: Callable = lambda file: []
    base: str = ""              # what findings are new against, in words
    units: List[str] = field(default_factory=list)
    known: int = 0              # findings of the base, or of the baseline
    expired: List = field(default_factory=list)
    patches: List = field(default_factory=list)                 # mail.Patch, with --patch
    engines: List[str] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)
    version: str = ""
    options: object = None
    status: int = 0


@dataclass
class Change:
    """One commit or patch of a series."""
    name: str                   # hash, or "patch 2/5"
    title: str
    paths: List[str]
    state: Callable             # (unit names): the State after it
    pair: Callable              # (): States before and after it, {new: old} of renames


@dataclass
class Job:
    """What an input asks for.  base None: all findings are wanted."""
    head: State
    title: str
    base: Optional[State] = None
    base_words: str = ""
    renames: Dict[str, str] = field(default_factory=dict)       # head name -> base name
    changes: List[Change] = field(default_factory=list)
    passed: int = 0             # files of the change that have nothing to do with USB
    paths: List[str] = field(default_factory=list)
    patches: List = field(default_factory=list)
