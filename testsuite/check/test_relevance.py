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
    "comment_of_two_lines": "# /* x\ny */ include /* z */ <linux/usb.h>\n",
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
    "out_of_a_harmless_folder": "#include <asm/../linux/usb.h>\n",
    "header_beside_another": "#include <linux/beside.h>\n",
    "quoted_from_search_path": '#include "linux/mfd/viper.h"\n',
    "after_many_misses": "".join(f"#include <far{n}.h>\n" for n in range(40)),
    "another_c_file": '#include "usb.c"\n',
}
MATTERS_NOT = {
    "empty": "",
    "harmless": "#include <linux/module.h>\n#include <linux/other.h>\n",
    "quoted_harmless": '#include "linux/module.h"\n',
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
    tree.source("include/linux/beside.h", '#include "usb.h"\n')
    tree.source("near/near.h", "")
    for n in range(40):
        tree.source(f"far/far{n}.h", "#include <linux/usb.h>\n" if n == 39 else "")
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
    assert checked(locals_, *INC, "-Inear", "-Ifar", "drv/x.c")


@pytest.mark.parametrize("name", MATTERS_NOT)
def test_scan_passes_over(locals_, name):
    locals_.source("drv/x.c", MATTERS_NOT[name])
    assert not checked(locals_, *INC, "drv/x.c")


@pytest.mark.parametrize("n, last", [(1, "far0.h"), (30, "far29.h"), (31, "usb29.h")])
def test_scan_asks_a_folder_that_was_listed(tree, n, last):
    """What a folder has not is not asked of it; what it has is read all the same."""
    for i in range(n):
        tree.source(f"far/far{i}.h", "")
    tree.source("near/" + last, "#include <linux/usb.h>\n")
    tree.source("x.c", "".join(f"#include <far{i}.h>\n" for i in range(n)) +
                f'#include "{last}"\n')
    assert checked(tree, "-Inear", "-Ifar", "x.c")


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


@pytest.mark.parametrize("version", TREES)
def test_few_files_are_read(bench, version):
    """Of a hundred and more that a file leads to; the harmless ones are not among them."""
    tree = TREES[version]()
    if not tree:
        pytest.skip(f"Linux {version} tree")
    dirs = [f"-I{tree}/{d}" for d in ("arch/x86/include", "arch/x86/include/generated", "include",
                                      "arch/x86/include/uapi", "include/uapi",
                                      "include/generated/uapi")]
    forced = ["-include", str(tree / "include/linux/compiler_types.h")]
    for name in ("mm/slub.c", "kernel/sched/core.c", "net/core/dev.c", "fs/ext4/inode.c"):
        said = bench.run("--verbose", *dirs, *forced, str(tree / name)).stderr
        assert "passed over: " in said, said
        assert int(re.search(r"(\d+) files read", said).group(1)) < 200, said


# --- the list of headers that are not opened

def table(name):
    text = (project.ROOT / "plugin" / "check" / "harmless.c").read_text()
    text = text[text.index(f" {name}[] = {{"):]
    return re.findall(r'"([^"]+)"', text[:text.index("};")])


def test_harmless_headers_are_sorted():
    """They are found by bsearch()."""
    for name, least in (("names", 50), ("folders", 10)):
        names = table(name)
        assert len(names) > least and names == sorted(set(names), key=os.fsencode)
    assert all(f.endswith("/") for f in table("folders"))
    assert not [n for n in table("names") if n.startswith(tuple(table("folders")))]


def headers_of(tree):
    """(name as in #include <name>, path), for all architectures."""
    roots = [tree / "include", tree / "include/uapi"]
    for arch in (tree / "arch").iterdir():
        roots += [arch / "include", arch / "include/uapi", *arch.glob("include/asm/mach-*"),
                  arch / "include/generated", arch / "include/generated/uapi"]
    for root in roots:
        for path in root.rglob("*.h"):
            yield path.relative_to(root).as_posix(), path


def includes_of(name, path):
    """What it asks for, also beside itself."""
    for quote, to in re.findall(r'^[ \t]*#[ \t]*include(?:_next)?[ \t]*([<"])([^">]+)',
                                path.read_text(errors="replace"), re.M):
        yield to
        if quote == '"':
            yield os.path.normpath(os.path.join(os.path.dirname(name), to))


@pytest.mark.parametrize("version", TREES)
def test_harmless_headers_lead_to_no_usb(version):
    """Follow all includes, conditions ignored, back from the headers of the model."""
    tree = TREES[version]()
    if not tree:
        pytest.skip(f"Linux {version} tree")
    model = [line.split()[0] for line in (project.ROOT / "rules/api.tab").read_text().splitlines()
             if re.match(r"\S+\s+header\b", line)]
    assert "linux/usb.h" in model
    included_by, names = {}, set()
    for name, path in headers_of(tree):
        names.add(name)
        for to in includes_of(name, path):
            included_by.setdefault(to, set()).add(name)
    assert {"linux/slab.h", "asm/page.h", "asm/mach/irq.h"} <= names
    todo, leads = list(model), set()
    while todo:
        at = todo.pop()
        if at not in leads:
            leads.add(at)
            todo += included_by.get(at, ())
    assert "linux/mfd/viperboard.h" in leads
    wrong = [n for n in leads if n in table("names") or n.startswith(tuple(table("folders")))]
    assert not wrong, f"{wrong} lead to USB"


@pytest.mark.parametrize("version", TREES)
def test_lists_of_registers_include_nothing(version):
    tree = TREES[version]()
    if not tree:
        pytest.skip(f"Linux {version} tree")
    paths = [p for e in table("endings") for p in tree.rglob("*" + e)]
    assert len(paths) > 10
    assert not [p for p in paths if b"#include" in p.read_bytes().replace(b" ", b"")]
