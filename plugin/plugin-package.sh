#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# plugin-package.sh CC... - Debian's package with the plugin headers of that compiler.
LC_ALL=C
export LC_ALL
major=$("$@" -dumpversion | cut -d. -f1) || exit 2
machine=$("$@" -dumpmachine | sed 's/_/-/g') || exit 2
host=$(gcc -dumpmachine 2>/dev/null | sed 's/_/-/g')
if [ "$machine" = "${host:-$machine}" ]; then
	echo "gcc-$major-plugin-dev"
else
	echo "gcc-$major-plugin-dev-$machine"
fi
