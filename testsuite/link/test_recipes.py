# SPDX-License-Identifier: GPL-2.0-or-later
"""The recipes of docs/link.md for many machines: their own lines, run here on a small module.

What a service or a scheduler would add (matrix values, CI_NODE_INDEX, srun) is put in
their place, and two parts are enough; all recipes must give the same bytes."""
import json
import os
import re
import shutil
import subprocess

import pytest
import yaml
from harness import project
from units import CASES

PAGE = (project.ROOT / "docs/link.md").read_text().split("## Many machines")[1]
KDIR = os.environ.get("USBDMA_KDIR_6_1") or project.ROOT / ".cache/linux-6.1"
STUBS = {
    "usbdma-tree": f'exec python3 {project.ROOT}/lint/usbdma-tree "$@" '
                   f'--check {project.BUILD}/usbdma-check',
    "srun": 'exec "$@"',
}


def block(kind, nth=0):
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.split("## What it costs")[0],
                      re.M | re.S)[nth]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A module with a fault that goes through two files, and the commands."""
    if not os.path.exists(f"{KDIR}/include/generated/autoconf.h"):
        pytest.skip("no prepared Linux 6.1")
    top = tmp_path_factory.mktemp("site")
    shutil.copytree(CASES / "register", top / "module")
    (top / "module/Makefile").write_text("obj-m := demo.o\ndemo-y := core.o driver.o\n")
    (top / "bin").mkdir()
    for name, text in STUBS.items():
        (top / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (top / "bin" / name).chmod(0o755)
    return top


def run(site, where, script, status=0, **env):
    where.mkdir(exist_ok=True)
    script = script.replace("--kdir linux", f"--kdir {KDIR} --module {site}/module")
    done = subprocess.run(["sh", "-eu"], input=script, cwd=where, text=True, capture_output=True,
                          timeout=500, env={**os.environ, **env,
                                            "PATH": f"{site}/bin:{os.environ['PATH']}"})
    assert done.returncode == status, (done.stdout, done.stderr)
    return done.stderr


@pytest.fixture(scope="module")
def whole(site):
    """What the plain commands give, which is what one run gives."""
    where = site / "plain"
    run(site, where, block("sh"))
    run(site, where, "usbdma-tree --kdir linux --jsonl one.jsonl >one")
    assert (where / "one.jsonl").read_bytes() == (where / "found.jsonl").read_bytes()
    found = [json.loads(line) for line in (where / "found.jsonl").read_text().splitlines()]
    assert [(f["engine"], f["rule"]) for f in found] == [("link", "stack_buffer")]
    assert (where / "units").read_text() == "core.c\ndriver.c\n"
    return result(where)


def result(where):
    return (where / "found.jsonl").read_bytes(), (where / "report").read_bytes()


def test_make(site, whole):
    where = site / "make"
    where.mkdir()
    (where / "check.mk").write_text(block("make").replace(
        "--kdir linux", f"--kdir {KDIR} --module {site}/module").replace("N := 8", "N := 2"))
    run(site, where, "make -j2 -f check.mk")
    assert result(where) == whole


def test_parallel(site, whole):
    if not shutil.which("parallel"):
        pytest.skip("GNU parallel is not installed")
    run(site, site / "parallel", block("sh", 1).replace("/16", "/2").replace("seq 16", "seq 2"))
    assert result(site / "parallel") == whole


def test_github(site, whole):
    jobs = yaml.safe_load(block("yaml"))["jobs"]
    shards = jobs["check"]["strategy"]["matrix"]["shard"]
    assert shards == list(range(1, len(shards) + 1))
    check, = [s["run"] for s in jobs["check"]["steps"] if "run" in s]
    merge, = [s["run"] for s in jobs["merge"]["steps"] if "run" in s]
    assert f"/{len(shards)} " in check and jobs["merge"]["needs"] == "check"
    for n in 1, 2:
        run(site, site / "github", check.replace("${{ matrix.shard }}", str(n))
            .replace(f"/{len(shards)} ", "/2 "))
    run(site, site / "github", merge)
    assert result(site / "github") == whole


def test_gitlab(site, whole):
    jobs = yaml.safe_load(block("yaml", 1))
    assert jobs["check"]["parallel"] > 1
    of = 2
    for n in range(of, 0, -1):
        for line in jobs["check"]["script"]:
            run(site, site / "gitlab", line, CI_NODE_INDEX=str(n), CI_NODE_TOTAL=str(of))
    for line in jobs["merge"]["script"]:
        run(site, site / "gitlab", line)
    assert result(site / "gitlab") == whole


def test_slurm(site, whole):
    script = block("sh", 2)
    assert int(re.search(r"--array=1-(\d+)", script)[1]) > 1
    of = 2
    for n in range(1, of + 1):
        run(site, site / "slurm", script, SLURM_ARRAY_TASK_ID=str(n),
            SLURM_ARRAY_TASK_COUNT=str(of))
    merge = re.search(r"--wrap '([^']*)'", PAGE)[1]
    run(site, site / "slurm", merge)
    assert result(site / "slurm") == whole


def test_lost_and_damaged_parts(site, whole):
    where = site / "plain"
    assert "part 2 of 2 is missing" in run(site, where, "usbdma-tree merge part.1", 2)
    assert "given twice" in run(site, where, "usbdma-tree merge part.1 part.1", 2)
    (where / "cut").write_bytes((where / "part.2").read_bytes()[:-5])
    assert "make this part again" in run(site, where, "usbdma-tree merge part.1 cut", 2)
    run(site, where, "usbdma-tree check --kdir linux --enable all --shard 2/2 --out other")
    assert "parts of different work" in run(site, where, "usbdma-tree merge part.1 other", 2)
