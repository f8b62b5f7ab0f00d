# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a scenario step by step and tells the harness in TAP.

A step is a function whose name says what it promises. Steps build on one another:
after the first that fails, the rest is skipped.
"""

import sys
import traceback


def run(steps, stage):
    """Runs steps (functions of stage) in order; ends the program with 1 if one failed."""
    print(f'1..{len(steps)}', flush=True)
    broken = False
    try:
        for number, step in enumerate(steps, 1):
            name = step.__name__.replace('_', ' ')
            if broken:
                print(f'ok {number} {name} # SKIP an earlier step failed', flush=True)
                continue
            broken = not _passes(step, stage)
            print(f'{"not ok" if broken else "ok"} {number} {name}', flush=True)
    finally:
        stage.close()
    sys.exit(1 if broken else 0)


def _passes(step, stage):
    try:
        step(stage)
    except Exception:  # whatever it was, the log wants it
        report = traceback.format_exc() + stage.describe(step.__name__)
        print(report, file=sys.stderr, flush=True)
        return False
    return True


def skip_all(reason):
    """Ends the program: nothing here can run."""
    print(f'1..0 # SKIP {reason}', flush=True)
    sys.exit(0)
