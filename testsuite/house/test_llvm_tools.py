# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree that LLVM's tools configured is visited with them: with others Kbuild would change it."""
import sys
from types import SimpleNamespace

import pytest

from .conftest import TOP

sys.path.insert(0, str(TOP / "lint"))
from usbdma_tree import kernel  # noqa: E402


@pytest.mark.parametrize("config, words", [
    ("CONFIG_LD_IS_LLD=y\nCONFIG_HAS_LTO_CLANG=y\n", ["LD=ld.lld", "AR=llvm-ar", "NM=llvm-nm"]),
    ("CONFIG_LD_IS_LLD=y\n# CONFIG_HAS_LTO_CLANG is not set\n", ["LD=ld.lld"]),
    ("CONFIG_LD_IS_BFD=y\n", []),
    ("CONFIG_X86_64=y\nCONFIG_LD_IS_LLD=y\n", ["LD=ld.lld", "OBJCOPY=llvm-objcopy"]),
    ("CONFIG_X86_64=y\n# CONFIG_X86_X32_ABI is not set\n", []),
])
@pytest.mark.parametrize("cc", ["clang", "gcc"])
def test_tools_of_the_tree(config, words, cc, tmp_path, monkeypatch):
    monkeypatch.setattr(kernel.shutil, "which", lambda name: "/usr/bin/" + name)
    (tmp_path / ".config").write_text(config)
    tree = SimpleNamespace(cc=cc, kdir=tmp_path)
    asked = SimpleNamespace(arch=None, cross_compile=None)
    assert kernel.variables(tree, asked, None) == [f"CC={cc}"] + (words if cc == "clang" else [])
