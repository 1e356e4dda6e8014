# SPDX-License-Identifier: GPL-2.0-or-later
"""The report page in a real browser: clicks, pictures, hostile names, no script."""
import io
import struct
import time
import zlib

import pytest

from usbdma_lint.html import flow, page

from .browser import Browser
from .conftest import made_up, report
from .test_formats import LINES, hostile

SHOWN = "document.querySelectorAll('article:not([hidden])').length"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    b = Browser(tmp_path_factory.mktemp("chromium"))
    yield b
    b.close()


def written(folder, findings, **values):
    out = io.StringIO()
    page.write(report(findings, **values), out)
    path = folder / "report.html"
    path.write_text(out.getvalue(), encoding="utf-8", errors="replace")
    return path


def some():
    return sorted([made_up(), made_up(line=4, rule="gfp_dma", id="UD403", severity="advice"),
                   made_up(file="sound/usb/card.c", rule="static_buffer", id="UD103"),
                   made_up(file="sound/usb/card.c", line=9, severity="warning",
                           commit="c" * 40, commit_title="break it")],
                  key=lambda f: (f.file, f.line))


def colours(png):
    """The set of pixel values of an 8-bit RGB(A) PNG, rows sampled."""
    width, _, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8 and kind in (2, 6)
    data, at = b"", 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at:at + 8])
        data += png[at + 8:at + 8 + size] if name == b"IDAT" else b""
        at += 12 + size
    step = 3 if kind == 2 else 4
    raw, row, before, out = zlib.decompress(data), width * step + 1, bytearray(width * step), []
    for y in range(0, len(raw), row):
        line, how = bytearray(raw[y + 1:y + row]), raw[y]
        for i in range(len(line)):
            left = line[i - step] if i >= step else 0
            corner = before[i - step] if i >= step else 0
            up = before[i]
            guess = (0, left, up, (left + up) // 2, min(
                ((abs(up - corner), 0, left), (abs(left - corner), 1, up),
                 (abs(left + up - 2 * corner), 2, corner)))[2])[how]
            line[i] = (line[i] + guess) & 255
        before = line
        out.append(line)
    return {tuple(line[i:i + 3]) for line in out[::4] for i in range(0, len(line), step * 4)}


def test_everything_is_there_without_a_script(browser, tmp_path):
    browser.open(written(tmp_path, some()), script=False)
    assert "scripted" not in browser.js("document.documentElement.className")
    assert browser.js(SHOWN) == 4
    assert browser.js("document.querySelectorAll('svg.flow').length") == 4
    assert browser.js("document.querySelectorAll('.chart rect').length") > 4
    assert browser.js("getComputedStyle(document.querySelector('.tools')).display") == "none"
    browser.click("summary")
    assert not browser.js("document.querySelector('details').open")


def test_a_box_names_what_its_line_calls():
    f = made_up(path=[{"text": t, "file": "drivers/usb/misc/demo.c", "line": n, "column": 1}
                      for n, t in enumerate(("'buf' is declared here", "passed to a() here",
                                             "a() passes it to b() here",
                                             "handed to usb_bulk_msg() here, for DMA"))])
    assert [b.name for b in flow.boxes(f)] == ["buf", "a()", "a()", "usb_bulk_msg()"]


def test_search_filter_and_group_by_clicks(browser, tmp_path):
    browser.open(written(tmp_path, some()))
    assert browser.js(SHOWN) == 4
    browser.key("/")
    browser.type("card.c")
    time.sleep(0.3)
    assert browser.js(SHOWN) == 2
    assert browser.js("document.getElementById('count').textContent") == "2 of 4"
    browser.click("#clear")
    assert browser.js(SHOWN) == 4
    browser.choose("#severity", "advice")
    assert browser.js(SHOWN) == 1 and "severity=advice" in browser.js("location.hash")
    browser.click("#clear")
    browser.choose("#group", "rule")
    titles = browser.js("[...document.querySelectorAll('#list h3')].map(e => e.textContent)")
    assert titles == ["gfp_dma (1)", "stack_buffer (2)", "static_buffer (1)"]
    browser.choose("#rule", "stack_buffer")
    assert browser.js("[...document.querySelectorAll('#list section:not([hidden])')].length") == 1
    assert browser.problems() == ([], [])


def test_a_view_can_be_sent_and_a_step_be_jumped_to(browser, tmp_path):
    path = written(tmp_path, some())
    browser.open(f"file://{path}#?q=card&severity=warning")
    assert browser.js(SHOWN) == 1
    browser.open("about:blank")
    browser.open(path)
    browser.click("summary")
    assert not browser.js("document.querySelector('details').open")
    browser.click("#fold")
    assert browser.js("[...document.querySelectorAll('article details')].every(e => e.open)")
    browser.click("svg.flow a")
    assert browser.js("location.hash") == "#f1s1"


def test_hostile(browser, tmp_path):
    """No script runs but ours, nothing is loaded, and the names are read as they are."""
    browser.open(written(tmp_path, [hostile(), made_up()], lines=lambda f: LINES,
                         title="</title><script>alert(2)</script>"))
    assert browser.problems() == ([], [])
    assert browser.js("document.scripts.length") == 1
    assert browser.js("document.images.length") == 0
    assert "<script>alert(1)</script>" in browser.js("document.body.innerText")
    assert "\\e[2J" in browser.js("document.body.textContent")
    assert browser.js("document.querySelectorAll('article').length") == 2


def test_light_dark_print_and_narrow(browser, tmp_path):
    """Real pictures: the themes differ, the button turns them, nothing sticks out."""
    browser.open(written(tmp_path, some()))
    light = colours(browser.look(scheme="light"))
    dark = colours(browser.look(scheme="dark"))
    assert (246, 247, 249) in light and (18, 21, 27) in dark
    browser.look(scheme="light")
    browser.click("#theme")
    assert (18, 21, 27) in colours(browser.look(scheme="light"))
    assert (253, 236, 234) in light | colours(browser.look(scheme="light")) or \
        (59, 34, 36) in dark
    browser.look(width=420)
    assert browser.js("document.documentElement.scrollWidth") <= 420
    browser.look(media="print")
    assert browser.js("getComputedStyle(document.querySelector('.tools')).display") == "none"
    assert browser.call("Page.printToPDF")["data"]


def test_many(browser, tmp_path):
    """50,000 findings open, and searching them answers."""
    many = [made_up(file=f"drivers/usb/d{n // 100}.c", line=n % 100 + 1, function=f"f{n}")
            for n in range(50000)]
    path = written(tmp_path, many)
    assert path.stat().st_size < 90 << 20
    browser.open(path)
    assert browser.js(SHOWN) == 50000
    browser.click("#q")
    browser.type("f49999")
    for _ in range(60):
        time.sleep(0.5)
        if browser.js(SHOWN) == 1:
            break
    assert browser.js(SHOWN) == 1
