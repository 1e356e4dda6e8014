# SPDX-License-Identifier: GPL-2.0-or-later
"""What the checking compile is given of what Kbuild passes, and by which compiler."""

import shutil
import subprocess

import fakes
import pytest

KEPT = ["-nostdinc", "-I./include", "-include", "./include/linux/kconfig.h", "-D__KERNEL__",
        "-DKBUILD_BASENAME=\"a b\"", "-fmacro-prefix-map=./=", "-fshort-wchar", "-std=gnu11",
        "-mno-sse", "-mcmodel=kernel", "-mindirect-branch=thunk-extern", "-O2", "-I", "dir",
        "-Wno-pointer-sign", "-isystem", "/usr/inc", "--param", "ssp-buffer-size=4", "-DRANDSTRUCT",
        "-Wp,-DX=1", "-ftrivial-auto-var-init=zero", "-mlittle-endian"]
DROPPED = ["-Wp,-MMD,x/.y.o.d", "-MD", "-MMD", "-MP", "-g", "-gdwarf-5", "-gsplit-dwarf", "-Wall",
           "-Werror", "-Werror=implicit-int", "-Wframe-larger-than=2048", "-w", "-c",
           "-fsyntax-only", "-save-temps=obj", "-Wa,--x", "-fplugin=./scripts/gcc-plugins/r.so",
           "-fplugin-arg-randomize_layout_plugin-performance-mode", "-fintegrated-as",
           "--target=x86_64-linux-gnu", "-mstack-alignment=8", "-mretpoline-external-thunk",
           "-Qunused-arguments", "-fdump-tree-all", "-fanalyzer", "-pipe", "-fstack-usage",
           "-fdiagnostics-color=always", "-flto=thin", "-fsanitize=kcfi", "-ftest-coverage",
           "-fprofile-arcs", "-pedantic", "-Wno-error=foo"]
DROPPED_TWO = [["-MF", "f.d"], ["-MT", "t"], ["-o", "x.o"], ["-mllvm", "-opt"], ["-Xclang", "-y"],
               ["-target", "x86_64-linux-gnu"]]


def test_flags_kept(bench):
    done = bench.run(*fakes.CHECKFLAGS, "-Wp,-MMD,x/.y.o.d", *KEPT, "usb.c", cc=bench.gcc())
    assert done.stderr == "" and done.returncode == 0
    args = bench.args()
    at = [args.index(flag) for flag in KEPT]
    assert at == sorted(at), "the order of flags matters"
    assert args.count("dir") == 1 and args[-1] == "usb.c"


@pytest.mark.parametrize("flag", DROPPED)
def test_flag_dropped(bench, flag):
    done = bench.run(flag, "-DA", "usb.c", cc=bench.gcc())
    assert done.stderr == ""
    assert flag not in bench.args() and "-DA" in bench.args()


@pytest.mark.parametrize("flags", DROPPED_TWO, ids=" ".join)
def test_flag_with_argument_dropped(bench, flags):
    done = bench.run(*flags, "-DA", "usb.c", cc=bench.gcc())
    assert done.stderr == ""
    assert (flags[0] not in bench.args() or flags[0] == "-o") and flags[1] not in bench.args()
    assert "-DA" in bench.args()


def test_of_sparses_flags_only_the_width_is_kept(bench):
    bench.run(*fakes.CHECKFLAGS, "-DMINE", "-Wp,-MMD,x/.y.o.d", "-DA", "usb.c", cc=bench.gcc())
    before = bench.args()[:bench.args().index("-DA")]
    assert [a for a in before if not a.startswith("-fplugin")] == ["-m64", "-DMINE"]


def test_nothing_is_left_behind(bench):
    """-S to /dev/null, no dependency file, no warnings silenced with -w."""
    before = sorted(bench.here.rglob("*"))
    bench.source("ok.c", "int x;\n")
    done = bench.run("--all-files", "-Wp,-MMD,.ok.o.d", "-g", "-save-temps", "ok.c", cc="gcc")
    assert "ok.c" in done.stderr		# the plugin is no plugin
    left = set(bench.here.rglob("*")) - set(before) - {bench.here / "ok.c"}
    assert {p.relative_to(bench.here).parts[0] for p in left} <= {"cache"}


def test_dependencies_of_the_environment_write_nothing(bench):
    bench.env["DEPENDENCIES_OUTPUT"] = str(bench.here / "deps")
    gcc = bench.gcc(body='[ -z "$DEPENDENCIES_OUTPUT" ] || exit 3')
    assert bench.run("usb.c", cc=gcc).stderr == ""


@pytest.mark.parametrize("wrapper", ["ccache", "distcc", "sccache"])
def test_wrapper_is_left_out(bench, wrapper):
    """distcc refuses plugins; ccache has nothing to keep."""
    fakes.script(bench.here / wrapper, "#!/bin/sh\necho wrapper was run >&2\nexit 1\n")
    done = bench.run("usb.c", cc=f"{bench.here / wrapper} {bench.gcc()} -mfoo -g")
    assert done.stderr == ""
    assert "-mfoo" in bench.args() and "-g" not in bench.args()


def test_masquerade_is_left_out(bench):
    """/usr/lib/ccache/gcc is a link to ccache."""
    ccache = fakes.script(bench.here / "ccache", "#!/bin/sh\nexit 1\n")
    (bench.here / "masq").mkdir()
    (bench.here / "masq" / "some-gcc").symlink_to(ccache)
    bench.gcc("real/some-gcc")
    bench.env["PATH"] = f"{bench.here}/masq:{bench.here}/real:{bench.env['PATH']}"
    assert bench.run("usb.c", cc="some-gcc").stderr == ""
    assert bench.run("usb.c", cc=bench.here / "masq" / "some-gcc").stderr == ""
    assert bench.args()[-1] == "usb.c"


@pytest.mark.parametrize("quote", ["{}", "'{}'", '"{}" -m64'])
def test_compiler_with_blanks_in_its_path(bench, quote):
    gcc = bench.gcc("my gcc/gcc")
    assert bench.run("usb.c", cc=quote.format(gcc)).stderr == ""


def test_cc_option_overrides(bench):
    done = bench.run("--cc", bench.gcc(), "usb.c", cc="/nonexistent/gcc")
    assert done.stderr == "" and done.returncode == 0


@pytest.mark.parametrize("cc", ["/nonexistent/gcc", "no-such-gcc", "ccache"])
def test_no_such_compiler(bench, cc):
    done = bench.run("usb.c", cc=cc)
    assert done.stderr == (f"usbdma-check: not checked: usb.c: compiler '{cc}' not found "
                           f"(CC is '{cc}')\n")
    assert done.returncode == 0
    assert bench.run("--strict", "usb.c", cc=cc).returncode == 1


def test_no_gcc_at_all(bench):
    cc = fakes.script(bench.here / "tcc", "#!/bin/sh\necho tcc 1.0 >&2\n")
    done = bench.run("usb.c", cc=cc)
    assert f"not checked: usb.c: {cc} is not a GCC: '-v' does not name" in done.stderr


CLANG = "#!/bin/sh\necho 'clang version 14.0.6'; echo 'Target: x86_64-linux-gnu'\nexit 0\n"


@pytest.mark.parametrize("name", ["clang", "clang-14", "cc"])
def test_clang_tree_is_read_by_gcc(bench, name):
    """By name, or by what it says of itself."""
    clang = fakes.script(bench.here / "llvm" / name, CLANG)
    bench.gcc("path/gcc")
    bench.env["PATH"] = f"{bench.here}/path:{bench.env['PATH']}"
    done = bench.run("--verbose", "--target=" + fakes.os.uname().machine + "-linux-gnu", "usb.c",
                     cc=f"{clang} -fintegrated-as")
    assert f"the tree is compiled by {clang}; checked with {bench.here}/path/gcc 99.1.0" in \
        done.stderr
    assert "-fintegrated-as" not in bench.args()
    assert bench.run("usb.c", cc=clang).stderr == ""


def test_clang_for_another_machine(bench):
    clang = fakes.script(bench.here / "clang", CLANG)
    done = bench.run("--target=pdp11-linux-gnu", "usb.c", cc=clang)
    assert "compiled by clang for pdp11-linux-gnu, and there is no pdp11-linux-gnu-gcc" in \
        done.stderr
    bench.gcc("path/pdp11-linux-gnu-gcc")
    bench.env["PATH"] = f"{bench.here}/path:{bench.env['PATH']}"
    assert bench.run("--target=pdp11-linux-gnu", "usb.c", cc=clang).stderr == ""


def test_cc_option_names_clang(bench):
    clang = fakes.script(bench.here / "clang", CLANG)
    assert f"--cc {clang} is clang: name a GCC" in bench.run("--cc", clang, "usb.c").stderr


def test_unknown_flag_is_dropped(bench, program):
    """A flag of a newer GCC or of clang that no list has: GCC's message names it."""
    cc = shutil.which("gcc-12") or shutil.which("gcc-11")
    if not cc:
        pytest.skip("gcc-12 or gcc-11")
    bench.source("ok.c", "int f(void);\nint f(void) { return 1; }\n")
    bench.env["CC"] = cc
    done = subprocess.run([program, "--all-files", "--verbose", "-mno-such-thing", "-fno-way",
                           "-fsanitize=nonsense", "ok.c"], capture_output=True, text=True,
                          cwd=bench.here, env=bench.env, timeout=fakes.TIMEOUT)
    assert "this GCC does not know -mno-such-thing: dropped" in done.stderr
    assert "this GCC does not know -fno-way: dropped" in done.stderr
    assert "ok.c: 1 functions analysed" in done.stderr


def test_second_try_with_optimisation(bench):
    gcc = bench.gcc(body='case " $* " in *" -O0 "*) '
                    'echo "x.c:1: error: not const" >&2; exit 1;; esac')
    assert bench.run("-O2", "usb.c", cc=gcc).stderr == ""
    assert "-O2" in bench.args() and "-O0" not in bench.args()
