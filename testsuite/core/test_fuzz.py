# SPDX-License-Identifier: GPL-2.0-or-later
"""
libFuzzer over facts_read(), facts_write() and solve(), and over iface_read(), for as long as
USBDMA_FUZZ_SECONDS says.  Skipped where it is not set (building takes clang the
better part of a minute) and where there is no clang with libFuzzer.
"""
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from test_facts_property import base_unit

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
SECONDS = os.environ.get("USBDMA_FUZZ_SECONDS")
FLAGS = ["-std=gnu11", "-g", "-O1", "-w", "-fsanitize=fuzzer,address,undefined",
         "-fno-sanitize-recover=all", f"-I{TOP}/rules",
         *(f"-I{d}" for d in sorted((TOP / "plugin/core").iterdir()))]


def build(folder, programs, name):
    if not SECONDS:
        pytest.skip("USBDMA_FUZZ_SECONDS is not set")
    clang = shutil.which("clang")
    if not clang:
        pytest.skip("clang is missing")
    empty = folder / "empty.c"
    empty.write_text("int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return 0; }\n")
    probe = subprocess.run([clang, "-fsanitize=fuzzer", empty, "-o", folder / "empty"],
                           stderr=subprocess.PIPE, text=True)
    if probe.returncode:
        pytest.skip("clang has no libFuzzer")
    sources = [*sorted((TOP / "plugin/core").glob("*/*.c")), programs.parent / "api_tab.c"]
    made = subprocess.run([clang, *FLAGS, HERE / f"{name}.c", *sources, "-o", folder / "fuzz"],
                          stderr=subprocess.PIPE, text=True)
    assert made.returncode == 0, made.stderr[-3000:]
    return folder / "fuzz"


def fuzz_run(tmp_path, fuzz, corpus):
    run = subprocess.run([fuzz, corpus, f"-max_total_time={SECONDS}", "-max_len=8192",
                          "-timeout=20", "-rss_limit_mb=1024", "-seed=1", "-print_final_stats=1",
                          f"-artifact_prefix={tmp_path}/"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    said = run.stdout.decode(errors="replace")
    assert run.returncode == 0, said[-5000:]
    executed = [line.split()[-1] for line in said.splitlines() if "number_of_executed" in line]
    assert executed and int(executed[0]) > 100, said[-2000:]


def test_fuzz(tmp_path, programs):
    fuzz = build(tmp_path, programs, "fuzz_facts")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "base").write_bytes(base_unit())
    for unit in (HERE / "solver").glob("*.facts"):
        shutil.copy(unit, corpus)
    fuzz_run(tmp_path, fuzz, corpus)


def test_fuzz_interface(tmp_path, programs):
    """The fuzzer seals its inputs, so the corpus goes without the end mark."""
    fuzz = build(tmp_path, programs, "fuzz_iface")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    subprocess.run([programs / "scale_tool", tmp_path, "40"], check=True)
    for unit in tmp_path.rglob("*.usbdma"):
        text = unit.read_text().splitlines(keepends=True)
        (corpus / unit.name).write_text("".join(text[:-1]))
    fuzz_run(tmp_path, fuzz, corpus)
