# SPDX-License-Identifier: GPL-2.0-or-later
"""The static tests, run: a bad_ function yields its slug on its line, a good_ one is silent.

corpus.tsv lists what is not so: `open` bad_ functions that yield nothing yet;
those that yield their slug on another `line`; functions that `break`, because they need something that the
runtime or the made-up arguments do not have; `good_` ones that are reported, with
the reason.  What is listed and not true any more fails.  Functions whose
parameters can't be made up are not called, and only counted.
"""

import collections

import pytest

from harness import project

import corpus
import rtlib

MACHINES = ["pio", "coherent", "iommu", "noncoherent-inv"]
KINDS = {"silent": "open", "line": "line", "broken": "break", "reports": "good"}


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def listed():
    rows = [line.split("\t") for line in (rtlib.HERE / "corpus.tsv").read_text().splitlines()[1:]]
    return {(path, function): kind for path, function, kind, _ in rows}


def drivers():
    return [p for p in sorted(project.TESTSUITE.glob("*/*.c")) if p.parent.name in project.rules()]


@pytest.mark.parametrize("slug", sorted({p.parent.name for p in drivers()}))
def test_corpus(slug, tmp_path, capsys):
    known = {k: v for k, v in listed().items() if k[0].startswith(f"{slug}/")}
    count, now = collections.Counter(), {}
    for path in [p for p in drivers() if p.parent.name == slug]:
        found = corpus.outcomes(path, rtlib.run, rtlib.compile_driver, MACHINES, tmp_path)
        for function, what in found.items():
            count[what] += 1
            if what in KINDS:
                now[f"{slug}/{path.name}", function] = KINDS[what]
    with capsys.disabled():
        print(f"\n{slug}: " + ", ".join(f"{n} {what}" for what, n in sorted(count.items())))
    new = {k: v for k, v in now.items() if known.get(k) != v}
    gone = {k: v for k, v in known.items() if now.get(k) != v}
    assert not new and not gone, f"not listed: {new}\nlisted, and not true: {gone}"


def test_list_has_reasons():
    for line in (rtlib.HERE / "corpus.tsv").read_text().splitlines()[1:]:
        path, function, kind, reason = line.split("\t")
        assert kind in KINDS.values() and len(reason) > 10, line
        assert (project.TESTSUITE / path).exists(), line
