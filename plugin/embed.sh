#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# embed.sh NAME FILE - the text of FILE as a C string called NAME, on stdout:
# one literal a line, with whatever C would read differently escaped.
set -e
[ -r "$2" ] || { echo "embed.sh: cannot read '$2'" >&2; exit 2; }
tab=$(printf '\t')
cr=$(printf '\r')
echo "/* generated from $(basename "$2"): do not edit */"
echo "extern const char $1[];"
echo "const char $1[] ="
LC_ALL=C sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e "s/$tab/\\\\t/g" \
	-e "s/$cr/\\\\r/g" -e 's/^/"/' -e 's/$/\\n"/' <"$2"
# an empty file is an empty string, and a last line without an end gets one
printf '\n"";\n'
