#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new user's walk: from a first start without Claude Code to the first warning, each step says what is next."""

import os
import re

from stage import accessibility, sandglass, screen, tap
from stage.anthropic import Anthropic
from stage.claude import ClaudeHome, utilization
from stage.notifications import NotificationServer
from stage.stage import Stage, need
from stage.wait import wait_for


def wait_for_words(*patterns):
    """All of them on the screen, and a picture of it."""
    def said():
        text = '\n'.join(accessibility.shown_names(sandglass.APPLICATION))
        said.text = text
        return all(re.search(pattern, text) for pattern in patterns)
    try:
        wait_for(said, f'{patterns} on the screen', 30)
    except AssertionError as error:
        raise AssertionError(f'{error}; there is:\n{said.text}') from error


def press_button(name):
    accessibility.do(wait_for(lambda: accessibility.find(sandglass.APPLICATION, 'push button', re.compile(name)), name))


def a_desktop_without_claude_code(stage):
    accessibility.start(stage)
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.claude = ClaudeHome(stage.home)
    stage.server = Anthropic(utilization(12, 5, stage.claude.session_resets, stage.claude.weekly_resets))


def the_first_start_says_what_it_looked_for_and_what_is_next(stage):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', stage.server.url)
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    wait_for_words('There is nothing to read yet', r'~/\.claude\.json', 'Run Claude Code once', 'Check Again')
    screen.keep_picture(stage, '1-no-claude')
    assert not stage.server.requests, stage.server.requests


def claude_code_without_a_login_says_how_to_log_in(stage):
    stage.claude.write_transcript([('claude-opus-5-5', 70_000, 2_000)])
    press_button('Check Again')
    wait_for_words('not logged in', 'Run claude and log in')
    screen.keep_picture(stage, '2-no-login')


def a_login_brings_the_first_numbers(stage):
    stage.claude.write_credentials()
    press_button('Check Again|Refresh')
    wait_for_words(r'5-hour limit', r'12\s%', r'Resets in 2\sh', 'from Anthropic|from the usage endpoint|Updated')
    screen.keep_picture(stage, '3-numbers')
    said = '\n'.join(accessibility.shown_names(sandglass.APPLICATION))
    assert 'Run claude and log in' not in said, said


def the_first_warning_says_when_it_is_over(stage):
    # Two minutes later: what is nearer in time than one is the server's own.
    stage.claude.write_limits(session=72, age=-120)
    wait_for_words(r'72\s%', 'Approaching the limit', r'Resets in 2\sh')
    screen.keep_picture(stage, '4-warning')
    told = wait_for(lambda: stage.notifications.received, 'the notification')[-1]
    assert '72' in told.summary + told.body and re.search('[Rr]eset', told.summary + told.body), told


def nothing_was_written_for_claude(stage):
    sandglass.stop_agent(stage, stage.agent)
    assert sorted(os.listdir(stage.claude.config)) == ['.credentials.json', 'projects'], os.listdir(stage.claude.config)
    stage.server.close()


STEPS = [a_desktop_without_claude_code, the_first_start_says_what_it_looked_for_and_what_is_next,
         claude_code_without_a_login_says_how_to_log_in, a_login_brings_the_first_numbers,
         the_first_warning_says_when_it_is_over, nothing_was_written_for_claude]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('new-user'))
