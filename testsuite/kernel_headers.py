# SPDX-License-Identifier: GPL-2.0-or-later
"""What a kernel tree's headers declare: functions, members, constants.

One pass finds the files that mention a wanted name; only those are read closely.
This is no C parser: it knows the shapes that kernel headers have, and a name it
can't make sense of counts as not declared.
"""
import re
from pathlib import Path

ROOTS = ("include", "arch/x86/include/asm")
WORD = re.compile(rb"[A-Za-z_]\w*")
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)
ATTRIBUTE = re.compile(r"\b__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)"
                       r"|\b__(?:printf|scanf|alloc_size|assume_aligned|diagnose_as|nonnull)"
                       r"\s*\([^()]*\)")
NOT_A_TYPE = {"return", "else", "case", "goto", "sizeof", "do"}


def without_comments(text):
    """Blanks for comments and strings; line numbers don't matter here."""
    return NOT_CODE.sub(lambda m: '""' if m[0][0] == '"' else " ", text)


def closing(text, start):
    """Index behind the bracket that closes the one at text[start]; 0 if none."""
    pairs = {"(": ")", "{": "}"}
    opening, close, depth = text[start], pairs[text[start]], 0
    for m in re.compile(f"[{re.escape(opening + close)}]").finditer(text, start):
        depth += 1 if m[0] == opening else -1
        if not depth:
            return m.end()
    return 0


def split_params(text):
    """Parameters between the outer commas; (void) is none."""
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and not depth:
            parts.append(text[last:i])
            last = i + 1
    parts.append(text[last:])
    parts = [" ".join(p.split()) for p in parts]
    return [] if parts in ([""], ["void"]) else parts


class Prototype:
    """A function's parameters as text, or a macro's names."""

    def __init__(self, path, params, static, macro, result=""):
        self.path, self.params, self.static, self.macro = path, params, static, macro
        self.result = result


class Headers:
    """Declarations of `names` (functions, records, constants) in one tree."""

    def __init__(self, tree, names, refs):
        self.tree = Path(tree)
        self.words = set()          # wanted names that occur at all
        self.text = {}              # path -> text without comments
        self.with_word = {}         # name -> paths
        wanted = {n.encode() for n in names}
        for path in self._files(refs):
            data = path.read_bytes()
            hits = wanted.intersection(WORD.findall(data))
            if hits:
                rel = path.relative_to(self.tree).as_posix()
                self.text[rel] = without_comments(data.decode("utf-8", "replace"))
                for h in hits:
                    self.with_word.setdefault(h.decode(), []).append(rel)
        self.words = set(self.with_word)

    def _files(self, refs):
        seen = set()
        for root in ROOTS:
            for path in sorted((self.tree / root).rglob("*.h")):
                seen.add(path)
                yield path
        for ref in sorted(refs):
            path = self.tree / ref
            if path not in seen and path.is_file():
                yield path

    def functions(self, name):
        """All prototypes and macros of that name; the _noprof one counts too."""
        found = []
        for n in (name, name + "_noprof"):
            for rel in self.with_word.get(n, ()):
                found += self._functions_in(rel, n)
        return found

    def _functions_in(self, rel, name):
        text, found = self.text[rel], []
        for m in re.finditer(rf"\b{name}\b", text):
            line = text[text.rfind("\n", 0, m.start()) + 1:m.start()]
            if re.fullmatch(r"\s*#\s*define\s+", line):
                found.append(self._macro(rel, text, m.end()))
                continue
            rest = re.compile(r"\s*\)?\s*\(").match(text, m.end())
            if not rest:
                continue
            end = closing(text, rest.end() - 1)
            head = re.split(r"[;}{]|\n\s*#[^\n]*|\n\s*\n", text[:m.start()])[-1]
            head = ATTRIBUTE.sub(" ", head).replace("(", " ").split()
            tail = text[end:end + 400].lstrip()
            if not end or not head or NOT_A_TYPE.intersection(head) or "=" in head:
                continue
            if re.match(r"[;{]|__\w+|[a-z_]+\s*\(\(|noexcept", tail):
                params = split_params(text[rest.end():end - 1])
                found.append(Prototype(rel, params, "static" in head, False, " ".join(head)))
        return found

    @staticmethod
    def _macro(rel, text, pos):
        if text[pos:pos + 1] != "(":
            return Prototype(rel, ["..."], False, True)
        return Prototype(rel, split_params(text[pos + 1:closing(text, pos) - 1]), False, True)

    def record(self, name):
        """Texts between the braces of `struct name { ... }`."""
        found = []
        for rel in self.with_word.get(name, ()):
            text = self.text[rel]
            for m in re.finditer(rf"\b(?:struct|union)\s+{name}\s*\{{", text):
                end = closing(text, m.end() - 1)
                if end:
                    found.append(text[m.end():end - 1])
        return found

    def member(self, record, field):
        """Declarations of that member, each as text, `(*f)(...)` or plain."""
        found = []
        for body in self.record(record):
            for m in re.finditer(rf"\b{field}\b", body):
                head = re.split(r"[;{}]|^\s*#.*$", body[:m.start()], flags=re.M)[-1]
                tail = re.split(r"[;{}]", body[m.end():])[0]
                if not re.search(r"\w\s*\(", re.sub(r"\(\s*\*\s*$", "", head)):
                    found.append(" ".join((head + field + tail).split()))
        return found

    def slot(self, record, field):
        """Parameter lists of the function pointer record.field."""
        found = []
        for decl in self.member(record, field):
            m = re.search(rf"\(\s*\*\s*{field}\s*\)\s*\(", decl)
            if m:
                found.append(split_params(decl[m.end():closing(decl, m.end() - 1) - 1]))
            else:
                found += self._typedef(decl.split()[0])
        return found

    def _typedef(self, name):
        found = []
        for text in self.text.values():
            for m in re.finditer(rf"typedef\s+[^;(]*\(\s*\*\s*{name}\s*\)\s*\(", text):
                found.append(split_params(text[m.end():closing(text, m.end() - 1) - 1]))
        return found

    def constant(self, name, depth=0):
        """Value of an object-like macro or enumerator; None if it isn't plain."""
        if re.fullmatch(r"0x[0-9a-fA-F]+|\d+", name):
            return int(name, 0)
        for text in self.text.values():
            m = re.search(rf"#\s*define\s+{name}[ \t]+(.*)", text)
            if m and depth < 5:
                return self._value(m[1].replace("__force", "").strip(), depth)
            value = self._enumerator(text, name)
            if value is not None:
                return value
        return None

    def _value(self, expr, depth):
        expr = re.sub(r"\(\s*gfp_t\s*\)", "", expr).strip()
        while expr.startswith("(") and closing(expr, 0) == len(expr):
            expr = expr[1:-1].strip()
        m = re.fullmatch(r"(\w+)\((\w+)\)", expr)
        if m and m[1] == "BIT":
            bit = self.constant(m[2], depth + 1)
            return None if bit is None else 1 << bit
        if m and m[1] == "__NETIF_F":
            bit = self.constant(f"NETIF_F_{m[2]}_BIT", depth + 1)
            return None if bit is None else 1 << bit
        if re.fullmatch(r"\w+", expr):
            return self.constant(expr.rstrip("uUlL") if expr[0].isdigit() else expr, depth + 1)
        return None

    @staticmethod
    def _enumerator(text, name):
        for m in re.finditer(r"\benum\b[^;{()]*\{", text):
            body = text[m.end():closing(text, m.end() - 1) - 1]
            if not re.search(rf"\b{name}\b", body):
                continue
            value = -1
            body = re.sub(r"^\s*#.*$", "", body, flags=re.M)
            for part in body.split(","):
                key, _, given = (s.strip() for s in part.partition("="))
                if given and not re.fullmatch(r"0x[0-9a-fA-F]+|\d+", given):
                    return None
                value = int(given, 0) if given else value + 1
                if key == name:
                    return value
        return None
