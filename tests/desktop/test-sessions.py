#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions and projects in the full window: a screen reader hears the numbers that the transcripts have, and the keyboard does."""

import os
import re
import subprocess

from stage import accessibility, claude, sandglass, screen, tap
from stage.stage import Stage, need
from stage.wait import wait_for

LOOM = '0a1b2c3d-0000-4000-8000-000000000001'
SHUTTLE = '7f3a9b02-0000-4000-8000-000000000002'
# Opus at 4 and 20, Sonnet at 2 and 10 dollars a million: 3.00 and 1.00
LOOM_USES = [('claude-opus-5-5', 700_000, 10_000)]
SHUTTLE_USES = [('claude-sonnet-5', 400_000, 10_000), ('claude-sonnet-5', 40_000, 2_000)]


def names():
    return accessibility.shown_names(sandglass.APPLICATION)


def wait_for_names(*wanted, seconds=30):
    return wait_for(lambda: next((found for found in [names()] if all(name in found for name in wanted)), None),
                    f'{wanted} in {names()}', seconds)


def wait_without(name):
    wait_for(lambda: name not in names(), f'no {name!r}')


def turn_to(page):
    node = wait_for(lambda: next((node for role in ('radio button', 'toggle button', 'page tab', 'push button')
                                  for node in [accessibility.find(sandglass.APPLICATION, role, re.compile(f'^{page}$'))] if node), None),
                    f'the switch to {page}')
    accessibility.do(node)


def two_sessions_of_two_projects(stage):
    os.environ['CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'] = '1'
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64)
    stage.claude.write_transcript(LOOM_USES, LOOM, '-srv-loom')
    stage.claude.write_transcript(SHUTTLE_USES, SHUTTLE, '-srv-shuttle')
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage)
    wait_for(lambda: sandglass.property_of(stage, 'Costs'), 'the costs', 30)


def the_sessions_say_their_numbers(stage):
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    turn_to('Sessions')
    wait_for_names('srv-loom', '0a1b2c3d', '$3.00', '700,000', '10,000', 'Opus 5.5', 'srv-shuttle', '7f3a9b02', '$1.00', '440,000',
                   '12,000', 'Sonnet 5', '0 %', '< 1 min')
    screen.keep_picture(stage, 'sessions')


def who_fills_the_limit_is_said(stage):
    found = wait_for_names('Fills the present 5-hour limit', 'srv-loom · 0a1b2c3d', '75 % · $3.00', 'srv-shuttle · 7f3a9b02', '25 % · $1.00')
    assert any(name.startswith('Estimate of this machine: shares of $4.00') for name in found), found


def the_keyboard_searches_and_opens_details(stage):
    screen.press('ctrl+f')
    subprocess.run(['xdotool', 'type', '--delay', '30', 'sonnet'], check=True)
    wait_without('700,000')
    screen.press('Return')
    found = wait_for_names(f'srv-shuttle · session {SHUTTLE}', 'Sonnet 5', '440,000')
    assert any(name.startswith('Started ') and 'Cost $1.00' in name for name in found), found
    screen.keep_picture(stage, 'details')


def escape_closes_what_was_opened_last(stage):
    screen.press('Escape')
    wait_without(f'srv-shuttle · session {SHUTTLE}')
    screen.press('ctrl+f', 'Escape')
    wait_for_names('700,000')
    assert screen.windows_of('sandglass')


def the_projects_are_sums(stage):
    turn_to('Projects')
    wait_for_names('srv-loom', '$3.00', '700,000', 'srv-shuttle', '$1.00', '440,000', '75 % · $3.00', '25 % · $1.00')
    assert any(name.startswith('2 projects, 2 sessions · Cost $4.00') for name in names()), names()
    screen.keep_picture(stage, 'projects')


def a_new_session_appears_by_itself(stage):
    stage.claude.write_transcript([('claude-opus-5-5', 250_000, 5)], '99999999-0000-4000-8000-000000000003', '-srv-notes')
    wait_for_names('srv-notes', '250,000', seconds=40)


def a_demonstration_shows_nobody_s_own(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')
    stage.agent = sandglass.start_agent(stage, '--demo')
    answer = sandglass.run(stage)
    assert answer.returncode == 0, answer.stderr
    turn_to('Sessions')
    found = wait_for_names('src-loom', 'src-shuttle')
    assert 'srv-loom' not in found, found
    screen.keep_picture(stage, 'demo')


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')


STEPS = [two_sessions_of_two_projects, the_sessions_say_their_numbers, who_fills_the_limit_is_said, the_keyboard_searches_and_opens_details,
         escape_closes_what_was_opened_last, the_projects_are_sums, a_new_session_appears_by_itself,
         a_demonstration_shows_nobody_s_own, quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('sessions'))
