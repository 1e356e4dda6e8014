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
TIMEOUT = 60

Report = collections.namedtuple("Report", "cls slug place function object size machine via")
Result = collections.namedtuple("Result", "function cells reports trace status")


@functools.lru_cache(maxsize=None)
def build():
    """make's own words on failure, else None."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    argv = ["make", "-s", "-C", str(project.ROOT), "runtime", f"BUILD={project.BUILD}"]
    project.BUILD.mkdir(exist_ok=True)
    with open(project.BUILD / ".runtime.lock", "w") as lock:	# one worker of xdist at a time
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(argv, capture_output=True, text=True, env=env)
    return None if done.returncode == 0 else done.stdout + done.stderr


@functools.lru_cache(maxsize=None)
def machines():
    out = subprocess.run([str(RUN), "-M"], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in out.splitlines()]


def driver_flags():
    """As in the Makefile: each call keeps a line of its own."""
    include = subprocess.run(["gcc", "-print-file-name=include"], capture_output=True, text=True,
                             check=True).stdout.strip()
    return ["-std=gnu11", "-O1", "-gdwarf-4", "-fno-omit-frame-pointer", "-fno-strict-aliasing",
            "-ffreestanding", "-nostdinc", "-isystem", include, "-I", str(HERE / "include"),
            "-I", str(HERE), "-fPIC", "-fno-optimize-sibling-calls",
            "-fno-inline-functions-called-once"]


def compile_driver(out, *sources, flags=()):
    done = subprocess.run(["gcc", *driver_flags(), *flags, "-shared", "-Wl,-Bsymbolic,-z,lazy",
                           "-o", str(out), *map(str, sources)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out


def read(text):
    """What rt-run printed, a Result for each function."""
    results = []
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "F":
            results.append(Result(rest, [], [], [], []))
        elif kind == "R":
            results[-1].reports.append(Report(*rest.split(" ")))
        elif kind == "C":
            results[-1].cells.append(rest)
        elif kind == "T":
            results[-1].trace.append(rest)
        elif kind == "E":
            results[-1].status.append(int(rest))
        else:
            raise AssertionError(f"rt-run: {line}")
    return results


def run(driver, *functions, machine="coherent", options=(), limit=None):
    """name -> Result.  `limit`: seconds of CPU that one function may take."""
    argv = [str(RUN), "-m", machine, *options, str(driver), *functions]
    if limit:
        argv = ["prlimit", f"--cpu={limit}", *argv]
    done = subprocess.run(argv, capture_output=True, text=True, errors="replace",
                          timeout=TIMEOUT)
    noise = [line for line in done.stderr.splitlines()
             if "ASan doesn't fully support makecontext" not in line
             and ": undefined symbol: " not in line]	# status 127: what is not built
    assert not noise or limit, f"{machine}: {functions}:\n" + "\n".join(noise)
    return {r.function: r for r in read(done.stdout)}
