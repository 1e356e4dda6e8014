# SPDX-License-Identifier: GPL-2.0-or-later
"""The options of all commands, once: the parser, the shell completions, the
configuration file and the test of the manual page read this table."""
import argparse
import os
from collections import namedtuple

from usbdma_tree import CannotWork

from . import finding, rules

# takes: file, dir, rule, format, engine, number, words ('' is a switch); many: may be repeated;
# config: may stand in .usbdma.toml
Option = namedtuple("Option", "names takes metavar help many config choices", defaults=(
    "", "", "", False, True, ()))


def switch(names, text, config=True):
    return Option(names, "", "", text, False, config)


INPUT = [
    Option("--kdir", "dir", "DIR", "configured kernel tree, or its O= folder (default: the tree "
           "around the current folder)"),
    Option("-M --module", "dir", "DIR", "only this folder of the tree, or an external module"),
    Option("--git", "words", "A..B", "check what the commits A..B change; only new findings",
           config=False),
    switch("--per-commit", "with --git or a series: each commit against the one before", False),
    Option("--patch", "file", "FILE", "check what a patch or mailbox changes ('-': standard "
           "input); only new findings", config=False),
    Option("--compile-commands", "file", "FILE", "take units and flags from this "
           "compile_commands.json"),
    switch("--cmd-files", "take units and flags from the .cmd files of the last build"),
    switch("--all", "with --git or --patch: also findings that were there before", False),
]
CHECK = [
    Option("--cc", "file", "CC", "check with this GCC"),
    Option("--arch", "words", "ARCH", "ARCH for Kbuild"),
    Option("--cross-compile", "words", "PREFIX", "CROSS_COMPILE for Kbuild"),
    Option("--enable", "rule", "RULES", "switch rules on: names or ids with commas, or all",
           True),
    Option("--disable", "rule", "RULES", "switch rules off", True),
    Option("--severity", "words", "LEVEL", "show from error, warning or advice on; RULE:LEVEL "
           "sets one", True),
    Option("--model", "file", "FILE", "more facts about functions", True),
    Option("--chain", "words", "PROGRAM", "run sparse on each file too", choices=("sparse",)),
    Option("--engine", "engine", "LIST", "engines to run (default: all that are installed)"),
    switch("--direct", "only files that include a USB header themselves"),
    Option("-j --jobs", "number", "N", "how many units at once (default: processors)"),
    switch("--no-cache", "neither use nor keep results of earlier runs"),
    Option("--check", "file", "PROGRAM", "usbdma-check to use"),
]
RESULT = [
    Option("-f --format", "format", "FORMAT[=FILE]", "how to write the findings; may be "
           "repeated (default: text)", True),
    Option("--baseline", "file", "FILE", "findings in this file are known"),
    Option("--fail-on", "words", "LEVEL", "exit 1 from this severity on (default: warning)",
           choices=(*reversed(finding.SEVERITIES), "never")),
    switch("--partial-ok", "exit 0 even if not everything could be analysed"),
    switch("--statistics", "print counts by rule and folder as well"),
    Option("--color", "words", "WHEN", "auto, always or never", choices=("auto", "always",
                                                                        "never")),
]
COMMON = [
    Option("--config", "file", "FILE", "configuration (default: .usbdma.toml, here or above)",
           config=False),
    switch("--no-config", "read no configuration file", False),
    switch("-q --quiet", "no progress, no remarks"),
    switch("-v --verbose", "show commands, and files that are not built"),
]
RUN = INPUT + CHECK + RESULT + COMMON
REASON = Option("--reason", "words", "TEXT", "why these findings are accepted", config=False)
EXPIRES = Option("--expires", "words", "DATE", "until when (YYYY-MM-DD)", config=False)
FIX = [
    switch("--dry-run", "show the changes, write nothing", False),
    Option("--rule", "rule", "RULES", "mend only findings of these rules", True, False),
    Option("--output", "dir", "DIR", "where the patches go (default: .)", config=False),
    Option("--author", "words", "NAME <MAIL>", "author and Signed-off-by of the patches "
           "(default: git's)", config=False),
]


def parser(command, prog, about, positional, options, epilog=""):
    """An ArgumentParser of that table; positional is (dest, metavar, help) or None."""
    p = argparse.ArgumentParser(prog=prog, description=about, epilog=epilog, allow_abbrev=False,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    if positional:
        p.add_argument(positional[0], nargs="*", metavar=positional[1], help=positional[2])
    for o in options:
        names = o.names.split()
        if not o.takes:
            p.add_argument(*names, action="store_true", default=None, help=o.help)
            continue
        p.add_argument(*names, metavar=o.metavar, help=o.help, default=None,
                       action="append" if o.many else "store",
                       type=int if o.takes == "number" else str, choices=o.choices or None)
    p.set_defaults(command=command)
    return p


def key(option):
    """Its attribute in the parsed options: --fail-on is fail_on."""
    return option.names.split()[-1].lstrip("-").replace("-", "_")


def severities(words):
    """--severity as usbdma-check takes it; RULE=LEVEL is RULE:LEVEL."""
    out = []
    for word in ",".join(words).replace("=", ":").split(","):
        rule, colon, level = word.rpartition(":")
        if level not in finding.SEVERITIES:
            raise CannotWork(f"--severity: '{word}' is none of " + ", ".join(finding.SEVERITIES)
                             + ", nor RULE:LEVEL")
        out.append((rules.get(rule).slug if colon else "") + colon + level)
    return out


DEFAULTS = {"fail_on": "warning", "color": "auto"}


def complete(a, options):
    """Fill in what neither the command line nor the configuration said."""
    for o in options:
        name = key(o)
        if getattr(a, name, None) is None:
            setattr(a, name, [] if o.many else DEFAULTS.get(name, None if o.takes else False))
    if getattr(a, "severity", None):
        a.severity = severities(a.severity)
    if hasattr(a, "jobs"):
        a.jobs = len(os.sched_getaffinity(0)) if a.jobs is None else a.jobs
        if a.jobs < 1:
            raise CannotWork("--jobs must be at least 1")
    return a
