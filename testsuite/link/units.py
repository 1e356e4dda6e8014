# SPDX-License-Identifier: GPL-2.0-or-later
"""Compile small modules of several files, and run usbdma-link on what they leave."""
import re
import subprocess
from pathlib import Path

from harness import compiler, project

CASES = Path(__file__).resolve().parent / "cases"
LINK = project.BUILD / "usbdma-link"
MARK = re.compile(r"/\* link(?:-(\d))?: (\w+) \*/")    # link-1: on the line before


def compile_case(gcc, case, facts, module="demo"):
    """Interface facts of each .c file of the case; their own findings."""
    facts.mkdir(parents=True, exist_ok=True)
    found = []
    for source in sorted(case.glob("*.c")):
        run = compiler.run(gcc, source, [f"interface={facts / (source.stem + '.usbdma')}"],
                           flags=("-O2", "-DMODULE", f'-DKBUILD_MODNAME="{module}"'))
        assert run.status == 0, run.stderr
        found += [(run, f) for f in compiler.findings(run)]
    return found


def link(*words, status=0):
    done = subprocess.run([LINK, *map(str, words)], capture_output=True, text=True, timeout=300)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return done.stdout if status != 2 else done.stderr


def wanted(case):
    """{(file name, line, rule)} of the marks in the sources."""
    return {(p.name, n - int(up or 0), rule) for p in sorted(case.glob("*.c"))
            for n, line in enumerate(p.read_text().splitlines(), 1)
            for up, rule in MARK.findall(line)}
