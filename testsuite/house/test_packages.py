# SPDX-License-Identifier: GPL-2.0-or-later
"""lint/install-packages, on a stand-in of a machine on which nothing is installed."""
import shutil

import pytest

from .conftest import TOP, run

DPKG = '[ -e "$STATE/$4" ] || exit 1\nprintf installed\n'
ID = 'echo "$ID_IS"\n'
CACHE = 'echo "Package: gcc"; echo "Version: 4:12.2.0-3"\n'
# what gcc -dumpversion and -dumpmachine are asked for, once it is there
APT = r'''echo "$@" >>"$STATE/log"
for p; do
	case $p in -*|install|update) continue ;; esac
	: >"$STATE/$p"
	[ "$p" != gcc ] || {
		printf '#!/bin/sh\ncase $1 in -dumpversion) echo 12 ;; *) echo x86_64-linux-gnu ;; esac\n'
	} >"$BIN/gcc"
	[ "$p" != gcc ] || chmod +x "$BIN/gcc"
done
'''


@pytest.fixture
def bare(tmp_path):
    """(environment, folder of what was installed) of a machine without a compiler."""
    state, bin_ = tmp_path / "state", tmp_path / "bin"
    state.mkdir()
    bin_.mkdir()
    for tool in ("sh", "sed", "cut", "chmod", "cat"):
        (bin_ / tool).symlink_to(shutil.which(tool))
    for name, body in (("dpkg-query", DPKG), ("apt-get", APT), ("apt-cache", CACHE), ("id", ID)):
        (bin_ / name).write_text("#!/bin/sh\n" + body)
        (bin_ / name).chmod(0o755)
    env = {"PATH": str(bin_), "STATE": str(state), "BIN": str(bin_), "ID_IS": "0"}
    return env, state


def test_the_headers_of_a_compiler_that_was_just_installed(bare):
    env, state = bare
    r = run(TOP / "lint/install-packages", "check", "gcc", **env)
    assert r.returncode == 0, r.stderr
    assert (state / "gcc").exists()
    assert (state / "gcc-12-plugin-dev").exists(), r.stderr
    again = run(TOP / "lint/install-packages", "check", "gcc", **env)
    assert again.stderr == ""


def test_without_root_one_command_has_all(bare):
    env, state = bare
    r = run(TOP / "lint/install-packages", "lint", "gcc", **{**env, "ID_IS": "1000"})
    assert r.returncode == 0
    command = r.stderr.split("apt-get install ")[1].split()
    assert {"make", "gcc", "gcc-12-plugin-dev"} <= set(command)
    assert not (state / "log").exists()
