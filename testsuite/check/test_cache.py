# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin for exactly this compiler: found, built once, and what can go wrong."""

import os
import shutil
import signal
import subprocess
import time

import fakes
import pytest
from harness import project


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def plugins(bench):
    return sorted(bench.cache.glob("*/usbdma.so"))


def test_built_once_and_found_again(bench):
    bench.sources()
    done = bench.run("usb.c", cc=bench.gcc(), plugin=False)
    assert done.stderr == ("usbdma-check: building the plugin for "
                           f"{bench.here}/fake-gcc 99.1.0, once\n")
    plugin, = plugins(bench)
    assert f"-fplugin={plugin}" in bench.args()
    assert bench.run("usb.c", plugin=False).stderr == ""
    assert bench.lines("builds") == ["built"]
    assert [p.name for p in plugin.parent.iterdir() if p.name != "lock"] == ["usbdma.so"]


def test_quiet_build(bench):
    bench.sources()
    assert bench.run("--quiet", "usb.c", cc=bench.gcc(), plugin=False).stderr == ""


def test_many_at_once_build_once(bench):
    bench.sources(body="sleep 1")
    gcc = bench.gcc()
    many = [bench.start("usb.c", cc=gcc) for _ in range(8)]
    said = [p.communicate(timeout=fakes.TIMEOUT)[1] for p in many]
    assert [p.returncode for p in many] == [0] * 8
    assert bench.lines("builds") == ["built"] and sum("building" in s for s in said) == 1
    assert not any("not checked" in s for s in said)


def test_compiler_is_asked_once(bench):
    gcc = bench.gcc()
    bench.run("usb.c", cc=gcc)
    bench.run("usb.c")
    questions = [c for c in bench.lines("calls") if not c.startswith("-fplugin")]
    assert questions == ["-v", "-print-file-name=plugin"]


def test_changed_compiler_is_asked_again(bench):
    bench.sources()
    bench.run("usb.c", cc=bench.gcc(), plugin=False)
    bench.gcc(version="99.2.0")
    done = bench.run("usb.c", plugin=False)
    assert "fake-gcc 99.2.0, once" in done.stderr
    assert [p.parent.name.split("-")[0] for p in plugins(bench)] == ["99.1.0", "99.2.0"]


def test_changed_sources_are_built_again(bench):
    bench.sources()
    bench.run("usb.c", cc=bench.gcc(), plugin=False)
    bench.source("src/rules/api.tab", "usb_bulk_msg sink buf=2\n")
    bench.run("usb.c", plugin=False)
    assert len(plugins(bench)) == 2
    bench.source("src/rules/page.md", "prose is no part of the plugin\n")
    bench.run("usb.c", plugin=False)
    assert bench.lines("builds") == ["built"] * 2


def test_garbage_in_the_memory_is_passed_over(bench):
    bench.cache.mkdir()
    (bench.cache / "compilers").write_bytes(b"\xff\tx\n\n\t\t\t\t\t\t\t\t\n" + b"cut short")
    assert bench.run("usb.c", cc=bench.gcc()).stderr == ""


def test_key_is_that_of_the_makefile(bench):
    gcc = bench.gcc()
    bench.sources()
    bench.run("usb.c", cc=gcc, plugin=False)
    key = subprocess.run(["sh", project.ROOT / "plugin/plugin-key.sh", gcc], check=True,
                         capture_output=True, text=True).stdout.strip()
    assert plugins(bench)[0].parent.name.startswith(key + "-")


def test_plugin_beside_the_program(bench):
    """A checkout's build/KEY, and what make install puts below lib/."""
    gcc = bench.gcc()
    key = subprocess.run(["sh", project.ROOT / "plugin/plugin-key.sh", gcc], check=True,
                         capture_output=True, text=True).stdout.strip()
    for folder in (f"bin/{key}", f"lib/usbdma/{key}"):
        so = bench.source(f"{folder}/usbdma.so", "so")
        assert bench.run("usb.c", cc=gcc, plugin=False).stderr == ""
        used, = [a for a in bench.args() if a.startswith("-fplugin=")]
        assert os.path.samefile(used[len("-fplugin="):], so)
        so.unlink()


def test_installed_sources(bench):
    bench.sources()
    (bench.here / "lib/usbdma").mkdir(parents=True)
    (bench.here / "src").rename(bench.here / "lib/usbdma/src")
    del bench.env["USBDMA_SRC"]
    assert "not checked" not in bench.run("usb.c", cc=bench.gcc(), plugin=False).stderr
    assert len(plugins(bench)) == 1


def test_no_sources(bench):
    done = bench.run("usb.c", cc=bench.gcc(), plugin=False)
    assert "not checked: usb.c: no plugin for " in done.stderr and "USBDMA_SRC" in done.stderr


def test_missing_plugin_headers(bench):
    bench.sources()
    gcc = bench.gcc()
    (bench.here / "plugin-headers/include/gcc-plugin.h").unlink()
    done = bench.run("usb.c", cc=gcc, plugin=False)
    assert done.stderr == (f"usbdma-check: not checked: usb.c: plugin headers of {gcc} missing: "
                           "apt-get install gcc-99-plugin-dev\n")
    assert bench.lines("builds") == [] and done.returncode == 0


def test_missing_plugin_headers_of_a_cross_compiler(bench):
    bench.sources()
    gcc = bench.gcc("fake-linux-gcc-99")
    (bench.here / "plugin-headers/include/gcc-plugin.h").unlink()
    done = bench.run("usb.c", cc=gcc, plugin=False)
    assert "apt-get install gcc-99-plugin-dev-fake-linux\n" in done.stderr


def test_failed_build_is_told_and_not_repeated(bench):
    bench.sources(body="@echo 'a.cc:1:1: error: it is broken'; exit 1")
    gcc = bench.gcc()
    done = bench.run("--quiet", "usb.c", cc=gcc, plugin=False)
    log, = bench.cache.glob("*/build.log")
    assert done.stderr == (f"usbdma-check: not checked: usb.c: cannot build the plugin for {gcc} "
                           f"99.1.0: a.cc:1:1: error: it is broken (all of it: {log})\n")
    again = bench.run("usb.c", plugin=False)
    assert "could not be built: a.cc:1:1: error: it is broken (remove " in again.stderr
    assert bench.lines("builds") == ["built"]
    bench.sources(body="true")		# the sources are mended: another key
    assert "not checked" not in bench.run("usb.c", plugin=False).stderr


def test_no_space_left(bench):
    """A limit on the size of files stands in for a full device."""
    bench.sources(body="head -c 2000000 /dev/zero >$(BUILD)/big")
    done = bench.run("usb.c", cc=bench.gcc(), plugin=False,
                     preexec_fn=fakes.python_preexec(100000))
    assert "not checked: usb.c: cannot build the plugin for " in done.stderr
    assert "too large" in done.stderr or "size limit" in done.stderr
    assert plugins(bench) == [] and not list(bench.cache.glob("*/build"))


@pytest.mark.parametrize("cache", ["/dev/null/x", "/proc/self/none", "file/below"])
def test_cache_that_cannot_be_written(bench, cache):
    bench.source("file", "")
    bench.sources()
    bench.env["USBDMA_CACHE"] = cache
    done = bench.run("usb.c", cc=bench.gcc(), plugin=False)
    assert f"not checked: usb.c: cannot write to USBDMA_CACHE={cache}: " in done.stderr
    assert done.returncode == 0


def test_usual_cache_that_cannot_be_written(bench):
    """Then a folder of ours in TMPDIR does; nobody else's."""
    bench.sources()
    tmp = bench.here / "tmp"
    tmp.mkdir()
    del bench.env["USBDMA_CACHE"]
    bench.env.update(HOME="/proc/none", TMPDIR=str(tmp))
    done = bench.run("usb.c", cc=bench.gcc(), plugin=False)
    assert "not checked" not in done.stderr
    mine = tmp / f"usbdma-{os.getuid()}"
    assert mine.stat().st_mode & 0o777 == 0o700 and len(list(mine.glob("*/usbdma.so"))) == 1
    assert bench.run("usb.c", plugin=False).stderr == "" and bench.lines("builds") == ["built"]
    mine.chmod(0o777)
    done = bench.run("usb.c", plugin=False)
    assert "no place for the plugin: cannot write to /proc/none/.cache/usbdma" in done.stderr


@pytest.mark.parametrize("variable, folder",
                         [("XDG_CACHE_HOME", "usbdma"), ("HOME", ".cache/usbdma")])
def test_usual_places(bench, variable, folder):
    bench.sources()
    del bench.env["USBDMA_CACHE"]
    bench.env[variable] = str(bench.here / "place")
    bench.run("usb.c", cc=bench.gcc(), plugin=False)
    assert len(list((bench.here / "place" / folder).glob("*/usbdma.so"))) == 1


def test_killed_builder_leaves_no_lock(bench):
    """kill -9: make goes too, and the next start sweeps and builds."""
    bench.sources(body=f"touch $(BUILD)/half; [ -e '{bench.here}/go' ] || "
                  f"{{ echo $$$$ >'{bench.here}/shell'; exec sleep 60; }}; rm $(BUILD)/half")
    first = bench.start("usb.c", cc=bench.gcc())
    wait_for(lambda: bench.lines("shell"))
    first.kill()
    first.communicate()
    wait_for(lambda: gone(bench.lines("shell")[0]))
    half, = bench.cache.glob("*/build/half")
    (half.parent / "more").write_text("left behind")
    bench.source("go", "")
    assert "not checked" not in bench.run("usb.c", plugin=False).stderr
    assert len(plugins(bench)) == 1 and not half.parent.exists()


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_signal_while_building(bench, sig):
    bench.sources(body="touch $(BUILD)/half; echo $$$$ >'{here}/shell'; exec sleep 60".replace(
        "{here}", str(bench.here)))
    first = bench.start("usb.c", cc=bench.gcc())
    wait_for(lambda: bench.lines("shell"))
    first.send_signal(sig)
    first.communicate(timeout=fakes.TIMEOUT)
    assert first.returncode == 128 + sig
    assert not list(bench.cache.glob("*/build")) and plugins(bench) == []
    wait_for(lambda: gone(bench.lines("shell")[0]))


def gone(pid):
    try:
        with open(f"/proc/{int(pid)}/stat") as stat:
            return ") Z " in stat.read()
    except (FileNotFoundError, ProcessLookupError):     # before the open, or the read
        return True


def test_environment_of_the_kernel_build_does_not_leak(bench):
    """make -k -j CC=... AR=... exports what would break the plugin's own build."""
    bench.sources(body="@[ \"$(AR)\" = ar ] && [ -z \"$(KBUILD_X)$(LDFLAGS)$(CFLAGS)\" ] && "
                  "[ -z '$(findstring k,$(firstword -$(MAKEFLAGS)))' ]")
    bench.env.update(AR="llvm-ar", KBUILD_X="1", LDFLAGS="-m elf_x86_64", CFLAGS="-mfoo",
                     MAKEFLAGS="k -j4 --jobserver-auth=3,4 -- CC=no")
    assert "not checked" not in bench.run("usb.c", cc=bench.gcc(), plugin=False).stderr


ODD = "it's \"odd\" für $dollar"


def test_blanks_quotes_and_umlauts_everywhere(tmp_path, program):
    here = tmp_path / ODD
    bench = fakes.Bench(here, program)
    # the fake's own script cannot hold such a path, so it stays outside
    outside = fakes.Bench(tmp_path / "plain", program)
    outside.sources()
    gcc = outside.gcc()
    shutil.copytree(outside.here / "src", here / "src")
    linked = here / "bin" / "some gcc"
    linked.symlink_to(gcc)
    bench.env.update(USBDMA_SRC=str(here / "src"), CC=str(linked))
    bench.source(f"{ODD}/{ODD}.c", "#include <linux/usb.h>\n")
    done = bench.run(f'-DX="{ODD}"', "-I", ODD, f"{ODD}/{ODD}.c", plugin=False)
    assert "not checked" not in done.stderr
    assert len(plugins(bench)) == 1 and outside.args()[-1] == f"{ODD}/{ODD}.c"
    assert f'-DX="{ODD}"' in outside.args()
