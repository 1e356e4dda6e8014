# SPDX-License-Identifier: GPL-2.0-or-later
"""Which words a file must have for a semantic patch to report something there.

Read from the .cocci itself: a rule that is reported can match only where the names
its body writes out stand, and those of the rules whose positions it takes over.
What is not understood asks for nothing: a file too many rather than one too few.
"""
import re

RULE = re.compile(r"^@(?P<head>[^@\n]*)@\n(?P<vars>.*?)^@@\n(?P<body>.*?)(?=^@[^@\n]*@\n|\Z)",
                  re.M | re.S)
NOT_WORDS = set("if else return while for do struct union enum sizeof goto static const void "
                "int char long short unsigned signed NULL define when any exists strict "
                "forall".split())

# members of these types are reached without a word of the type
EVERYWHERE = {"urb", "usb_device", "usb_interface", "device"}


def rules(text):
    """name -> (is it Python, declarations, body)"""
    text = re.sub(r"^//.*$", "", text, flags=re.M)
    table = {}
    for n, m in enumerate(RULE.finditer(text)):
        head = m["head"].split()
        python = bool(head) and head[0].startswith(("script:", "initialize:"))
        if head and head[0].startswith("script:"):
            head = head[1:]
        name = head[0] if head and head[0] not in ("depends", "disable") else f"#{n}"
        table[name] = (python, m["vars"], m["body"], "depends on report" in m["head"],
                       after(m["head"]))
    return table


def after(head):
    """`depends on a && b`, `depends on a || b`: ways to get there, each the rules that must
    have matched before.  Of other conditions nothing is known."""
    condition = re.sub(r".*\bdepends on\b|\b(exists|forall|disable .*)$", "", head).strip()
    if "depends on" not in head or re.search(r"[()]", condition):
        return []
    if "||" in condition:
        return [] if re.search(r"!|&&", condition) else [[w.strip()] for w in
                                                         condition.split("||")]
    return [re.findall(r"(?<![!\w])\w+", condition)]


def reported(table):
    for _, declared, _, is_report, _ in table.values():
        if is_report:
            yield from re.findall(r"<< (\w+)\.\w+;", declared)


def either(alternatives):
    """A list of lists of sets: one of these; as sets of which each must have a member."""
    if not alternatives or any(not a for a in alternatives):
        return []
    common = [s for s in alternatives[0] if all(s in a for a in alternatives)]
    rest = [[s for s in a if s not in common] for a in alternatives]
    if any(not a for a in rest):
        return common
    # of each the set whose words are long, and so rare, stands for it
    return common + [set().union(*(max(a, key=lambda s: min(map(len, s))) for a in rest))]


def pieces(body, sets, variables):
    """Sets of words of which the code that the body matches has one each."""
    lines = [l for l in body.split("\n")
             if l[:1] not in "-+" or not l or l[0] == "-"]
    body = re.sub(r"\bwhen\b[^\n]*", "", "\n".join(l.lstrip("-*") if l[:1] in "-*" else l
                                                     for l in lines))
    groups = re.compile(r"^\(\n(.*?)^\)", re.M | re.S)
    need = []
    for m in groups.finditer(body):
        need += either([pieces(a, sets, variables)
                        for a in re.split(r"^\|\n?", m.group(1), flags=re.M)])
    body = groups.sub(" ", body)
    inner = re.compile(r"\\\(((?:(?!\\\(|\\\)).)*)\\\)", re.S)
    while inner.search(body):
        m = inner.search(body)
        need += either([pieces(a, sets, variables) for a in m.group(1).split(r"\|")])
        body = body[:m.start()] + " " + body[m.end():]
    body = re.sub(r'"[^"\n]*"|@\w+|\b\d\w*', " ", body)
    for word in set(re.findall(r"[A-Za-z_]\w+", body)) | set(re.findall(r"\b[a-z]\b", body)):
        if word in sets:
            need.append(sets[word])
        elif word not in variables and word not in NOT_WORDS:
            need.append({word})
    return need


def of_rule(name, table, seen=()):
    if name not in table or name in seen:
        return []
    python, declared, body, _, before = table[name]
    def of_all(others):
        return [s for other in others for s in of_rule(other, table, (*seen, name))]

    inherited = set(re.findall(r"(?:<<|\s|\{)\s*(\w+)\.\w+", re.sub(r"!=.*", "", declared)))
    need = of_all(inherited) + either([of_all(way) for way in before])
    if python:
        return need
    sets = {m[1]: set(re.findall(r"\w+", m[2]))
            for m in re.finditer(r"identifier (\w+) = \{([^}]*)\}", declared)}
    variables = set(re.findall(r"\w+", re.sub(r"\{[^}]*\}", "", declared)))
    types = [{t} for t in re.findall(r"\bstruct (\w+)", declared) if t not in EVERYWHERE]
    return need + types + pieces(body, sets, variables)


def of_text(text):
    """A test of a file's words."""
    table = rules(text)
    ways = [of_rule(name, table) for name in dict.fromkeys(reported(table))]
    if not ways:
        return lambda words: True
    return lambda words: any(all(s & words for s in way) for way in ways)
