# SPDX-License-Identifier: GPL-2.0-or-later
"""Every option of the plugin: what it does, and what it says to nonsense."""

import json
import os
import re
import resource
import signal
import subprocess

import pytest

from harness import compiler, project

# rules of every severity and state, on known lines
DRIVER = """\
#include <linux/slab.h>
#include <linux/usb.h>

struct s { int n; u8 tx[8]; };

int on_stack(struct usb_device *d)
{
	u8 b[2];

	return usb_bulk_msg(d, usb_sndbulkpipe(d, 1), b, 2, NULL, 0);
}

int gfp(struct usb_device *d)
{
	void *p = kmalloc(2, GFP_KERNEL | GFP_DMA);
	int ret = usb_bulk_msg(d, usb_sndbulkpipe(d, 1), p, 2, NULL, 0);

	kfree(p);
	return ret;
}

int embedded(struct usb_device *d, struct s *s)
{
	return usb_bulk_msg(d, usb_sndbulkpipe(d, 1), s->tx, 8, NULL, 0);
}

void my_send(void *buf, int len);

int own_sink(void)
{
	static u8 b[2];

	my_send(b, 2);
	return 0;
}
"""
USUAL = {("stack_buffer", 10), ("gfp_dma", 15)}


@pytest.fixture
def driver(tmp_path):
    path = tmp_path / "driver.c"
    path.write_text(DRIVER)
    return path


def found(run):
    return {(f["rule"], f["line"]) for f in compiler.findings(run)}


def check(gcc, driver, *words):
    run = compiler.run(gcc, driver, ["check", *words])
    assert run.status == 0, run.stderr
    return run


def refused(gcc, driver, *words):
    """The message of a run that must stop at once, before anything is compiled."""
    run = compiler.run(gcc, driver, words)
    assert run.status != 0, f"{words} was taken"
    assert "internal compiler error" not in run.stderr, run.stderr
    assert not run.jsonl and not run.tally
    return run.stderr


# ---- which rules

@pytest.mark.parametrize("words, rules", [
    ([], USUAL),
    (["disable=stack_buffer"], USUAL - {("stack_buffer", 10)}),
    (["disable=UD101,gfp_dma"], set()),
    (["disable=all"], set()),
    (["disable=all", "enable=gfp_dma"], {("gfp_dma", 15)}),
    (["enable=embedded_out_buffer"], USUAL | {("embedded_out_buffer", 24)}),
    (["enable=all"], USUAL | {("embedded_out_buffer", 24), ("out_uninit", 16)}),
])
def test_enable_and_disable(gcc, driver, words, rules):
    assert found(check(gcc, driver, *words)) == rules


@pytest.mark.parametrize("words, rules", [
    (["severity=error"], {("stack_buffer", 10)}),
    (["severity=warning"], {("stack_buffer", 10)}),
    (["severity=advice"], USUAL),
    (["severity=gfp_dma:error", "severity=error"], USUAL),
    (["severity=stack_buffer:advice,gfp_dma:warning", "severity=warning"], {("gfp_dma", 15)}),
])
def test_severity(gcc, driver, words, rules):
    assert found(check(gcc, driver, *words)) == rules


def test_severity_is_in_the_findings(gcc, driver):
    run = check(gcc, driver, "severity=stack_buffer:warning")
    assert {(f["rule"], f["severity"]) for f in compiler.findings(run)} == \
        {("stack_buffer", "warning"), ("gfp_dma", "advice")}
    assert run.tally.split("\t")[4:] == ["0", "1", "1\n"]


# ---- nonsense

@pytest.mark.parametrize("word, message", [
    ("nonsense", r"unknown option 'nonsense'.*\bsites\b.*werror"),
    ("enable", "'enable' needs rules"),
    ("enable=", "'enable' needs rules"),
    ("enable=stackbuffer", "unknown rule 'stackbuffer'.*stack_buffer"),
    ("enable=stack_buffer,UD999", "unknown rule 'UD999'"),
    ("disable=nothing", "unknown rule 'nothing'"),
    ("severity", "'severity' needs a value"),
    ("severity=loud", "'loud'.*error, warning or advice"),
    ("severity=stack_buffer:loud", "'loud'.*error, warning or advice"),
    ("severity=stackbuffer:error", "unknown rule 'stackbuffer'"),
    ("jsonl", "'jsonl' needs a file"),
    ("facts=", "'facts' needs a file"),
    ("model", "'model' needs a file"),
    ("model=/nonexistent/x", "/nonexistent/x.*No such file"),
    ("check=1", "'check' takes no value"),
    ("werror=yes", "'werror' takes no value"),
    ("verbose=2", "'verbose' takes no value"),
    ("dump-facts=x", "'dump-facts' takes no value"),
])
def test_nonsense_stops_at_once(gcc, driver, word, message):
    assert re.search(message, refused(gcc, driver, word))


def test_every_planned_rule_refuses(gcc, driver):
    for rule in project.rules().values():
        if rule.state in ("planned", "retired"):
            for name in (rule.slug, rule.id):
                said = refused(gcc, driver, f"enable={name}")
                assert rule.slug in said and rule.state in said, said


# ---- a model of one's own

def test_model_adds_facts(gcc, driver, tmp_path):
    table = tmp_path / "own model.tab"
    table.write_text("# ours\nmy_send sink buf=0 len=1\n")
    assert found(check(gcc, driver, f"model={table}")) == USUAL | {("static_buffer", 33)}


@pytest.mark.parametrize("text, message", [
    ("my_send sunk buf=0\n", r"own.tab:1: .*'sunk'.*sink"),
    ("\n# x\nmy_send sink\n", r"own.tab:3: .*buf"),
    ("my_send sink buf=0 colour=red\n", r"own.tab:1: .*colour"),
    ("my_send sink buf=first\n", r"own.tab:1: .*first"),
    ("my_send\n", r"own.tab:1: "),
    ("ok sink buf=0\nmy_send alloc kind=marble\n", r"own.tab:2: .*marble.*heap"),
    ("my_send sink buf=0\x00\n", r"own.tab:1: "),
])
def test_broken_model(gcc, driver, tmp_path, text, message):
    table = tmp_path / "own.tab"
    table.write_text(text)
    assert re.search(message, refused(gcc, driver, f"model={table}"), re.S)


# ---- where the results go

def test_jsonl_appends(gcc, driver, tmp_path):
    out = tmp_path / "findings.jsonl"
    out.write_text('{"kept": true}\n')
    check(gcc, driver, f"jsonl={out}")
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert lines[0] == {"kept": True} and len(lines) == 1 + len(USUAL)
    finding = next(f for f in lines[1:] if f["rule"] == "stack_buffer")
    assert finding["id"] == "UD101" and finding["function"] == "on_stack"
    assert finding["callee"] == "usb_bulk_msg" and finding["subject"] == "b"
    assert finding["engine"] == "plugin" and re.fullmatch("[0-9a-f]{16}", finding["fingerprint"])
    assert [e["line"] for e in finding["path"]] == [8, 10]


def test_jsonl_to_stderr(gcc, driver):
    run = check(gcc, driver, "jsonl=-")
    got = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")]
    assert {(f["rule"], f["line"]) for f in got} == USUAL


@pytest.mark.parametrize("key", ["jsonl", "tally", "sites"])
def test_full_disk(gcc, driver, key):
    """Said on stderr with the file and the reason; the compile goes on when riding along."""
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    run = compiler.run(gcc, driver, [f"{key}=/dev/full"], mode=("-c", "-o", "OUT"))
    assert "/dev/full" in run.stderr and "No space left on device" in run.stderr
    assert run.status == 0 and "internal compiler error" not in run.stderr


@pytest.mark.parametrize("key", ["jsonl", "facts", "tally", "sites"])
def test_folder_that_is_not_there(gcc, driver, tmp_path, key):
    run = compiler.run(gcc, driver, [f"{key}={tmp_path}/none/out"], mode=("-c", "-o", "OUT"))
    assert f"{tmp_path}/none/out" in run.stderr and "No such file" in run.stderr


def test_facts_are_a_file_of_their_own(gcc, driver, tmp_path):
    out = tmp_path / "facts"
    out.write_text("old\n")
    os.link(out, tmp_path / "link")
    check(gcc, driver, f"facts={out}")
    dumped = check(gcc, driver, "dump-facts").stderr
    text = out.read_text()
    assert text.startswith("usbdma-facts") and text in dumped
    # replaced as a whole: whoever had the old file open still has all of it
    assert (tmp_path / "link").read_text() == "old\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["driver.c", "facts", "link"]


def test_facts_are_whole_or_not_there(gcc, driver, tmp_path):
    """A disk that is full in the middle leaves the old file and no temporary one."""
    out = tmp_path / "facts"
    out.write_text("old\n")

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    argv = [gcc.cc, *compiler.base_flags(gcc.cc),
            *compiler.plugin_args(gcc, ["check", f"facts={out}"]), "-S", "-o", "/dev/null", driver]
    done = subprocess.run(argv, capture_output=True, text=True, preexec_fn=small_disk,
                          env=compiler.environment())
    assert "facts" in done.stderr and "File too large" in done.stderr
    assert out.read_text() == "old\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["driver.c", "facts"]


def test_facts_do_not_replace_a_device(gcc, driver, tmp_path):
    """facts=/dev/stdout and the like are written to, never renamed over."""
    link = tmp_path / "stdout"
    link.symlink_to("/dev/null")
    compiler.run(gcc, driver, ["check", f"facts={link}"])
    assert link.is_symlink() and os.readlink(link) == "/dev/null"


def test_sites(gcc, driver, tmp_path):
    out = tmp_path / "sites"
    check(gcc, driver, f"sites={out}")
    lines = [line.split("\t") for line in out.read_text().splitlines()]
    assert all(len(fields) == 8 for fields in lines)
    first = next(f for f in lines if f[7] == "on_stack")
    assert first[0] == str(driver) and first[5:7] == ["2", "usb_bulk_msg"]
    assert (first[1], first[3]) == ("10", "10") and int(first[2]) < int(first[4])


def test_verbose(gcc, driver):
    run = check(gcc, driver, "verbose")
    functions = int(run.tally.split("\t")[2])
    assert functions >= 4			# inlines of headers count too
    assert f"usbdma: {driver}: {functions} functions analysed, 0 given up" in run.stderr
    assert "functions analysed" not in check(gcc, driver).stderr


# ---- riding along, and not

def test_riding_along_never_fails_a_build(gcc, driver):
    for flags in ([], ["-Werror"], ["-Werror", "-w"], ["-Wfatal-errors", "-Werror"],
                  ["-fmax-errors=1", "-Werror"], ["-Wall", "-Wextra", "-Werror=all"]):
        run = compiler.run(gcc, driver, [], ["-O2", *flags], ("-c", "-o", "OUT"))
        assert run.status == 0, (flags, run.stderr)
        assert found(run) == USUAL


def test_werror(gcc, driver):
    ride = compiler.run(gcc, driver, ["werror"], mode=("-c", "-o", "OUT"))
    assert ride.status == 1 and "error: 'b' is on the stack" in ride.stderr
    run = compiler.run(gcc, driver, ["werror", "check"])
    assert run.status == 1 and "error: 'b' is on the stack" in run.stderr
    quiet = compiler.run(gcc, driver, ["werror", "check", "disable=all"])
    assert quiet.status == 0 and quiet.stderr == ""


def test_check_mode_writes_no_assembler(gcc, driver, tmp_path):
    out = tmp_path / "out.s"
    compiler.run(gcc, driver, ["check"], mode=("-S", "-o", str(out)))
    assert not out.exists() or not out.read_text().count("usb_bulk_msg")


def test_files_that_do_not_compile_are_not_checked(gcc, tmp_path):
    path = tmp_path / "broken.c"
    path.write_text(DRIVER + "int broken(void) { return }\n")
    for words in ([], ["check"]):
        run = compiler.run(gcc, path, words)
        assert run.status == 1 and not run.tally and not run.jsonl
        assert "expected expression" in run.stderr


@pytest.mark.parametrize("name", ["with space.c", "it's.c", 'say "hi".c', "ünï.c", "a$b.c"])
def test_names_of_files(gcc, tmp_path, name):
    path = tmp_path / name
    path.write_text(DRIVER)
    run = compiler.run(gcc, path, ["check"])
    assert found(run) == USUAL
    assert {f["file"] for f in compiler.findings(run)} == {str(path)}
    assert run.tally.split("\t")[1] == str(path)


def test_wrong_compiler():
    """A plugin of one GCC says so in another, and what to do."""
    names = [cc for cc in compiler.wanted() if not compiler.missing(cc)]
    if len(names) < 2:
        pytest.skip("only one of " + " and ".join(compiler.wanted()))
    one, other = (compiler.get(cc) for cc in names[:2])
    for gcc, plugin in ((one, other), (other, one)):
        argv = [gcc.cc, f"-fplugin={plugin.plugin}", "-x", "c", "-S", "-o", "/dev/null",
                "/dev/null"]
        done = subprocess.run(argv, capture_output=True, text=True, env=compiler.environment())
        assert done.returncode != 0
        versions = [subprocess.run([g.cc, "-dumpfullversion"], capture_output=True,
                                   text=True).stdout.strip() for g in (gcc, plugin)]
        assert all(v in done.stderr for v in versions), done.stderr
        assert "undefined symbol" not in done.stderr
