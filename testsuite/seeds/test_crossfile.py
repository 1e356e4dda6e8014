# SPDX-License-Identifier: GPL-2.0-or-later
"""
Faults that only several files of a driver show, put back into Linux 6.1 (crossfile/): the
patched units and their untouched neighbours leave interface facts, and usbdma-link must
report the fault at its line, and nothing that the untouched driver has not.
"""
import csv
import json
import os
import subprocess

import pytest

import check_unit
import kflags
import patched_copy
import seed_cases

CASES = seed_cases.HERE / "crossfile"
BUILD = check_unit.ROOT / "build" if "USBDMA_BUILD" not in os.environ else \
    check_unit.Path(os.environ["USBDMA_BUILD"])


def manifest():
    with open(CASES / "MANIFEST.tsv", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def tree():
    path = kflags.default_tree()
    if path is None:
        why = "Linux 6.1 tree: set USBDMA_KDIR_6_1 to a configured and prepared one"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    return path.resolve()


def leave_facts(tree, unit, flags, top, facts):
    """Interface facts of a unit, of its patched copy in top if there is one."""
    source = top / unit
    patched = source.exists() and not source.is_symlink()
    if (top / unit).parent.is_dir():
        flags = patched_copy.include_flags(tree, top, flags, unit)
    done = subprocess.run([BUILD / "usbdma-check", "--all-files", "--quiet", "--interface",
                           facts / unit.replace("/", "_"), *flags, source if patched else unit],
                          cwd=tree, capture_output=True, text=True, timeout=300)
    assert list((facts / unit.replace("/", "_")).rglob("*.usbdma")), done.stderr


def linked(tree, facts):
    out = facts / "found.jsonl"
    subprocess.run([BUILD / "usbdma-link", "--quiet", "--jsonl", out, facts], cwd=tree, check=True,
                   capture_output=True, timeout=300)
    return [json.loads(line) for line in out.read_text().splitlines()]


def caught(tree, case, flags, tmp_path):
    top, facts = tmp_path / case["id"], tmp_path / f"facts-{case['id']}"
    patch, = CASES.glob(f"{case['id']}-*.patch")
    names = patched_copy.make(tree, patch, top)
    for unit in case["units"].split():
        leave_facts(tree, unit, flags[unit], top, facts)
    for f in linked(tree, facts):
        path = next((top / n for n in names if f["file"].endswith(n)), tree / f["file"])
        lines = path.read_text(errors="replace").splitlines()[max(0, f["line"] - 3):f["line"] + 2]
        if f["rule"] == case["rule"] and path.name == case["file"] and \
                case["text"] in "\n".join(lines):
            assert len({e["file"] for e in f["path"]}) > 1
            return True
    return False


def test_seeded_faults_across_files(tree, tmp_path):
    cases = manifest()
    flags = kflags.flags_of(tree, sorted({u for c in cases for u in c["units"].split()}), "gcc", 1)
    cases = [c for c in cases if all(u in flags for u in c["units"].split())]
    assert len(cases) >= 8, "too few of these drivers are configured"
    missed = [c["id"] for c in cases if not caught(tree, c, flags, tmp_path)]
    assert not missed, f"missed: {missed}"
