# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what is promised, with a deadline; never for a while."""

import os
import time

from gi.repository import GLib

# Sanitizers and busy machines are slow; they say so.
PATIENCE = float(os.environ.get('SANDGLASS_TEST_PATIENCE', '1'))
POLL_MS = 20


def serve(context):
    """All that has come: a program may wait for our answer while a slow condition is looked at."""
    context.iteration(True)
    while context.pending():
        context.iteration(False)


def wait_for(condition, what, seconds=15, step_ms=POLL_MS):
    """Serves the main loop until condition() is true, and returns that; fails when the time is over."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + seconds * PATIENCE
    tick = GLib.timeout_add(step_ms, lambda: True)
    try:
        while True:
            result = condition()
            if result:
                return result
            if time.monotonic() > deadline:
                raise AssertionError(f'waited {seconds} s in vain for {what}')
            serve(context)
    finally:
        GLib.source_remove(tick)


def stays(condition, what, seconds=1.5):
    """Serves the main loop for a while and fails as soon as condition() is false: for what must not happen."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + seconds * PATIENCE
    tick = GLib.timeout_add(POLL_MS, lambda: True)
    try:
        while time.monotonic() < deadline:
            assert condition(), f'did not stay: {what}'
            serve(context)
    finally:
        GLib.source_remove(tick)
