# SPDX-License-Identifier: GPL-3.0-or-later
"""A stage for the scenarios: a display, a bus, a home and a panel of its own for each test program."""
