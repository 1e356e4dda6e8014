# SPDX-License-Identifier: GPL-2.0-or-later
"""Compilers and plugin sources that only pretend, and running usbdma-check among them."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT = 120

# what Kbuild passes on 6.1 and 6.12: CHECKFLAGS, then the compiler's
CHECKFLAGS = ("-D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise -Wno-return-void "
              "-Wno-unknown-attribute -D__x86_64__ --arch=x86 -mlittle-endian -m64").split()

GCC = r"""#!/bin/sh
here='{here}'
echo "$1" >>"$here/calls"
case "$1" in
-v)	printf 'Using built-in specs.\nTarget: fake-linux\nConfigured with: ../src --fake\n' >&2
	echo 'gcc version {version} (Fake)' >&2; exit 0;;
-dumpfullversion) echo {version}; exit 0;;
-dumpmachine) echo fake-linux; exit 0;;
-print-file-name=plugin) echo "$here/plugin-headers"; exit 0;;
esac
for a; do printf '%s\n' "$a"; done >"$here/args"
for a; do
	case $a in
	-fplugin-arg-*-tally=*) tally=${{a#*-tally=}};;
	-fplugin-arg-*-sites=*) sites=${{a#*-sites=}};;
	esac
	last=$a
done
{body}
[ -z "$tally" ] || printf 'checked\t%s\t3\t0\t0\t0\t0\n' "$last" >>"$tally"
"""

# like plugin/Makefile from outside: leaves BUILD/KEY/usbdma.so
MAKEFILE = """plugin:
	echo built >>'{here}/builds'
	{body}
	mkdir -p $(BUILD)/$$(sh '{root}/plugin/plugin-key.sh' $(CC))
	echo so >$(BUILD)/$$(sh '{root}/plugin/plugin-key.sh' $(CC))/usbdma.so
"""

DRIVER = """typedef unsigned char u8;
struct usb_device;
int usb_control_msg(struct usb_device *d, unsigned int pipe, u8 rq, u8 type, unsigned short v,
		    unsigned short i, void *data, unsigned short size, int timeout);
int get(struct usb_device *d);
int get(struct usb_device *d)
{
	u8 buf[4];

	return usb_control_msg(d, 0x80000080, 1, 0xc0, 0, 0, buf, 4, 100);
}
"""


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


class Bench:
    """A folder with a copy of the program, away from any plugin, and its surroundings."""

    def __init__(self, folder, program):
        self.here = folder
        self.program = folder / "bin" / "usbdma-check"
        self.program.parent.mkdir(parents=True)
        shutil.copy(program, self.program)
        self.plugin = folder / "given" / "usbdma.so"
        self.plugin.parent.mkdir()
        self.plugin.write_text("so\n")
        self.cache = folder / "cache"
        self.env = {k: v for k, v in os.environ.items()
                    if k in ("PATH", "HOME", "LANG", "TMPDIR")}
        self.env["USBDMA_CACHE"] = str(self.cache)
        self.source("usb.c", "#include <linux/usb.h>\n")

    def source(self, name, text):
        path = self.here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def gcc(self, name="fake-gcc", body="", version="99.1.0"):
        (self.here / "plugin-headers" / "include").mkdir(parents=True, exist_ok=True)
        (self.here / "plugin-headers" / "include" / "gcc-plugin.h").touch()
        return script(self.here / name, GCC.format(here=self.here, body=body, version=version))

    def sources(self, body="sleep 0.3"):
        """Plugin sources whose build takes a moment and is counted."""
        self.source("src/plugin/Makefile", MAKEFILE.format(here=self.here, root=ROOT, body=body))
        self.source("src/rules/api.tab", "usb_control_msg sink buf=6\n")
        self.env["USBDMA_SRC"] = str(self.here / "src")

    def argv(self, *words):
        return [str(self.program), *map(str, words)]

    def run(self, *words, cc=None, plugin=True, **kw):
        if cc:
            self.env["CC"] = str(cc)
        given = ["--plugin", self.plugin] if plugin else []
        kw.setdefault("env", self.env)
        return subprocess.run(self.argv(*given, *words), capture_output=True, text=True,
                              cwd=self.here, timeout=TIMEOUT, **kw)

    def start(self, *words, cc=None):
        if cc:
            self.env["CC"] = str(cc)
        return subprocess.Popen(self.argv(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, cwd=self.here, env=self.env)

    def args(self):
        """What the compiler was given at last."""
        return (self.here / "args").read_text().splitlines()

    def lines(self, name):
        path = self.here / name
        return path.read_text().splitlines() if path.exists() else []


def python_preexec(limit):
    """For preexec_fn: no file may grow beyond so many bytes."""
    import resource

    def apply():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    assert sys.platform == "linux"
    return apply
