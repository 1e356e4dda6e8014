# SPDX-License-Identifier: GPL-2.0-or-later
"""Which files are passed over: never one that matters, and in a few milliseconds."""

import os
import re
import time

import fakes
import pytest
from harness import project
from kernels import TREES

PASSED = "passed over"
INC = ["-I./include"]


@pytest.fixture
def tree(bench):
    """A tiny kernel: its headers, and a compiler that would be noticed."""
    bench.source("include/linux/usb.h", "struct urb;\n")
    bench.source("include/linux/usb/input.h", "#include <linux/usb.h>\n")
    bench.source("include/linux/module.h", "int module;\n")
    bench.source("include/linux/other.h", "#include <linux/module.h>\n")
    bench.source("include/linux/mfd/viper.h", "\n  # include  <linux/usb.h>\n")
    bench.env["CC"] = str(bench.gcc())
    return bench


def checked(bench, *words):
    done = bench.run(*words)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return (bench.here / "args").exists()


MATTERS = {
    "direct": "#include <linux/usb.h>\n",
    "quoted": '#include "../include/linux/usb.h"\n',
    "blanks": "  #  include\t<linux/usb.h>\n",
    "after_comment": "/* x */ #include <linux/usb.h>\n",
    "comment_inside": "#/* x */include <linux/usb.h>\n",
    "digraph": "%:include <linux/usb.h>\n",
    "include_next": "#include_next <linux/usb.h>\n",
    "hid": "#include <linux/hid.h>\n",
    "other_name": "#include <linux/mfd/viper.h>\n",
    "usb_folder": "#include <linux/usb/input.h>\n",
    "local": '#include "local.h"\n',
    "local_deep": '#include "deep/a.h"\n',
    "computed": "#define H <linux/usb.h>\n#include H\n",
    "condition": "#if 0\n#include <linux/usb.h>\n#endif\n",
    "missing_local": '#include "generated-later.h"\n',
    "missing_usb": "#include <linux/usb/gone.h>\n",
    "last_line": "int x;\n#include <linux/usb.h>",
    "crlf": "#include <linux/usb.h>\r\n",
    "another_c_file": '#include "usb.c"\n',
}
MATTERS_NOT = {
    "empty": "",
    "harmless": "#include <linux/module.h>\n#include <linux/other.h>\n",
    "prose": '/*\n * one must #include <linux/usb.h>, or include "usb.h"\n */\n',
    "string": 'const char *s = "include <linux/usb.h>";\nconst char *t = "does not include";\n',
    "similar_name": "#include <linux/other.h>\nint includes, usb_h;\n",
    "missing_arch": "#include <asm/mach/of-another.h>\n",
    "missing_in_kernel_header": "#include <linux/compat_user.h>\n",
    "tracepoints": "#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)\n",
    "loop": '#include "loop.h"\n',
}


@pytest.fixture
def locals_(tree):
    tree.source("drv/local.h", '#include "more.h"\n')
    tree.source("include/linux/compat_user.h", '#ifndef __KERNEL__\n#include "nobody-has.h"\n#endif\n')
    tree.source("drv/more.h", "#include <linux/usb.h>\n")
    tree.source("drv/usb.c", "#include <linux/usb.h>\n")
    tree.source("drv/deep/a.h", '#include "b.h"\n')
    tree.source("drv/deep/b.h", '#include "../more.h"\n')
    tree.source("drv/loop.h", '#include "loop.h"\n#include "loop2.h"\n')
    tree.source("drv/loop2.h", '#include "loop.h"\n')
    return tree


@pytest.mark.parametrize("name", MATTERS)
def test_scan_finds(locals_, name):
    locals_.source("drv/x.c", MATTERS[name])
    assert checked(locals_, *INC, "drv/x.c")


@pytest.mark.parametrize("name", MATTERS_NOT)
def test_scan_passes_over(locals_, name):
    locals_.source("drv/x.c", MATTERS_NOT[name])
    assert not checked(locals_, *INC, "drv/x.c")


def test_scan_follows_forced_includes_and_search_paths(tree):
    tree.source("x.c", "int x;\n")
    tree.source("forced.h", "#include <linux/usb.h>\n")
    assert not checked(tree, *INC, "x.c")
    assert checked(tree, *INC, "-include", "forced.h", "x.c")


def test_scan_searches_in_folders_of_all_kinds(tree):
    for n, flags in enumerate((["-I", "d"], ["-Id"], ["-isystem", "d"], ["-iquote", "d"],
                               ["-idirafterd"])):
        tree.source("d/mine.h", "#include <linux/usb.h>\n")
        tree.source("x.c", '#include "mine.h"\n' if "quote" in flags[0] else
                    "#include <mine.h>\n")
        (tree.here / "args").unlink(missing_ok=True)
        assert checked(tree, *flags, "x.c"), n


def test_all_files(tree):
    tree.source("x.c", "int x;\n")
    assert checked(tree, "--all-files", "x.c")


def test_header_of_a_users_table(tree):
    tree.source("x.c", "#include <linux/other.h>\n")
    tree.source("mine.tab", "linux/module.h header\n")
    assert not checked(tree, *INC, "x.c")
    assert checked(tree, *INC, "--model", "mine.tab", "x.c")


def cmd(bench, deps, name="drv/x", end=True):
    """What fixdep writes beside the object."""
    folder, base = os.path.split(name)
    text = (f"savedcmd_{name}.o := gcc -Wp,-MMD,{folder}/.{base}.o.d -c -o {name}.o {name}.c\n\n"
            f"source_{name}.o := {name}.c\n\ndeps_{name}.o := \\\n"
            "    $(wildcard include/config/FOO) \\\n"
            + "".join(f"  {d} \\\n" for d in deps)
            + (f"\n{name}.o: $(deps_{name}.o)\n\n$(deps_{name}.o):\n" if end else ""))
    path = bench.source(f"{folder}/.{base}.o.cmd", text)
    later = time.time() + 10
    os.utime(path, (later, later))
    return path


FLAGS = ["-Wp,-MMD,drv/.x.o.d"]


def test_dependencies_are_believed(tree):
    """The source has no #include at all: only the list can say so."""
    tree.source("drv/x.c", "int x;\n")
    cmd(tree, ["include/linux/module.h"])
    assert not checked(tree, *FLAGS, "drv/x.c")
    cmd(tree, ["include/linux/module.h", "include/linux/usb.h"])
    assert checked(tree, *FLAGS, "drv/x.c")


@pytest.mark.parametrize("path", ["{}/include/linux/usb.h", "./include/linux/usb.h",
                                  "include/linux/hid.h"])
def test_dependencies_by_any_path(tree, path):
    tree.source("drv/x.c", "int x;\n")
    cmd(tree, [path.format(tree.here)])
    assert checked(tree, *FLAGS, "drv/x.c")


def test_dependencies_say_no_where_the_scan_says_yes(tree):
    """#if 0: the compiler knows better than the scan."""
    tree.source("drv/x.c", MATTERS["condition"])
    cmd(tree, ["include/linux/module.h"])
    assert not checked(tree, *FLAGS, *INC, "drv/x.c")


def test_similar_header_is_no_header_of_the_model(tree):
    tree.source("drv/x.c", "int x;\n")
    tree.source("include/linux/notlinux/usb.h.h", "")
    tree.source("include/xlinux/usb.h", "")
    cmd(tree, ["include/xlinux/usb.h", "include/linux/notlinux/usb.h.h"])
    assert not checked(tree, *FLAGS, "drv/x.c")


@pytest.mark.parametrize("how", ["older_than_source", "older_than_header", "header_gone",
                                 "cut_short", "empty"])
def test_dependencies_are_not_believed(tree, how):
    """Then the scan decides, and finds it."""
    tree.source("drv/x.c", "#include <linux/usb.h>\n")
    path = cmd(tree, ["include/linux/module.h"] + (["gone.h"] if how == "header_gone" else []),
               end=how != "cut_short")
    if how == "empty":
        path.write_text("")
    later = time.time() + 100
    touched = {"older_than_source": "drv/x.c", "older_than_header": "include/linux/module.h"}
    if how in touched:
        os.utime(tree.here / touched[how], (later, later))
    assert checked(tree, *FLAGS, *INC, "drv/x.c")


def test_dependencies_in_the_output_tree(tree):
    """O=: the flags name the file, the source is elsewhere."""
    tree.source("src/drv/x.c", "int x;\n")
    tree.source("drv/keep", "")
    cmd(tree, ["src/include/linux/usb.h"])
    assert checked(tree, *FLAGS, "src/drv/x.c")


def test_verbose_says_why(tree):
    tree.source("x.c", "int x;\n")
    assert "passed over: x.c: no USB header" in tree.run("--verbose", "x.c").stderr
    tree.source("x.c", "#include <linux/mfd/viper.h>\n")
    assert "./include/linux/mfd/viper.h: linux/usb.h is included" in \
        tree.run("--verbose", *INC, "x.c").stderr


def best_of(runs, bench, *words, cwd=None):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        pid = os.posix_spawn(bench.program, bench.argv(*words), bench.env)
        assert os.waitpid(pid, 0)[1] == 0
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def test_passing_over_takes_no_time(tree, monkeypatch):
    """At most 5 ms, the start of the process included; nothing else is started."""
    monkeypatch.chdir(tree.here)
    tree.source("x.c", "#include <linux/other.h>\n")
    assert best_of(40, tree, *INC, "x.c") < 5
    tree.source("drv/x.c", "int x;\n")
    headers = [f"include/linux/h{n}.h" for n in range(800)]
    for h in headers:
        tree.source(h, "")
    cmd(tree, headers)
    assert best_of(40, tree, *FLAGS, "drv/x.c") < 5
    assert not (tree.here / "calls").exists()


# --- the list of headers that are not opened

def harmless():
    text = (project.ROOT / "plugin" / "check" / "scan.c").read_text()
    table = text[text.index("harmless[] = {"):]
    return re.findall(r'"([^"]+)"', table[:table.index("};")])


def test_harmless_headers_are_sorted():
    """They are found by bsearch()."""
    names = harmless()
    assert len(names) > 50 and names == sorted(set(names), key=os.fsencode)


def headers_of(tree):
    roots = ["include", "include/uapi", "arch/x86/include", "arch/x86/include/uapi",
             "arch/arm64/include", "arch/arm/include"]
    for root in roots:
        for path in (tree / root).rglob("*.h"):
            yield str(path.relative_to(tree / root)), path


@pytest.mark.parametrize("version", TREES)
def test_harmless_headers_lead_to_no_usb(version):
    """Follow all includes, conditions ignored."""
    tree = TREES[version]()
    if not tree:
        pytest.skip(f"Linux {version} tree")
    model = [line.split()[0] for line in (project.ROOT / "rules/api.tab").read_text().splitlines()
             if re.match(r"\S+\s+header\b", line)]
    assert "linux/usb.h" in model
    includes = {}
    for name, path in headers_of(tree):
        text = path.read_text(errors="replace")
        includes.setdefault(name, set()).update(
            re.findall(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^">]+)', text, re.M))
    for name in harmless():
        todo, seen = [name], set()
        while todo:
            at = todo.pop()
            assert at not in model, f"{name} leads to {at}"
            for to in includes.get(at, ()):
                if to not in seen:
                    seen.add(to)
                    todo.append(to)
