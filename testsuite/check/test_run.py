# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run says and how it ends: findings, failures, signals, tallies, bad usage."""

import json
import os
import re
import signal
import subprocess

import fakes
import pytest
from fakes import DRIVER
from harness import compiler, project
from test_cache import gone, wait_for

ONE = "x.c:1:2: warning: bad [UD101:stack_buffer]"
NOTE = "x.c:1:2: note: (1) 'x' is declared here"


def says(bench, *lines, rest=""):
    """A compiler that prints these lines, one write each."""
    return bench.gcc(body="".join(f"cat <<'EOT' >&2\n{line}\nEOT\n" for line in lines) + rest)


@pytest.fixture
def real(bench):
    """The first real GCC, with its plugin given."""
    gcc = compiler.get_or_skip(compiler.wanted()[0])
    bench.env["CC"] = gcc.cc
    bench.plugin = gcc.plugin
    return bench


# --- findings

def test_one_write_for_a_file(bench):
    """In a pipe that keeps writes apart; another process's lines can't get between."""
    gcc = says(bench, ONE, NOTE, ONE, NOTE)
    read, write = os.pipe2(os.O_DIRECT)
    bench.env["CC"] = str(gcc)
    subprocess.run(bench.argv("--plugin", bench.plugin, "--verbose", "usb.c"), cwd=bench.here,
                   env=bench.env, stderr=write, check=True, timeout=fakes.TIMEOUT)
    os.close(write)
    packets = [p for p in iter(lambda: os.read(read, 65536), b"")]
    os.close(read)
    assert len(packets) == 1 and packets[0].count(b"stack_buffer") == 2


def test_nothing_on_stdout(real):
    real.source("get.c", DRIVER)
    done = real.run("--all-files", "get.c")
    assert done.stdout == "" and "[UD101:stack_buffer]" in done.stderr and done.returncode == 0


def test_the_compilers_own_warnings_are_left_to_the_compile(real):
    real.source("get.c", "int g(int *);\nint f(void);\nint f(void) { return g(1); }\n" + DRIVER)
    done = real.run("--all-files", "-Wall", "get.c")
    assert "[-W" not in done.stderr and "In function" not in done.stderr
    assert "note: expected" not in done.stderr and "[UD101:stack_buffer]" in done.stderr


def test_only_the_compilers_warnings_are_left_out(bench):
    remark = "x.c:9:2: warning: suppression of an unknown rule [bad_suppression]"
    advice = "x.c:7:2: note: advice: better not [UD403:gfp_dma]"
    lines = ["In file included from a.h:1,", "                 from x.c:2:",
             "x.c: In function 'f':",
             "x.c:3:4: warning: passing argument 1 [-Wint-conversion]", "a.h:1:2: note: expected",
             advice, ONE, NOTE, remark]
    assert bench.run("usb.c", cc=says(bench, *lines)).stderr.splitlines() == lines[5:]


def test_rules_reach_the_plugin(bench):
    bench.source("my.tab", "mine sink buf=0\n")
    bench.run("--enable", "gfp_dma", "--disable=stack_buffer", "--severity", "warning", "--model",
              "my.tab", "--jsonl", "out.jsonl", "--facts=f", "--verbose", "usb.c", cc=bench.gcc())
    args = [a[len("-fplugin-arg-usbdma-"):] for a in bench.args() if "-arg-usbdma-" in a]
    assert [a for a in args if not a.startswith("tally=")] == [
        "check", "model=my.tab", "enable=gfp_dma", "disable=stack_buffer", "severity=warning",
        "jsonl=out.jsonl", "facts=f", "verbose"]


def test_rules_and_jsonl_with_the_real_plugin(real):
    real.source("get.c", DRIVER)
    assert real.run("--all-files", "--disable", "stack_buffer", "get.c").stderr == ""
    real.run("--all-files", "--jsonl", "o.jsonl", "--facts", "f.txt", "get.c")
    line, = (real.here / "o.jsonl").read_text().splitlines()
    assert json.loads(line)["rule"] == "stack_buffer" and (real.here / "f.txt").stat().st_size


# --- not checked

def test_front_end_error(real):
    real.source("bad.c", "#include <linux/usb.h>\nint f(void) { return 1 }\n")
    done = real.run("bad.c", "-I.")
    assert done.stderr == ("usbdma-check: not checked: bad.c: bad.c:1:10: fatal error: "
                           "linux/usb.h: No such file or directory\n")
    assert done.returncode == 0 and real.run("--strict", "bad.c").returncode == 1
    real.source("bad.c", "int f(void) { return 1 }\nint g(void) { return nope; }\n")
    done = real.run("--all-files", "bad.c")
    assert re.fullmatch(r"usbdma-check: not checked: bad.c: bad.c:1:\d+: error: expected .*\n",
                        done.stderr)
    assert "nope" in real.run("--all-files", "--verbose", "bad.c").stderr


def test_missing_file(bench):
    done = bench.run("none.c", cc=bench.gcc())
    assert done.stderr == "usbdma-check: not checked: none.c: No such file or directory\n"


def test_compile_that_never_came_to_the_check(bench):
    done = bench.run("usb.c", cc=bench.gcc(body="exit 0"))
    assert done.stderr == "usbdma-check: not checked: usb.c: the compiler never came to the check\n"


def test_compiler_that_is_killed(bench):
    done = bench.run("usb.c", cc=bench.gcc(body="kill -9 $$"))
    assert done.stderr == "usbdma-check: not checked: usb.c: the compiler was killed by signal 9\n"


def test_internal_compiler_error(bench):
    gcc = bench.gcc(body="echo 'x.c:1: internal compiler error: Segmentation fault' >&2; exit 4")
    assert "not checked: usb.c: x.c:1: internal compiler error" in bench.run("usb.c", cc=gcc).stderr


def test_silent_failure(bench):
    done = bench.run("usb.c", cc=bench.gcc(body="exit 7"))
    assert done.stderr == "usbdma-check: not checked: usb.c: the compiler ended with status 7\n"


def test_findings_before_a_failure_are_no_result(bench):
    done = bench.run("usb.c", cc=says(bench, ONE, "x.c:2:1: error: no", rest="exit 1"))
    assert done.stderr == "usbdma-check: not checked: usb.c: x.c:2:1: error: no\n"


@pytest.mark.parametrize("words", [["--jsonl", "/dev/full"], ["--facts", "none/x"],
                                   ["--jsonl", "none/x"]], ids=" ".join)
def test_output_that_cannot_be_written(real, words):
    real.source("get.c", DRIVER)
    done = real.run("--all-files", *words, "get.c")
    assert "not checked: get.c: " in done.stderr
    assert words[1] in done.stderr
    assert "No space left" in done.stderr or "No such file" in done.stderr


def test_facts_never_replace_what_is_no_file(bench):
    """They are renamed into place, which would turn a device or a pipe into a file."""
    os.mkfifo(bench.here / "pipe")
    done = bench.run("--facts", "pipe", "usb.c", cc=bench.gcc())
    assert done.returncode == 2 and (bench.here / "pipe").is_fifo()
    assert done.stderr == "usbdma-check: --facts pipe: not a regular file\n"


def test_findings_that_cannot_be_written(bench):
    bench.env["CC"] = str(says(bench, ONE))
    with open("/dev/full", "w") as full:
        done = subprocess.run(bench.argv("--plugin", bench.plugin, "usb.c"), cwd=bench.here,
                              env=bench.env, stderr=full, timeout=fakes.TIMEOUT)
    assert done.returncode == 2


# --- exit status, signals

def test_strict(real):
    real.source("get.c", DRIVER)
    real.source("ok.c", "int x;\n")
    assert real.run("--all-files", "--strict", "get.c").returncode == 1
    assert real.run("--all-files", "--strict", "ok.c").returncode == 0
    assert real.run("--strict", "ok.c").returncode == 0


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_signal(bench, sig):
    """The compiler and what it started die; nothing is left."""
    gcc = bench.gcc(body=f"""echo $$ >'{bench.here}/pids'
        sh -c 'echo $$ >>"$0"; exec sleep 60' '{bench.here}/pids'""")
    before = set(bench.here.rglob("*"))
    process = bench.start("--plugin", str(bench.plugin), "usb.c", cc=gcc)
    wait_for(lambda: len(bench.lines("pids")) == 2)
    process.send_signal(sig)
    out, err = process.communicate(timeout=fakes.TIMEOUT)
    assert process.returncode == 128 + sig and "not checked" not in err
    for pid in bench.lines("pids"):
        wait_for(lambda: gone(pid))
    left = {p.name for p in set(bench.here.rglob("*")) - before}
    assert left <= {"pids", "args", "calls", "cache", "compilers"}


# --- tally

def test_tally(real):
    real.source("get.c", DRIVER)
    real.source("ok.c", "int x;\n")
    real.source("bad.c", "int x\n")
    for words in (["get.c", "--all-files"], ["ok.c"], ["bad.c", "--all-files"], ["none.c"]):
        real.run("--tally", "t", *words)
    lines = [line.split("\t") for line in (real.here / "t").read_text().splitlines()]
    assert lines[0] == ["checked", "get.c", "1", "0", "1", "0", "0"]
    assert lines[1] == ["passed-over", "ok.c"]
    assert lines[2][:2] == ["failed", "bad.c"] and "error: expected" in lines[2][2]
    assert lines[3] == ["failed", "none.c", "No such file or directory"]
    done = real.run("--summary", "t", plugin=False)
    assert done.stdout == "1 files, 1 functions analysed, 1 passed over, 2 not checked\n"
    assert done.returncode == 0


@pytest.mark.parametrize("text, message", [
    ("checked\tx.c\t1\t0\t0\t0\t0\nwhat\n", "t:2: expected checked, passed-over or failed"),
    ("checked\tx.c\t1\t0\n", "t:1: expected checked, passed-over or failed"),
    ("passed-over\tx.c\npassed-ov", "t:2: incomplete line"),
    (None, "t: No such file or directory"),
])
def test_bad_tally(bench, text, message):
    if text is not None:
        bench.source("t", text)
    done = bench.run("--summary", "t", plugin=False)
    assert done.returncode == 2 and done.stderr.startswith(f"usbdma-check: {message}")


def test_empty_tally(bench):
    bench.source("t", "")
    assert bench.run("--summary", "t", plugin=False).stdout == \
        "0 files, 0 functions analysed, 0 passed over, 0 not checked\n"


def test_tally_that_cannot_be_written(bench):
    done = bench.run("--tally", "/dev/full", "usb.c", cc=says(bench, ONE))
    assert done.returncode == 2 and ONE in done.stderr
    assert "/dev/full: cannot write the tally: No space left on device" in done.stderr


# --- usage

@pytest.mark.parametrize("words, message", [
    ([], "no file to check"),
    (["-DX"], "no file to check among the arguments"),
    (["a.c", "b.c"], "one file at a time, not 'a.c' and 'b.c'"),
    (["--nonsense", "a.c"], "unknown option --nonsense; see usbdma-check --help"),
    (["--chain", "smatch", "a.c"], "--chain smatch: only sparse can be chained"),
    (["--jsonl", "-DX", "a.c"], "--jsonl needs a value"),
    (["--model"], "--model needs a value"),
    (["--enable=", "a.c"], "--enable needs a value"),
    (["--strict=yes", "a.c"], "--strict takes no value"),
    (["--enable", "stack_bufer", "a.c"], "stack_bufer"),
    (["--severity", "fatal", "a.c"], "fatal"),
    (["--summary", "t", "a.c"], "--summary FILE takes no file to check"),
    (["--model", "none.tab", "usb.c"], "none.tab: No such file or directory"),
    (["--model", "bad.tab", "usb.c"], "bad.tab:2: "),
], ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_bad_usage(bench, words, message):
    bench.source("bad.tab", "# fine\nusb_control_msg sinkhole buf=6\n")
    done = bench.run(*words, cc=bench.gcc(), plugin=False)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("usbdma-check: ") and message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_our_options_among_the_flags(bench):
    """CF=--strict puts them behind CHECKFLAGS."""
    done = bench.run(*fakes.CHECKFLAGS, "--strict", "-Wp,-MMD,.x.o.d", "none.c", cc=bench.gcc())
    assert done.returncode == 1 and "unknown option" not in done.stderr


def test_help_and_version(bench):
    done = bench.run("--help", plugin=False)
    assert done.stdout.startswith("usage: usbdma-check") and not done.stderr
    assert re.fullmatch(r"usbdma-check \d+\.\d+\S*\n", bench.run("--version", plugin=False).stdout)


def test_manual_has_every_option(bench):
    manual = (project.ROOT / "docs/usbdma-check.1").read_text()
    text = bench.run("--help", plugin=False).stdout
    named = set(re.findall(r"--([a-z-]+)", text))
    assert named == set(re.findall(r"\bFl -([a-z-]+)", manual)) and len(named) > 15


def test_manual_is_well_formed():
    try:
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning",
                               project.ROOT / "docs/usbdma-check.1"],
                              capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("mandoc")
    assert done.stdout + done.stderr == ""
