# SPDX-License-Identifier: GPL-2.0-or-later
"""Each semantic patch by itself: what the kernel asks of its form, all four modes, the
names it writes out, and that spatch as a kernel developer starts it is content."""

import re
import subprocess

import pytest

from harness import cocci, project, semantic

SCRIPTS = cocci.scripts()
MODES = ("patch", "context", "org", "report")
EACH = pytest.mark.parametrize("slug", SCRIPTS)
HEADER = re.compile(
    r"\A// SPDX-License-Identifier: GPL-2\.0-or-later\n(?:/// .+\n)+///\n"
    r"// Confidence: (?:High|Moderate|Low)\n// Copyright: .+\n// URL: .+\n"
    r"// Comments: .+\n(?:// .+\n)*// Options: .+\n// Keywords: .+\n\n"
    r"virtual patch\nvirtual context\nvirtual org\nvirtual report\n")


def text_of(slug):
    return SCRIPTS[slug].read_text()


def test_there_are_some():
    assert len(SCRIPTS) > 20


@EACH
def test_header(slug):
    text = text_of(slug)
    assert HEADER.match(text), f"cocci/{slug}.cocci:1: the header is not as the others'"
    # coccicheck reads these with grep, wherever they stand
    assert len(re.findall("Options:", text)) == 1 and "Requires:" not in text
    # a disjunction of forms cannot be broken everywhere
    assert max(len(line.expandtabs(8)) for line in text.splitlines()) <= 120


@EACH
def test_reports_its_own_rule(slug):
    rule = project.rules()[slug]
    tags = re.findall(r"\[(UD\d+:\w+)\]", text_of(slug))
    assert tags and set(tags) == {f"{rule.id}:{slug}"}
    levels = set(re.findall(r'"(ERROR|WARNING|ADVICE): ', text_of(slug)))
    assert levels and levels <= {"ERROR", "WARNING", "ADVICE"}
    # the kernel's words, its own severity unless the page of the rule says otherwise
    assert rule.severity in levels or slug in ("open_coded_bounce",)


@EACH
@pytest.mark.parametrize("mode", MODES)
def test_parses(slug, mode):
    semantic.need_spatch()
    done = subprocess.run(["spatch", "-D", mode, "--parse-cocci", str(SCRIPTS[slug])],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def a_driver(slug):
    """The driver of the rule with most to find."""
    table, _ = semantic.all_findings()
    mine = {p: sum(f["rule"] == slug for f in found) for p, found in table.items()}
    best = max(mine, key=mine.get, default=None)
    assert best and mine[best], f"testsuite/{slug}:1: the semantic patch finds nothing anywhere"
    return best, {f["line"] for f in table[best] if f["rule"] == slug}


@EACH
def test_modes_agree(slug):
    """report, org and context speak of the same driver; each place of report is one of org."""
    semantic.need_spatch()
    path, lines = a_driver(slug)
    report = cocci.spatch(SCRIPTS[slug], "report", [path], cocci.FLAGS)
    org = cocci.spatch(SCRIPTS[slug], "org", [path], cocci.FLAGS)
    assert {int(n) for n in re.findall(r"^[^:]+:(\d+):\d+-\d+: ", report, re.M)} == lines
    assert {int(n) for n in re.findall(r"::linb=(\d+)::", org)} >= lines
    context = cocci.spatch(SCRIPTS[slug], "context", [path], ["--very-quiet"])
    assert len(re.findall(r"^-(?!--)", context, re.M)) >= 1


@EACH
def test_patch_mode_says_diffs_only(slug):
    """... and, a line each, what is left alone."""
    semantic.need_spatch()
    path, _ = a_driver(slug)
    patch = cocci.spatch(SCRIPTS[slug], "patch", [path], ["--very-quiet"])
    assert bool(patch) <= cocci.rewrites(SCRIPTS[slug])
    diff = re.sub(r"^[^:\n]+:\d+:\d+-\d+: not rewritten: .+\n", "", patch, flags=re.M)
    assert not diff or diff.startswith(("diff ", "--- "))


# ---- names, which SmPL cannot read from rules/api.tab

OUTSIDE = set("""GFP_KERNEL GFP_NOIO GFP_ATOMIC NULL sizeof""".split())


def model_names():
    """Every name of api.tab: functions, macros behind name=, members, flags, folders."""
    text = (project.ROOT / "rules" / "api.tab").read_text()
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {w for row in rows for w in re.findall(r"[\w/]+", row)}


def code_of(slug):
    """The semantic patch without comments and Python."""
    text = re.sub(r"^//.*$", "", text_of(slug), flags=re.M)
    parts = re.split(r"^@((?:[^@\n]|\n(?!@))*)@\n(.*?)^@@\n", text, flags=re.M | re.S)
    blocks = zip(parts[1::3], parts[2::3], parts[3::3])
    return [(head, variables, body) for head, variables, body in blocks
            if "python" not in head]


@EACH
def test_functions_are_known(slug):
    """Kernel functions that are named are facts of the API model, too."""
    known = model_names() | OUTSIDE | extra_names()
    odd = set()
    for _, variables, body in code_of(slug):
        own = set(re.findall(r"\w+", re.sub(r"\{[^}]*\}", "", variables)))
        named = set(re.findall(r"\b([a-z_][a-z0-9_]{3,})(?:@\w+)*\s*\(", body))
        for group in re.findall(r"identifier \w+ = \{([^}]*)\}", variables):
            named |= set(re.findall(r"\w+", group))
        odd |= named - own - known - {"exists"}
    assert not odd, f"cocci/{slug}.cocci: not in rules/api.tab: {' '.join(sorted(odd))}"


def extra_names():
    """Names that no fact is about, with the reason; each is in a semantic patch."""
    rows = [line.split(None, 1) for line in
            (project.TESTSUITE / "cocci" / "names.txt").read_text().splitlines()
            if line and not line.startswith("#")]
    used = "\n".join(text_of(s) for s in SCRIPTS)
    for name, reason in rows:
        assert reason and re.search(rf"\b{name}\b", used), f"names.txt: {name} is not used"
    return {name for name, _ in rows}


@EACH
def test_exempt_folders_are_the_models(slug):
    text = text_of(slug)
    m = re.search(r"^EXEMPT = \((.*?)\)$", text, re.M | re.S)
    if not m:
        return
    rows = re.findall(r"^(\S+/)\s+exempt\b",
                      (project.ROOT / "rules" / "api.tab").read_text(), re.M)
    folders = set(re.findall(r'"([^"]+)"', m.group(1)))
    assert folders and folders <= set(rows)


# ---- what the three buffer rules share is written three times, for each has to be complete

BUFFERS = ("stack_buffer", "static_buffer", "rodata_buffer")
OWN = {"initialize", "direct", "alias", "fix", "n", "suspect", "declared", "constant", "message", "result_of"}


def parts_of(slug):
    """name -> text of each rule and each Python function, without comments."""
    text = re.sub(r"^//.*\n|[ \t]*#.*", "", text_of(slug), flags=re.M)
    rules = re.findall(r"^@(?:script:python )?(\w+)\b[^@\n]*@\n(.*?)(?=^@[^@\n]+@\n|\Z)", text,
                       re.M | re.S)
    functions = re.findall(r"^def (\w+)(.*?)(?=^def |^\n*@|\Z)", text, re.M | re.S)
    return {name: body.strip() for name, body in rules + functions if name not in OWN}


@pytest.mark.parametrize("slug", BUFFERS[1:])
def test_shared_parts_are_the_same(slug):
    first, other = parts_of(BUFFERS[0]), parts_of(slug)
    common = set(first) & set(other)
    assert {"sink", "second", "call", "again", "place", "who", "count", "consider"} <= common
    differ = [name for name in sorted(common) if first[name] != other[name]]
    assert not differ, f"cocci/{slug}.cocci: not as in {BUFFERS[0]}: {' '.join(differ)}"


def test_sinks_are_the_models():
    """The argument that is the buffer is a fact of the API model."""
    text = (project.ROOT / "rules" / "api.tab").read_text()
    known = set(re.findall(r"^(\w+)\s+sink\s.*?\bbuf=(\d)", text, re.M))
    sink = parts_of(BUFFERS[0])["sink"]
    named = {(name, k) for k, names in re.findall(r"identifier f(\d) = \{([^}]*)\}", sink)
             for name in re.findall(r"\w+", names)}
    assert len(named) > 20 and named <= known, named - known
