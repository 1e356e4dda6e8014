# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the runtime, compiles drivers for it, runs them and reads what it says."""

import collections
import fcntl
import functools
import os
import pathlib
import subprocess

from harness import project

HERE = pathlib.Path(__file__).resolve().parent
BUILD = project.BUILD / "runtime"
RUN = BUILD / "rt-run"
PLAIN = BUILD / "plain" / "rt-run"	# without sanitizers: a fifth of the time
TIMEOUT = 60
# each load and store of a driver is a call of core/watch.c
WATCH = ["-fsanitize=thread", "--param=tsan-instrument-func-entry-exit=0", "-DRT_WATCH"]

Report = collections.namedtuple("Report", "cls slug place function object size machine via")
Result = collections.namedtuple("Result", "function cells reports trace status")


@functools.lru_cache(maxsize=None)
def build():
    """make's own words on failure, else None."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    argv = ["make", "-s", "-C", str(project.ROOT), "runtime", "runtime-plain",
            f"BUILD={project.BUILD}"]
    project.BUILD.mkdir(exist_ok=True)
    with open(project.BUILD / ".runtime.lock", "w") as lock:	# one worker of xdist at a time
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(argv, capture_output=True, text=True, env=env)
    return None if done.returncode == 0 else done.stdout + done.stderr


@functools.lru_cache(maxsize=None)
def machines():
    out = subprocess.run([str(RUN), "-M"], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in out.splitlines()]


@functools.lru_cache(maxsize=None)
def driver_flags():
    """As in the Makefile: each call keeps a line of its own."""
    include = subprocess.run(["gcc", "-print-file-name=include"], capture_output=True, text=True,
                             check=True).stdout.strip()
    return ["-std=gnu11", "-O1", "-gdwarf-4", "-fno-omit-frame-pointer", "-fno-strict-aliasing",
            "-ffreestanding", "-nostdinc", "-isystem", include, "-I", str(HERE / "include"),
            "-I", str(HERE), "-fPIC", "-fno-optimize-sibling-calls",
            "-fno-inline-functions-called-once", *WATCH]


def compile_driver(out, *sources, flags=()):
    done = subprocess.run(["gcc", *driver_flags(), *flags, "-shared", "-nostdlib",
                           "-Wl,-Bsymbolic,-z,lazy",
                           "-o", str(out), *map(str, sources)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out


def read(text, machine=""):
    """What rt-run printed: machine -> function -> Result."""
    results, now = {machine: {}}, None
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "F":
            now = results[machine][rest] = Result(rest, [], [], [], [])
        elif kind == "M":
            machine = rest
            results[machine] = {}
        elif kind == "R":
            now.reports.append(Report(*rest.split(" ")))
        elif kind == "C":
            now.cells.append(rest)
        elif kind == "T":
            now.trace.append(rest)
        elif kind == "E":
            now.status.append(int(rest))
        else:
            raise AssertionError(f"rt-run: {line}")
    return results


def start(run, driver, functions, machine, options=()):
    return subprocess.run([str(run), "-m", machine, *options, str(driver), *functions],
                          capture_output=True, text=True, errors="replace", timeout=TIMEOUT)


def run(driver, *functions, machine="coherent", options=()):
    """function -> Result."""
    done = start(RUN, driver, functions, machine, options)
    noise = [line for line in done.stderr.splitlines()
             if "ASan doesn't fully support makecontext" not in line
             and ": undefined symbol: " not in line]	# status 127: what is not built
    assert not noise, f"{machine}: {functions}:\n" + "\n".join(noise)
    return read(done.stdout, machine)[machine]


def run_on(driver, functions, on, options=(), runner=PLAIN):
    """machine -> function -> Result, by one process; a run has 0.3 s of CPU."""
    done = start(runner, driver, functions, ",".join(on), ("-t", "300", *options))
    return read(done.stdout, on[0])
