# SPDX-License-Identifier: GPL-2.0-or-later
"""Declarations of preprocessed C: records with their members, typedefs, functions.

Types are tuples: ("word", name) for what has a name, also a typedef's; ("struct x",)
for a record; ("*", type), ("[]", type), ("()", result, [parameters]),
("space", "__user", type); "[0]" is an array without a length, "bits" a bit field.  Only what the
made-up arguments need is understood: bodies, initialisers and attributes are skipped.
"""

import collections
import re

TOKEN = re.compile(r'\s+|(?P<line># \d+ "(?P<file>[^"\n]*)"[^\n]*\n)|#[^\n]*|(?P<word>[A-Za-z_]\w*)|'
                   r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|(?P<other>\.\.\.|[\d.]\w*|.)', re.S)
QUALIFIERS = {"const", "volatile", "restrict", "__restrict", "inline", "__inline",
              "__inline__", "extern", "static", "register", "_Noreturn", "__extension__", "auto",
              "__volatile__", "__const"}
WORDS = {"void", "char", "short", "int", "long", "signed", "unsigned", "_Bool", "float", "double",
         "__signed__", "__int128"}
PARENTHESISED = {"__attribute__", "__asm__", "asm", "_Alignas", "__alignof__"}
CLOSING = {"(": ")", "[": "]", "{": "}"}

Function = collections.namedtuple("Function", "name type file body")


def spaced(text):
    """Tokens as they are commonly written: a->b, f(x), &a."""
    return re.sub(r"& (?=\w)", "&", re.sub(r" ?- > ?", "->", re.sub(r" ([(;,)])", r"\1", text)))


class Declarations:
    def __init__(self, text):
        self.records, self.typedefs, self.functions = {}, {}, {}
        self.tokens, self.files, self.anonymous = [], [], 0
        file = ""
        for match in TOKEN.finditer(text):
            if match["line"]:
                file = match["file"]
            elif not match.group().isspace() and not match.group().startswith("#"):
                self.tokens.append(match.group())
                self.files.append(file)
        self.tokens.append("")
        self.at, self.space = 0, None
        while self.tokens[self.at]:
            self.external()

    # ---- reading ----

    def peek(self):
        return self.tokens[self.at]

    def take(self, token):
        if self.tokens[self.at] == token:
            self.at += 1
            return True
        return False

    def skip(self):
        """The bracket that opens here, and all that is in it."""
        depth = 0
        while self.tokens[self.at]:
            token = self.tokens[self.at]
            depth += (token in CLOSING) - (token in CLOSING.values())
            self.at += 1
            if not depth:
                return

    def skip_to(self, *ends):
        while self.peek() and self.peek() not in ends:
            if self.peek() in CLOSING:
                self.skip()
            else:
                self.at += 1

    def attributes(self):
        while self.peek() in PARENTHESISED or self.peek() in QUALIFIERS:
            known = self.peek() in PARENTHESISED
            self.at += 1
            if known and self.peek() == "(":
                start = self.at
                self.skip()
                inside = self.tokens[start:self.at]
                if "address_space" in inside:
                    self.space = inside[inside.index("address_space") + 2]

    def external(self):
        if self.take(";"):
            return
        start = self.at
        if self.peek() == "_Static_assert":
            self.skip_to(";")
            return
        typedef = self.peek() == "typedef"
        self.at += typedef
        base = self.specifiers()
        while self.peek() and self.peek() != ";":
            name, kind = self.declarator(base)
            self.attributes()
            if typedef:
                self.typedefs[name] = kind
            elif kind[0] == "()":
                body = self.peek() == "{"
                if name not in self.functions or body:
                    self.functions[name] = Function(name, kind, self.files[start], body)
                if body:
                    first = self.at
                    self.skip()
                    text = name + " " + " ".join(self.tokens[first:self.at])
                    self.functions[name] = self.functions[name]._replace(body=spaced(text))
                    return
            self.skip_to(",", ";")
            self.take(",")
        self.take(";")
        if self.at == start:
            self.at += 1

    def specifiers(self):
        words = []
        while True:
            self.attributes()
            token = self.peek()
            if token in ("struct", "union"):
                return self.record()
            if token == "enum":
                self.at += 1
                self.attributes()
                self.at += bool(re.match(r"\w", self.peek()))
                if self.peek() == "{":
                    self.skip()
                self.attributes()
                return ("word", "int")
            if token in ("typeof", "__typeof__"):
                self.at += 1
                self.skip()
                return ("word", "int")
            if token in WORDS or (not words and re.match(r"[A-Za-z_]", token)):
                words.append(token)
                self.at += 1
            else:
                return ("word", " ".join(words) or "int")

    def record(self):
        kind = self.peek()
        self.at += 1
        self.attributes()
        if re.match(r"[A-Za-z_]", self.peek()):
            name = f"{kind} {self.peek()}"
            self.at += 1
        else:
            self.anonymous += 1
            name = f"{kind} <{self.anonymous}>"
        self.attributes()
        if self.take("{"):
            self.records[name] = self.members()
        self.attributes()
        return (name,)

    def members(self):
        found = []
        while self.peek() and not self.take("}"):
            base = self.specifiers()
            if self.peek() == ";" and base[0] in self.records:
                found += self.records[base[0]]		# anonymous: its members are ours
            while self.peek() and self.peek() != ";":
                name, kind = self.declarator(base)
                self.attributes()
                if self.peek() == ":":			# a bit field
                    self.skip_to(",", ";")
                    kind = ("bits", kind)
                self.attributes()
                if name:
                    found.append((name, kind))
                if not self.take(",") and self.peek() != ";":
                    self.skip_to(",", ";")
            self.take(";")
        return found

    def declarator(self, base):
        self.attributes()
        if self.space:
            base, self.space = ("space", self.space, base), None
        while self.take("*"):
            base = ("*", base)
            self.attributes()
        name, inner = None, None
        if self.peek() == "(" and self.tokens[self.at + 1] in ("*", "(", "__attribute__"):
            self.at += 1
            inner = self.at
            depth = 1
            while depth:
                depth += (self.peek() == "(") - (self.peek() == ")")
                self.at += 1
        elif re.match(r"[A-Za-z_]", self.peek()):
            name = self.peek()
            self.at += 1
        kind = self.suffixes(base)
        if inner is not None:
            after, self.at = self.at, inner
            name, kind = self.declarator(kind)
            self.at = after
        return name, kind

    def suffixes(self, base):
        self.attributes()
        if self.take("("):
            return ("()", base, self.parameters())
        kinds = []
        while self.peek() == "[":
            kinds.append("[0]" if self.tokens[self.at + 1] in ("]", "0") else "[]")
            self.skip()
        for kind in reversed(kinds):
            base = (kind, base)
        return base

    def parameters(self):
        found = []
        while self.peek() and not self.take(")"):
            if self.take("...") or self.take(","):
                continue
            name, kind = self.declarator(self.specifiers())
            if kind != ("word", "void"):
                found.append((name, ("*", kind[1]) if kind[0] in ("[]", "[0]") else kind))
            self.attributes()
        return found

    # ---- asking ----

    def resolve(self, kind):
        while kind[0] == "word" and kind[1] in self.typedefs:
            kind = self.typedefs[kind[1]]
        return kind
