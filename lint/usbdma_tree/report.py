# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints the findings in order of place, a summary by rule, and what was
covered: all on stdout, so that one redirection keeps the whole result."""
import os
import sys
from collections import Counter

from . import CannotWork, tools

LEVELS = {"error": "warning", "warning": "warning", "advice": "note: advice"}


def paint(text, code):
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return f"\033[{code}m{text}\033[m"
    return text


def one(f, short):
    place = f"{short(f['file'])}:{f['line']}:{f['column']}"
    lines = [f"{paint(place + ':', 1)} {paint(LEVELS[f['severity']] + ':', '1;35')} {f['message']} "
             f"[{f['id']}:{f['rule']}]"]
    for n, e in enumerate(f.get("path", []), 1):
        at = f"{short(e.get('file', f['file']))}:{e['line']}:{e['column']}"
        lines.append(f"{at}: {paint('note:', '1;36')} ({n}) {e['text']}")
    return "\n".join(lines)


def plural(n, word):
    return f"{n} {word}" + ("" if n == 1 else "s")


def summary(found):
    count = Counter(f["rule"] for f in found)
    where = {slug: len({f["file"] for f in found if f["rule"] == slug}) for slug in count}
    titles = tools.titles()
    rows = []
    for slug, n in sorted(count.items(), key=lambda x: (-x[1], x[0])):
        ident, title = titles.get(slug, ("", ""))
        rows.append(f"{n:6} in {plural(where[slug], 'file'):9} {ident} {slug:22} {title}".rstrip())
    return rows


def coverage(r):
    parts = [f"{plural(r.files, 'file')}", f"{plural(r.functions, 'function')} analysed"]
    if r.gave_up:
        parts.append(f"{r.gave_up} given up")
    return ", ".join(parts + [f"{r.passed} passed over", f"{len(r.failed)} not checked"])


def write_jsonl(rows, target):
    tmp = f"{target}.tmp{os.getpid()}"
    try:
        if target == "-" or (os.path.exists(target) and not os.path.isfile(target)):
            with open(target if target != "-" else 2, "w", encoding="utf-8",
                      closefd=target != "-") as out:
                out.writelines(line + "\n" for _, line in rows)
            return
        with open(tmp, "w", encoding="utf-8") as out:
            out.writelines(line + "\n" for _, line in rows)
        os.replace(tmp, target)
    except OSError as e:
        if os.path.exists(tmp):
            os.unlink(tmp)
        raise CannotWork(f"cannot write {target}: {e.strerror}") from None


def show(r, a):
    rows = [r.findings[k] for k in sorted(r.findings, key=lambda k: (r.short(k[0]), *k[1:]))]
    found = [f for f, _ in rows]
    if a.jsonl:
        write_jsonl(rows, a.jsonl)
    for f in found:
        print(one(f, r.short))
    if found:
        print()
    spent = "" if r.seconds is None else f", {r.seconds:.0f} s"    # of parts nobody's
    print(f"{r.title}: {plural(len(found), 'finding')}{spent}")
    for row in summary(found):
        print(row)
    for note in r.notes if a.verbose else []:
        print(note, file=sys.stderr)
    for name, why in r.failed:
        print(f"not checked: {name}: {why}")
    if r.not_built:
        print(f"{plural(len(r.not_built), 'more file')} that include USB headers "
              f"{'is' if len(r.not_built) == 1 else 'are'} not built in this configuration"
              + (":" if a.verbose else " (--verbose lists them)"))
        for name in r.not_built if a.verbose else []:
            print(f"    {name}")
    print(coverage(r))
    sys.stdout.flush()
    return 1 if a.strict and (found or r.failed) else 0
