# SPDX-License-Identifier: GPL-2.0-or-later
"""make lint and usbdma-tree: what they cover, and what they say to bad input."""
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import TOP, TREE, environment, run


def said(result, status, *words):
    text = result.stdout + result.stderr
    assert result.returncode == status, text
    for word in words:
        assert word in text
    assert "Traceback" not in text
    return text


def test_examples(gcc):
    r = run("make", "-s", "lint")
    said(r, 0, "docs/examples/thermometer.c:", "[UD101:stack_buffer]", " 0 not checked")
    places = [line.split(":")[:2] for line in r.stdout.split("\n") if ": warning:" in line]
    assert places == sorted(places, key=lambda p: (p[0], int(p[1])))
    drivers = list((TOP / "docs/examples").glob("*.c"))
    assert len(drivers) >= 4 and f"{len(drivers)} files, " in r.stdout


def test_examples_report_what_their_comments_say(gcc, tmp_path):
    """Each function under a comment `Faulty:` has a finding, each `Right:` has none."""
    out = tmp_path / "found.jsonl"
    said(run(TREE, "--jsonl", out), 0)
    found = {}
    for line in out.read_text().split("\n")[:-1]:
        f = json.loads(line)
        found.setdefault(Path(f["file"]).name, []).append(f)
    for driver in (TOP / "docs/examples").glob("*.c"):
        text = driver.read_text()
        faulty = text.count("Faulty:")
        assert faulty and len({f["message"] for f in found[driver.name]}) >= faulty
        for block in text.split("/* Right:")[1:]:
            start = text[:text.index(block)].count("\n") + 1
            end = start + block[:block.index("\n}\n")].count("\n") + 1
            assert not [f for f in found[driver.name] if start <= f["line"] <= end]


def test_fake_tree(gcc, fake_tree, tmp_path):
    before = sorted(p for p in fake_tree.rglob("*"))
    r = run(TREE, "--kdir", fake_tree, "--verbose", "--jsonl", tmp_path / "f.jsonl")
    said(r, 0, "drivers/usb/misc/lamp.c:9:", "[UD101:stack_buffer]", "drivers/usb/misc/never.c",
         "2 files, 1 function ",
         " 0 not checked")
    assert "other.c" not in r.stdout
    assert sorted(p for p in fake_tree.rglob("*")) == before
    assert [json.loads(x)["rule"]
            for x in (tmp_path / "f.jsonl").read_text().split("\n")[:-1]] == ["stack_buffer"]


def test_direct_only(gcc, fake_tree):
    said(run(TREE, "--kdir", fake_tree, "--direct"), 0, "1 file, ")


def test_strict(gcc, fake_tree):
    said(run(TREE, "--kdir", fake_tree, "--strict"), 1, "stack_buffer")
    said(run(TREE, "--kdir", fake_tree, "--strict", "drivers/usb/misc/bell.c"), 0)


def test_file_that_does_not_compile(gcc, fake_tree):
    (fake_tree / "drivers/usb/misc/bell.c").write_text("#include <linux/usb.h>\nint f(void) { "
                                                       "return nothing; }\n")
    said(run(TREE, "--kdir", fake_tree), 0, "not checked: drivers/usb/misc/bell.c: ",
         "1 not checked")
    said(run(TREE, "--kdir", fake_tree, "--strict", "drivers/usb/misc/bell.c"), 2, "nothing")


def test_checker_that_dies_is_not_silence(gcc, fake_tree, tmp_path):
    dead = tmp_path / "dead"
    dead.write_text("#!/bin/sh\ncase \"$*\" in *lamp.c) kill -9 $$;; esac\n"
                    f"exec {TOP}/build/usbdma-check \"$@\"\n")
    dead.chmod(0o755)
    said(run(TREE, "--kdir", fake_tree, "--check", dead), 0,
         "not checked: drivers/usb/misc/lamp.c: ", "1 not checked")


def test_named_file_that_is_not_built(gcc, fake_tree):
    said(run(TREE, "--kdir", fake_tree, "drivers/usb/misc/never.c", "drivers/usb/misc/lamp.c"), 0,
         "not checked: drivers/usb/misc/never.c: not built in this configuration")


@pytest.mark.parametrize("what, words", [
    ("missing", ["cannot read KDIR=", "No such file"]),
    ("a-file", ["is not a folder"]),
    ("empty", ["is not a kernel tree"]),
    ("with space/linux", ["spaces or colons"]),
])
def test_bad_kdir(gcc, tmp_path, what, words):
    (tmp_path / "a-file").write_text("")
    (tmp_path / "empty").mkdir()
    (tmp_path / "with space/linux").mkdir(parents=True)
    said(run(TREE, "--kdir", tmp_path / what), 2, *words)
    assert "Error" in run("make", "-s", "lint", f"KDIR={tmp_path / what}").stderr


def test_somebody_elses_makefile(gcc, tmp_path):
    (tmp_path / "Makefile").write_text("all:\n")
    said(run(TREE, "--kdir", tmp_path), 2, "its Makefile is not the kernel's")


def test_unreadable_kdir(gcc, fake_tree):
    if os.geteuid() == 0:
        # root reads everything: ask as nobody
        os.chmod(fake_tree, 0o700)
        for p in fake_tree.parents:
            if p.owner() == "root" and str(p).startswith("/tmp/"):
                os.chmod(p, 0o755)
        r = run("setpriv", "--reuid=65534", "--clear-groups", TREE, "--kdir", fake_tree)
    else:
        os.chmod(fake_tree, 0)
        r = run(TREE, "--kdir", fake_tree)
        os.chmod(fake_tree, 0o700)
    said(r, 2, "cannot read KDIR=", "Permission denied")


def test_unconfigured_tree(gcc, fake_tree):
    (fake_tree / ".config").unlink()
    said(run(TREE, "--kdir", fake_tree), 2, "is not configured: it has no .config",
         "modules_prepare")


def test_tree_of_another_compiler(gcc, fake_tree):
    config = fake_tree / ".config"
    config.write_text(config.read_text().replace("CONFIG_CC_VERSION_TEXT=\"gcc",
                                                 "CONFIG_CC_VERSION_TEXT=\"gcc-3"))
    said(run(TREE, "--kdir", fake_tree), 2, "was configured by 'gcc-3", "olddefconfig")


def test_preparation_that_fails(gcc, fake_tree):
    (fake_tree / "include/config/auto.conf").unlink()
    said(run(TREE, "--kdir", fake_tree), 2, "include/config/auto.conf is missing",
         "preparing the tree failed")


def test_missing_files(gcc, fake_tree):
    said(run(TREE, "--kdir", fake_tree, "drivers/usb/misc/none.c"), 2,
         "there is no 'drivers/usb/misc/none.c'")
    said(run(TREE, "nothing.c"), 2, "there is no file 'nothing.c'")
    said(run(TREE, "--kdir", fake_tree, "drivers/usb/misc/local.h"), 2, "is not a C file")
    said(run(TREE, "--kdir", fake_tree, TOP / "docs/examples/dongle.c"), 2, "is not in")
    said(run(TREE, "--kdir", fake_tree, "-M", "nowhere"), 2, "M=nowhere")


def test_wrong_words(gcc, fake_tree):
    said(run(TREE, "--kdir", fake_tree, "--enable", "no_such_rule"), 2, "no_such_rule")
    said(run(TREE, "--kdir", fake_tree, "--model", "no/such/file"), 2, "no/such/file")
    said(run(TREE, "--jsonl", "/nonexistent/x"), 2, "cannot write /nonexistent/x")
    said(run(TREE, "--check", "/nonexistent/check"), 2, "cannot run '/nonexistent/check'")


def test_no_space_on_device(gcc, fake_tree):
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is not there")
    said(run(TREE, "--kdir", fake_tree, "--jsonl", "/dev/full"), 2,
         "cannot write /dev/full: No space left")


def test_quotes_in_file_names(gcc, tmp_path):
    odd = tmp_path / "it's a \"driver\" $HOME.c"
    shutil.copy(TOP / "docs/examples/thermometer.c", odd)
    said(run(TREE, odd), 0, "[UD101:stack_buffer]", "1 file, ")


def test_make_in_a_path_with_spaces(tmp_path):
    copy = tmp_path / "my sources"
    copy.mkdir()
    for name in ("Makefile", "plugin"):
        (copy / name).symlink_to(TOP / name)
    said(run("make", cwd=copy), 2, "cannot work with spaces in paths")


def test_killed_run_leaves_nothing(gcc, fake_tree, tmp_path):
    slow, scratch = tmp_path / "slow", tmp_path / "scratch"
    scratch.mkdir()
    slow.write_text(f"#!/bin/sh\necho $$ >>{tmp_path}/pids\nexec sleep 60\n")
    slow.chmod(0o755)
    p = subprocess.Popen([str(TREE), "--kdir", str(fake_tree), "--check", str(slow)],
                         stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL, env=environment(TMPDIR=str(scratch)))
    deadline = time.monotonic() + 30
    while not (tmp_path / "pids").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    p.send_signal(signal.SIGTERM)
    assert p.wait(20) == 128 + signal.SIGTERM
    assert list(scratch.iterdir()) == []
    for pid in (tmp_path / "pids").read_text().split():
        stat = Path(f"/proc/{pid}/stat")     # where nobody waits for orphans they stay as zombies
        while stat.exists() and ") Z " not in stat.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not stat.exists() or ") Z " in stat.read_text()
