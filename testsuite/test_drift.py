# SPDX-License-Identifier: GPL-2.0-or-later
"""Things that must agree and can't read each other: rules, pages, tests, sources, documents.

Each failure is a line `path:line: what`, so that an editor can jump to it.
"""

import re
import shutil
import subprocess

import pytest

from harness import csource, project
from harness.source import folder_problems

ROOT = project.ROOT
HEADINGS = ["Reported", "Why", "Bad", "Good", "Fix", "Not reported"]
C_SUFFIXES = {".c", ".h", ".cc"}
SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
# files that cannot carry the line, or whose format is someone else's
NO_SPDX = {".patch", ".md", ".tsv", ".facts"}
NO_SPDX_NAMES = {"COPYING", ".gitignore"}


def tracked(*patterns):
    """Files of the repository, those not yet committed included, ignored ones not."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
                           "--exclude-standard", "--", *patterns], capture_output=True, check=True)
    names = [n for n in done.stdout.decode().split("\0") if n]
    return sorted(p for p in {ROOT / n for n in names} if p.is_file())


def name(path):
    return project.relative(path)


def check(problems):
    assert not problems, "\n" + "\n".join(problems)


def places(text, pattern):
    """(line, match) of each match."""
    return [(text.count("\n", 0, m.start()) + 1, m) for m in re.finditer(pattern, text)]


# ---- rules.def and what each rule consists of

def test_rules_def():
    """Ids and slugs are unique, ids ascend, titles fit a line; every RULE line is understood."""
    rules = list(project.rules().values())
    assert rules
    ids = [r.id for r in rules]
    assert ids == sorted(set(ids)), "ids are not unique and ascending"
    for r in rules:
        assert re.fullmatch(r"UD[1-8]\d\d", r.id), r
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", r.slug), r
        assert r.severity in ("ERROR", "WARNING", "ADVICE"), r
        assert r.confidence in ("HIGH", "MEDIUM", "LOW"), r
        assert r.state in ("on", "off", "planned", "retired"), r
        assert 0 < len(r.title) <= 80 and r.title[-1] not in ".!", r


def test_each_built_rule_has_all_its_parts():
    sources = "\n".join(p.read_text() for p in tracked("plugin/*.c", "plugin/*.h", "plugin/*.cc"))
    table = (ROOT / "rules" / "api.tab").read_text()
    problems = []
    for slug in project.built():
        rule = project.rules()[slug]
        where = f"rules/rules.def:{rule.line}: {slug}:"
        if not (ROOT / "rules" / f"{slug}.md").exists():
            problems.append(f"{where} no page rules/{slug}.md")
        folder = project.TESTSUITE / slug
        if not list(folder.glob("*.c")):
            problems.append(f"{where} no test driver in testsuite/{slug}/")
        else:
            problems += folder_problems(folder)
        if f"RULE_{slug}" not in sources and not re.search(rf"\srule={slug}\b", table) \
                and not (ROOT / "cocci" / f"{slug}.cocci").exists():
            problems.append(f"{where} neither RULE_{slug} in plugin/, rule={slug} in api.tab "
                            f"nor cocci/{slug}.cocci")
    check(problems)


def test_nothing_is_left_over():
    """No page, folder, enumerator or semantic patch without its rule."""
    problems = project.layout_problems(project.TESTSUITE)
    built = project.built()
    for page in (ROOT / "rules").glob("*.md"):
        if page.stem not in built:
            problems.append(f"rules/{page.name}:1: {page.stem} is no built rule")
    for folder in project.TESTSUITE.iterdir():
        if folder.name in project.rules() and folder.name not in built:
            problems.append(f"testsuite/{folder.name}:1: tests of a rule that is not built")
    for script in (ROOT / "cocci").glob("*.cocci"):
        if script.stem not in project.rules():
            problems.append(f"cocci/{script.name}:1: {script.stem} is no rule")
    for path in tracked("plugin/*.c", "plugin/*.h", "plugin/*.cc"):
        for line, match in places(path.read_text(), r"\bRULE_([a-z]\w+)\b"):
            if match.group(1) not in project.rules():
                problems.append(f"{name(path)}:{line}: {match.group()} is no rule")
    check(problems)


def test_slugs_are_listed_once():
    """Outside of rules.def no source spells a slug in a string: the table is the only list."""
    problems = []
    for path in tracked("plugin/*.c", "plugin/*.h", "plugin/*.cc", "lint/*.py"):
        for line, match in places(path.read_text(), r'"([a-z]+_[a-z_]+)"'):
            if match.group(1) in project.rules():
                problems.append(f"{name(path)}:{line}: {match.group()}: use RULE_{match.group(1)}")
    check(problems)


# ---- pages and documents

def test_pages():
    problems = []
    for path in sorted((ROOT / "rules").glob("*.md")):
        text = path.read_text()
        lines = text.splitlines()
        headings = [m.group(1) for m in re.finditer(r"^## (.*)$", text, re.M)]
        if headings != HEADINGS:
            problems.append(f"{name(path)}:1: headings {headings}, not {HEADINGS}")
        if len(lines) >= 60:
            problems.append(f"{name(path)}:60: {len(lines)} lines (under 60)")
        rule = project.rules().get(path.stem)
        if rule and not re.match(rf"# .*\b{rule.slug}\b", lines[0] if lines else ""):
            problems.append(f"{name(path)}:1: the title does not name {rule.slug}")
        if rule and rule.id not in text:
            problems.append(f"{name(path)}:1: {rule.id} is nowhere on the page")
    check(problems)


def test_documents_name_only_rules_that_exist():
    """UDnnn, UDnnn:slug, [slug] after a message, enable= and `allow slug` in the documents."""
    ids = {r.id: r.slug for r in project.rules().values()}
    word = r"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)"
    problems = []
    for path in tracked("*.md", "docs/*.1", "rules/*.md"):
        text = path.read_text()
        for line, match in places(text, rf"\b(UD\d\d\d)(?::{word})?"):
            if match.group(1) not in ids:
                problems.append(f"{name(path)}:{line}: {match.group(1)} is no rule")
            elif match.group(2) and ids[match.group(1)] != match.group(2):
                problems.append(f"{name(path)}:{line}: {match.group()}: the rule is "
                                f"{ids[match.group(1)]}")
        for line, match in places(text, rf"(?:usbdma: allow |rules/){word}(?:\.md)?"):
            slug = match.group(1)
            if slug not in project.rules() and not (ROOT / "rules" / slug).exists():
                problems.append(f"{name(path)}:{line}: '{slug}' is no rule")
    check(problems)


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_man_pages():
    pages = tracked("docs/*.1")
    if not pages:
        pytest.fail("docs/ has no man page")
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *map(str, pages)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_of_documents():
    """A relative link of a document leads to a file."""
    problems = []
    for path in tracked("*.md"):
        text = re.sub(r"^```.*?^```", lambda m: re.sub(r"[^\n]", " ", m.group()), path.read_text(),
                      flags=re.S | re.M)
        for line, match in places(text, r"\]\(([^)#\s]+)(?:#[^)]*)?\)"):
            target = match.group(1)
            if "://" not in target and not (path.parent / target).exists():
                problems.append(f"{name(path)}:{line}: {target} is not there")
    check(problems)


# ---- the model

def model_names():
    """Names of api.tab, and of the functions in them."""
    table = ROOT / "rules" / "api.tab"
    names = set()
    for line in table.read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            names.add(words[0])
    return names


def test_api_names_of_own_models_in_tests():
    """A test's model= file is there, and is used by a driver beside it."""
    problems = []
    for folder in project.TESTSUITE.iterdir():
        tables = {p.name for p in folder.glob("*.tab")} if folder.name in project.rules() else set()
        used = {m for p in folder.glob("*.c") for m in re.findall(r"model=(\S+)", p.read_text())} \
            if folder.name in project.rules() else set()
        problems += [f"testsuite/{folder.name}/{t}:1: no driver uses it" for t in tables - used]
        problems += [f"testsuite/{folder.name}:1: model={t} is not there" for t in used - tables]
    check(problems)


def test_functions_of_the_model_are_declared():
    """What the tests' headers declare of USB's calls is in api.tab, so that no sink is missed."""
    header = csource.without_comments((project.INCLUDE / "linux" / "usb.h").read_text())
    takes_buffer = set()
    for match in re.finditer(r"\b(usb_\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)", header):
        if re.search(r"\bvoid \*(data|buf|transfer_buffer)\b", match.group(2)):
            takes_buffer.add(match.group(1))
    assert {"usb_control_msg", "usb_bulk_msg", "usb_fill_int_urb"} <= takes_buffer
    missing = takes_buffer - model_names()
    # the interface's driver data is no buffer of a transfer
    missing -= {"usb_set_intfdata", "usb_driver_claim_interface"}
    check([f"rules/api.tab:1: {n}() takes a buffer and is not in the model"
           for n in sorted(missing)])


# ---- the sources

def test_spdx_everywhere():
    problems = []
    for path in tracked():
        if path.suffix in NO_SPDX or path.name in NO_SPDX_NAMES:
            continue
        try:
            head = path.read_text(encoding="utf-8").splitlines()[:3]
        except UnicodeDecodeError:
            problems.append(f"{name(path)}:1: not a text file")
            continue
        if head and not any(SPDX in line for line in head):
            problems.append(f"{name(path)}:1: no '{SPDX}' in the first lines")
    check(problems)


def test_size_of_c_files():
    problems = []
    for path in tracked():
        if path.suffix not in C_SUFFIXES:
            continue
        text = path.read_text(encoding="utf-8")
        problems += csource.line_problems(name(path), text)
        if project.INCLUDE not in path.parents:		# headers of a kernel: as long as it takes
            problems += csource.size_problems(name(path), text)
    check(problems)


def test_size_of_python_files():
    problems = []
    for path in tracked("*.py"):
        lines = path.read_text().splitlines()
        if len(lines) > 300 and not path.name.startswith("test_"):
            problems.append(f"{name(path)}:301: {len(lines)} lines (limit 300)")
        problems += [f"{name(path)}:{n}: bare except" for n, line in enumerate(lines, 1)
                     if re.match(r"\s*except\s*:", line)]
    check(problems)


def test_gcc_stays_in_its_folder():
    """Only plugin/gcc includes GCC's headers, and only gcc-compat.h asks for the version."""
    gcc_header = re.compile(r'#\s*include\s*[<"](?:gcc-plugin|tree|gimple|basic-block|cgraph|'
                            r'diagnostic|plugin-version|tree-pass|context|coretypes)[\w-]*\.h[>"]')
    problems = []
    for path in tracked("plugin/*.c", "plugin/*.h", "plugin/*.cc"):
        text = path.read_text()
        if "plugin/gcc/" not in name(path):
            problems += [f"{name(path)}:{n}: a header of GCC" for n, _ in places(text, gcc_header)]
        if path.name != "gcc-compat.h":
            problems += [f"{name(path)}:{n}: asks for GCC's version; gcc-compat.h does that"
                         for n, _ in places(text, r"GCCPLUGIN_VERSION|BUILDING_GCC_VERSION")]
    check(problems)


def test_the_core_does_not_print():
    """Findings and facts are written in one place each; nothing else talks to the user.

    Streams into memory are no printing; the last words of a process without memory are allowed.
    """
    may = re.compile(r"^(report\w*|facts_write\w*|out)\.[ch]$")
    calls = r"\b((?:v?printf|puts|putchar|perror|write)(?=\s*\()|stdout\b|stderr\b)"
    problems = []
    for path in tracked("plugin/core/*.c", "plugin/core/*.h"):
        if may.match(path.name):
            continue
        text = path.read_text().replace('fputs("usbdma: out of memory\\n", stderr);', "")
        code = csource.without_comments(text)
        problems += [f"{name(path)}:{n}: {m.group(1)} in the core" for n, m in places(code, calls)]
    check(problems)


def test_pages_say_whether_a_patch_mends():
    """The Fix section names the semantic patch where it rewrites, and only there."""
    problems = []
    for slug in project.rules():
        page = project.ROOT / "rules" / f"{slug}.md"
        if not page.exists():
            continue
        fix = re.search(r"^## Fix\n(.*?)^## ", page.read_text(), re.M | re.S)
        says = bool(fix) and "semantic patch" in " ".join(fix.group(1).split())
        proven = any((project.TESTSUITE / slug).glob("fix_*.c"))
        if says != proven:
            problems.append(f"rules/{slug}.md:1: Fix {'promises' if says else 'hides'} a rewrite")
    check(problems)


def test_nothing_generated_is_committed():
    generated = re.compile(r"(^|/)(build|\.cache|__pycache__|\.hypothesis)/|"
                           r"\.(o|so|a|d|pyc|jsonl)$|(^|/)api_tab\.c$|~$|\.(orig|rej)$")
    problems = [f"{name(p)}:1: looks generated" for p in tracked() if generated.search(name(p))]
    check(problems)


def test_text_files_are_tidy():
    """No CR, no blank at the end of a line, a newline at the end of the file."""
    problems = []
    for path in tracked():
        if path.suffix in (".patch", ".tsv"):
            continue
        data = path.read_bytes()
        if not data.endswith(b"\n") and data:
            problems.append(f"{name(path)}:1: no newline at the end")
        for n, line in enumerate(data.split(b"\n"), 1):
            if line.endswith((b" ", b"\t", b"\r")):
                problems.append(f"{name(path)}:{n}: blank at the end of the line")
    check(problems)
