# SPDX-License-Identifier: GPL-2.0-or-later
"""The GCCs the tests are for, their plugins, and running one on a file."""

import collections
import fcntl
import functools
import json
import os
import pathlib
import re
import subprocess
import tempfile

import pytest

from . import project

WANTED = ("gcc-12", "gcc-11")		# CI has both; elsewhere one that is missing is skipped by name
TIMEOUT = 120

Gcc = collections.namedtuple("Gcc", "cc plugin")
Gcc.__str__ = lambda self: self.cc
Run = collections.namedtuple("Run", "status stderr jsonl tally facts argv")


def wanted():
    return os.environ.get("USBDMA_CC", " ".join(WANTED)).split()


@functools.lru_cache(maxsize=None)
def missing(cc):
    """Why this compiler can't be tested, or None."""
    try:
        done = subprocess.run([cc, "-print-file-name=plugin"], capture_output=True, text=True,
                              check=True)
    except (OSError, subprocess.CalledProcessError):
        return f"{cc} is not installed"
    if not (pathlib.Path(done.stdout.strip()) / "include" / "gcc-plugin.h").exists():
        return f"the plugin headers of {cc} are not installed"
    return None


class BuildFailed(Exception):
    """make's own words."""


def get(cc):
    """The compiler and its plugin, built by make when it is not up to date."""
    why = build(cc)
    if why:
        raise BuildFailed(why)
    gcc = Gcc(cc, project.BUILD / plugin_key(cc) / "usbdma.so")
    if not gcc.plugin.exists():
        raise BuildFailed(f"{gcc.plugin}: not there, though make said nothing")
    return gcc


def get_or_skip(cc):
    why = missing(cc)
    if why:
        pytest.skip(why)
    return get(cc)


@functools.lru_cache(maxsize=None)
def plugin_key(cc):
    return subprocess.run(["sh", project.ROOT / "plugin" / "plugin-key.sh", cc], check=True,
                          capture_output=True, text=True).stdout.strip()


@functools.lru_cache(maxsize=None)
def build(cc):
    """Make what is tested, one worker at a time; what make said on failure, else None."""
    if "USBDMA_NO_BUILD" in os.environ:
        return None
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    argv = ["make", "-s", "-C", str(project.ROOT), "all", f"CC={cc}"]
    if "USBDMA_BUILD" in os.environ:
        argv.append(f"BUILD={project.BUILD}")
    project.BUILD.mkdir(exist_ok=True)
    with open(project.BUILD / ".harness.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(argv, capture_output=True, text=True, env=env)
    if done.returncode:
        return f"{' '.join(argv)}: {done.returncode}\n{done.stdout}{done.stderr}"
    return None


@functools.lru_cache(maxsize=None)
def base_flags(cc):
    include = subprocess.run([cc, "-print-file-name=include"], capture_output=True, text=True,
                             check=True).stdout.strip()
    return ("-std=gnu11", "-ffreestanding", "-nostdinc", "-isystem", include,
            "-I", str(project.INCLUDE), "-fno-strict-aliasing", "-fno-common",
            "-fdiagnostics-plain-output", "-fdiagnostics-column-unit=byte")


def plugin_args(gcc, words):
    return [f"-fplugin={gcc.plugin}"] + [f"-fplugin-arg-usbdma-{w}" for w in words]


def run(gcc, source, words=(), flags=("-O2",), mode=("-S", "-o", "/dev/null"), cwd=None):
    """Compile one file with the plugin and the plugin arguments `words`.

    jsonl= and tally= are added unless given, and facts=FACTS is a file of its own;
    what they got is in the result.  The source is named as it is: findings carry
    the same name.  The word OUT in `mode` is an object file that is thrown away.
    """
    with tempfile.TemporaryDirectory(prefix="usbdma-") as scratch:
        out = {}
        words = list(words)
        for key in ("jsonl", "tally"):
            if not any(w.startswith(key + "=") for w in words):
                out[key] = pathlib.Path(scratch) / key
                words.append(f"{key}={out[key]}")
        if "facts=FACTS" in words:
            out["facts"] = pathlib.Path(scratch) / "facts"
            words[words.index("facts=FACTS")] = f"facts={out['facts']}"
        mode = [str(pathlib.Path(scratch) / "out.o") if w == "OUT" else w for w in mode]
        argv = [gcc.cc, *base_flags(gcc.cc), *plugin_args(gcc, words), *flags, *mode, str(source)]
        done = subprocess.run(argv, capture_output=True, text=True, errors="replace",
                              timeout=TIMEOUT, cwd=cwd, env=environment())
        read = {k: p.read_text() if p.exists() else None for k, p in out.items()}
    return Run(done.returncode, done.stderr, read.get("jsonl"), read.get("tally"),
               read.get("facts"), argv)


def environment():
    env = dict(os.environ)
    for name in ("GCC_COLORS", "GCC_URLS", "TERM_URLS", "LANGUAGE", "CPATH", "C_INCLUDE_PATH"):
        env.pop(name, None)
    env["LC_ALL"] = "C"
    return env


def findings(run_):
    """The findings of a run as dicts; nothing written means none."""
    return [json.loads(line) for line in (run_.jsonl or "").splitlines()]


TEXT = re.compile(r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): "
                  r"(?:warning: |error: |note: advice: )(?P<message>.*) "
                  r"\[(?P<id>UD\d+):(?P<rule>\w+)\]$", re.M)


def text_findings(stderr):
    """(rule, file, line, column, message) of each finding in text, GCC's shape or ours."""
    return [(m["rule"], m["file"], int(m["line"]), int(m["column"]), m["message"])
            for m in TEXT.finditer(stderr)]


def key(finding):
    return tuple(finding[k] for k in ("rule", "file", "line", "column", "message"))


def crashed(run_):
    return "internal compiler error" in run_.stderr or run_.status < 0 or run_.status > 1
