#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often an idle agent wakes in a minute, on a stage where nothing happens."""

import os

import figures
from stage import claude, sandglass, tray
from stage.stage import Stage
from stage.wait import stays

SECONDS = 60


def main():
    stage = Stage('bench-wake-ups', display=False)
    try:
        home = claude.ClaudeHome(stage.home)
        home.write_limits(session=64)
        home.write_transcript([('claude-opus-5-5', 700_000, 20_000)])
        stage.watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
        agent = sandglass.start_agent(stage, G_DEBUG='')
        sandglass.wait_for_percent(stage, 64)
        # What the start leaves behind is not idling: GLib's spare threads go after 15 s.
        stays(agent.is_running, 'running', 20)
        before = figures.wake_ups(agent.pid)
        stays(agent.is_running, 'running', SECONDS)
        count = figures.wake_ups_between(before, figures.wake_ups(agent.pid))
        figures.say(f'agent idle, wake-ups in {SECONDS} s', count, 'times', 2)
        sandglass.stop_agent(stage, agent)
    finally:
        stage.close()


if __name__ == '__main__':
    main()
