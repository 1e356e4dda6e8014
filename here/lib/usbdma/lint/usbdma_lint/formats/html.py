# SPDX-License-Identifier: GPL-2.0-or-later
"""Format html: a page to read in a browser, see html/."""
from ..html import page

NAME = "html"
HELP = "one HTML page with search, charts and drawn flows"


def write(report, out):
    page.write(report, out)
