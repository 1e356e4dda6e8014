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
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         timeout=int(SECONDS) + 300)
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


# what scale_tool does not write
EVERY_LINE = """usbdma-interface 2 "0.1"
made 0000000000000001 0000000000000002 0000000000000003 0
unit "a/b.c" "demo" module
dep "a/b.h" 0000000000000004
file "a/b.c"
cell field "dev" "irq" "a/b.h" plain
cell element "dev" "ring" "a/b.h" plain
cell object "" "shared" "*" plain
cell field "i2c_msg" "buf" "*" contract
func "f" g 2 @0:1:1
 call param 1 @0:2:1 0=4
 call name "g" @0:3:1
 call slot 0 @0:3:2
 use sink a "usb_fill_bulk_urb" 3 i p ? 8 u0 @0:4:1
  from mem - 0 0 coherent ? "x" "usb_alloc_coherent" @0:4:2
  from cell - 0 0 3
 use arg 1 0 @0:3:1 p1:eq:0:1
  from func - 0 0 0
  from func - 0 0 "h"
  from member a 4 0 unknown "state" "dev" "users" @0:5:1
 use content 1 1 8 @0:3:1
  from load i 0 0 0 8
  from out - 0 0 1 1 0
 use ret @0:6:1 bluetooth
  from ret - 0 0 1
slot 0 0
slot 0 "k"
urb 0 flag @0:7:1
urb 0 submit @0:7:2
urb 0 lost @0:7:3
allow 9 "stack_buffer"
"""


def test_fuzz_interface(tmp_path, programs):
    """The fuzzer seals its inputs, so the corpus goes without the end mark."""
    fuzz = build(tmp_path, programs, "fuzz_iface")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    subprocess.run([programs / "scale_tool", tmp_path, "40"], check=True)
    for unit in tmp_path.rglob("*.usbdma"):
        text = unit.read_text().splitlines(keepends=True)
        (corpus / unit.name).write_text("".join(text[:-1]))
    (corpus / "every_line").write_text(EVERY_LINE)
    fuzz_run(tmp_path, fuzz, corpus)
