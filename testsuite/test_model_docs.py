# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/model.md: its example works, and its table is the one of model.h."""
import re

from harness import compiler, project

PAGE = project.ROOT / "docs" / "model.md"
HEADER = project.ROOT / "plugin" / "core" / "model" / "model.h"
ROLE = re.compile(r'^\tX\((\w+), "([a-z-]+)", "([a-z ]*)",[\s\\]+((?:"[a-z ]*"[\s\\]*)+)\)', re.M)
KEY = re.compile(r'X\(\w+, "(\w+)"\)')
ROW = re.compile(r"^\| ([a-z-]+) \| [\w-]+ \| ([a-z ]*)\| ([a-z ]*)\|", re.M)
WANT = re.compile(r"/\* want: (\w+) \*/")


def fence(mark):
    return re.search(rf"^```{mark}\n(.*?)^```$", PAGE.read_text(), re.S | re.M)[1]


def run_example(gcc, tmp_path, words):
    source = tmp_path / "hub.c"
    source.write_text("#include <linux/module.h>\n#include <linux/usb.h>\n#line 1\n"
                      + fence("c bad"))
    run = compiler.run(gcc, source, ["check", *words])
    assert not compiler.crashed(run), run.stderr
    return sorted((f["line"], f["rule"]) for f in compiler.findings(run))


def test_example_with_its_model(gcc, tmp_path):
    model = tmp_path / "hub.model"
    model.write_text(fence("model"))
    want = [(n, w) for n, line in enumerate(fence("c bad").splitlines(), 1)
            for w in WANT.findall(line)]
    assert len(want) == 3
    assert run_example(gcc, tmp_path, [f"model={model}"]) == want


def test_example_without_a_model(gcc, tmp_path):
    assert run_example(gcc, tmp_path, []) == []


def test_bad_line_stops(gcc, tmp_path):
    model = tmp_path / "hub.model"
    model.write_text("my_hub_xfer sink buff=2\n")
    source = tmp_path / "empty.c"
    source.write_text("int x;\n")
    run = compiler.run(gcc, source, ["check", f"model={model}"])
    assert run.status != 0
    assert f"{model}:1: unknown key 'buff='; 'sink' expects: buf=" in run.stderr


def test_table_is_that_of_the_header():
    roles = {r: (need.split(), re.findall(r"[a-z]+", may))
             for _, r, need, may in ROLE.findall(HEADER.read_text())}
    rows = {r: (need.split(), may.split()) for r, need, may in ROW.findall(PAGE.read_text())
            if r != "role"}
    assert len(roles) > 20
    assert rows == roles


def test_every_key_is_explained():
    text = PAGE.read_text()
    for key in KEY.findall(HEADER.read_text()):
        assert re.search(rf"\b{key}\b", text), key
