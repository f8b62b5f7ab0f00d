#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the agent to its icon at the host, beside 50 MB of transcripts: never read before, and read."""

import os
import time

import corpus
import figures
from stage import claude, sandglass, tray
from stage.stage import Stage
from stage.wait import wait_for

RUNS = 7


def time_start(stage, watcher):
    """Milliseconds to the icon, and to the costs."""
    known = len(watcher.items)
    start = time.monotonic()
    agent = stage.programs.start('agent', [stage.program('sandglass-agent')])
    wait_for(lambda: len(watcher.items) > known, 'the item at the host', step_ms=1)
    icon = (time.monotonic() - start) * 1000
    wait_for(lambda: sandglass.property_of(stage, 'Costs').get('today-pico-usd'), 'the costs', 60)
    costs = (time.monotonic() - start) * 1000
    sandglass.stop_agent(stage, agent)
    return icon, costs


def forget_ledger():
    folder = os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass')
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))


def main():
    stage = Stage('bench-start', display=False)
    try:
        home = claude.ClaudeHome(stage.home)
        home.write_limits(session=64)
        figures.say('transcripts', corpus.write(home), 'files')
        watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
        first = [time_start(stage, watcher)]
        for _ in range(RUNS - 1):
            forget_ledger()
            first.append(time_start(stage, watcher))
        later = [time_start(stage, watcher) for _ in range(RUNS)]
        figures.say_times('agent start to icon, nothing read before', [icon for icon, _ in first], 60)
        figures.say_times('agent start to costs, nothing read before', [costs for _, costs in first])
        figures.say_times('agent start to icon, ledger there', [icon for icon, _ in later], 60)
        figures.say_times('agent start to costs, ledger there', [costs for _, costs in later])
    finally:
        stage.close()


if __name__ == '__main__':
    main()
