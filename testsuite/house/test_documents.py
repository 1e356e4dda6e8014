# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages say what is true: links lead somewhere, sample output is real,
options and targets exist."""
import re

import pytest

from .conftest import TOP, TREE, run

PAGES = sorted([*TOP.glob("*.md"), *TOP.glob("docs/*.md"), *TOP.glob("cocci/*.md"),
                *TOP.glob("testsuite/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(TOP)))
def test_links(page):
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text()):
        if "://" not in link:
            assert (page.parent / link).exists(), f"{page}: {link}"


def test_readme_shows_real_output(gcc):
    block = re.search(r"```\n(docs/examples/.*?)```", (TOP / "README.md").read_text(),
                      re.S).group(1)
    assert block in run(TREE).stdout


def test_every_page_is_in_the_index():
    text = (TOP / "docs/index.md").read_text()
    for page in [*TOP.glob("docs/*.md"), *TOP.glob("docs/*.[1-6]")]:
        assert page.name == "index.md" or page.name in text, page.name


def test_manual_page_has_every_option(gcc):
    manual = (TOP / "docs/usbdma-tree.1").read_text().replace("\\-", "-")
    for option in re.findall(r"--[a-z][a-z-]+", run(TREE, "--help").stdout):
        assert option in manual or option == "--help", option


def test_make_targets_and_variables_in_pages_exist():
    words = run("make", "help").stdout
    for page in PAGES:
        for target in re.findall(r"`make ([a-z]+)(?:`| [A-Z]+=)", page.read_text()):
            known = target in words or target in ("help", "defconfig", "coccicheck", "modules")
            assert known, f"{page}: make {target}"
    script = (TOP / "lint/from-make").read_text()
    for name in re.findall(r"\b([A-Z_]{3,})=",
                           re.search(r"make lint KDIR.*?make check", words, re.S).group(0)):
        assert name in script, f"make lint does not hand on {name}"


def test_packages_are_named_once():
    names = [line.split()[0] for line in (TOP / "lint/packages.txt").read_text().split("\n")
             if line and not line.startswith("#")]
    assert len(names) == len(set(names)) > 10
    assert not re.search(r"apt-get[^\n]*install.*(libcmocka|pytest)", (TOP / ".ci/run").read_text())


def test_the_solvers_page_has_a_row_for_each_folder():
    text = (TOP / "docs/solver.md").read_text()
    rows = re.findall(r"^\| `(\w+)/` \|", text, re.M)
    assert sorted(rows) == sorted(d.name for d in (TOP / "plugin/core").iterdir() if d.is_dir())
    for name in re.findall(r"`(\w+\*?\.[ch])`", text):
        assert list((TOP / "plugin/core").glob(f"*/{name}")), name
