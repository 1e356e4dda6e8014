# SPDX-License-Identifier: GPL-2.0-or-later
"""The `c bad` and `c good` snippets of rules/<slug>.md are test drivers.

A snippet is a few declarations and functions, or, if it has no function, the
body of one.  Around it stands what every driver has.  A bad snippet gives at
least one finding of its rule and none of another, unless it has directives of
its own; then these must be met exactly.  A good snippet is silent.
"""

import re

import pytest

from harness import compiler, project, verdict
from harness.source import Source

SNIPPET = re.compile(r"^```c (bad|good)\n(.*?)^```$", re.S | re.M)
PRELUDE = """\
// SPDX-License-Identifier: GPL-2.0-or-later
/* Snippet of a rule's page. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/highmem.h>
#include <linux/percpu.h>
#include <linux/io.h>
#include <linux/uaccess.h>
#include <linux/firmware.h>
#include <linux/dma-mapping.h>
#include <linux/i2c.h>
#include <linux/hid.h>
#include <linux/etherdevice.h>
#include <linux/usb.h>
#include <media/videobuf2-dma-sg.h>
#include <sound/pcm.h>
"""
BODY = """
int snippet(struct usb_device *udev, struct usb_interface *intf, struct urb *urb, void *heap,
	    int len);
int snippet(struct usb_device *udev, struct usb_interface *intf, struct urb *urb, void *heap,
	    int len)
{
%s
	return 0;
}
"""


def snippets():
    for page in sorted((project.ROOT / "rules").glob("*.md")):
        text = page.read_text()
        for match in SNIPPET.finditer(text):
            line = text.count("\n", 0, match.start()) + 2
            yield pytest.param(page.stem, match.group(1), match.group(2), line,
                               id=f"{page.stem}-{match.group(1)}-{line}")


def has_function(text):
    return re.search(r"^\w[^;={}]*\)\s*\{", text, re.M)


def driver(page_line, text, tmp_path):
    """A file whose lines are numbered as in the page."""
    path = tmp_path / "snippet.c"
    body = text if has_function(text) else BODY % text
    path.write_text(PRELUDE + body)
    shift = PRELUDE.count("\n") + (0 if has_function(text) else BODY[:BODY.index("%s")].count("\n"))
    return path, page_line - shift - 1


@pytest.mark.parametrize("slug, kind, text, line", snippets())
def test_snippet(gcc, slug, kind, text, line, tmp_path):
    path, shift = driver(line, text, tmp_path)
    page = f"rules/{slug}.md"
    source = Source(path)
    assert not source.problems
    words = [f"enable={slug}"] if project.is_off(slug) else []
    run = compiler.run(gcc, path, ["check", *words], ["-O2", "-fkeep-static-functions"])
    assert run.status == 0, f"{page}:{line}: does not compile:\n{run.stderr}"
    found = compiler.findings(run)
    where = [f"{page}:{f['line'] + shift}: {f['rule']}: {f['message']}" for f in found]
    if source.directives:
        assert verdict.compare(source, found) == []
    elif kind == "good":
        assert not found, "\n".join(where)
    else:
        assert found, f"{page}:{line}: the bad snippet gives no finding"
        assert {f["rule"] for f in found} == {slug}, "\n".join(where)


def test_each_page_has_both():
    missing = []
    for slug in project.built():
        page = project.ROOT / "rules" / f"{slug}.md"
        text = page.read_text() if page.exists() else ""
        kinds = {m.group(1) for m in SNIPPET.finditer(text)}
        missing += [f"rules/{slug}.md:1: no ```c {k} snippet" for k in ("bad", "good")
                    if k not in kinds]
    assert not missing, "\n".join(missing)
