# SPDX-License-Identifier: GPL-2.0-or-later
"""usbdma-lint fix: each rewrite there is, real drivers with planted faults, and the
rewrites that must not be kept."""
import re
import shutil
import subprocess

import pytest
from harness import cocci, project

from usbdma_lint import farm, main, mend, rules

from .conftest import commit, git, worktree_state

SEEDS = project.TESTSUITE / "seeds/patches"
PLANTED = {"001-cypress-vendor-stack": "stack_buffer", "026-visor-probe-gfp-dma": "gfp_dma",
           "021-yurex-setup-dma": ""}        # the shape of the last is left alone
HEAD = ("// SPDX-License-Identifier: GPL-2.0\n#include <linux/module.h>\n"
        "#include <linux/usb.h>\n#include <linux/slab.h>\n")
SETUP = ("int {0}(struct urb *urb, dma_addr_t handle);\n"
         "int {0}(struct urb *urb, dma_addr_t handle)\n{{\n\turb->setup_dma = handle;\n"
         "\treturn usb_submit_urb(urb, GFP_KERNEL);\n}}\n")
ALLOC = ("int demo_send(struct usb_device *udev);\nint demo_send(struct usb_device *udev)\n{\n"
         "\tint ret = -ENOMEM;\n\tu8 *buf = kmalloc(8, GFP_KERNEL | GFP_DMA);\n\n\tif (buf)\n"
         "\t\tret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, 8, NULL, 9);\n"
         "\tkfree(buf);\n\treturn ret;\n}\n")
LICENSE = 'MODULE_LICENSE("GPL");\n'

pytestmark = pytest.mark.skipif(bool(cocci.missing()), reason=cocci.missing() or "")


def slugs():
    return sorted(p.stem for p in mend.rewriting())


def case(slug):
    """The shortest driver that the rewrite is proven with."""
    found = [p for p in (project.TESTSUITE / slug).glob("fix_*.c") if ".fixed" not in p.name]
    return min(found, key=lambda p: (p.stat().st_size, p.name))


def module(repo, **files):
    """A module in git, of one file each."""
    repo.mkdir()
    git(repo, "init", "-q")
    (repo / "Kbuild").write_text("".join(f"obj-m += {n}.o\n" for n in sorted(files)))
    for name, text in files.items():
        (repo / f"{name}.c").write_text(text)
    commit(repo, "base")
    return repo


def words(kernel, *more):
    return ("--no-config", "--check", project.BUILD / "usbdma-check", "--kdir", kernel,
            "--author", "A U Thor <author@example.com>", *more)


def apply(repo, where, paths):
    """A clean clone with the patches applied by git am."""
    clone = where / "clone"
    git(where, "clone", "-q", repo, clone)
    git(clone, "am", "-q", *paths)
    return clone


@pytest.fixture(scope="module")
def every(gcc, lint_all, kernel, tmp_path_factory):
    """({slug: patch}, run, clone): one driver for each rewrite, mended in one run."""
    where = tmp_path_factory.mktemp("fix")
    repo = module(where / "drivers", **{s: case(s).read_text() for s in slugs()})
    out = where / "out"
    out.mkdir()
    r = lint_all("fix", *words(kernel, "-M", repo, "--enable", "all", "--output", out))
    assert git(repo, "status", "--porcelain", "--ignored") == ""
    patches = [p for p in r.stdout.split("\n") if p]
    return {p.split("/")[-1].split("-")[1]: open(p, encoding="utf-8").read() for p in patches}, \
        r, apply(repo, where, patches)


@pytest.mark.parametrize("slug", slugs())
def test_each_rewrite_becomes_a_commit(every, slug):
    """What, why with the document, tool and version, what was tested."""
    patches, r, clone = every
    assert slug in patches, r.stderr
    text, rule = " ".join(patches[slug].split()), rules.get(slug)
    why = " ".join(rules.section(slug, "Why").split())[:40].replace("`", "")
    for wanted in (why, f"rule {rule.id} {slug}", f"{slug}.cocci", "Documentation/", "Tested: ",
                   "compiles for Linux 6.1", "Signed-off-by: A U Thor <author@example.com>"):
        assert wanted in text, patches[slug]
    assert re.search(r"Found by usbdma \d+\.\d+", text)
    log = git(clone, "log", "-1", "--format=%an <%ae>%n%B", "--", f"{slug}.c")
    assert log.startswith("A U Thor <author@example.com>\n") and "Tested: " in log


def test_what_was_mended_is_silent(every, lint_all, kernel):
    """All of it together, in the clone that git am made."""
    _, _, clone = every
    r = lint_all("run", *words(kernel)[:-2], "-M", clone, "--engine", "plugin")
    assert r.returncode == 0 and " 0 not checked" in r.stdout, r.stdout + r.stderr


@pytest.fixture(scope="module")
def planted(kernel, tmp_path_factory):
    """(tree with planted faults, repository with these drivers, their names)"""
    where = tmp_path_factory.mktemp("planted")
    tree, repo = farm.Farm(kernel, where / "linux"), where / "repo"
    names = []
    repo.mkdir()
    git(repo, "init", "-q")
    for seed in PLANTED:
        text = (SEEDS / f"{seed}.patch").read_bytes()
        name = re.search(rb"^\+\+\+ b/(\S+)", text, re.M)[1].decode()
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kernel / name, repo / name)
        subprocess.run(["patch", "-s", "-p1"], cwd=repo, input=text, check=True)
        tree.put(name, (repo / name).read_bytes())
        names.append(name)
    commit(repo, "base")
    return where / "linux", repo, names


def test_drivers_of_the_tree(gcc, lint_all, planted, tmp_path):
    """To whom it goes is asked of the tree; the tree stays as it is."""
    tree, repo, names = planted
    out = tmp_path / "out"
    out.mkdir()
    before = worktree_state(tree, "drivers/usb", "include/config")
    r = lint_all("fix", *words(tree, "--output", out), *names)
    assert worktree_state(tree, "drivers/usb", "include/config") == before
    paths = [p for p in r.stdout.split("\n") if p]
    text = {p: open(p, encoding="utf-8").read() for p in paths}
    assert "not mended: drivers/usb/misc/yurex.c: setup_dma_use: " in r.stderr, r.stderr
    for name, slug in zip(names, filter(None, PLANTED.values())):
        mine = [t for t in text.values()
                if f"+++ b/{name}\n" in t and f" {slug};" in " ".join(t.split())]
        assert len(mine) == 1, r.stderr
        assert "To: " in mine[0] and "@vger.kernel.org" in mine[0], mine[0]
    clone = apply(repo, tmp_path, paths)
    assert len(git(clone, "log", "--format=%s").split("\n")) == len(paths) + 1


def test_many_findings_in_one_file(gcc, lint_all, kernel, tmp_path):
    """One commit a rule, each on top of the one before; --rule and --dry-run."""
    repo = module(tmp_path / "r", demo=HEAD + SETUP.format("one") + SETUP.format("two") + ALLOC
                  + LICENSE)
    more = words(kernel, "-M", repo)
    r = lint_all("fix", *more, "--dry-run", "--rule", "gfp_dma")
    assert r.returncode == 0 and r.stdout.count("Subject: [PATCH]") == 1, r.stdout + r.stderr
    assert "GFP_DMA);" in r.stdout and git(repo, "status", "--porcelain") == ""
    out = tmp_path / "out"
    out.mkdir()
    more = (*more[:-4], "--author", "J\xf6rg \xd6 <j@example.com>", *more[-2:])
    r = lint_all("fix", *more, "--output", out)
    paths = r.stdout.split()
    assert [p.split("/")[-1][5:] for p in paths] == ["demo-gfp_dma.patch",
                                                     "demo-setup_dma_use.patch"]
    text = " ".join(open(paths[1], encoding="utf-8").read().split())
    assert "In one(), " in text and "in two(), " in text
    clone = apply(repo, tmp_path, paths)
    assert git(clone, "log", "-1", "--format=%an") == "J\xf6rg \xd6"
    assert "setup_dma" not in (clone / "demo.c").read_text()


@pytest.mark.parametrize("new, said", [
    ("\turb->no_such_member = 0;", "does not compile"),
    ("\tu8 b[8];\n\n\tusb_bulk_msg(urb->dev, 0, b, 8, NULL, 9);",
     "would bring stack_buffer in line"),
    ("\turb->setup_dma = handle;", "the finding would stay"),
])
def test_rewrites_that_are_dropped(gcc, kernel, tmp_path, monkeypatch, capsys, new, said):
    """A semantic patch that went wrong: nothing is written, and why is said."""
    repo = module(tmp_path / "r", demo=HEAD + SETUP.format("demo") + LICENSE)

    def rewrite(root, file, slug, _work):
        lines = (root / file).read_text().split("\n")
        at = next(n for n, line in enumerate(lines) if "setup_dma" in line)
        rows = new.split("\n")
        hunk = [f"--- a/{file}", f"+++ b/{file}", f"@@ -{at},3 +{at},{2 + len(rows)} @@",
                " " + lines[at - 1], "-" + lines[at], *("+" + row for row in rows),
                " " + lines[at + 1], ""]
        return "\n".join(hunk).encode(), None
    monkeypatch.setattr(mend, "rewrite", rewrite)
    monkeypatch.setenv("USBDMA_CACHE", str(tmp_path / "cache"))
    out = tmp_path / "out"
    out.mkdir()
    argv = ["fix", *words(kernel, "-M", repo, "--output", out, "--rule", "setup_dma_use")]
    main.main([str(w) for w in argv])
    err = capsys.readouterr().err
    assert re.search(f"^not mended: demo.c: setup_dma_use: .*{said}", err, re.M), err
    assert "0 patches, 1 kind of finding left" in err and not list(out.iterdir())
