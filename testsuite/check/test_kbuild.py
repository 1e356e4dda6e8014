# SPDX-License-Identifier: GPL-2.0-or-later
"""Called by make: a small Kbuild of our own, and the real one where a kernel tree is there."""

import os
import re
import shlex
import subprocess

import fakes
import pytest
from fakes import DRIVER
from harness import compiler
from kernels import TREES

# scripts/Makefile.build in small: compile, keep .cmd, check; C=2 checks without compiling
KBUILD = r"""
CHECK ?= sparse
CHECKFLAGS = {checkflags}
srctree ?= .
c_flags = -Wp,-MMD,$(dir $@).$(notdir $@).d -nostdinc -I$(srctree)/include -Wall -Werror -g -O2 \
	-DKBUILD_BASENAME='"$(basename $(notdir $@))"' -D"KBUILD_STR(s)=\#s"
export CC
Q = @

objs := scripts/mod/empty.o drv/get.o drv/leds.o drv/wrong.o
all: $(objs)

$(objs): %.o: $(srctree)/%.c FORCE
	$(Q)mkdir -p $(dir $@)
ifneq ($(C),2)
	$(Q)$(CC) $(c_flags) -c -o $@ $<
	$(Q){{ printf 'savedcmd_$@ := cc\n\nsource_$@ := $<\n\ndeps_$@ := \\\n'; \
		sed -e 's/^[^:]*: //' -e 's/$$/ /' -e 's/ \\ $$/ \\/' $(dir $@).$(notdir $@).d; \
		printf '\n$@: $$(deps_$@)\n\n$$(deps_$@):\n'; }} >$(dir $@).$(notdir $@).cmd
	$(Q)rm -f $(dir $@).$(notdir $@).d
endif
ifneq ($(C),)
	@echo '  CHECK   $<'
	$(Q)$(CHECK) $(CHECKFLAGS) $(c_flags) $<
endif
FORCE:
.PHONY: FORCE all
"""


@pytest.fixture
def tree(bench):
    gcc = compiler.get_or_skip(compiler.wanted()[0])
    bench.env["CC"] = gcc.cc
    bench.plugin = gcc.plugin
    bench.source("Makefile", KBUILD.format(checkflags=" ".join(fakes.CHECKFLAGS)))
    bench.source("include/linux/usb.h", DRIVER.split("int get(")[0])
    bench.source("include/linux/module.h", "int module;\n")
    bench.source("scripts/mod/empty.c", "/* empty file */\n")
    driver = "int get(" + DRIVER.split("int get(", 1)[1]
    bench.source("drv/get.c", "#include <linux/usb.h>\n" + driver)
    bench.source("drv/wrong.c", "#include <linux/usb.h>\n" + driver.replace("get(", "other("))
    bench.source("drv/leds.c", "#include <linux/module.h>\nint led(void);\n"
                 "int led(void) { return module; }\n")
    return bench


def make(bench, *words, check="", folder="."):
    check = f"{shlex.quote(str(bench.program))} --plugin {shlex.quote(str(bench.plugin))} {check}"
    env = {k: v for k, v in bench.env.items() if not k.startswith("MAKE")}
    return subprocess.run(["make", f"CHECK={check}", f"CC={bench.env['CC']}", *words],
                          capture_output=True, text=True, cwd=bench.here / folder, env=env,
                          timeout=fakes.TIMEOUT)


def found(text):
    return sorted(re.findall(r"^(\S+):\d+:\d+: warning: 'buf' is on the stack.*\[UD101", text,
                             re.M))


@pytest.mark.parametrize("words", [["C=1"], ["C=2"], ["-j4", "C=1"], ["-s", "-j4", "C=2"]],
                         ids=" ".join)
def test_make(tree, words):
    done = make(tree, *words, check="--tally t")
    assert done.returncode == 0, done.stderr
    assert found(done.stderr) == ["drv/get.c", "drv/wrong.c"] and "[UD" not in done.stdout
    kinds = {line.split("\t")[1]: line.split("\t")[0] for line in tree.lines("t")}
    assert kinds == {"drv/get.c": "checked", "drv/wrong.c": "checked", "drv/leds.c": "passed-over",
                     "scripts/mod/empty.c": "passed-over"}
    assert not list(tree.here.rglob("*.d")) and not list(tree.here.rglob("*.s"))


def test_nothing_is_left_in_an_unbuilt_tree(tree):
    before = sorted(p for p in tree.here.rglob("*"))
    make(tree, "C=2")
    left = [p for p in tree.here.rglob("*") if p not in before and "cache" not in p.parts]
    assert left == []


def test_findings_come_in_one_piece_from_parallel_checks(tree):
    """Each finding is followed by its own notes."""
    for _ in range(3):
        lines = make(tree, "-j4", "C=2").stderr.splitlines()
        for n, line in enumerate(lines):
            if "[UD101" in line:
                name = line.split(":")[0]
                assert [x.startswith(name + ":") and ": note: (" in x for x in lines[n + 1:n + 3]] \
                    == [True, True]


def test_strict_stops_the_build(tree):
    assert make(tree, "-k", "C=1", check="--strict").returncode == 2


def test_file_that_does_not_compile(tree):
    """Under C=2 it is the checker that says so, and the build goes on."""
    tree.source("drv/wrong.c", "#include <linux/usb.h>\nint f(void) { return nope; }\n")
    done = make(tree, "C=2")
    assert done.returncode == 0 and found(done.stderr) == ["drv/get.c"]
    assert "not checked: drv/wrong.c: drv/wrong.c:2:" in done.stderr


def test_output_tree(tree):
    """O=: make runs there, the sources are elsewhere, and so is what it leaves."""
    (tree.here / "out").mkdir()
    (tree.here / "out/Makefile").write_text("srctree := ..\ninclude ../Makefile\n")
    for words in (["C=1"], ["C=2"]):
        done = make(tree, *words, folder="out")
        assert done.returncode == 0, done.stderr
        assert found(done.stderr) == ["../drv/get.c", "../drv/wrong.c"]
    # .cmd is believed: the list says that leds.c includes usb.h, its text does not
    cmd = tree.here / "out/drv/.leds.o.cmd"
    cmd.write_text(cmd.read_text().replace("module.h", "usb.h"))
    done = make(tree, "C=2", check="--verbose", folder="out")
    assert "../drv/leds.c checked by" in done.stderr


def test_cf_reaches_us(tree):
    """CF= is added to CHECKFLAGS."""
    done = make(tree, "C=2", f"CHECKFLAGS={' '.join(fakes.CHECKFLAGS)} -D__CHECK_ENDIAN__ "
                             "--disable stack_buffer")
    assert done.returncode == 0 and "[UD" not in done.stderr


# --- the real one

TRICK = "rule_cc_o_c=$(CHECK) $(CHECKFLAGS) $(c_flags) $<"


@pytest.fixture(params=TREES)
def kernel(request):
    path = TREES[request.param]()
    if not path:
        pytest.skip(f"Linux {request.param} tree")
    return path


@pytest.fixture(scope="session")
def gcc12():
    return compiler.get_or_skip("gcc-12")


def kbuild(kernel, check, *targets):
    """Every unit through CHECK with Kbuild's own flags; nothing is compiled."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", "-s", "-k", "-j2", TRICK, f"CHECK={check}", *targets],
                          capture_output=True, text=True, cwd=kernel, env=env, timeout=900)


@pytest.mark.kernel
def test_kernel_folder(kernel, gcc12, program, tmp_path):
    """All that include USB are checked, the rest is passed over, and nothing else happens."""
    tally = tmp_path / "tally"
    kbuild(kernel, f"{program} --plugin {gcc12.plugin} --cc gcc-12 --tally {tally}",
           "drivers/usb/misc/", "drivers/leds/")
    lines = [line.split("\t") for line in tally.read_text().splitlines()]
    assert [x for x in lines if x[0] == "failed"] == []
    checked = {x[1] for x in lines if x[0] == "checked"}
    passed = {x[1] for x in lines if x[0] == "passed-over"}
    assert len(checked) > 15 and all(int(x[2]) > 0 for x in lines if x[0] == "checked")
    assert {f for f in checked | passed if f.startswith("drivers/usb/misc/")} <= checked
    for name in passed:
        assert "<linux/usb.h>" not in (kernel / name).read_text()
    hid = {f for f in checked if f.startswith("drivers/leds/")}
    assert len(passed) > 15 and all("usb" in (kernel / f).read_text().lower() or
                                    "hid" in (kernel / f).read_text().lower() for f in hid)


SAVE = """#!/bin/sh
for last; do :; done
printf '%s\\0' "$@" >"{out}/$(echo "$last" | tr / _)"
"""


@pytest.fixture(scope="session")
def recorded(tmp_path_factory):
    """Flags of some drivers of the 6.1 tree: name -> arguments."""
    path = TREES["6.1"]()
    if not path:
        pytest.skip("Linux 6.1 tree")
    out = tmp_path_factory.mktemp("flags")
    kbuild(path, fakes.script(out.parent / "save-flags", SAVE.format(out=out)),
           "drivers/usb/misc/", "drivers/usb/class/", "drivers/leds/led-core.o")
    names = {p.name: p.read_text().split("\0")[:-1] for p in out.iterdir()}
    return path, {n: a for n, a in names.items() if a[-1].endswith(".c")}


@pytest.mark.kernel
def test_dependencies_as_fixdep_writes_them(recorded, gcc12, bench):
    """.cmd of the real fixdep, believed where the source's own text says otherwise."""
    kernel, flags = recorded
    fixdep = kernel / "scripts/basic/fixdep"
    if not fixdep.exists():
        pytest.skip("fixdep in the tree")
    for name, matters in (("drivers_usb_misc_uss720.c", True), ("drivers_leds_led-core.c", False)):
        args = flags[name][flags[name].index("-nostdinc"):]
        source = args[-1]
        deps, cmd = bench.here / ".x.o.d", bench.here / ".x.o.cmd"
        subprocess.run(["gcc-12", *args, f"-Wp,-MMD,{deps}", "-w", "-S", "-o", "/dev/null"],
                       cwd=kernel, check=True, capture_output=True)
        cmd.write_bytes(subprocess.run([fixdep, deps, "x.o", "cc"], cwd=kernel, check=True,
                                       capture_output=True).stdout)
        empty = bench.source("nothing.c", "int x;\n")
        os.utime(empty, (1, 1))
        args = [f"-Wp,-MMD,{deps}" if a.startswith("-Wp,-MMD") else a for a in flags[name]]
        argv = bench.argv("--plugin", bench.plugin, "--verbose", *args[:-1], empty)
        done = subprocess.run(argv, cwd=kernel, capture_output=True, text=True,
                              env={**bench.env, "CC": str(bench.gcc())})
        assert ("passed over" not in done.stderr) == matters, (source, done.stderr)


def cpu(argv, cwd):
    """User and system time of one run, in seconds."""
    pid = os.fork()
    if not pid:
        os.chdir(cwd)
        null = os.open("/dev/null", os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(argv[0], [str(a) for a in argv])
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, argv
    return usage.ru_utime + usage.ru_stime


@pytest.mark.kernel
def test_cost(recorded, gcc12, program):
    """At most 1.05 times -fsyntax-only of the same files with Kbuild's own flags."""
    kernel, flags = recorded
    names = sorted(n for n in flags if n.startswith("drivers_usb_"))[:8]
    syntax = check = 0
    for name in names:
        args = flags[name]
        plain = args[args.index("-nostdinc"):]
        best = [9e9, 9e9]
        for _ in range(3):
            best[0] = min(best[0], cpu(["gcc-12", "-m64", *plain, "-fsyntax-only"], kernel))
            best[1] = min(best[1], cpu([program, "--plugin", gcc12.plugin, "--cc", "gcc-12", *args],
                                       kernel))
        syntax += best[0]
        check += best[1]
    assert len(names) == 8 and check <= 1.05 * syntax, f"{check:.3f} s against {syntax:.3f} s"


@pytest.mark.kernel
def test_kernel_time_to_pass_over(recorded, program):
    """A real file that has nothing to do with USB, no .cmd: at most 5 ms."""
    import time
    kernel, flags = recorded
    argv = [str(program), *flags["drivers_leds_led-core.c"]]
    best = 9e9
    for _ in range(30):
        start = time.perf_counter()
        done = subprocess.run(argv, cwd=kernel, stderr=subprocess.PIPE, check=True)
        best = min(best, time.perf_counter() - start)
        assert done.stderr == b""
    assert best < 0.005
