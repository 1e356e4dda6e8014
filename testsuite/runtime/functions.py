# SPDX-License-Identifier: GPL-2.0-or-later
"""What the functions of a static test do to its records, read from the text.

A function alone shows little: the buffer it frees was allocated by another, its URB
is stopped by a third.  So each is run with those that belong to it: first those that
allocate the members it uses, afterwards those that free the members it filled.
"""

import functools
import re

import cdecl

# allocates, or lets a member point to another one
ALLOCATES = re.compile(r"->\w+ = \w+->\w+;|"
                       r"\w*(?:alloc|memdup|dma_map|get_free_page|request_firmware)\w*\s*\(")
FREES = re.compile(r"\b\w*(?:free|kill|poison|put|release)\w*\s*\(")
SUBMITS = re.compile(r"\busb_submit_urb\s*\(")
COHERENT_FREE = re.compile(r"\b(?:usb|hcd_buffer|dma)_free(?:_coherent)?\(([^,;]+), *([^,;]+), "
                           r"*([^,;]+), *([^;]+?)\)\s*;")
LINK = re.compile(r"struct (\w+) \*(\w+) = (?:\([^()]*\))?\s*([\w>.&-]+(?:\([^();]*\))?)\s*[;,]")


class Test:
    """A static test: its own functions, their bodies, and who depends on whom."""

    def __init__(self, source, preprocessed):
        self.source, self.code = source, source.code
        self.decls = cdecl.Declarations(preprocessed)
        path = str(source.path)
        self.own = {n: f for n, f in self.decls.functions.items() if f.file == path}
        lines = source.code.splitlines()	# a macro may make functions as well
        self.bodies = {f.name: "\n".join(lines[f.first - 1:f.last]) for f in source.functions}
        self.bodies.update({n: f.body for n, f in self.own.items()
                            if f.body and n not in self.bodies})
        self.lines = {f.name: range(f.first, f.last + 1) for f in source.functions}

    # ---- one function ----

    @functools.lru_cache(maxsize=None)
    def calls(self, name):
        """Names of the test's functions that this one mentions."""
        words = set(re.findall(r"\w+", self.bodies.get(name, "")))
        return frozenset(n for n in self.bodies if n in words and n != name)

    @functools.lru_cache(maxsize=None)
    def closure(self, name):
        """Its own text and that of the helpers it calls."""
        seen, todo = set(), [name]
        while todo:
            one = todo.pop()
            # what a completion handler does is done later, by itself
            if one not in seen and (one == name or not one.startswith(("bad_", "good_")) and
                                    not self.is_completion(one)):
                seen.add(one)
                todo += self.calls(one)
        return "\n".join(self.bodies.get(n, "") for n in sorted(seen))

    @functools.lru_cache(maxsize=None)
    def records(self, name):
        """The test's own records that it takes, or gets from what it takes."""
        kinds = {self.decls.resolve(k[1])[0] for _, k in self.parameters(name) if k[0] == "*"}
        kinds |= {f"struct {m}" for m in
                  re.findall(r"struct (\w+) \*\w+\s*[=;,]", self.bodies.get(name, ""))}
        return frozenset(k for k in kinds if f"{k} {{" in self.code)

    def parameters(self, name):
        return self.own[name].type[2] if name in self.own else []

    def variables(self, name, body):
        own = {n for n, k in self.parameters(name) if k[0] == "*" and n}
        return own | set(re.findall(r"struct \w+ \*(\w+)\b", body))

    @functools.lru_cache(maxsize=None)
    def stores(self, name):
        """Members it gives a value."""
        text = self.closure(name)
        found = set(re.findall(r"->(\w+)(?:\.\w+|\[[^\]]*\])*\s*=(?!=|\s*NULL;)", text))
        return frozenset(found | set(re.findall(r"&\w+->(\w+)(?:\[[^\]]*\])?\s*\)", text)))

    @functools.lru_cache(maxsize=None)
    def uses(self, name):
        return frozenset(re.findall(r"->(\w+)", self.closure(name)))

    def is_completion(self, name):
        kinds = [k for _, k in self.parameters(name)]
        return kinds == [("*", ("struct urb",))]

    # ---- one with another ----

    def related(self, name):
        """Functions that take a record that this one takes, in the order of the file."""
        mine = self.records(name)
        return [n for n in self.bodies if n != name and n in self.own and
                n not in self.calls(name) and name not in self.calls(n) and
                mine & self.records(n) and not self.is_completion(n)]

    def constructors(self, name, depth=0):
        """Those that allocate what it uses and does not store itself; each a choice of some."""
        missing = self.uses(name) - self.stores(name)
        found = set()
        fits = [n for n in self.related(name) if ALLOCATES.search(self.closure(n)) and
                self.members(n) & missing]
        for member in missing & self.all_members():
            makers = [n for n in fits if member in self.members(n)]
            found.add(tuple([n for n in makers if not n.startswith("bad_")] or makers))
        found |= self.makers_of_globals(name)
        order = list(self.bodies)
        sets = re.compile(r"set_\w*data\(")	# what others look up
        looks_up = re.search(r"get_\w*data\(", self.bodies[name])
        found = sorted(found - {()}, key=lambda names: (
            not (looks_up and sets.search(self.bodies[names[0]])), order.index(names[0])))
        if depth < 2:
            for names in list(found):
                known = {n for ns in found for n in ns}
                found = [ns for ns in self.constructors(names[0], depth + 1)
                         if not known & set(ns)] + found
        return found

    def makers_of_globals(self, name):
        """Those that give pointers of the file a value which it uses."""
        used = [g for g in re.findall(r"^static [\w ]+\*(\w+);", self.code, re.M)
                if re.search(rf"\b{g}\b(?!\s*=[^=])", self.closure(name))]
        makers = [n for n in self.bodies if n in self.own and n != name and
                  not n.startswith("bad_") and
                  any(re.search(rf"\b{g}\s*=[^=]", self.bodies[n]) for g in used)]
        return {tuple(makers[:1])} if makers else set()

    @functools.lru_cache(maxsize=None)
    def members(self, name):
        """Members it stores that can own something: no plain numbers."""
        return self.stores(name) & self.all_members()

    @functools.lru_cache(maxsize=None)
    def all_members(self):
        return frozenset(n for kind, members in self.decls.records.items()
                         if f"{kind} {{" in self.code for n, k in members
                         if k[0] in ("*", "[]") or k in (("word", "dma_addr_t"),) or
                         k[0].startswith("struct"))

    def followers(self, name):
        """Those that submit the URB that it only fills."""
        if SUBMITS.search(self.closure(name)) or "urb" not in self.closure(name):
            return []
        filled = self.members(name)
        return [n for n in self.related(name) if SUBMITS.search(self.closure(n)) and
                self.uses(n) & filled and not self.members(n) & filled and
                (not n.startswith("bad_") or name.startswith("bad_"))][:1]

    def destructors(self, name, made):
        """Those that free what it, or a constructor, stored: a choice."""
        filled = set().union(*(self.members(n) for n in [name, *made]))
        return [n for n in self.related(name) if FREES.search(self.closure(n)) and n not in made and
                not ALLOCATES.search(self.closure(n)) and not SUBMITS.search(self.closure(n)) and
                self.uses(n) & filled and
                (not n.startswith("bad_") or name.startswith("bad_"))]

    def starters(self, name):
        """Those that submit an URB with this as its completion handler."""
        found = [n for n in self.bodies if n != name and n in self.own and
                 re.search(rf"\b{name}\b", self.bodies[n]) and not self.is_completion(n) and
                 not re.search(rf"\b{name}\s*\(", self.bodies[n])]
        return found

    # ---- coherent memory that nobody allocates ----

    def freed(self, text):
        """(size, buffer, handle) of each release, as written."""
        return [(m[2].strip(), m[3].strip(), m[4].strip()) for m in COHERENT_FREE.finditer(text)]

    def freed_members(self):
        found = []
        for size, buf, handle in self.freed(self.code):
            b, h = re.fullmatch(r"\w+->(\w+)", buf), re.fullmatch(r"\w+->(\w+)", handle)
            if b and h:
                found.append((size, b[1], h[1]))
        return found

    def freed_parameters(self, name):
        names = {n for n, _ in self.parameters(name)}
        return [(s, b, h) for s, b, h in self.freed(self.bodies.get(name, ""))
                if b in names and h in names][:1]

    def stored_anywhere(self, member):
        return re.search(rf"->{member}(?:\[[^\]]*\])?\s*=[^=]", self.code)

    def links(self, name):
        """(record, expression) for what a function takes out of its arguments."""
        return [(f"struct {m[1]}", m[3]) for m in LINK.finditer(self.bodies.get(name, ""))
                if f"struct {m[1]} {{" in self.code]
