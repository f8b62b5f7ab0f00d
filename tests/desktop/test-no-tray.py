#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No tray at all: the launcher still opens the full window."""

import os
import re

from stage import accessibility, claude, sandglass, screen, tap
from stage.stage import Stage, need
from stage.wait import wait_for


def a_desktop_without_a_tray(stage):
    os.environ['CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'] = '1'
    claude.ClaudeHome(stage.home).write_limits(session=64)
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])


def the_command_opens_a_window(stage):
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile(r'64\s%'), 30)
    screen.keep_picture(stage, 'window')


def the_window_has_a_title_and_can_be_closed(stage):
    window = wait_for(lambda: screen.windows_of('sandglass'), 'the window')[-1]
    assert 'Sandglass' in screen.window_title(window), screen.window_title(window)
    accessibility.do(accessibility.find(sandglass.APPLICATION, 'push button', re.compile('Close')))
    wait_for(lambda: not screen.windows_of('sandglass'), 'the window to close')


def the_agent_stays(stage):
    assert stage.has_name(sandglass.NAME)
    answer = sandglass.run(stage, 'quit')
    assert answer.returncode == 0, answer.stderr
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


STEPS = [a_desktop_without_a_tray, the_command_opens_a_window, the_window_has_a_title_and_can_be_closed,
         the_agent_stays]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('no-tray'))
