#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""polybar has no StatusNotifier host: the helper shows the icon, and leaves when a host comes."""

import os
import re

from stage import accessibility, claude, hosts, sandglass, screen, tap, tray
from stage.stage import Stage, need
from stage.wait import wait_for

NO_SERVER = 'http://127.0.0.1:9'


def helper_runs(stage):
    return any(program == 'sandglass-xembed' for _, program in sandglass.running(stage))


def a_bar_with_an_empty_tray(stage):
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64)
    accessibility.start(stage)
    stage.bar = hosts.Polybar(stage)
    screen.move_away()
    stage.empty = hosts.settled_picture(stage.bar.strip)


def the_helper_shows_the_icon(stage):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', NO_SERVER)
    sandglass.wait_for_percent(stage, 64)
    wait_for(lambda: helper_runs(stage), 'sandglass-xembed', 30)
    stage.icon = hosts.wait_for_icon(stage.bar.strip, stage.empty)
    screen.keep_picture(stage, 'icon', stage.icon)
    assert stage.icon.x > 1000 and stage.icon.width <= 40, stage.icon


def a_click_shows_the_panel(stage):
    screen.click(stage.icon)
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile(r'64\s%'))
    screen.keep_picture(stage, 'panel')


def a_second_click_closes_it(stage):
    screen.click(stage.icon)
    wait_for(lambda: not accessibility.shown_names(sandglass.APPLICATION), 'the panel to close')


def the_helper_leaves_when_a_host_comes(stage):
    stage.watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    wait_for(lambda: stage.watcher.items, 'the item at the host')
    wait_for(lambda: not helper_runs(stage), 'sandglass-xembed to leave')
    wait_for(lambda: not screen.changed_box(stage.empty, screen.take_picture(stage.bar.strip), stage.bar.strip),
             'the icon to leave the bar')


def it_comes_back_when_the_host_goes(stage):
    stage.watcher.close()
    wait_for(lambda: helper_runs(stage), 'sandglass-xembed', 30)
    hosts.wait_for_icon(stage.bar.strip, stage.empty)


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


STEPS = [a_bar_with_an_empty_tray, the_helper_shows_the_icon, a_click_shows_the_panel, a_second_click_closes_it,
         the_helper_leaves_when_a_host_comes, it_comes_back_when_the_host_goes, quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'openbox', 'polybar')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    play = Stage('polybar')
    if not os.path.exists(play.program('sandglass-xembed')):
        play.close()
        tap.skip_all('sandglass-xembed was not built')
    tap.run(STEPS, play)
