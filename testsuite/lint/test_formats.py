# SPDX-License-Identifier: GPL-2.0-or-later
"""Each output format, with findings that are made to break it."""
import io
import json
import os
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree

import pytest

from usbdma_lint import found
from usbdma_lint.job import Coverage
from usbdma_lint.mail import Patch

from . import sarif_tool
from .conftest import made_up, report

FORMATS = found.modules("formats")
HOSTILE = "drivers/a\nb \"'<script>alert(1)</script>&%[]:\x1b[31m\x07\u202e\udcff.c"
LINES = ["\t/* </script><!-- ]]> \x1b[2J \udcfe & */", "\tchar buf[8];\x0b\u2028", "x = \"<b>\";"]


def hostile():
    message = "'<img src=x onerror=alert(1)>' \x1b]0;pwned\x07 ]]> \udcff"
    return made_up(file=HOSTILE, message=message, subject="<b>", function="f\"'", path=[
        {"text": "<i>\nforged.c:1: error", "file": HOSTILE, "line": 2, "column": 1}])


def written(name, findings, **values):
    out = io.StringIO()
    FORMATS[name].write(report(findings, **values), out)
    return out.getvalue()


def everything(name):
    cover = Coverage(checked=1, failed=[(HOSTILE, "why <b>\n\x1b[1m")], skipped=[("s.c", "n/a")])
    return written(name, [made_up(), hostile()], lines=lambda f: LINES, coverage=cover,
                   notes=["<note>\x1b"], title="<title>\n\x1b")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_gets_through(name):
    """UTF-8, no control character, no second line from a name."""
    text = everything(name)
    text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x9b\u202e\u2028]", text)
    assert not re.search(r"^b \"|^forged", text, re.M)


@pytest.mark.parametrize("name", FORMATS)
def test_no_findings(name):
    assert written(name, []) == written(name, [])
    written(name, []).encode("utf-8")


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml(name):
    text = everything(name)
    root = xml.etree.ElementTree.fromstring(text)
    assert any("onerror" in v for e in root.iter() for v in e.attrib.values())
    if shutil.which("xmllint"):
        p = subprocess.run(["xmllint", "--noout", "-"], input=text.encode(), check=False)
        assert p.returncode == 0


def test_junit_counts():
    root = xml.etree.ElementTree.fromstring(everything("junit"))
    suite = root.find("testsuite")
    for name in ("failure", "error", "skipped"):
        attribute = {"failure": "failures", "error": "errors"}.get(name, name)
        assert int(suite.get(attribute)) == len(suite.findall(f"testcase/{name}"))
    assert int(suite.get("tests")) == len(suite.findall("testcase"))


def test_jsonl_is_the_documented_one():
    row = json.loads(written("jsonl", [made_up()]))
    assert list(row)[:15] == ["rule", "id", "severity", "confidence", "file", "line", "column",
                              "function", "callee", "subject", "message", "path", "fingerprint",
                              "ordinal", "engine"]
    for line in everything("jsonl").splitlines():
        json.loads(line)["file"].encode("utf-8")


def test_gitlab():
    rows = json.loads(everything("gitlab"))
    assert len({r["fingerprint"] for r in rows}) == len(rows) == 2
    for r in rows:
        assert r["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert r["location"]["lines"]["begin"] >= 1 and not r["location"]["path"].startswith("./")


def test_text_shows_line_and_caret():
    rows = written("text", [made_up(line=3, column=9)]).split("\n")
    assert rows[0] == "drivers/usb/misc/demo.c:3:9: warning: 'buf' is on the stack " \
        "[UD101:stack_buffer]"
    assert rows[1].endswith("\treturn usb_bulk_msg(d, 0, buf, 8, &n, 1);")
    assert rows[2].index("^") - rows[2].index("|") == 2 + len("\treturn ")


def test_quickfix_lines_have_a_place():
    for line in written("quickfix", [made_up()]).splitlines():
        assert re.match(r"\S+\.c:\d+:\d+: (error|warning|note): ", line)


def test_org():
    text = written("org", [made_up(message="a [b] c")])
    assert text.startswith("* TODO [[view:drivers/usb/misc/demo.c::face=ovl-face1::linb=3::colb=8")
    assert text.count("[[") == text.count("]]") == 3


def test_b4_is_silent_when_clean_and_fails_on_errors():
    assert written("b4", []) == ""
    assert FORMATS["b4"].status(report([], status=3)) == 0
    assert ": ERROR: " in written("b4", [made_up()])
    assert "ERROR:" not in written("b4", [made_up(severity="warning")])


def test_email_answers_the_patch():
    patch = Patch("usb: demo", b"", [], {}, "A <a@b.c>", "<1@b.c>")
    text = written("email", [made_up()], patches=[patch])
    head, _, body = text.partition("\n\n")
    assert "In-Reply-To: <1@b.c>" in head and "Subject: Re: [PATCH] usb: demo" in head
    assert "> \treturn usb_bulk_msg(d, 0, buf, 8, &n, 1);\n\n'buf' is on the stack" in body


def test_nipa(tmp_path, monkeypatch):
    monkeypatch.setenv("RESULTS_DIR", str(tmp_path))
    read, write = os.pipe()
    monkeypatch.setenv("DESC_FD", str(write))
    written("nipa", [made_up(), made_up(severity="warning", line=4)])
    os.close(write)
    assert os.read(read, 999).decode() == "usbdma: new errors: 1, new warnings: 1 (2 units " \
        "checked)\n"
    assert "UD101" in (tmp_path / "usbdma.txt").read_text()
    status = FORMATS["nipa"].status
    assert [status(report(f)) for f in ([], [made_up(severity="warning")], [made_up()])] == \
        [0, 250, 1]


# --- SARIF

def sarif(findings, **values):
    return json.loads(written("sarif", findings, **values))


def test_sarif_fits_the_schema():
    jsonschema = pytest.importorskip("jsonschema", reason="needs python3-jsonschema")
    schema = json.loads(sarif_tool.schema().read_text(encoding="utf-8-sig"))
    check = jsonschema.validators.validator_for(schema)(schema)
    for document in (sarif([]), json.loads(everything("sarif"))):
        assert [e.message for e in check.iter_errors(document)] == []
    broken = sarif([made_up()])
    broken["runs"][0]["results"][0]["level"] = "grave"
    assert list(check.iter_errors(broken))


def test_sarif_is_read_by_the_packaged_object_model():
    om = pytest.importorskip("sarif_om", reason="needs python3-sarif-python-om")
    for document in (sarif([]), json.loads(everything("sarif"))):
        log = sarif_tool.model(document, om)
        assert [len(r.results) for r in log.runs] == [len(r["results"]) for r in document["runs"]]
    result = log.runs[0].results[-1]
    assert result.partial_fingerprints["usbdma/v1"] and result.rule_id == "UD101"
    assert result.code_flows[0].thread_flows[0].locations[0].location.physical_location
    document["runs"][0]["results"][0]["locations"][0]["place"] = 1
    with pytest.raises(TypeError, match="Location has no property place"):
        sarif_tool.model(document, om)
    del document["runs"][0]["results"][0]["locations"]
    del document["runs"][0]["results"][0]["message"]
    with pytest.raises(TypeError, match="message"):
        sarif_tool.model(document, om)


def test_sarif_is_read_by_another_program(tmp_path):
    path = tmp_path / "all.sarif"
    path.write_text(written("sarif", [made_up(), made_up(line=4, rule="gfp_dma", id="UD403")]))
    status, said = sarif_tool.validate(path)
    assert status == 0 and " error " not in said and " warning " not in said, said


GITHUB = r"""
.version == "2.1.0" and (.runs | length) <= 20 and all(.runs[];
  (.tool.driver.name | length) > 0 and (.results | length) <= 25000
  and all(.tool.driver.rules[]; .id and .shortDescription.text and .fullDescription.text
      and .help.text and (.properties.tags | length) <= 20
      and (.shortDescription.text | length) <= 1024 and (.fullDescription.text | length) <= 1024)
  and (.tool.driver.rules as $rules | all(.results[];
      .ruleId == $rules[.ruleIndex].id and (.message.text | length) > 0
      and (.locations | length) >= 1
      and .partialFingerprints["usbdma/v1"]
      and all(.locations[].physicalLocation; (.artifactLocation.uri | startswith("/") | not)
          and .region.startLine >= 1 and .region.startLine == .region.endLine
          and (.region.startColumn // 1) < (.region.endColumn // 2))
      and all(.codeFlows[]?.threadFlows[]; (.locations | length) <= 1000))))
"""


def test_sarif_has_what_github_asks_for(tmp_path):
    if not shutil.which("jq"):
        pytest.skip("needs jq")
    path = tmp_path / "all.sarif"
    long = made_up(path=[{"text": f"step {n}", "file": "a.c", "line": 1, "column": 1}
                         for n in range(3000)], line=9, column=0)
    for findings in ([], [made_up(), hostile(), long]):
        path.write_text(written("sarif", findings, lines=lambda f: LINES))
        p = subprocess.run(["jq", "-e", GITHUB, path], stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, check=False)
        assert p.returncode == 0, p.stdout


def test_sarif_tells_what_was_not_checked():
    run = sarif([], coverage=Coverage(checked=1, failed=[("a.c", "broken")]))["runs"][0]
    assert not run["invocations"][0]["executionSuccessful"]
    assert "a.c: broken" in json.dumps(run["invocations"])


def test_sarif_names_stay_names():
    uri = sarif([hostile()])["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"]["uri"]
    assert "\n" not in uri and "%0A" in uri and "%3Cscript%3E" in uri and "%FF" in uri


# --- many

@pytest.mark.parametrize("name", FORMATS)
def test_fifty_thousand(name):
    """Nothing lost, in reasonable time."""
    many = [made_up(file=f"drivers/usb/d{n % 500}.c", line=n // 500 + 1, function=f"f{n}",
                    path=[]) for n in range(50000)]
    many.sort(key=lambda f: (f.file, f.line))
    began = time.process_time()
    text = written(name, many)
    assert time.process_time() - began < 60
    if name == "sarif":
        runs = json.loads(text)["runs"]
        assert [len(r["results"]) for r in runs] == [25000, 25000]
        assert len({r["automationDetails"]["id"] for r in runs}) == 2
    elif name not in ("statistics",):
        mark = {"junit": "[UD101:", "checkstyle": "UD101.stack", "html": "<article"}.get(
            name, "'buf' is on the stack")
        assert text.count(mark) >= 50000
