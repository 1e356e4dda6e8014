# SPDX-License-Identifier: GPL-2.0-or-later
"""The examples of docs/facts.md and docs/jsonl.md are what the programs print."""
import json
import re
import subprocess
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def example(page, kind):
    return re.search(rf"^```{kind}\n(.*?)^```$", (DOCS / page).read_text(), re.M | re.S)[1]


def solved(programs, tmp_path):
    """The finding in the unit of docs/facts.md, as a line of JSONL."""
    facts, jsonl = tmp_path / "demo.facts", tmp_path / "out.jsonl"
    facts.write_text(example("facts.md", "facts"))
    subprocess.run([programs / "solve_tool", "--jsonl", jsonl, facts], check=True, timeout=60,
                   stdout=subprocess.DEVNULL)
    return jsonl.read_text()


def test_facts_example_is_canonical(programs):
    text = example("facts.md", "facts")
    out = subprocess.run([programs / "facts_tool", "-"], input=text, text=True, timeout=60,
                         stdout=subprocess.PIPE, check=True).stdout
    told = [line for line in text.splitlines() if not line.startswith("\t\t")]
    printed = [line for line in out.splitlines()[:-1] if not line.startswith("\t\t")]
    assert [line.split("   ")[0].rstrip() for line in told] == printed
    insns = [line for line in text.splitlines() if line.startswith("\t\t")]
    assert insns == [line for line in out.splitlines() if line.startswith("\t\t")]


def test_facts_page_names_every_word():
    page = (DOCS / "facts.md").read_text()
    words = (DOCS.parent / "plugin/core/facts/facts_words.c").read_text()
    shape = (DOCS.parent / "plugin/core/facts/facts_shape.h").read_text()
    names = re.findall(r'"([a-z-]+)"', words) + re.findall(r'X\(\w+, "([a-z]+)"', shape)
    assert len(names) > 60
    assert not [n for n in names if not re.search(rf"(?<![\w-]){n}(?![\w-])", page)]


def test_jsonl_example(programs, tmp_path):
    told = json.loads(example("jsonl.md", "json"))
    line = solved(programs, tmp_path)
    assert line.count("\n") == 1
    got = json.loads(line)
    assert told == got
    assert list(told) == list(got), "order of keys"


def test_jsonl_page_names_every_key(programs, tmp_path):
    table = (DOCS / "jsonl.md").read_text().split("## Keys")[1]
    rows = re.findall(r"^\| (`[^|]*) \|", table, re.M)
    keys = [k for row in rows for k in re.findall(r"`(\w+)`", row)]
    assert keys == list(json.loads(solved(programs, tmp_path)))
