# SPDX-License-Identifier: GPL-2.0-or-later
"""The CI recipes, each run as its service would, with stand-ins for the service."""
import json
import os
import re
import shlex
import shutil
import subprocess

import pytest
from harness import project
from house.conftest import environment

from .conftest import COMMAND, TOP, commit, git
from .container import instructions
from .test_run import BAD, LAMP, SAFE

MAIN = "int lamp{0}(struct usb_device *d);\nint lamp{0}(struct usb_device *d)\n{{\n"


def grow(tree, n, body):
    """Commit one more function of that body."""
    path = tree / LAMP
    path.write_text(path.read_text() + MAIN.format(n) + body + "}\n")
    return commit(tree, f"misc: lamp {n}")


@pytest.fixture
def programs(tmp_path, gcc):
    """(PATH, environment): usbdma-lint as installed, sudo, and a make that has built."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "usbdma-lint").write_text(
        f"#!/bin/sh\ncheck='--check {project.BUILD}/usbdma-check'\n"
        f"case $1 in fix) exec {COMMAND} \"$@\" $check;; -*) set -- run \"$@\";; esac\n"
        f"exec {COMMAND} \"$@\" $check --engine plugin\n")
    (folder / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
    for path in folder.iterdir():
        path.chmod(0o755)
    return environment(PATH=f"{folder}:{os.environ['PATH']}", USBDMA_CACHE=str(tmp_path / "cache"))


def shell(words, script, cwd, env, **more):
    return subprocess.run([*words, script], cwd=cwd, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, timeout=300, **more)


# --- GitHub

def value(expression, context):
    """Of `a.b || c.d`: the first that is set."""
    for term in expression.split("||"):
        here = context
        for part in term.strip().split("."):
            here = here.get(part, "") if isinstance(here, dict) else ""
        if here:
            return here
    return ""


def filled(text, context):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: value(m[1], context), str(text))


def action(tree, env, event, **given):
    """Run the steps of action.yml: (status, output)."""
    yaml = pytest.importorskip("yaml", reason="needs python3-yaml")
    text = yaml.safe_load((TOP / "action.yml").read_text())
    context = {"github": {"event": event, "sha": git(tree, "rev-parse", "HEAD"),
                          "action_path": str(tree.parent / "action")}, "inputs": {}}
    for name, one in text["inputs"].items():
        context["inputs"][name] = given.pop(name, filled(one["default"], context))
    assert not given
    said = ""
    for step in text["runs"]["steps"]:
        assert step["shell"] == "bash"
        more = {k: filled(v, context) for k, v in step.get("env", {}).items()}
        where = filled(step.get("working-directory", tree), context)
        script = tree.parent / "step.sh"
        script.write_text(filled(step["run"], context))
        r = shell(["bash", "--noprofile", "--norc", "-eo", "pipefail"], script, where,
                  {**env, **more, "GITHUB_ACTIONS": "true"})
        said += r.stdout
        if r.returncode:
            return r.returncode, said
    return 0, said


@pytest.fixture
def checkout(git_tree, programs):
    """What `uses:` leaves: the action's repository; its make is told, not run."""
    where = git_tree.parent / "action"
    (where / "lint").mkdir(parents=True)
    (where / "lint/install-packages").write_text('#!/bin/sh\necho "install-packages $*"\n')
    (where / "lint/usbdma-lint").symlink_to(git_tree.parent / "bin/usbdma-lint")
    (where / "lint/install-packages").chmod(0o755)
    (where / "Makefile").write_text("all:\n\t@echo built\n")
    return git_tree


def test_github_action(checkout, programs):
    base = git(checkout, "rev-parse", "HEAD")
    grow(checkout, 2, SAFE)
    pull = {"pull_request": {"base": {"sha": base}}}
    status, said = action(checkout, programs, pull)
    assert status == 0 and "install-packages lint gcc\nbuilt\n" in said, said
    assert json.loads((checkout / "usbdma.sarif").read_text())["runs"][0]["results"] == []
    grow(checkout, 3, BAD)
    status, said = action(checkout, programs, pull, sarif="x.sarif")
    assert status == 1 and "1 new finding" in said, said
    assert len(json.loads((checkout / "x.sarif").read_text())["runs"][0]["results"]) == 1
    assert action(checkout, programs, {"before": base}, **{"fail-on": "never"})[0] == 0
    status, said = action(checkout, programs, pull, kdir="/nowhere")
    assert status == 2 and "/nowhere" in said


def test_github_action_on_a_module(checkout, programs):
    """An external module, in a folder of its own below the checkout."""
    module = checkout / "drivers/usb/misc"
    (module / "Kbuild").write_text("obj-m += lamp.o\n")
    make = checkout / "scripts/Makefile.build"
    make.write_text(make.read_text() + "\nx:\n")
    base = commit(checkout, "kbuild")
    grow(checkout, 2, BAD)
    status, said = action(checkout, programs, {"before": base}, module="drivers/usb/misc")
    assert status == 1 and "1 new finding" in said, said


# --- GitLab

def test_gitlab_template(git_tree, programs):
    yaml = pytest.importorskip("yaml", reason="needs python3-yaml")
    job = yaml.safe_load((TOP / "lint/ci/gitlab.yml").read_text())[".usbdma"]
    base = git(git_tree, "rev-parse", "HEAD")
    grow(git_tree, 2, BAD)
    env = {**programs, **job["variables"], "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
           "CI_COMMIT_SHA": git(git_tree, "rev-parse", "HEAD"), "GITLAB_CI": "true",
           "CI_PROJECT_DIR": str(git_tree)}
    r = shell(["sh", "-e", "-c"], "\n".join(job["script"]), git_tree, env)
    assert r.returncode == 1 and "1 new finding" in r.stdout, r.stdout
    reports = job["artifacts"]["reports"]
    rows = json.loads((git_tree / reports["codequality"]).read_text())
    # docs.gitlab.com/ci/testing/code_quality: what a report must have
    for row in rows:
        assert row["description"] and row["check_name"] and row["fingerprint"]
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["location"]["path"] == LAMP and row["location"]["lines"]["begin"] > 9
    assert len(rows) == 1
    assert "<failure" in (git_tree / reports["junit"]).read_text()
    assert all((git_tree / p).exists() for p in job["artifacts"]["paths"])
    assert job["artifacts"]["when"] == "always"


# --- NIPA

def nipa(tree, env, tmp_path):
    """As NIPA runs a test of tests/patch/: (status, line for patchwork)."""
    info = json.loads((TOP / "lint/ci/nipa/usbdma/info.json").read_text())
    read, write = os.pipe()
    results = tmp_path / "results"
    results.mkdir(exist_ok=True)
    more = {"DESC_FD": str(write), "RESULTS_DIR": str(results), "BRANCH_BASE": "HEAD~"}
    p = subprocess.run(["bash", str(TOP / "lint/ci/nipa/usbdma" / info["run"][0])], cwd=tree,
                       env={**env, **more}, pass_fds=[write], stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, check=False, timeout=300)
    os.close(write)
    with open(read, encoding="utf-8") as f:
        return p.returncode, f.read().strip()


def test_nipa_folder(git_tree, programs, tmp_path):
    grow(git_tree, 2, SAFE)
    assert nipa(git_tree, programs, tmp_path) == (0, "usbdma: no new findings (1 unit checked)")
    grow(git_tree, 3, BAD)
    assert nipa(git_tree, programs, tmp_path) == (1, "usbdma: new errors: 1 (1 unit checked)")
    (git_tree / ".usbdma.toml").write_text('severity = ["stack_buffer=warning"]\n')
    assert nipa(git_tree, programs, tmp_path) == (250, "usbdma: new warnings: 1 (1 unit checked)")
    assert "stack_buffer" in (tmp_path / "results/usbdma.txt").read_text()
    (git_tree / "README").write_text("x\n")
    commit(git_tree, "readme")
    assert nipa(git_tree, programs, tmp_path) == (0, "No USB driver touched, skip")
    env = {**programs, "USBDMA_KDIR": "/nowhere"}
    assert nipa(git_tree, env, tmp_path)[0] not in (0, 250)


# --- b4

def documented(text, key):
    return re.search(rf'git config {re.escape(key)} "([^"]+)"', text)[1]


def test_b4_config_line(git_tree, programs):
    """b4 0.14 gives each patch of the prep branch to the command, in the tree's top folder."""
    git(git_tree, "config", "b4.prep-perpatch-check-cmd",
        documented((TOP / "docs/ci.md").read_text(), "b4.prep-perpatch-check-cmd"))
    command = shlex.split(git(git_tree, "config", "b4.prep-perpatch-check-cmd"))
    grow(git_tree, 2, SAFE)
    grow(git_tree, 3, BAD)
    said = []
    for n in ("HEAD~", "HEAD"):
        message = git(git_tree, "format-patch", "--stdout", "-1", n) + "\n"
        p = subprocess.run(command, cwd=git_tree, env=programs, input=message, text=True,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        said.append((p.returncode, p.stdout.count("ERROR:"), p.stdout.count("\n")))
    assert said == [(0, 0, 0), (1, 1, 1)]


# --- pre-commit

def test_pre_commit_program(git_tree, programs, tmp_path):
    """The real pre-commit, which clones this repository and runs the hook."""
    if not shutil.which("pre-commit"):
        pytest.skip("needs pre-commit")
    if subprocess.run(["git", "-C", TOP, "rev-parse", "HEAD"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("needs the sources in git")
    hook = tmp_path / "hook"
    for name in (".pre-commit-hooks.yaml", "lint/ci/pre-commit"):
        (hook / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, hook / name)
    git(hook, "init", "-q")
    rev = commit(hook, "the hook as it is")
    (git_tree / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hook}\n  rev: {rev}\n  hooks:\n  - id: usbdma-lint\n")
    commit(git_tree, "pre-commit")
    env = {**programs, "PRE_COMMIT_HOME": str(tmp_path / "home"), "HOME": str(tmp_path),
           "GIT_CONFIG_COUNT": "0"}

    def run():
        return subprocess.run(["pre-commit", "run"], cwd=git_tree, env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    path = git_tree / LAMP
    path.write_text(path.read_text() + MAIN.format(2) + SAFE + "}\n")
    git(git_tree, "add", "-A")
    r = run()
    assert r.returncode == 0 and "Passed" in r.stdout, r.stdout
    path.write_text(path.read_text() + MAIN.format(3) + BAD + "}\n")
    git(git_tree, "add", "-A")
    r = run()
    assert r.returncode == 1 and "1 new finding" in r.stdout, r.stdout


# --- the container

def test_container_file():
    """All that it copies is there, and each command is one for sh; testsuite/lint/container.py
    does the whole."""
    rows = instructions((TOP / "lint/ci/Containerfile").read_text())
    assert [w for w, _ in rows].count("FROM") == 2 and rows[-1][0] == "ENTRYPOINT"
    for word, rest in rows:
        if word == "COPY" and "--from" not in rest:
            assert all((TOP / name).exists() for name in rest.split()[:-1]), rest
        elif word == "RUN":
            p = subprocess.run(["sh", "-n", "-c", rest], stderr=subprocess.PIPE, check=False)
            assert p.returncode == 0, p.stderr
