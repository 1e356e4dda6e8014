# SPDX-License-Identifier: GPL-2.0-or-later
"""A test driver as the harness sees it: its functions, its directives, what is wrong with them.

Nothing is compiled here.  C is read only as far as needed: comments, strings,
braces of the outermost level, names of functions.
"""

import collections
import re

from . import project

ENGINES = {"plugin", "spatch", "link", "sparse", "runtime"}
EXPECTATIONS = {"want", "todo", "fp"}
FACTS = {"facts", "no-facts"}

Directive = collections.namedtuple("Directive", "kind engines slugs reason line function")
Function = collections.namedtuple("Function", "name first last")

TOKEN = re.compile(
    r"""(?P<block>/\*.*?(?:\*/|\Z)) | (?P<line>//[^\n]*) |
        (?P<string>"(?:\\.|[^"\\\n])*") | (?P<char>'(?:\\.|[^'\\\n])*')""", re.S | re.X)
LOOKS = re.compile(r"^(?:(?:no-?)?facts?|wants?(?:-\w+)?|todos?|fixme|fps?|expect\w*)"
                   r"\s*(?:\([^)]*\))?\s*(?::|--|$)", re.I)
NO_NAMES = {"__attribute__", "__aligned", "typeof", "__typeof__", "__section"}
NAMED = re.compile(r"^[\w-]+\s*(?:\([^)]*\))?\s*:\s*(\w+)")
GOOD = re.compile(r"^([a-z-]+)(?:\(([^)]*)\))?: (.*)$", re.S)
OPTION = re.compile(r"^(enable|disable|severity|model)=\S+$|^-[DUOf]\S+$")


class Source:
    """One test driver: text, functions, directives, options, problems."""

    def __init__(self, path, slug=None):
        self.path = path
        self.slug = slug			# the rule of its folder; None outside of rules
        self.text = path.read_text(encoding="utf-8")
        self.problems = []
        self.directives = []
        self.options = []
        self.about = ""
        self.comments = []			# (first line, text, is the line all there is of it)
        self.code = self._blank_comments()
        self.functions = list(self._find_functions())
        self._read_head()
        for line, text, whole in self.comments:
            self._read_directive(line, text, whole)
        if slug:
            self._check_functions()

    def complain(self, line, what):
        self.problems.append(f"{project.relative(self.path)}:{line}: {what}")

    def expectations(self, engine):
        """line -> kind -> Counter of slugs, for one engine."""
        table = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
        for d in self.directives:
            if d.kind in EXPECTATIONS and (not d.engines or engine in d.engines):
                table[d.line][d.kind].update(d.slugs)
        return table

    def function_at(self, line):
        for function in self.functions:
            if function.first <= line <= function.last:
                return function
        return None

    # ---- reading ----

    def _blank_comments(self):
        """The code without comments, strings and preprocessor lines, same line numbers."""
        def blank(match):
            text = match.group()
            if match.lastgroup in ("block", "line"):
                line = self.text.count("\n", 0, match.start()) + 1
                body = text[2:-2] if match.lastgroup == "block" else text[2:]
                self.comments.append((line, body.strip(), "\n" not in text))
            return '""' if match.lastgroup == "string" else re.sub(r"[^\n]", " ", text)

        code = TOKEN.sub(blank, self.text)
        return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda m: re.sub(r"[^\n]", " ", m.group()),
                      code, flags=re.M)

    def _find_functions(self):
        depth, head, first, line = 0, "", 0, 1
        for char in self.code:
            if char == "\n":
                line += 1
            if char == "{":
                depth += 1
                if depth == 1:
                    name, first = function_name(head), line
            elif char == "}":
                depth -= 1
                if depth == 0:
                    if name:
                        yield Function(name, first, line)
                    head = ""
                    continue
            if depth == 0:
                head = "" if char == ";" else head + char

    def _read_head(self):
        lines = self.text.splitlines()
        if not lines or "SPDX-License-Identifier: GPL-2.0-or-later" not in lines[0]:
            self.complain(1, "the first line is not the SPDX line (GPL-2.0-or-later)")
        code = self.text.find("#include")
        code_line = self.text.count("\n", 0, code) + 1 if code >= 0 else len(lines)
        heads = [text for line, text, _ in self.comments
                 if line < code_line and "SPDX-License-Identifier" not in text]
        if not heads:
            self.complain(1, "no comment at the top says what this driver tests")
            return
        self.about = re.sub(r"^\s*\*? ?", "", heads[0], flags=re.M)
        for match in re.finditer(r"^Options:(.*)$", self.about, re.M):
            for word in match.group(1).split():
                if OPTION.match(word):
                    self.options.append(word)
                else:
                    self.complain(1, f"Options: '{word}' is neither enable=, disable=, severity=, "
                                     "model= nor one of -D -U -O -f")

    def _read_directive(self, line, text, whole):
        named = NAMED.match(text)
        suspicious = LOOKS.match(text) or (named and named.group(1) in project.rules())
        if not suspicious:
            return
        good = GOOD.match(text)
        kind = good.group(1) if good else None
        if not good or not whole or kind not in EXPECTATIONS | FACTS:
            shown = text.splitlines()[0]
            self.complain(line, f"looks like a directive and is not one: /* {shown} */")
            return
        engines = [e.strip() for e in good.group(2).split(",")] if good.group(2) is not None else []
        for engine in engines:
            if engine not in ENGINES or kind in FACTS:
                self.complain(line, f"'{engine}' is no engine: {', '.join(sorted(ENGINES))}")
        function = self.function_at(line)
        if kind in FACTS:
            self._read_facts(kind, good.group(3).strip(), line, function)
        else:
            self._read_expectation(kind, engines, good.group(3), line, function)

    def _read_facts(self, kind, regex, line, function):
        try:
            pattern = re.compile(regex)
        except re.error as err:
            self.complain(line, f"{kind}: not a regular expression: {err}")
            return
        if not regex:
            self.complain(line, f"{kind}: nothing to look for")
        self.directives.append(Directive(kind, [], [pattern], "", line, function))

    def _read_expectation(self, kind, engines, rest, line, function):
        rest, dashes, reason = rest.partition("--")
        slugs = [s.strip() for s in rest.split(",")]
        if kind != "want" and not reason.strip():
            self.complain(line, f"{kind} needs a reason: /* {kind}: slug -- reason */")
        if kind == "want" and dashes:
            self.complain(line, "want takes no reason")
        for slug in slugs:
            rule = project.rules().get(slug)
            if not rule:
                self.complain(line, f"'{slug}' is no rule of rules/rules.def")
            elif rule.state not in ("on", "off") and kind == "want":
                self.complain(line, f"{slug} is {rule.state}: nothing reports it")
        self.directives.append(Directive(kind, engines, slugs, reason.strip(), line, function))

    def _check_functions(self):
        expected = [d for d in self.directives if d.kind in EXPECTATIONS]
        for f in self.functions:
            kinds = {d.kind for d in expected if d.function is f}
            if f.name.startswith("bad_") and not kinds & {"want", "todo"}:
                self.complain(f.first, f"{f.name}() has no want and no todo")
            if f.name.startswith("good_") and kinds & {"want", "todo"}:
                self.complain(f.first, f"{f.name}() has a want or todo")
        for d in expected:
            if not d.function:
                self.complain(d.line, f"{d.kind} outside of any function")


def function_name(head):
    """Name of the function whose body begins after `head`, or None."""
    if "=" in re.sub(r"\([^()]*\)", "", head):
        return None
    for match in re.finditer(r"([A-Za-z_]\w*)\s*\(", head):
        if match.group(1) not in NO_NAMES:
            return match.group(1)
    return None


def folder_problems(folder):
    """What is wrong with the drivers of one rule taken together."""
    sources = [Source(p, folder.name) for p in sorted(folder.glob("*.c"))]
    names = [f.name for s in sources for f in s.functions]
    problems = []
    for prefix in ("bad_", "good_"):
        if not any(n.startswith(prefix) for n in names):
            problems.append(f"{project.relative(folder)}:1: "
                            f"no {prefix}...() function in this folder")
    return problems
