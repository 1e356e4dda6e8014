# SPDX-License-Identifier: GPL-2.0-or-later
"""usbdma-lint on a made-up kernel tree: inputs, exit status, cache, bad input."""
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from harness import project
from house.conftest import environment

from .conftest import COMMAND, TOP, commit, git

LAMP = "drivers/usb/misc/lamp.c"
SAFE = "\tstatic char *p; int n;\n\n\treturn usb_bulk_msg(d, 0, p, 8, &n, 1);\n"
BAD = "\tchar buf[8]; int n;\n\n\treturn usb_bulk_msg(d, 0, buf, 8, &n, 1);\n"
MORE = "int lamp2(struct usb_device *d);\nint lamp2(struct usb_device *d)\n{\n" + BAD + "}\n"


def said(r, status, *words):
    text = r.stdout + r.stderr
    assert r.returncode == status, text
    for w in words:
        assert w in text, text
    assert "Traceback" not in text
    return text


def snapshot(tree):
    return {p: (p.lstat().st_mtime_ns, p.lstat().st_size) for p in tree.rglob("*")
            if not p.is_dir() and ".git/" not in str(p)}


def test_tree_files_and_folder(gcc, lint, fake_tree):
    before = snapshot(fake_tree)
    for words, cwd in ((("--kdir", fake_tree), TOP), ((), fake_tree / "drivers/usb"),
                       (("--kdir", fake_tree, LAMP), TOP),
                       (("--kdir", fake_tree, "-M", "drivers/usb/misc"), TOP)):
        said(lint(*words, cwd=cwd), 1, f"{LAMP}:9:", "[UD101:stack_buffer]", " 0 not checked",
             "return usb_bulk_msg(d, 0, buf, 8, &n, 1);", "^")
    assert snapshot(fake_tree) == before


def test_exit_status(gcc, lint, fake_tree):
    kdir = ("--kdir", fake_tree)
    said(lint(*kdir, "--fail-on", "never", "--statistics"), 0, "by rule:", "drivers/usb/misc")
    said(lint(*kdir, "--disable", "stack_buffer"), 0, "0 findings")
    for one in ("stack_buffer:warning", "UD101=warning"):
        said(lint(*kdir, "--severity", one, "--fail-on", "error"), 0, " warning: 'buf' is on")
    said(lint(*kdir, "--severity", "stack_buffer:grave"), 2, "'stack_buffer:grave' is none of")
    said(lint(*kdir, "drivers/usb/misc/never.c"), 3, "not built in this configuration")
    said(lint(*kdir, "drivers/usb/misc/never.c", "--partial-ok"), 0)
    (fake_tree / LAMP).write_text("#include <linux/usb.h>\nint broken(\n")
    said(lint(*kdir), 3, f"not checked: {LAMP}: ", "1 not checked")
    said(lint("--kdir", fake_tree / "drivers"), 2, "is not a kernel tree")


@pytest.mark.parametrize("words, text", [
    (("--format", "pdf"), "there is no format 'pdf'; there are: b4, checkstyle"),
    (("--format", "sarif", "--format", "junit"), "only one format can go to standard output"),
    (("--format", "sarif=/nowhere/x"), "cannot write /nowhere/x"),
    (("--engine", "magic"), "there is no engine 'magic'"),
    (("--jobs", "0"), "--jobs must be at least 1"),
    (("--enable", "no_such_rule"), "no_such_rule"),
    (("--patch", "/nowhere"), "cannot read /nowhere"),
    (("--git", "nothing..HEAD"), "in no git repository"),
    (("--baseline", "/nowhere"), "cannot read the baseline"),
    (("no/such/file.c",), "there is no 'no/such/file.c'"),
    (("--wrong",), "unrecognized arguments: --wrong"),
    (("--compile-commands", "/nowhere"), "cannot read /nowhere"),
])
def test_wrong_words(gcc, lint, fake_tree, words, text):
    r = lint("--kdir", fake_tree, *words)
    assert r.returncode in (2, 3) and text in r.stdout + r.stderr, r.stdout + r.stderr
    assert "Traceback" not in r.stderr


def test_cache_follows_the_content(gcc, lint, fake_tree, tmp_path):
    def run():
        return lint("--kdir", fake_tree, LAMP, cached=tmp_path)
    assert "from the cache" not in run().stdout
    assert "1 from the cache" in run().stdout
    os.utime(fake_tree / LAMP)
    assert "1 from the cache" in run().stdout
    (fake_tree / "include/linux/usb.h").write_text("/* other */\n")
    assert "from the cache" not in run().stdout
    text = (fake_tree / LAMP).read_text()
    (fake_tree / LAMP).write_text(text.replace(BAD, SAFE))
    said(run(), 0, "0 findings")
    (fake_tree / LAMP).write_text(text)
    said(run(), 1, "1 from the cache")
    for entry in tmp_path.rglob("lint/*/*/*"):
        entry.write_text("{")
    said(run(), 1, "1 finding")


def test_git(gcc, lint, git_tree):
    """Only what the commits bring, with the commit's name; nothing is touched."""
    path = git_tree / LAMP
    path.write_text("/* moved */\n\n" + path.read_text())
    commit(git_tree, "misc: comment")
    path.write_text(path.read_text() + "int lamp2(struct usb_device *d);\n"
                    "int lamp2(struct usb_device *d)\n{\n" + BAD + "}\n")
    bad = commit(git_tree, "misc: second lamp")
    (git_tree / "README").write_text("x")
    commit(git_tree, "readme")
    (git_tree / LAMP).write_text("int not C at all(\n")         # the working tree is dirty
    before, index = snapshot(git_tree), (git_tree / ".git/index").read_bytes()
    r = lint("--kdir", git_tree, "--git", "HEAD~3..HEAD", "--format", "jsonl")
    f = [json.loads(line) for line in r.stdout.splitlines()]
    assert [(x["function"], x["commit"], x["commit_title"]) for x in f] == \
        [("lamp2", bad, "misc: second lamp")], r.stderr
    said(lint("--kdir", git_tree, "--git", "HEAD~3..HEAD", "--all"), 1, "2 findings")
    said(lint("--kdir", git_tree, "--git", "HEAD~1..HEAD"), 3, "0 new findings")
    assert snapshot(git_tree) == before
    assert (git_tree / ".git/index").read_bytes() == index


def test_patch(gcc, lint, git_tree):
    """A patch from a file, from standard input, and one the tree has already."""
    path = git_tree / LAMP
    path.write_text(path.read_text() + "int lamp2(struct usb_device *d);\n"
                    "int lamp2(struct usb_device *d)\n{\n" + BAD + "}\n")
    commit(git_tree, "misc: second lamp")
    mbox = git(git_tree, "format-patch", "--stdout", "-1") + "\n"
    said(lint("--kdir", git_tree, "--patch", "-", data=mbox), 1, "1 new finding (1 known)")
    git(git_tree, "reset", "-q", "--hard", "HEAD~")
    before = snapshot(git_tree)
    said(lint("--kdir", git_tree, "--patch", "-", data=mbox), 1, "1 new finding (1 known)")
    assert snapshot(git_tree) == before
    r = lint("--kdir", git_tree, "--patch", "-", "--format", "b4", data=mbox)
    assert re.fullmatch(r"drivers/usb/misc/lamp\.c:\d+: ERROR: .* \[UD101:stack_buffer\]\n",
                        r.stdout) and r.stderr == ""
    said(lint("--kdir", git_tree, "--patch", "-", data=mbox.replace("\n }\n", "\n other\n")), 2,
         "does not apply")
    said(lint("--kdir", git_tree, "--patch", "-", data="hello\n"), 2, "there is no diff in it")


def test_series_names_the_patch(gcc, lint, git_tree):
    path = git_tree / LAMP
    for n in (2, 3):
        path.write_text(path.read_text() + f"int lamp{n}(struct usb_device *d);\n"
                        f"int lamp{n}(struct usb_device *d)\n{{\n{BAD if n == 3 else SAFE}}}\n")
        commit(git_tree, f"misc: lamp {n}")
    mbox = git(git_tree, "format-patch", "--stdout", "-2") + "\n"
    git(git_tree, "reset", "-q", "--hard", "HEAD~2")
    text = said(lint("--kdir", git_tree, "--patch", "-", data=mbox), 1, "1 new finding")
    assert 'brought by patch 2/2 ("misc: lamp 3")' in text


def test_new_driver_by_patch(gcc, lint, git_tree):
    """A file that only the patch's makefile builds."""
    make = git_tree / "scripts/Makefile.build"
    make.write_text(make.read_text().replace("misc/lamp.o", "misc/lamp.o drivers/usb/misc/horn.o"))
    (git_tree / "drivers/usb/misc/horn.c").write_text(
        (git_tree / LAMP).read_text().replace("lamp", "horn"))
    commit(git_tree, "misc: horn")
    said(lint("--kdir", git_tree, "--git", "HEAD~.."), 1, "horn.c:9:", "1 new finding")


def test_external_module_and_commands(gcc, lint, fake_tree, tmp_path):
    words = ["gcc", "-std=gnu11", "-O2", f"-I{fake_tree}/include", "-Wp,-MMD,x.d", "-c", "-o",
             "x.o", str(fake_tree / LAMP)]
    rows = tmp_path / "compile_commands.json"
    rows.write_text(json.dumps([{"directory": str(fake_tree), "file": LAMP, "arguments": words}]))
    said(lint("--compile-commands", rows, "--kdir", fake_tree), 1, f"{LAMP}:9:", "1 unit checked")
    rows.write_text("[{}]")
    said(lint("--compile-commands", rows), 2, "entry 1: needs directory")
    (fake_tree / "drivers/usb/misc/.lamp.o.cmd").write_text(
        f"savedcmd_{LAMP[:-2]}.o := gcc -Wp,-MMD,drivers/.x.d -Iinclude -O2 -c -o "
        f"{LAMP[:-2]}.o {LAMP} ; objtool x\n")
    said(lint("--kdir", fake_tree, "--cmd-files"), 1, f"{LAMP}:9:", "1 unit checked")


def test_baseline(gcc, lint, fake_tree, tmp_path):
    base, kdir = tmp_path / "base", ("--kdir", fake_tree)
    said(lint("baseline", "create", *kdir, "--baseline", base, "--reason", "old\x1b"), 0)
    assert LAMP in base.read_text()
    said(lint(*kdir, "--baseline", base), 0, "0 new findings (1 known)")
    said(lint("baseline", "check", *kdir, "--baseline", base), 0)
    said(lint("baseline", "create", *kdir, "--baseline", base), 2, "exists")
    git_name = fake_tree / LAMP
    text = git_name.read_text()
    git_name.write_text("/* shift */\n" * 9 + text)
    said(lint(*kdir, "--baseline", base), 0, "(1 known)")
    git_name.write_text(text.replace(BAD, SAFE))
    said(lint("baseline", "check", *kdir, "--baseline", base), 1, "gone: UD101:stack_buffer")
    said(lint("baseline", "prune", *kdir, "--baseline", base), 0, "0 findings")
    git_name.write_text(text)
    said(lint("baseline", "check", *kdir, "--baseline", base), 1, "new: ")
    said(lint("baseline", "update", *kdir, "--baseline", base, "--expires", "2001-01-01"), 0)
    said(lint(*kdir, "--baseline", base), 1, "expired 2001-01-01")
    base.write_text("<<<<<<< HEAD\n" + base.read_text())
    said(lint(*kdir, "--baseline", base), 2, f"{base}:1: ", "left by a merge")


def test_stale_suppression_is_a_finding(gcc, lint, fake_tree):
    path = fake_tree / LAMP
    comment = "\t/* usbdma: allow stack_buffer -- it is not */\n"
    path.write_text(path.read_text().replace(BAD, comment + SAFE))
    said(lint("--kdir", fake_tree), 1, "[UD001:stale_suppression]")


def test_config(gcc, lint, fake_tree, tmp_path):
    config = tmp_path / ".usbdma.toml"
    config.write_text('disable = ["stack_buffer"]\nformat = "statistics"\n')
    run = [str(project.BUILD / "usbdma-check")]
    words = ("--check", run[0], "--engine", "plugin", "--kdir", fake_tree)
    said(lint(*words, cwd=tmp_path, engine=None), 0, "functions: 1 analysed")
    for text, why in (('colour = "x"\n', "there is no key 'colour'"),
                      ("jobs = 0\n", "'jobs' must be a number"), ("a = [\n", ".usbdma.toml: "),
                      ('fail-on = "x"\n', "must be one of error")):
        config.write_text(text)
        said(lint(*words, cwd=tmp_path, engine=None), 2, why)


def test_two_runs_at_once_and_read_only(gcc, lint, fake_tree, tmp_path):
    """Same cache, same output file: both are whole."""
    out = tmp_path / "out.sarif"
    argv = [sys.executable, COMMAND, "--engine", "plugin", "--no-config", "--check",
            project.BUILD / "usbdma-check", "--kdir", fake_tree, "--format", f"sarif={out}"]
    env = environment(USBDMA_CACHE=str(tmp_path / "cache"))
    runs = [subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(3)]
    for r in runs:
        assert r.wait(300) == 1, r.stderr.read()
        r.stderr.close()
    assert len(json.loads(out.read_text())["runs"][0]["results"]) == 1
    assert [p.name for p in tmp_path.iterdir() if ".tmp" in p.name] == []
    (tmp_path / "file").write_text("")
    said(lint("--kdir", fake_tree, cached=tmp_path / "file/cache"), 1, "1 finding")


def test_read_only_tree(gcc, git_tree, tmp_path):
    """Neither the tree nor its .git can be written: a patch is checked all the same."""
    patch = tmp_path / "p.patch"
    path = git_tree / LAMP
    path.write_text(path.read_text() + MORE)
    patch.write_text(git(git_tree, "diff") + "\n")
    git(git_tree, "checkout", "-q", LAMP)
    words = [sys.executable, COMMAND, "--engine", "plugin", "--no-config", "--check",
             project.BUILD / "usbdma-check", "--kdir", git_tree]
    first = []
    if os.getuid() == 0:                # whom modes do not stop
        mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && '
        first = ["unshare", "-m", "sh", "-c", mount + 'exec "$@"', git_tree]
        may = subprocess.run(["unshare", "-m", "sh", "-c", mount + '! touch "$0/x"', git_tree],
                             stderr=subprocess.DEVNULL, check=False).returncode == 0
        if not may:
            pytest.skip("needs a mount namespace")
    else:
        subprocess.run(["chmod", "-R", "a-w", git_tree], check=True)
    try:
        for more in (["--patch", patch], ["--git", "HEAD..HEAD"], []):
            r = subprocess.run([*first, *words, *more], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.STDOUT, check=False, timeout=300,
                               env=environment(USBDMA_CACHE=str(tmp_path / "cache")))
            assert r.returncode == (3 if "--git" in more else 1), r.stdout
            assert "Traceback" not in r.stdout and " 0 not checked" in r.stdout, r.stdout
    finally:
        subprocess.run(["chmod", "-R", "u+w", git_tree], check=True)


def test_interrupted(gcc, fake_tree, tmp_path):
    """No half of a file, no child left; what was done is in the cache."""
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    out = tmp_path / "out.html"
    p = subprocess.Popen([sys.executable, COMMAND, "--engine", "plugin", "--no-config", "--check",
                          slow, "--kdir", fake_tree, "--format", f"html={out}"],
                         env=environment(USBDMA_CACHE=str(tmp_path / "c"), TMPDIR=str(tmp_path)),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob("usbdma-unit-*")):
        time.sleep(0.1)
        assert p.poll() is None
    time.sleep(0.5)
    p.send_signal(signal.SIGINT)
    _, err = p.communicate(timeout=60)
    assert p.returncode == 130 and "interrupted" in err and "Traceback" not in err
    assert sorted(x.name for x in tmp_path.iterdir()) in (["c", "linux", "slow"],
                                                          ["linux", "slow"])
    alive = subprocess.run(["pgrep", "-f", str(slow)], stdout=subprocess.PIPE, check=False).stdout
    assert not alive


def test_hostile_file_names(gcc, lint, fake_tree, tmp_path):
    """Kbuild can't build them: named and escaped, not lost."""
    odd = fake_tree / "drivers/usb/misc" / "a\nb\x1b[31m<script>.c"
    odd.write_text("#include <linux/usb.h>\n")
    bytes_name = os.fsencode(fake_tree) + b"/drivers/usb/misc/\xff.c"
    with open(bytes_name, "w", encoding="ascii") as f:
        f.write("#include <linux/usb.h>\n")
    r = lint("--kdir", fake_tree, "-v", "--format", "text", "--format", f"html={tmp_path}/o.html")
    assert r.returncode == 1 and "a\\nb\\e[31m<script>.c" in r.stdout + r.stderr
    assert "\x1b" not in r.stdout
    assert "<script>.c" not in (tmp_path / "o.html").read_text()
