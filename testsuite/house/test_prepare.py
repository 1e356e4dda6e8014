# SPDX-License-Identifier: GPL-2.0-or-later
"""testsuite/kernel/prepare and all-usb, as far as no kernel is needed."""
from .conftest import TOP, run

PREPARE = TOP / "testsuite/kernel/prepare"


def test_wrong_words():
    for words, said in ((["6.3"], "usage:"), ([], "usage:"),
                        (["6.1", "--config", "tiny"], "'tiny'")):
        r = run(PREPARE, *words)
        assert r.returncode == 2 and said in r.stderr and r.stdout == ""


def test_a_tree_of_ones_own(fake_tree):
    r = run(PREPARE, "6.1", USBDMA_KDIR_6_1=str(fake_tree))
    assert r.returncode == 0 and r.stdout.strip() == str(fake_tree)
    r = run(PREPARE, "6.1", USBDMA_KDIR_6_1=str(fake_tree / "drivers"))
    assert r.returncode == 2 and "is not a configured kernel tree" in r.stderr


def test_all_usb_asks_for_drivers_and_what_hides_them(fake_tree, tmp_path):
    for folder in ("sound", "net"):
        (fake_tree / folder).mkdir()
    (fake_tree / "drivers/usb/misc/Kconfig").write_text(
        "config LAMPS\n\tbool \"lamps\"\n\nif LAMPS\n\nconfig LAMP\n\ttristate \"a lamp\"\n"
        "\tdepends on USB\n\nconfig LAMP_DEBUG\n\tbool \"debug\"\n\nconfig HAVE\n\ttristate "
        "\"x\"\n\nendif\n")
    (fake_tree / "drivers/usb/core/Kconfig").write_text("config OTHER\n\ttristate \"not beside a "
                                                        "user\"\n")
    config = tmp_path / "config"
    config.write_text("CONFIG_HAVE=y\n")
    got = run(TOP / "testsuite/kernel/all-usb", fake_tree, config).stdout.split("\n")
    assert "CONFIG_LAMP=m" in got and "CONFIG_LAMPS=y" in got
    assert not [line for line in got if "HAVE" in line or "OTHER" in line or "DEBUG" in line]
