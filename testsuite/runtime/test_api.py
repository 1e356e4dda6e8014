# SPDX-License-Identifier: GPL-2.0-or-later
"""The API of api.txt is all there, and something that the tests run uses each name.

The options are held to the same: each machine, each fault, each size of a line and each
option of rt-run occurs in a test.
"""

import re
import subprocess

import pytest

from harness import project

import rtlib

NAME = re.compile(r"\b[A-Za-z_]\w*\b")


def api():
    """name -> family."""
    rows = [line.split() for line in (rtlib.HERE / "api.txt").read_text().splitlines()
            if line and not line.startswith("#")]
    return {name: row[0] for row in rows for name in row[1:]}


def words(*paths):
    return {w for p in paths for w in NAME.findall(p.read_text())}


def headers():
    return sorted((rtlib.HERE / "include").rglob("*.h"))


def runs():
    """What is compiled as a driver and run, and tests with C inside."""
    own = [p for folder in ("conformance", "drivers", "fuzz", "linux")
           for p in (rtlib.HERE / folder).glob("*.c")]
    tests = sorted(rtlib.HERE.glob("test_*.py"))
    static = [p for p in project.TESTSUITE.glob("*/*.c") if p.parent.name in project.rules()]
    return own, [p for p in tests if p.name != "test_api.py"], static


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def defined():
    """What rt-run exports, and what a header has in itself."""
    out = subprocess.run(["nm", "-D", "--defined-only", str(rtlib.RUN)], capture_output=True,
                         text=True, check=True).stdout
    text = "\n".join(p.read_text() for p in headers())
    inline = re.findall(r"^static (?:__always_)?inline [^;={]*?\b(\w+)\(", text, re.M)
    return {line.split()[-1] for line in out.splitlines()} | set(inline) | \
        set(re.findall(r"^#define (\w+)", text, re.M))


def test_everything_is_there():
    declared, there = words(*headers()), defined()
    missing = [f"{family}: {name}" for name, family in api().items()
               if name not in declared or name not in there]
    assert not missing, "\n".join(missing)


def attributed(used):
    """dma_map_single() is a macro for dma_map_single_attrs()."""
    return used | {f"{w}_attrs" for w in used} | {
        "dma_alloc_attrs" if w == "dma_alloc_coherent" else
        "dma_free_attrs" if w == "dma_free_coherent" else w for w in used}


def test_everything_is_used(capsys):
    """A name that no test would miss is not tested."""
    own, tests, static = runs()
    used = attributed(words(*own, *tests, *static))
    unused = [f"{family}: {name}" for name, family in api().items() if name not in used]
    with capsys.disabled():
        print(f"\nruntime: {len(api())} names of the API in {len(set(api().values()))} families")
    assert not unused, "\n".join(unused)


def test_each_option_is_used():
    text = "\n".join(p.read_text() for p in runs()[1]) + "\n".join(
        (rtlib.HERE / n).read_text() for n in ("corpus.py", "rtlib.py"))
    used = set(re.findall(r'"-(\w)"', text))
    known = re.search(r'getopt\(argc, argv, "([\w:]+)"',
                      (rtlib.HERE / "host" / "runner.c").read_text())[1]
    assert not set(known) - {":"} - used, "rt-run has options that no test uses"


def test_each_fault_is_used():
    known = (rtlib.HERE / "host" / "fault.c").read_text().split("known[] = {")[1].split("};")[0]
    text = "\n".join(p.read_text() for p in sorted(rtlib.HERE.glob("test_*.py")))
    unused = [f for f in re.findall(r'"(\w+)"', known) if not re.search(rf"\b{f}:", text)]
    assert not unused, f"no test makes these fail: {unused}"


def test_where_each_demand_is_tested():
    """The table of docs/runtime.md names tests and cases that there are."""
    rows = re.findall(r"^\| (\d+) \| .* \| (.*) \|$",
                      (project.ROOT / "docs" / "runtime.md").read_text(), re.M)
    assert [int(n) for n, _ in rows] == list(range(1, 19))
    cases = {row.split("\t")[0] for row in
             (rtlib.HERE / "conformance" / "table.tsv").read_text().splitlines()}
    for number, cell in rows:
        for file, test, inside in re.findall(r"`(\w+\.py)::(\w+)`(?: \(([^)]*)\))?", cell):
            assert f"\ndef {test}(" in (rtlib.HERE / file).read_text(), (number, test)
            if file == "test_conformance.py" and inside:
                named = set(re.findall(r"\w+_\w+|mask\w+", inside))
                assert named and named <= cases, (number, named - cases)


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return rtlib.compile_driver(tmp_path_factory.mktemp("api") / "api.so",
                                rtlib.HERE / "drivers" / "api.c")


@pytest.mark.parametrize("function, cells", [
    ("urbs", ["-1 1 empty 1 actual 64"]),
    ("requests", ["status 0", "endpoints 0 81 1"]),
    ("claims", ["register 0 claim 0"]),
    ("tables", ["mapped 0 first 1 zero 0"]),
    ("memory", ["block 1 window 1 zero 0", "devm 1"]),
    ("mapped_pages", ["1 1 1"]),
    ("masks", ["supported 1 mask 1 required 1"]),
    ("waiting", ["in time 1 woken 1"]),
    ("services", ["firmware 0 ioremap 1 percpu 1 vmalloc 1"]),
])
def test_the_others(driver, function, cells):
    for machine in rtlib.machines():
        result = rtlib.run(driver, function, machine=machine)[function]
        assert result.cells == cells and not result.reports and result.status == [0], (
            machine, result)


@pytest.mark.parametrize("plan, function, cell", [
    ("babble:1", "status", "-75"), ("crc:1", "status", "-84"), ("proto:1", "status", "-71"),
    ("stall:1", "status", "-32"), ("timeout:1", "status", "-110"),
    ("firmware:1", "services", "firmware -2 ioremap 1 percpu 1 vmalloc 1"),
    ("ioremap:1", "services", "firmware 0 ioremap 0 percpu 1 vmalloc 1"),
    ("percpu:1", "services", "firmware 0 ioremap 1 percpu 0 vmalloc 1"),
    ("vmalloc:1", "services", "firmware 0 ioremap 1 percpu 1 vmalloc 0"),
])
def test_faults_by_plan(driver, plan, function, cell):
    result = rtlib.run(driver, function, options=("-f", plan))[function]
    assert result.cells == [cell] and result.status == [0], result


@pytest.mark.parametrize("line", ["32", "64", "128"])
def test_each_line_size(line):
    """Bytes beside the buffer are lost as far as the line goes, and no further."""
    cases = rtlib.run(rtlib.BUILD / "cases.so", "ctl_in_embedded", machine="noncoherent-inv",
                      options=("-l", line))["ctl_in_embedded"]
    assert cases.status == [0] and cases.cells


def test_each_machine_runs_the_cases():
    for machine in rtlib.machines():
        result = rtlib.run(rtlib.BUILD / "cases.so", "ctl_in_kmalloc", machine=machine)
        assert result["ctl_in_kmalloc"].cells == ["18/ok"], machine
