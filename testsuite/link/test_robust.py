# SPDX-License-Identifier: GPL-2.0-or-later
"""Facts that are cut, altered, old, or from elsewhere are named and not used; nothing is
ever half written; parts make a whole or an error."""
import os
import random
import resource
import signal
import subprocess
import time

import pytest
from harness import compiler
from units import CASES, LINK, compile_case, link

SAMPLE = CASES / "wrapper"


@pytest.fixture(scope="module")
def facts(gcc, tmp_path_factory):
    folder = tmp_path_factory.mktemp("facts")
    compile_case(gcc, SAMPLE, folder)
    return folder


def one(tmp_path, data, name="wrap.usbdma"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_truncated_at_every_byte(facts, tmp_path):
    """Many files at once: one run sees a hundred different lengths."""
    data = (facts / "wrap.usbdma").read_bytes()
    for first in range(0, len(data), 100):
        folder = tmp_path / str(first)
        folder.mkdir()
        lengths = range(first, min(first + 100, len(data)))
        for n in lengths:
            one(folder, data[:n], f"{n}.usbdma")
        said = link("--quiet", folder)
        assert said.count("not checked: ") == len(lengths), said
        assert "warning:" not in said


def test_every_bit_flip_is_seen(facts, tmp_path):
    data = (facts / "wrap.usbdma").read_bytes()
    rnd = random.Random(1)
    for n in range(300):
        bad = bytearray(data)
        at = rnd.randrange(len(bad))
        bad[at] ^= 1 << rnd.randrange(8)
        one(tmp_path, bytes(bad), f"{n}.usbdma")
    assert link("--quiet", tmp_path).count("not checked: ") == 300


def test_a_bad_unit_takes_nothing_else_along(facts, tmp_path):
    for p in facts.iterdir():
        one(tmp_path, p.read_bytes(), p.name)
    one(tmp_path, b"", "empty.usbdma")
    one(tmp_path, b"hello\n", "other.usbdma")
    said = link(tmp_path)
    assert "empty.usbdma: empty" in said and "other.usbdma: not a file of interface facts" in said
    assert said.count("warning:") == link(facts).count("warning:")
    assert "2 not checked" in said
    link("--strict", tmp_path, status=1)


def test_other_version_and_other_tables(facts, tmp_path):
    data = (facts / "wrap.usbdma").read_bytes()
    later = one(tmp_path, data.replace(b"usbdma-interface 2 ", b"usbdma-interface 3 ", 1))
    assert "version 3 of the format, expected 2" in link(later)
    model = tmp_path / "own.tab"
    model.write_text("my_send sink buf=1\n")
    assert "another table of functions" in link("--model", model, facts)


def test_stale(gcc, tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    for p in SAMPLE.iterdir():
        (case / p.name).write_bytes(p.read_bytes())
    compile_case(gcc, case, tmp_path / "facts")
    assert "0 not checked" in link(tmp_path / "facts")
    with (case / "wrap.c").open("a") as out:
        out.write("/* changed */\n")
    said = link(tmp_path / "facts")
    assert "wrap.usbdma: stale: " in said and "1 not checked" in said


def test_stale_header(gcc, tmp_path):
    """Facts name the headers they were made of: its own, and one that this includes."""
    case = tmp_path / "case"
    case.mkdir()
    for p in SAMPLE.iterdir():
        (case / p.name).write_bytes(p.read_bytes())
    with (case / "wrap.h").open("a") as out:
        out.write('#include "deep.h"\n')
    (case / "deep.h").write_text("/* nothing */\n")
    compile_case(gcc, case, tmp_path / "facts")
    assert "0 not checked" in link(tmp_path / "facts")
    facts = (tmp_path / "facts" / "wrap.usbdma").read_text()
    deps = [line.split('"')[1] for line in facts.splitlines() if line.startswith("dep ")]
    assert deps == sorted(deps) and any(d.endswith("/linux/usb.h") for d in deps)
    for name in "deep.h", "wrap.h":
        old = (case / name).read_text()
        (case / name).write_text(old + "/* changed */\n")
        said = link(tmp_path / "facts")
        assert f"/{name} has changed since" in said and "2 not checked" in said
        (case / name).write_text(old)
    (case / "deep.h").unlink()
    assert "/deep.h has changed since" in link(tmp_path / "facts")


def test_cache_reads_only_what_changed(facts, tmp_path):
    for p in facts.iterdir():
        one(tmp_path, p.read_bytes(), p.name)
    cache = tmp_path / "cache"
    first = link("--cache", cache, "--verbose", tmp_path)
    again = link("--cache", cache, "--verbose", tmp_path)
    assert "2 of 2 files read" in first and "0 of 2 files read" in again
    assert first.replace("2 of 2", "0 of 2") == again
    (tmp_path / "wrap.usbdma").unlink()
    one(tmp_path, (facts / "wrap.usbdma").read_bytes())
    assert "1 of 2 files read" in link("--cache", cache, "--verbose", tmp_path)
    cache.write_bytes(cache.read_bytes()[:-40])
    assert link("--cache", cache, tmp_path) == link(facts).replace(str(facts), str(tmp_path))
    cache.write_text("nonsense")
    assert link("--cache", cache, tmp_path) == link(tmp_path)


def test_two_at_once(facts, tmp_path):
    cache = tmp_path / "cache"
    runs = [subprocess.Popen([LINK, "--cache", cache, facts], stdout=subprocess.PIPE)
            for _ in range(6)]
    said = {p.communicate(timeout=60)[0] for p in runs}
    assert len(said) == 1 and all(p.returncode == 0 for p in runs)
    assert "0 of 2 files read" in link("--cache", cache, "--verbose", facts)
    assert list(tmp_path.iterdir()) == [cache]


def parts(facts, tmp_path, n, order=None):
    out = []
    for i in order or range(1, n + 1):
        path = tmp_path / f"part-{n}-{i}"
        link("check", "--shard", f"{i}/{n}", "--out", path, facts)
        out.append(path)
    return out


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_parts_make_the_same_whole(facts, tmp_path, n):
    whole = link(facts)
    made = parts(facts, tmp_path, n)
    assert link("merge", *made) == whole
    assert link("merge", *reversed(made)) == whole


def test_lost_and_foreign_parts(facts, tmp_path):
    made = parts(facts, tmp_path, 3)
    assert "part 2 of 3 is missing" in link("merge", made[0], made[2], status=2)
    assert "given twice" in link("merge", *made, made[0], status=2)
    other = parts(facts, tmp_path, 2)
    assert "parts of different work" in link("merge", *made, other[0], status=2)
    made[1].write_bytes(made[1].read_bytes()[:-1])
    assert "truncated" in link("merge", *made, status=2)


def test_a_unit_that_was_never_checked(facts, tmp_path):
    units = tmp_path / "units"
    units.write_text(link("list-units", facts) + f"{facts}/lost.usbdma\n")
    made = []
    for i in 1, 2:
        made.append(tmp_path / f"part{i}")
        link("check", "--shard", f"{i}/2", "--units", units, "--out", made[-1], facts)
    said = link("merge", *made)
    assert "not checked: " in said and "lost.usbdma: no interface facts" in said


def limited():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))


def test_disk_full(gcc, facts, tmp_path):
    """No room: what was there stays, nothing of ours is left, the compiler goes on."""
    place = tmp_path / "wrap.usbdma"
    place.write_bytes(b"as it was")
    argv = [gcc.cc, *compiler.base_flags(gcc.cc), f"-fplugin={gcc.plugin}",
            f"-fplugin-arg-usbdma-interface={place}", "-fsyntax-only",
            "-S", "-o", "/dev/null", SAMPLE / "wrap.c"]
    argv.remove("-fsyntax-only")
    done = subprocess.run(argv, capture_output=True, text=True, preexec_fn=limited)
    assert done.returncode == 0 and "File too large" in done.stderr
    assert place.read_bytes() == b"as it was"
    out = tmp_path / "part"
    done = subprocess.run([LINK, "check", "--shard", "1/1", "--out", out, facts],
                          capture_output=True, text=True, preexec_fn=limited)
    assert done.returncode == 2 and "File too large" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["wrap.usbdma"]
    full = subprocess.run(f"{LINK} {facts} >/dev/full", shell=True, capture_output=True, text=True)
    assert full.returncode == 2 and "cannot write the result" in full.stderr


def test_killed_while_writing(facts, tmp_path):
    """Whenever it dies, the cache is as before or complete."""
    cache = tmp_path / "cache"
    whole = link(facts)
    for n in range(25):
        p = subprocess.Popen([LINK, "--cache", cache, facts], stdout=subprocess.DEVNULL)
        time.sleep(0.0004 * n)
        p.kill()
        p.wait()
        if cache.exists():
            assert "0 of 2 files read" in link("--cache", cache, "--verbose", facts)
            os.unlink(cache)
    assert link("--cache", cache, facts) == whole
