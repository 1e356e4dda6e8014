# SPDX-License-Identifier: GPL-2.0-or-later
"""Command completion: completions for bash, zsh and fish, made of the option table."""
from usbdma_tree import CannotWork

from .. import finding, found, rules

NAME = "completion"
HELP = "print the completions for bash, zsh or fish"
POSITIONAL = ("shell", "SHELL", "bash, zsh or fish")
OPTIONS = []


def words(option):
    """What may stand behind an option; None: files, False: anything."""
    if option.choices:
        return list(option.choices)
    if option.takes == "rule":
        return [r.slug for r in rules.table().values()]
    if option.takes in ("format", "engine"):
        return list(found.modules(option.takes + "s"))
    if option.names == "--severity":
        return list(finding.SEVERITIES)
    return None if option.takes in ("file", "dir") else False


def commands():
    return found.modules("commands")


def bash():
    table = {}
    for module in commands().values():
        for o in module.OPTIONS:
            for name in o.names.split():
                table[name] = o
    rows = ["# bash completion of usbdma-lint", "_usbdma_lint() {",
            '\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}',
            '\tlocal command=${COMP_WORDS[1]} opts', '\tCOMPREPLY=()', '\tcase $prev in']
    for name, o in sorted(table.items()):
        if o.takes and words(o):
            rows.append(f'\t{name}) mapfile -t COMPREPLY < <(compgen -W "{" ".join(words(o))}" '
                        '-- "$cur"); return;;')
        elif o.takes:
            kind = "-d" if o.takes == "dir" else "-f"
            rows.append(f'\t{name}) mapfile -t COMPREPLY < <(compgen {kind} -- "$cur"); return;;')
    rows += ["\tesac", "\tcase $command in"]
    for name, module in commands().items():
        if name != "run":
            rows.append(f'\t{name}) opts="{flags(module)}";;')
    rows.append(f'\t*) opts="{flags(commands()["run"])}";;')
    rows += ["\tesac", '\tif [[ $cur == -* ]]; then',
             '\t\tmapfile -t COMPREPLY < <(compgen -W "$opts --help" -- "$cur")',
             '\telif [[ $COMP_CWORD == 1 ]]; then',
             f'\t\tmapfile -t COMPREPLY < <(compgen -f -W "{" ".join(commands())}" -- "$cur")',
             '\telif [[ $command == explain ]]; then',
             f'\t\tmapfile -t COMPREPLY < <(compgen -W "{all_rules()}" -- "$cur")',
             '\telse', '\t\tmapfile -t COMPREPLY < <(compgen -f -- "$cur")', '\tfi', '}',
             'complete -o filenames -F _usbdma_lint usbdma-lint']
    return rows


def flags(module):
    return " ".join(n for o in module.OPTIONS for n in o.names.split())


def all_rules():
    return " ".join(rules.table())


def quoted(text):
    return text.replace("'", "").replace("[", "(").replace("]", ")").replace(":", ";")


def zsh():
    rows = ["#compdef usbdma-lint", "_usbdma_lint() {", "\tlocal -a commands",
            "\tcommands=(" + " ".join(f"'{n}:{quoted(m.HELP)}'" for n, m in commands().items())
            + ")", "\tcase ${words[2]} in"]
    for name, module in [*((n, m) for n, m in commands().items() if n != "run"),
                         ("*", commands()["run"])]:
        specs = " ".join(spec for o in module.OPTIONS for spec in zsh_option(o))
        rest = f"'*:rule:({all_rules()})'" if name == "explain" else "'*:file:_files'"
        rows.append(f"\t{name}) _arguments -s {specs} {rest};;")
    rows += ["\tesac", "\t(( CURRENT == 2 )) && _describe command commands", "}",
             "_usbdma_lint \"$@\""]
    return rows


def zsh_option(o):
    for name in o.names.split():
        many = "'*'" if o.many else ""
        text = f"{many}'{name}[{quoted(o.help)}]"
        if not o.takes:
            yield text + "'"
            continue
        w = words(o)
        action = f"({' '.join(w)})" if w else "_files -/" if o.takes == "dir" else "_files"
        yield f"{text}:{quoted(o.metavar)}:{action}'"


def fish():
    names = " ".join(commands())
    first = f"not __fish_seen_subcommand_from {names}"
    rows = ["# fish completion of usbdma-lint"]
    for name, module in commands().items():
        rows.append(f"complete -c usbdma-lint -n '{first}' -a {name} -d '{quoted(module.HELP)}'")
        when = f"__fish_seen_subcommand_from {name}" + \
            (f"; or {first}" if name == "run" else "")
        for o in module.OPTIONS:
            rows.append(fish_option(o, when))
    rows.append("complete -c usbdma-lint -n '__fish_seen_subcommand_from explain' -f "
                f"-a '{all_rules()}'")
    return rows


def fish_option(o, when):
    parts = [f"complete -c usbdma-lint -n '{when}'"]
    for name in o.names.split():
        parts.append(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}")
    w = words(o)
    if o.takes:
        parts.append(f"-x -a '{' '.join(w)}'" if w else "-r")
    return " ".join([*parts, f"-d '{quoted(o.help)}'"])


SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}


def main(a):
    if len(a.shell) != 1 or a.shell[0] not in SHELLS:
        raise CannotWork("completion: expected one of " + ", ".join(SHELLS))
    print("\n".join(SHELLS[a.shell[0]]()))
    return 0
