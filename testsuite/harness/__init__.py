# SPDX-License-Identifier: GPL-2.0-or-later
"""The test harness: test drivers with expectations in comments, run by pytest."""
