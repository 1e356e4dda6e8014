# SPDX-License-Identifier: GPL-2.0-or-later
"""The OASIS schema of SARIF 2.1.0 and a second consumer: both come in Microsoft's
SARIF Multitool (npm, MIT), which is fetched once into the build folder."""
import os
import shutil
import subprocess
import tarfile

import pytest
from harness import project

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"


def folder():
    """Where it is unpacked; skips by name when there is neither a copy nor npm."""
    where = project.BUILD / "sarif-multitool"
    given = os.environ.get("USBDMA_SARIF")
    if given:
        return project.BUILD.__class__(given)
    if not (where / "package/sarif-2.1.0.json").exists():
        if not shutil.which("npm"):
            pytest.skip(f"needs npm, or USBDMA_SARIF: the unpacked {PACKAGE}")
        where.mkdir(parents=True, exist_ok=True)
        p = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=where, timeout=300,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if p.returncode:
            pytest.skip(f"npm could not fetch {PACKAGE}: {p.stderr.decode()[-200:]}")
        with tarfile.open(next(where.glob("*.tgz"))) as t:
            t.extractall(where)
    return where


def schema():
    return folder() / "package/sarif-2.1.0.json"


def validate(path):
    """What the tool's own rules, and those it has for GitHub, say of a file."""
    tool = folder() / "package/Sarif.Multitool"
    tool.chmod(0o755)
    p = subprocess.run([tool, "validate", path, "--rule-kind", "Sarif;Ghas", "--level",
                        "Error;Warning"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       text=True, timeout=120, check=False,
                       env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    return p.returncode, p.stdout


# Class of sarif_om for what stands under a property; the others hold what they like.
CLASSES = {
    "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor",
    "shortDescription": "MultiformatMessageString", "fullDescription": "MultiformatMessageString",
    "help": "MultiformatMessageString", "defaultConfiguration": "ReportingConfiguration",
    "automationDetails": "RunAutomationDetails", "invocations": "Invocation",
    "toolExecutionNotifications": "Notification", "message": "Message", "results": "Result",
    "physicalLocation": "PhysicalLocation", "artifactLocation": "ArtifactLocation",
    "region": "Region", "snippet": "ArtifactContent", "logicalLocations": "LogicalLocation",
    "codeFlows": "CodeFlow", "threadFlows": "ThreadFlow", "relatedLocations": "Location",
    "location": "Location"}
OPAQUE = ("properties", "partialFingerprints")


def model(value, om, name="SarifLog"):
    """A document as objects of Debian's python3-sarif-python-om, which knows the names
    of the properties and those that must be there; TypeError for what does not fit."""
    cls = getattr(om, name)
    known = {a.metadata["schema_property_name"]: a.name for a in cls.__attrs_attrs__}
    words = {}
    for key, inner in value.items():
        if key not in known:
            raise TypeError(f"{name} has no property {key}")
        within = "ThreadFlowLocation" if (name, key) == ("ThreadFlow", "locations") else \
            "Location" if key == "locations" else CLASSES.get(key)
        many = isinstance(inner, list)
        if within and key not in OPAQUE:
            made = [model(v, om, within) for v in (inner if many else [inner])]
            inner = made if many else made[0]
        elif key not in OPAQUE and (isinstance(inner, dict) or
                                    many and any(isinstance(v, dict) for v in inner)):
            raise TypeError(f"{name}.{key} is an object that is not known here")
        words[known[key]] = inner
    return cls(**words)
