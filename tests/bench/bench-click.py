#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the click on the icon to the panel's first frame: with its process to start, and with it hidden.

  bench-click.py [AGENT-OPTION…]     with --demo there is a year of history"""

import sys

import figures
from stage import claude, hosts, sandglass, screen
from stage.pixels import Eyes
from stage.screen import Box
from stage.stage import Stage
from stage.wait import wait_for

RUNS = 9


def below(icon):
    """A strip where the panel will be: a little below the tray, around the icon."""
    return Box(icon.x - 60, hosts.XFCE_HEIGHT + 60, 80, 20)


def time_open(eyes, stage):
    eyes.point(stage.icon)
    milliseconds = eyes.time_click(below(stage.icon))
    wait_for(lambda: screen.has_focus('sandglass'), 'the panel')
    return milliseconds


def close(eyes, stage):
    hosts.settled_picture(below(stage.icon))
    screen.press('Escape')
    wait_for(lambda: not screen.windows_of('sandglass'), 'the panel to close')
    hosts.settled_picture(below(stage.icon))


def end_panel(stage):
    for pid, program in sandglass.running(stage):
        if program == sandglass.PANEL:
            sandglass.end(pid)
    wait_for(lambda: not stage.has_name(sandglass.PANEL_NAME), 'the panel to end')


def main():
    stage = Stage('bench-click')
    try:
        home = claude.ClaudeHome(stage.home)
        home.write_limits(session=64)
        home.write_transcript([('claude-opus-5-5', 700_000, 20_000)])
        stage.panel = hosts.XfcePanel(stage)
        screen.move_away()
        empty = hosts.settled_picture(stage.panel.strip)
        agent = sandglass.start_agent(stage, *sys.argv[1:], G_DEBUG='')
        stage.icon = hosts.wait_for_icon(stage.panel.strip, empty)
        eyes = Eyes()
        cold, warm = [], []
        for _ in range(RUNS):
            cold.append(time_open(eyes, stage))
            close(eyes, stage)
            warm.append(time_open(eyes, stage))
            close(eyes, stage)
            end_panel(stage)
        figures.say_times('click to first frame, process to start', cold, 150)
        figures.say_times('click to first frame, hidden', warm, 15)
        sandglass.stop_agent(stage, agent)
    finally:
        stage.close()


if __name__ == '__main__':
    main()
