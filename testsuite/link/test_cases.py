# SPDX-License-Identifier: GPL-2.0-or-later
"""Each folder below cases/ is a module; `link: RULE` marks what only its files together show."""
import json

import pytest
from units import CASES, compile_case, link, wanted


def found_in(folder, *words):
    out = folder / "found.jsonl"
    link("--jsonl", out, *words, folder)
    return [json.loads(line) for line in out.read_text().splitlines()]


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_case(gcc, tmp_path, case):
    own = compile_case(gcc, CASES / case, tmp_path)
    found = found_in(tmp_path)
    got = {(f["file"].rsplit("/", 1)[-1], f["line"], f["rule"]) for f in found}
    assert got == wanted(CASES / case)
    assert wanted(CASES / case), "a case that expects nothing can't fail"
    assert len(found) == len(got), "one fault, one finding"
    places = {(f["file"], f["line"], f["column"]) for _, f in own}
    for f in found:
        assert f["engine"] == "link"
        assert (f["file"], f["line"], f["column"]) not in places, "the file shows it alone"
        assert len({e["file"] for e in f["path"]}) > 1, f["path"]
        assert f["path"][-1]["text"].endswith(("for DMA", "submitted here without the flag"))


def test_wrapper_that_waits(gcc, tmp_path):
    """That the array is gone before the transfer ends is not said: the wrapper may wait."""
    compile_case(gcc, CASES / "waits", tmp_path)
    assert "is gone when" not in link(tmp_path)


def test_modules_and_exports(gcc, tmp_path):
    """Across modules a name means what is exported; without that, nobody."""
    for module in "wrapper", "waits":
        folder = tmp_path / module
        folder.mkdir()
        for n, name in enumerate(sorted(p.stem for p in (CASES / module).glob("*.c"))):
            one = tmp_path / "one"
            compile_case(gcc, CASES / module, one, f"{module}{n}")
            (one / f"{name}.usbdma").rename(folder / f"{name}.usbdma")
    assert "core_transfer() hands it" in link(tmp_path / "waits")
    assert " 0 findings" in link(tmp_path / "wrapper")


@pytest.mark.parametrize("chip, proved", [("known", True), ("other", False)])
def test_message_from_another_module(gcc, tmp_path, chip, proved):
    """Both sides known: the forwarder's own finding, with a proof in it; else nothing more."""
    modules = CASES.parent / "modules"
    for module in "bridge", "chips":
        compile_case(gcc, modules / module, tmp_path / module, module)
    unused = {"known": "other", "other": "known"}[chip]
    (tmp_path / "chips" / f"{unused}.usbdma").unlink()
    found = found_in(tmp_path)
    assert [(f["rule"], f["function"], f["subject"]) for f in found] == \
        [("foreign_buffer", "bridge_xfer", "buf")] * proved
    for f in found:
        assert "such as known_attach(), whose 'reg' is on the stack" in f["message"]
        assert f["path"][0]["file"].endswith("known.c") and f["path"][-1]["line"] == f["line"]


def test_facts_are_reproducible(gcc, tmp_path):
    for name in "one", "two":
        compile_case(gcc, CASES / "wrapper", tmp_path / name)
    for p in (tmp_path / "one").iterdir():
        assert p.read_bytes() == (tmp_path / "two" / p.name).read_bytes()


def test_order_of_files_changes_nothing(gcc, tmp_path):
    compile_case(gcc, CASES / "wrapper", tmp_path)
    files = sorted(tmp_path.glob("*.usbdma"))
    assert link(*files) == link(*reversed(files)) == link(tmp_path)


def test_comment(gcc, tmp_path):
    """A comment on a call that leaves the file is judged by the link, not by the file."""
    own = compile_case(gcc, CASES / "wrapper", tmp_path)
    assert not any("stale_suppression" in run.stderr for run, _ in own)
    assert "1 allowed" in link(tmp_path)
    (tmp_path / "wrap.usbdma").unlink()
    assert "stale_suppression" in link(tmp_path)


def test_summary_is_a_model(gcc, tmp_path):
    """What is derived can be given back, and then one file shows what two did."""
    compile_case(gcc, CASES / "wrapper", tmp_path / "facts")
    table = tmp_path / "derived.tab"
    table.write_text(link("--summary", tmp_path / "facts"))
    lines = table.read_text().splitlines()
    assert any(line.startswith("wrap_send\tsink buf=1 len=2 dir=out mode=sync") for line in lines)
    assert not any(line.startswith(("wrap_copy", "wrap_guarded")) for line in lines)
    assert any(line.startswith("# wrap_either\t") and "another argument" in line for line in lines)
    from harness import compiler
    run = compiler.run(gcc, CASES / "wrapper" / "user.c", [f"model={table}"])
    assert {f["function"] for f in compiler.findings(run)} >= {"bad_stack", "bad_helper",
                                                                "bad_static", "bad_vmalloc"}


def test_explain_and_graph(gcc, tmp_path):
    compile_case(gcc, CASES / "wrapper", tmp_path)
    text = link("--explain", "wrap_either", tmp_path)
    assert "argument 1 comes to usb_bulk_msg(), to the device, length argument 2, when " in text
    assert "no function 'nobody'" in link("--explain", "nobody", tmp_path, status=2)
    dot = link("--graph", "1", tmp_path)
    assert dot.startswith("digraph ") and "is declared here" in dot and "n0 -> n1" in dot
    assert "no finding '99'" in link("--graph", "99", tmp_path, status=2)


def test_options(gcc, tmp_path):
    compile_case(gcc, CASES / "wrapper", tmp_path)
    assert link("--disable", "all", tmp_path).count("\n") == 2
    assert "static_buffer" not in link("--disable", "static_buffer", tmp_path)
    link("--strict", tmp_path, status=1)
    for words in (["--nonsense"], ["--jsonl"], ["--shard", "0/2"], ["-x"], ["--summary=x"],
                  ["check", tmp_path], [], [tmp_path / "nothing.usbdma.d"]):
        if words == [tmp_path / "nothing.usbdma.d"]:
            assert "not checked" in link(*words)
        else:
            link(*words, status=2)
    assert link("--version").startswith("usbdma-link ")
    assert "usage:" in link("--help")
