#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# plugin-key.sh CC... - name of the compiler's folder in build/: a plugin is
# refused by a compiler of another version, target or configuration, so that
# VERSION-MACHINE-CRC is one plugin, CRC being cksum(1) of the text after
# "Configured with: " in `CC -v`, its newline included.
LC_ALL=C
export LC_ALL
version=$("$@" -dumpfullversion) && machine=$("$@" -dumpmachine) || exit 2
[ -n "$version" ] && [ -n "$machine" ] || exit 2
crc=$("$@" -v 2>&1 | sed -n 's/^Configured with: //p' | cksum) || exit 2
echo "$version-$machine-${crc%% *}"
