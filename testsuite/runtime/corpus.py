# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the bad_ and good_ functions of a static test, and says what came of each.

Each function is a scene of its own: a record is made up, what belongs to the function
is called first, then the function itself, then time passes and what it started is taken
down again (functions.py, arguments.py).  Numbers and truths are tried in turn: a bad_
function has to yield its rule on its line with one of them, a good_ one has to be
clean on all machines with one of them.
"""

import collections
import functools
import re
import subprocess

from harness import project, source

import functions
import rtlib
import stage

# size, other number, truths: each place that is one has a bit (hexadecimal); which of several;
# how the scene goes (scene.h)
ALONE, QUIET, LEFT, ZEROED, SIZES, HANDLES, NULLS = 1, 2, 4, 8, 16, 32, 64
VARIANTS = ((8, 1, "ffff", 0, 0), (64, 0, "0", 1, 0), (64, -1, "aaaa", 2, 0),
            (16, 4, "5555", 3, 0), (0, 8, "3333", 4, 0), (5100, 64, "cccc", 5, 0),
            (1, 2, "ffff", 6, 0), (64, 1, "ffff", 0, QUIET | LEFT), (64, 1, "fffe", 0, ALONE),
            (64, 0, "ffff", 1, LEFT | ZEROED | SIZES), (8, 0, "0", 1, QUIET | ZEROED | SIZES),
            (64, 1, "ffff", 0, ALONE | LEFT), (64, 1, "ffff", 0, HANDLES),
            (64, 1, "0", 1, HANDLES | ALONE | LEFT), (64, 1, "ffff", 0, NULLS))
FAULTS = ("kmalloc:1", "coherent:1", "submit:1", "stall:1", "map:1", "kmalloc:2", "coherent:2",
          "short:1", "vmalloc:1", "kmalloc:3", "coherent:3", "submit:2", "map:2")
Built = collections.namedtuple("Built", "test path driver scenes")


@functools.lru_cache(maxsize=None)
def dynamic():
    """Rules that the runtime can report: their slugs stand in its sources as strings."""
    texts = [rtlib.HERE / "reports.def", *rtlib.HERE.glob("core/*.c"), *rtlib.HERE.glob("host/*.c")]
    words = {w for p in texts for w in re.findall(r'"(\w+)"', p.read_text())}
    return words & set(project.rules())


def build(path, folder):
    """The test as a driver whose functions can be called one by one."""
    src = source.Source(path, path.parent.name)
    options = [w for w in src.options if w.startswith("-")]
    flags = rtlib.driver_flags()
    done = subprocess.run(["gcc", *flags, *options, "-D__CHECKER__", "-E", str(path)],
                          capture_output=True, text=True, check=True)
    test = functions.Test(src, done.stdout)
    text, names = stage.Stage(test).text(path)
    file = folder / f"{path.parent.name}-{path.stem}.c"
    file.write_text(text)
    driver = rtlib.compile_driver(file.with_suffix(".so"), file,
                                  flags=[*options, "-g1", "-w", "-fno-inline",
                                         "-iquote", str(path.parent)])
    return Built(test, path, driver, names)


# ---- what came of it ----

def lines_of(report, path):
    """Lines of the test that a report names: the call's own, its callers', the memory's birth."""
    places = [report.place, report.object.rpartition("@")[2], *report.via.split(",")]
    return {int(p.rpartition(":")[2]) for p in places
            if p.startswith(f"{path}:") and p.rpartition(":")[2].isdigit()}


def stated(src):
    """line -> kind -> slugs that any engine has to see there: faults, whoever finds them."""
    table = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for engine in source.ENGINES:
        for line, kinds in src.expectations(engine).items():
            for kind, slugs in kinds.items():
                table[line][kind] |= slugs
    return table


def expected(built, name):
    """(slug, line) of what a function must yield: what stands on its lines."""
    table = stated(built.test.source)
    return {(slug, line) for line in built.test.lines.get(name, ())
            for kind in ("want", "todo") for slug in table[line][kind]}


def run(built, names, variant, machines, options=(), runner=rtlib.PLAIN):
    """machine -> name -> Result of its scene."""
    options = ("-n", ",".join(map(str, VARIANTS[variant])), *options)
    done = rtlib.run_on(built.driver, [f"rt_scene_{n}" for n in names], machines, options, runner)
    return {machine: {scene[len("rt_scene_"):]: result for scene, result in results.items()}
            for machine, results in done.items()}


def disabled(src):
    """Rules that the test is not about: what it says of them does not count."""
    return {slug for word in src.options if word.startswith("disable=")
            for slug in word.partition("=")[2].split(",")}


def wrong(built, name, result):
    """Reports of a scene that say something against a good_ function."""
    table, off = stated(built.test.source), disabled(built.test.source)
    bad = []
    for report in result.reports:
        if report.slug in off:
            continue
        lines = lines_of(report, built.path)
        known = any(report.slug in table[n][kind] for n in lines for kind in ("want", "todo"))
        others = [f for f, own in built.test.lines.items()
                  if f != name and f.startswith(("bad_", "good_")) and lines & set(own)]
        if report.slug != "-" and not known and not (others and
                                                     not lines & set(built.test.lines.get(name, ()))):
            bad.append(report)
    return bad


SHOWING = ("coherent", "iommu", "noncoherent-inv", "pio", "xhci-stack", "swiotlb", "legacy")


def tries():
    """(machines, variant, options) in the order in which a bad_ function is tried."""
    yield SHOWING[:1], 0, ()
    yield SHOWING[1:], 0, ()
    for variant in range(1, len(VARIANTS)):
        yield SHOWING[:4:2], variant, ()
    yield SHOWING[2:3], 0, ("-l", "128")
    for plan in FAULTS:
        yield SHOWING[:1], 0, ("-f", plan)
        yield SHOWING[:1], 9, ("-f", plan)


def callers(built, names):
    """Scenes that come to these functions, too."""
    return [n for n in built.scenes if n not in names and built.test.calls(n) & set(names)]


def judge_bad(built, names):
    """name -> "" where all that is wanted was seen, else what is missing."""
    wanted = {n: expected(built, n) for n in names}
    for machines, variant, options in tries():
        left = [n for n in names if wanted[n]]
        if not left:
            break
        scenes = left + (callers(built, left) if not variant else [])
        for results in run(built, scenes, variant, machines, options).values():
            for report in (r for result in results.values() for r in result.reports):
                for line in lines_of(report, built.path):
                    for name in names:
                        wanted[name].discard((report.slug, line))
    return {n: ", ".join(f"{slug} in line {line}" for slug, line in sorted(w))
            for n, w in wanted.items()}


def judge_good(built, names):
    """name -> "" where it is clean on all machines, else what was seen."""
    why, (first, *others) = dict.fromkeys(names, "not run"), rtlib.machines()
    for variant in range(len(VARIANTS)):
        left = [n for n in names if why[n]]
        if not left:
            break
        # the first machine with the sanitizers, which see faults of the runtime itself
        for machines, runner in (([first], rtlib.RUN), (others, rtlib.PLAIN)):
            runs = run(built, left, variant, machines, runner=runner)
            for name in left:
                said = (against(built, name, runs[m][name]) for m in machines)
                why[name] = next(filter(None, said), "")
            left = [n for n in left if not why[n]]
            if not left:
                break
    return why


def against(built, name, result):
    """Why a scene is not clean, or "". """
    bad = wrong(built, name, result)
    if bad:
        r = bad[0]
        return f"{r.cls} {r.slug} {r.place.rpartition('/')[2]} {r.machine}"
    return "" if result.status == [0] else f"ends with {result.status}"


def judge(path, folder):
    """name -> "" or what is wrong, for all bad_ and good_ functions of a test."""
    built = build(path, folder)
    bad = [n for n in built.scenes if n.startswith("bad_") and path.parent.name in dynamic()]
    good = [n for n in built.scenes if n.startswith("good_")]
    return built, {**judge_bad(built, bad), **judge_good(built, good)}
