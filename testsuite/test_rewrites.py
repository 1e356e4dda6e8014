# SPDX-License-Identifier: GPL-2.0-or-later
"""What semantic patches write is right: it compiles, is silent, and does what it did before.

A case is `<slug>/<case>.c` with `<case>.fixed.c` beside it: what cocci/<slug>.cocci makes of
it; `<case>.free.fixed.c` with -D free, if it knows that.  `USBDMA_WRITE_FIXED=1` writes these files anew.  `<slug>/refused*.c` is a driver that
must be left as it is.  docs/rewrites.md says what each rewrite asks for.
"""

import os
import re
import sys

import pytest

from harness import callers, cocci, compiler, project, semantic, verdict
from harness.source import Source

sys.path.insert(0, str(project.TESTSUITE / "runtime"))
import rtlib  # noqa: E402

WRITE = "USBDMA_WRITE_FIXED" in os.environ
WARNINGS = ("-Wall", "-Werror", "-Wdeclaration-after-statement", "-Wno-pointer-sign",
            "-Wno-unused-but-set-variable", "-Wframe-larger-than=2048")
PLANS = ("kmalloc:1", "kmalloc:2", "stall:1", "stall:2", "short:1", "submit:1", "map:1",
         "coherent:1")
SAME_PLANS = ("stall:1", "stall:2", "submit:1")	# the driver sees the same errors before and after

pytestmark = pytest.mark.skipif(bool(cocci.missing()), reason=cocci.missing() or "")


def rewriting():
    return {s: p for s, p in cocci.scripts().items() if cocci.rewrites(p)}


def fixed(path, form=""):
    return path.with_name(".".join([path.stem, *form.split(), "fixed.c"]))


def cases():
    """Every driver that a semantic patch is to rewrite, in each form."""
    for slug, script in rewriting().items():
        for path in sorted((project.TESTSUITE / slug).glob("*.c")):
            new = WRITE and path.stem.startswith("fix_")
            if not path.name.endswith(".fixed.c") and (fixed(path).exists() or new):
                for form in cocci.forms(script):
                    yield pytest.param(slug, path, form,
                                       id="-".join([slug, path.stem, *form.split()]))


def refused():
    for slug in rewriting():
        for path in sorted((project.TESTSUITE / slug).glob("refused*.c")):
            yield pytest.param(slug, path, id=f"{slug}-{path.stem}")


def patched(slug, path, scratch, form=""):
    """The driver after spatch; once per session would do, but spatch takes 0.2 s."""
    return cocci.patch(cocci.scripts()[slug], path, scratch,
                       ["-D", form] if form else []).text


# ---- what is there

@pytest.mark.parametrize("slug", rewriting())
def test_three_cases(slug):
    """Each rewrite has an easy, a realistic and a nasty driver at least."""
    have = [p for p in (project.TESTSUITE / slug).glob("*.fixed.c") if ".free." not in p.name]
    assert len(have) >= 3, f"testsuite/{slug}:1: {len(have)} cases of *.fixed.c, not 3"


def test_no_fixed_file_alone():
    alone = [project.relative(p) for p in project.TESTSUITE.glob("*/*.fixed.c")
             if not p.with_name(p.name.split(".")[0] + ".c").exists()
             or p.parent.name not in rewriting()]
    assert not alone, "no driver or no semantic patch that rewrites: " + " ".join(alone)


# ---- what spatch writes

@pytest.mark.parametrize("slug, path, form", cases())
def test_is_what_spatch_writes(slug, path, form, tmp_path):
    text = patched(slug, path, tmp_path, form)
    if WRITE:
        fixed(path, form).write_text(text)
    assert text != path.read_text(), f"{project.relative(path)}:1: left as it was"
    assert text == fixed(path, form).read_text(), \
        f"{project.relative(fixed(path, form))}:1: spatch differs"


@pytest.mark.parametrize("slug, path", refused())
def test_is_left_alone(slug, path, tmp_path):
    """Unsafe to change: not changed, and reported all the same."""
    assert patched(slug, path, tmp_path) == path.read_text()
    found, bad = semantic.look([path], "--rule", slug)
    assert not bad and found, f"{project.relative(path)}:1: not reported"


@pytest.mark.parametrize("slug, path, form", cases())
def test_second_run_changes_nothing(slug, path, form, tmp_path):
    again = patched(slug, fixed(path, form), tmp_path, form)
    assert again == fixed(path, form).read_text()


# ---- what it is like

@pytest.mark.parametrize("slug, path, form", cases())
def test_compiles_and_is_silent(gcc, slug, path, form):
    """No warning of the compiler, no finding of any rule."""
    source = Source(path, slug)
    assert not source.problems
    words, flags = verdict.words_for(source)
    if "enable=" + slug in words and not plugin_has(slug):
        words.remove("enable=" + slug)
    run = compiler.run(gcc, fixed(path, form), words, [*flags, *WARNINGS], ("-c", "-o", "OUT"))
    assert run.status == 0, run.stderr
    assert not compiler.findings(run), run.stderr
    assert "warning:" not in run.stderr, run.stderr


def plugin_has(slug):
    plugin = project.ROOT / "plugin"
    return any(f"RULE_{slug}" in p.read_text() for p in plugin.glob("*/*.c"))


def test_every_semantic_patch_is_silent():
    """All of them, on all that they wrote."""
    found, bad = semantic.look([fixed(*p.values[1:]) for p in cases()])
    assert not bad and not found, "\n".join(bad + [f"{f['file']}:{f['line']}: {f['rule']}: "
                                                   f"{f['message']}" for f in found])


# ---- what it does

@pytest.fixture(scope="module")
def runtime():
    why = rtlib.build()
    assert not why, why


def build(path, scratch):
    source = scratch / f"run-{path.name}"
    names = callers.write(path, source)
    flags = ["-I", str(rtlib.HERE), "-w",
             *[o for o in Source(path).options if o.startswith("-D")]]
    return rtlib.compile_driver(scratch / (path.stem + ".so"), source, flags=flags), names


def outcome(driver, names, machine, plan=None):
    options = ("-f", plan) if plan else ()
    return rtlib.run(driver, *names, machine=machine, options=options)


def seen(results):
    """What the driver returned and what was on the wire."""
    return {name: (r.cells, r.trace, r.status) for name, r in results.items()}


def reported(results):
    return [f"{r.place} {r.cls} {r.slug} ({r.function})"
            for result in results.values() for r in result.reports]


@pytest.mark.parametrize("slug, path, form", cases())
def test_does_the_same(runtime, slug, path, form, tmp_path):
    """Same bytes and same results as the original where that one worked, and no violation."""
    before, names = build(path, tmp_path)
    after, again = build(fixed(path, form), tmp_path)
    assert names and names == again, f"{project.relative(path)}:1: nothing in it can be run"
    idle = callers.not_run(path, names)
    assert not idle, f"{project.relative(path)}:1: never run: {', '.join(idle)}"
    # a controller that copies by CPU works with any memory: this is what was meant
    meant = seen(outcome(before, names, "pio"))
    for machine in rtlib.machines():
        results = outcome(after, names, machine)
        assert not reported(results), f"{machine}: {reported(results)}"
        assert seen(results) == meant, f"{machine}: not what the original does"
        original = outcome(before, names, machine)
        for name in names:
            if not original[name].reports:
                assert seen(original)[name] == seen(results)[name], (machine, name)


@pytest.mark.parametrize("slug, path, form", cases())
def test_fails_the_same(runtime, slug, path, form, tmp_path):
    """Nothing is leaked or misused when something fails; the device's errors come through."""
    before, names = build(path, tmp_path)
    after, _ = build(fixed(path, form), tmp_path)
    for plan in PLANS:
        for machine in ("pio", "iommu", "noncoherent-inv"):
            results = outcome(after, names, machine, plan)
            assert not reported(results), f"{machine}, {plan}: {reported(results)}"
        if plan in SAME_PLANS:
            meant = outcome(before, names, "pio", plan)
            now = outcome(after, names, "pio", plan)
            assert cells(now) == cells(meant), plan


def cells(results):
    """What came back, of the functions that ended."""
    return {name: r.cells for name, r in results.items()}


def test_a_wrong_rewrite_is_seen(runtime, tmp_path):
    """The proof can fail: here a copy that loses what was received."""
    good = """// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a byte. */
#include <linux/slab.h>
#include <linux/usb.h>
int ask(struct usb_device *udev, u8 *out)
{
	u8 *b = kmalloc(1, GFP_KERNEL);
	int r = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0, b, 1, 100);

	if (r > 0)
		memcpy(out, b, 1);
	kfree(b);
	return r;
}
"""
    outcomes = []
    for n, (old, new) in enumerate([("", ""), ("memcpy(out, b, 1);", ";")]):
        path = tmp_path / f"case{n}.c"
        path.write_text(good.replace(old, new))
        driver, names = build(path, tmp_path)
        results = outcome(driver, names, "coherent")
        outcomes.append((seen(results), reported(results)))
    (right, nothing), (lost, _) = outcomes
    assert right != lost and not nothing


def test_faults_are_the_drivers(runtime, tmp_path):
    """kmalloc:1 is the driver's first one, not that of the URB its caller gives it."""
    path = tmp_path / "case.c"
    path.write_text("""// SPDX-License-Identifier: GPL-2.0-or-later
/* Two buffers, one after the other. */
#include <linux/slab.h>
#include <linux/usb.h>
int grab(struct urb *urb)
{
	urb->transfer_flags = 0;
	for (int i = 0; i < 2; i++) {
		void *b = kmalloc(8, GFP_KERNEL);

		if (!b)
			return -i - 1;
		kfree(b);
	}
	return 7;
}
""")
    driver, names = build(path, tmp_path)
    for plan, came in ((None, "7"), ("kmalloc:1", "-1"), ("kmalloc:2", "-2")):
        results = outcome(driver, names, "coherent", plan)
        assert not reported(results)
        assert [str(c) for r in results.values() for c in r.cells] == [came], plan
