# SPDX-License-Identifier: GPL-2.0-or-later
"""The static tests, run: a bad_ function yields its rule on its line, a good_ one is clean.

A bad_ function is run until what its lines want was seen, a good_ one on all machines.
What the runtime does not show says so on the function: `runtime: REASON` in a comment,
which fails once it is no longer true.  Rules that no report of the runtime is about are
static by nature; their good_ functions run all the same.
"""

import re

import pytest

from harness import project, source

import corpus
import rtlib

NEW = """// SPDX-License-Identifier: GPL-2.0-or-later
/* A driver that nobody has seen: its buffer is made in one function, sent in another. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct gadget {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	int events;
};

static void gadget_irq(struct urb *urb)
{
	struct gadget *g = urb->context;

	if (urb->status)
		return;
	g->events++;
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_gadget_probe(struct gadget *g)
{
	g->data = kmalloc(8, GFP_KERNEL);
	g->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!g->data || !g->irq)
		return -ENOMEM;
	usb_fill_int_urb(g->irq, g->udev, usb_rcvintpipe(g->udev, 7), g->data, 8, gadget_irq, g, 4);
	return 0;
}

int good_gadget_open(struct gadget *g)
{
	return usb_submit_urb(g->irq, GFP_KERNEL);
}

int bad_gadget_peek(struct gadget *g)
{
	int ret = usb_submit_urb(g->irq, GFP_KERNEL);

	return ret ? ret : g->data[0];	/* want: buffer_access_in_flight */
}

void good_gadget_stop(struct gadget *g)
{
	usb_kill_urb(g->irq);
	usb_free_urb(g->irq);
	kfree(g->data);
}

int bad_gadget_once(struct gadget *g)
{
	u8 *data = kmalloc(8, GFP_KERNEL);
	int ret;

	usb_fill_int_urb(g->irq, g->udev, usb_rcvintpipe(g->udev, 7), data, 8, gadget_irq, g, 4);
	ret = usb_submit_urb(g->irq, GFP_KERNEL);
	kfree(data);	/* want: buffer_freed_in_flight */
	return ret;
}
"""

MARK = re.compile(r"runtime: (.{15,})", re.S)
GENERIC = re.compile(r"made-up arguments|for now|not seen when")	# no reason at all
# at least this share, in percent, of the functions of dynamic rules runs and agrees
LEAST_BAD, LEAST_GOOD = 94, 96


def drivers():
    """The tests; NAME.fixed.c is what the rewrite of NAME.c makes, its wants are gone."""
    return [p for p in sorted(project.TESTSUITE.glob("*/*.c"))
            if p.parent.name in project.rules() and not p.name.endswith(".fixed.c")]


def slugs():
    return sorted({p.parent.name for p in drivers()})


def marks(src):
    """function -> why the runtime does not show what the static engine says."""
    found = {}
    for line, text, _ in src.comments:
        match, function = MARK.fullmatch(text), src.function_at(line)
        if match and function:
            found[function.name] = " ".join(match[1].split())
    return found


@pytest.fixture(scope="session")
def built():
    why = rtlib.build()
    assert not why, why


@pytest.mark.parametrize("slug", slugs())
def test_corpus(slug, built, tmp_path):
    problems = []
    for path in [p for p in drivers() if p.parent.name == slug]:
        test, verdicts = corpus.judge(path, tmp_path)
        stated = marks(test.test.source)
        for name, why in verdicts.items():
            place = f"{project.relative(path)}:{test.test.lines.get(name, [0])[0]}: {name}()"
            if GENERIC.search(stated.get(name, "")):
                problems.append(f"{place}: this is no reason: {stated[name]}")
            if why and name not in stated:
                problems.append(f"{place}: {why}")
            elif not why and name in stated:
                problems.append(f"{place}: agrees, though it says: {stated[name]}")
        problems += [f"{project.relative(path)}: runtime: on {name}(), which is not run"
                     for name in stated if name not in verdicts]
    assert not problems, "\n".join(problems)


def test_shares(built, capsys):
    """What is run, and what is not, by the marks that test_corpus() holds to be true."""
    count = {"bad_": [0, 0], "good_": [0, 0]}	# all, marked
    static = 0
    for path in drivers():
        src = source.Source(path, path.parent.name)
        stated = marks(src)
        for function in src.functions:
            prefix = function.name.split("_")[0] + "_"
            if prefix == "bad_" and path.parent.name not in corpus.dynamic():
                static += 1
            elif prefix in count:
                count[prefix][0] += 1
                count[prefix][1] += function.name in stated
    share = {k: 100 * (n - marked) // n for k, (n, marked) in count.items()}
    with capsys.disabled():
        for prefix, (n, marked) in count.items():
            print(f"\n{prefix}: {n - marked} of {n} run and agree ({share[prefix]} %), "
                  f"{marked} say why not", end="")
        print(f"\nbad_ of rules that are static by nature: {static}")
    assert share["bad_"] >= LEAST_BAD and share["good_"] >= LEAST_GOOD


def test_a_clean_bad_function_is_noticed(built, tmp_path):
    """The runner itself: a repaired fault is missed, a faulty good_ function is seen."""
    text = (project.TESTSUITE / "stack_buffer" / "direct.c").read_text()
    folder = tmp_path / "stack_buffer"
    folder.mkdir()
    path = folder / "changed.c"
    path.write_text(text.replace("u8 state = 1;", "static u8 state = 1;", 1)
                    .replace("good_heap(", "good_stack(")
                    .replace("raw = kmalloc(2, GFP_KERNEL);", "u8 local[2]; raw = local;")
                    .replace("\tkfree(raw);\n", ""))
    _, verdicts = corpus.judge(path, tmp_path)
    assert "stack_buffer" in verdicts["bad_scalar"]
    assert "stack_buffer" in verdicts["good_stack"]
    assert not verdicts["bad_array"] and not verdicts["good_copied_to_heap"]


def test_a_new_file_needs_nothing(built, tmp_path):
    """Records, callers and handlers are found in a file that no list names."""
    path = tmp_path / "buffer_freed_in_flight" / "fresh.c"
    path.parent.mkdir()
    path.write_text(NEW)
    _, verdicts = corpus.judge(path, tmp_path)
    assert len(verdicts) == 5 and not any(verdicts.values()), verdicts
    path.write_text(NEW.replace("\tkfree(data);", "\tusb_kill_urb(g->irq);\n\tkfree(data);"))
    _, verdicts = corpus.judge(path, tmp_path)
    assert [name for name, why in verdicts.items() if why] == ["bad_gadget_once"], verdicts
