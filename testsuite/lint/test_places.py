# SPDX-License-Identifier: GPL-2.0-or-later
"""Trees that are built elsewhere: O= folders beside and below the sources."""
import pytest

from .conftest import commit, git
from .test_run import BAD, LAMP, SAFE, said, snapshot


# as the kernel's Makefile: .. when the sources are one folder up, else the full path
WHERE = """sources := $(patsubst %/,%,$(dir $(realpath $(firstword $(MAKEFILE_LIST)))))
srctree := $(if $(filter $(sources),$(patsubst %/,%,$(dir $(CURDIR)))),..,$(sources))
# as its outputmakefile
$(if $(filter $(sources),$(CURDIR)),,$(shell echo 'include $(sources)/Makefile' >Makefile))"""


@pytest.fixture(params=["beside", "below"])
def apart(request, fake_tree, tmp_path):
    """(sources in git, O= folder): only the latter is configured and prepared."""
    obj = fake_tree / "out" if request.param == "below" else tmp_path / "out"
    obj.mkdir()
    make = fake_tree / "Makefile"
    make.write_text(make.read_text().replace("srctree := .", WHERE))
    rules = fake_tree / "scripts/Makefile.build"
    rules.write_text(rules.read_text().replace("-Iinclude", "-I$(srctree)/include").replace(
        "%.o: %.c", "$(obj)/%.o: $(srctree)/$(obj)/%.c"))
    (fake_tree / ".config").rename(obj / ".config")
    (obj / "include").mkdir()
    for name in ("config", "generated"):
        (fake_tree / "include" / name).rename(obj / "include" / name)
    (obj / "Makefile").write_text(f"include {fake_tree}/Makefile\n")
    git(fake_tree, "init", "-q")
    (fake_tree / ".gitignore").write_text("out/\n")
    commit(fake_tree, "base")
    return fake_tree, obj


def test_tree(gcc, lint, apart):
    source, obj = apart
    before = snapshot(source)
    for words in ((), (LAMP,)):
        said(lint("--kdir", obj, *words), 1, f"{LAMP}:9:", " 0 not checked")
    said(lint(cwd=obj), 1, f"{LAMP}:9:")
    assert snapshot(source) == before


def test_commits_and_patches(gcc, lint, apart):
    source, obj = apart
    path = source / LAMP
    path.write_text(path.read_text().replace(BAD, SAFE))
    commit(source, "mend")
    path.write_text(path.read_text().replace(SAFE, BAD))
    commit(source, "break")
    mbox = git(source, "format-patch", "--stdout", "-1") + "\n"
    before, out = snapshot(source), (obj / "Makefile").read_text()
    said(lint("--kdir", obj, "--git", "HEAD~2..HEAD~"), 0, "0 new findings")
    said(lint("--kdir", obj, "--git", "HEAD~.."), 1, f"{LAMP}:9:", "1 new finding,")
    git(source, "reset", "-q", "--hard", "HEAD~")
    for _ in range(2):                  # also with the words that the first run kept
        said(lint("--kdir", obj, "--patch", "-", data=mbox), 1, f"{LAMP}:9:", "1 new finding,")
    assert (obj / "Makefile").read_text() == out
    git(source, "reset", "-q", "--hard", "ORIG_HEAD")
    assert set(snapshot(source)) == set(before)
