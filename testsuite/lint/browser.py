# SPDX-License-Identifier: GPL-2.0-or-later
"""Drives a headless Chromium over its debugging pipe (file descriptors 3 and 4:
JSON ended by NUL), with nothing but the standard library."""
import base64
import json
import os
import select
import shutil
import subprocess
import time

import pytest


class Browser:
    """One page; js() evaluates, click() and key() are real input events."""

    def __init__(self, folder):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if not program:
            pytest.skip("needs chromium")
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()
        self.buffer, self.number, self.events = b"", 0, []

        def child():
            # 3 and 4 may be our own pipe ends: move them out of the way first
            a, b = os.dup2(to_read, 60), os.dup2(to_write, 61)
            os.dup2(a, 3)
            os.dup2(b, 4)
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--no-first-run", "--disable-dev-shm-usage", f"--user-data-dir={folder}",
             "about:blank"], preexec_fn=child, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def message(self, deadline):
        while b"\0" not in self.buffer:
            if not select.select([self.back], [], [], max(deadline - time.monotonic(), 0))[0]:
                raise TimeoutError("chromium does not answer")
            data = os.read(self.back, 1 << 16)
            if not data:
                raise EOFError("chromium has ended")
            self.buffer += data
        one, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(one)

    def call(self, method, **params):
        self.number += 1
        row = {"id": self.number, "method": method, "params": params}
        if self.session:
            row["sessionId"] = self.session
        os.write(self.to, json.dumps(row).encode() + b"\0")
        deadline = time.monotonic() + 120
        while True:
            m = self.message(deadline)
            if m.get("id") == self.number:
                assert "error" not in m, m
                return m["result"]
            self.events.append(m)

    def open(self, path, script=True):
        self.events.clear()
        self.call("Emulation.clearDeviceMetricsOverride")
        self.call("Emulation.setEmulatedMedia", media="", features=[])
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call("Page.navigate", url=str(path) if ":" in str(path) else f"file://{path}")
        deadline = time.monotonic() + 120
        while not any(e["method"] == "Page.loadEventFired" for e in self.events):
            self.events.append(self.message(deadline))

    def js(self, text):
        r = self.call("Runtime.evaluate", expression=text, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in r, r
        return r["result"].get("value")

    def click(self, selector):
        x, y = self.js(f"""(() => {{ const e = document.querySelector({json.dumps(selector)});
            e.scrollIntoView({{block: "center"}}); const r = e.getBoundingClientRect();
            return [r.x + r.width / 2, r.y + r.height / 2]; }})()""")
        for what in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=what, x=x, y=y, button="left",
                      clickCount=1)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def key(self, key):
        for what in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=what, key=key,
                      **({"text": key} if len(key) == 1 and what == "keyDown" else {}))

    def choose(self, selector, value):
        self.js(f"""(() => {{ const e = document.querySelector({json.dumps(selector)});
            e.value = {json.dumps(value)}; e.dispatchEvent(new Event("change")); }})()""")

    def look(self, width=1200, height=900, scheme="light", media="screen"):
        """A picture (PNG) of the window."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": scheme}])
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def problems(self):
        """What the console and the network complained of."""
        bad = [e["params"] for e in self.events if e["method"] in (
            "Runtime.exceptionThrown", "Page.javascriptDialogOpening")
            or (e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] == "error")]
        asked = [e["params"]["request"]["url"] for e in self.events
                 if e["method"] == "Network.requestWillBeSent"]
        return bad, [u for u in asked if not u.startswith("file:")]

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.back)
