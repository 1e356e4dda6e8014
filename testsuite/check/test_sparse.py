# SPDX-License-Identifier: GPL-2.0-or-later
"""--chain sparse: its output untouched, its warnings at transfer buffers as findings."""

import json
import re
import shutil
import subprocess

import fakes
import pytest
from harness import compiler

HEAD = """#ifdef __CHECKER__
#define __user __attribute__((noderef, address_space(__user)))
#define __iomem __attribute__((noderef, address_space(__iomem)))
#define __force __attribute__((force))
#else
#define __user
#define __iomem
#define __force
#endif
typedef unsigned char u8;
struct usb_device;
int usb_control_msg(struct usb_device *d, unsigned int pipe, u8 rq, u8 type, unsigned short v,
		    unsigned short i, void *data, unsigned short size, int timeout);
static int helper(struct usb_device *d, void *buf, int n)
{
	return usb_control_msg(d, 0, 0, 0, 0, 0, buf, n, 0);
}
static int count(const void *p)
{
	return p != 0;
}
#define SEND(x) usb_control_msg(d, 0, 0, 0, 0, 0, x, 1, 0)
int f(struct usb_device *d, char __user *u, void __iomem *io);
int f(struct usb_device *d, char __user *u, void __iomem *io)
{
"""
TAIL = "\treturn 0;\n}\n"

# statement -> (rule, subject, callee), or None where sparse alone speaks
CASES = {
    "usb_control_msg(d, 0, 0, 0, 0, 0, u, 1, 0);": ("user_pointer", "u", "usb_control_msg"),
    "usb_control_msg(d, 0, 0, 0, 0, 0, (void *)u, 1, 0);": ("user_pointer", "u", "usb_control_msg"),
    "usb_control_msg(d, 0, 0,\n\t\t0, 0, 0,\n\t\tio, 1, 0);":
        ("iomem_buffer", "io", "usb_control_msg"),
    "usb_control_msg(d, 0, 0, 0, 0, 0, u + 1, 1, 0);":
        ("user_pointer", "u + 1", "usb_control_msg"),
    "if (d) { helper(d, (char *)io, 3); }": ("iomem_buffer", "io", "helper"),
    "/* ä\t*/\thelper(d,\tu, 3);": ("user_pointer", "u", "helper"),
    'helper(d, (void *)(u /* , */), sizeof(","));': ("user_pointer", "(u /* , */)", "helper"),
    "SEND(u);": ("user_pointer", "u", "usb_control_msg"),
    "usb_control_msg(d, 0, 0, 0, 0, count((void *)u), 0, 0, 0);": None,
    "helper(d, 0, count(u));": None,
    "helper(d, (__force void *)u, 1);": None,
    "count(u);": None,
    "{ char *p = (char *)u; helper(d, p, 1); }": None,
}


@pytest.fixture
def chain(bench):
    if not shutil.which("sparse"):
        pytest.skip("sparse")
    gcc = compiler.get_or_skip(compiler.wanted()[0])
    bench.env["CC"] = gcc.cc
    bench.plugin = gcc.plugin
    return bench


def alone(bench, *args):
    return subprocess.run(["sparse", *args], capture_output=True, text=True, cwd=bench.here,
                          timeout=fakes.TIMEOUT)


def findings(bench, *words, name="x.c"):
    done = bench.run("--all-files", "--chain", "sparse", "--jsonl", "o.jsonl", *words, name)
    return done, [json.loads(line) for line in bench.lines("o.jsonl")]


@pytest.mark.parametrize("statement", CASES)
def test_finding(chain, statement):
    chain.source("x.c", HEAD + "\t" + statement + "\n" + TAIL)
    done, found = findings(chain)
    assert "address space" in alone(chain, "x.c").stderr or "__force" in statement
    if not CASES[statement]:
        assert found == [] and "[UD" not in done.stderr
        return
    rule, subject, callee = CASES[statement]
    one, = found
    assert (one["rule"], one["subject"], one["callee"]) == (rule, subject, callee)
    assert (one["engine"], one["function"], one["file"]) == ("sparse", "f", "x.c")
    assert one["line"] == HEAD.count("\n") + 1
    assert f"'{subject}' is " in done.stderr and f":{rule}]" in done.stderr
    assert "note: (1) sparse: " in done.stderr


def test_output_untouched(chain):
    """Ours comes behind it, on stderr; stdout stays sparse's."""
    chain.source("x.c", HEAD + "".join(f"\t{s}\n" for s in CASES) + TAIL)
    args = ["-Wbitwise", "-D__x86_64__", "--arch=x86", "-m64", "-fno-such-thing", "x.c"]
    plain = alone(chain, *args)
    done, found = findings(chain, *args[:-1])
    assert done.stderr.startswith(plain.stderr) and done.stdout == plain.stdout
    assert len(found) == sum(bool(v) for v in CASES.values())


def test_arguments_are_the_original_ones(chain):
    """Without ours, in order, those for GCC included."""
    fakes.script(chain.here / "path/sparse", "#!/bin/sh\nprintf '%s\\n' \"$@\" >sparse-args\n"
                 "echo on stdout\necho on stderr >&2\n")
    chain.env["PATH"] = f"{chain.here}/path:{chain.env['PATH']}"
    chain.source("x.c", HEAD + TAIL)
    args = [*fakes.CHECKFLAGS, "-Wp,-MMD,.x.o.d", '-DKBUILD_MODNAME="a b"', "-g", "x.c"]
    done = chain.run("--chain", "sparse", "--tally", "t", *args)
    assert chain.lines("sparse-args") == args
    assert done.stdout == "on stdout\n" and done.stderr == "on stderr\n"
    assert chain.lines("t") == ["passed-over\tx.c"]


def test_strict_and_tally_count_them(chain):
    chain.source("x.c", HEAD + "\tSEND(u);\n" + TAIL)
    done, _ = findings(chain, "--strict", "--tally", "t")
    assert done.returncode == 1
    assert re.fullmatch(r"checked\tx.c\t\d+\t0\t1\t0\t0", chain.lines("t")[0])


@pytest.mark.parametrize("words", [["--disable", "user_pointer"],
                                   ["--severity", "user_pointer=advice", "--severity", "error"]],
                         ids=" ".join)
def test_rules_apply(chain, words):
    chain.source("x.c", HEAD + "\tSEND(u);\n" + TAIL)
    done, found = findings(chain, *words)
    assert found == [] and "[UD" not in done.stderr and "address spaces" in done.stderr


def test_comment_allows(chain):
    allow = "\t/* usbdma: allow user_pointer -- checked by access_ok() and copied below */\n"
    chain.source("x.c", HEAD + allow + "\thelper(d, u, 1);\n" + TAIL)
    done, found = findings(chain)
    assert found == [] and "[UD" not in done.stderr


def test_comment_allows_what_only_the_plugin_sees(chain):
    """Sparse, that has no finding there, does not call the comment stale."""
    head = HEAD.replace("#define SEND", "void *ioremap(unsigned long a, unsigned long n);\n"
                                        "#define SEND", 1)
    allow = "\t/* usbdma: allow iomem_buffer -- this machine maps it for DMA */\n"
    call = "\thelper(d, ioremap(1, 64), 8);\n"
    chain.source("x.c", head + call + TAIL)
    assert "iomem_buffer]" in findings(chain)[0].stderr
    chain.source("x.c", head + allow + call + "\tSEND(u);\n" + TAIL)
    done, _ = findings(chain)
    assert "iomem_buffer]" not in done.stderr and "user_pointer]" in done.stderr
    assert "stale" not in done.stderr


STALE = "suppression of user_pointer matches no finding [stale_suppression]"


def test_comment_that_nobody_needs(chain):
    """Said once, when neither the plugin nor sparse finds anything there."""
    allow = "\t/* usbdma: allow user_pointer -- was one until last year */\n"
    chain.source("x.c", HEAD + allow + "\thelper(d, (void *)0, 1);\n" + TAIL)
    assert findings(chain)[0].stderr.count(STALE) == 1


def test_comment_is_not_judged_without_sparse(chain):
    allow = "\t/* usbdma: allow user_pointer -- was one until last year */\n"
    chain.source("x.c", HEAD + allow + "\thelper(d, (void *)0, 1);\n" + TAIL)
    done = chain.run("--all-files", "x.c")
    assert done.returncode == 0 and "stale" not in done.stderr


def test_fault_in_the_sparse_run_is_passed_on(chain):
    chain.source("x.c", HEAD + "\thelper(d, u, 1);\n" + TAIL)
    words = ["-Wsparse-error"]
    status = alone(chain, *words, "x.c").returncode
    assert status and findings(chain, *words)[0].returncode == status


def test_no_sparse(chain):
    (chain.here / "path").mkdir()
    for tool in (chain.env["CC"], "as", "ld"):
        (chain.here / "path" / tool).symlink_to(shutil.which(tool))
    chain.env["PATH"] = str(chain.here / "path")
    chain.source("x.c", HEAD + TAIL)
    done = chain.run("--all-files", "--chain", "sparse", "x.c")
    assert done.returncode == 0
    assert done.stderr == ("usbdma-check: --chain sparse: sparse cannot be started: No such file "
                           "or directory (apt-get install sparse)\n")
    assert chain.run("--strict", "--all-files", "--chain", "sparse", "x.c").returncode == 1


def test_older_sparse_names_spaces_by_number(chain):
    """<asn:1> is user, <asn:2> I/O memory."""
    fakes.script(chain.here / "path/sparse", "#!/bin/sh\ncat messages >&2\n")
    chain.env["PATH"] = f"{chain.here}/path:{chain.env['PATH']}"
    chain.source("x.c", HEAD + "\thelper(d, u, 1);\n\thelper(d, io, 1);\n" + TAIL)
    line = HEAD.count("\n") + 1
    chain.source("messages", "".join(
        f"x.c:{n}:19: warning: incorrect type in argument 2 (different address spaces)\n"
        f"x.c:{n}:19:    expected void *buf\nx.c:{n}:19:    got char [noderef] <asn:{space}> *p\n"
        for n, space in ((line, 1), (line + 1, 2))))
    assert [d["rule"] for d in findings(chain)[1]] == ["user_pointer", "iomem_buffer"]


@pytest.mark.parametrize("garbage", [
    "x.c:1:1: warning: incorrect type in argument 7 (different address spaces)\n",
    ": warning: incorrect type in argument 7 (different address spaces)\n",
    "x.c:99999:1: warning: cast removes address space '__user' of expression\n",
    "warning: cast removes address space\n:::: warning: cast removes address space '__user'\n",
    "x.c:26:99999999999999999999: warning: cast removes address space '__user' of expression",
])
def test_messages_of_another_shape(chain, garbage):
    fakes.script(chain.here / "path/sparse", "#!/bin/sh\ncat messages >&2\n")
    chain.env["PATH"] = f"{chain.here}/path:{chain.env['PATH']}"
    chain.source("x.c", HEAD + "\thelper(d, u, 1);\n" + TAIL)
    chain.source("messages", garbage)
    done, found = findings(chain)
    assert found == [] and done.returncode == 0 and done.stderr == garbage
