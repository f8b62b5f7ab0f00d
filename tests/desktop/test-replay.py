#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recorded day plays back: what a history was exported to, at a chosen speed, with its own times."""

import json
import os
import re
import subprocess

from stage import accessibility, sandglass, screen, tap, tray
from stage.notifications import NotificationServer
from stage.stage import Stage, need
from stage.wait import wait_for

CHART = re.compile('^Limits and cost over time$')


def row(time, percent):
    return {'kind': 'limit', 'time': f'2026-11-21T{time}:00Z', 'until': f'2026-11-21T{time}:00Z', 'profile': '', 'name': 'session',
            'percent': percent, 'resetsAt': '2026-11-21T14:00:00Z', 'origin': 'endpoint', 'ageSeconds': 9}


def told(stage):
    return [f'{told.summary} {told.body}' for told in stage.notifications.received]


def tooltip(stage):
    """Its last text, where what the title does not say stands."""
    return tray.item_property(stage, sandglass.NAME, 'ToolTip')[-1]


def open_page(name):
    button = wait_for(lambda: next((found for role in ('radio button', 'toggle button', 'page tab')
                                    if (found := accessibility.find(sandglass.APPLICATION, role, re.compile(f'^{name}$')))), None), name)
    accessibility.do(button)


def a_desktop(stage):
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])


def what_is_no_recording_is_refused(stage):
    path = stage.path('none.json')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('[]')
    for words in (['--replay', path], ['--replay', stage.path('missing')], ['--speed', '0']):
        ran = subprocess.run([stage.program('sandglass-agent'), *words], capture_output=True, check=False, timeout=20)
        assert ran.returncode != 0 and ran.stderr, words
    for words in ([path], [stage.path('missing')], [path, '--speed', '0']):
        ran = sandglass.run(stage, 'replay', *words)
        assert ran.returncode != 0 and ran.stderr and not ran.stdout, ran
    assert sandglass.run(stage, 'replay').returncode == 2
    assert sandglass.run(stage, 'replay', path, '--fast').returncode == 2


def a_recording_plays_from_its_start(stage):
    path = stage.path('history.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump([row('12:00', 10), row('12:30', 40), row('13:00', 95)], file)
    stage.agent = stage.programs.start('sandglass', [stage.program('sandglass'), 'replay', path, '--speed', '1200'], os.environ)
    stage.wait_for_name(sandglass.NAME)
    wait_for(lambda: (sandglass.limit(stage) or {}).get('used-percent') in (10, 40), 'the first numbers')


def it_comes_to_its_end_and_stays(stage):
    sandglass.wait_for_percent(stage, 95)
    wait_for(lambda: sandglass.property_of(stage, 'DemoTime') == 1795266000, 'the end of the recording')
    said = sandglass.status(stage)
    assert said['limits'][0]['used-percent'] == 95, said
    assert '95' in sandglass.item_words(stage)


def it_says_that_it_is_a_recording(stage):
    said = sandglass.run(stage, 'status').stdout
    assert 'from a recording' in said and 'endpoint' not in said, said
    assert sandglass.status(stage)['limits'][0]['origin'] == 'recording'
    assert 'Recording' in tooltip(stage).splitlines(), tooltip(stage)
    sandglass.run(stage, 'show')
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile('^Updated .* · from a recording$'), 30)
    screen.keep_picture(stage, 'panel')


def its_alerts_say_so_too(stage):
    wait_for(lambda: any('95' in words for words in told(stage)), 'the alert')
    assert all(words.startswith('Recording: ') for words in told(stage)), told(stage)


def its_history_is_its_own(stage):
    screen.press('Escape')
    assert sandglass.run(stage).returncode == 0
    open_page('History')
    chart = wait_for(lambda: accessibility.find(sandglass.APPLICATION, 'slider', CHART), 'the chart')
    wait_for(lambda: '5-hour limit 95 %' in chart.get_description(), 'the latest number')
    assert 'from a recording' in chart.get_description() and 'Cost not known' in chart.get_description(), chart.get_description()
    screen.keep_picture(stage, 'history')
    open_page('Sessions')
    accessibility.wait_for_name_like(sandglass.APPLICATION, re.compile('^No Sessions$'))
    screen.keep_picture(stage, 'sessions')


def it_leaves_nothing_behind(stage):
    assert sandglass.run(stage, 'quit').returncode == 0
    assert stage.agent.wait_until_gone() == 0
    assert not os.path.exists(os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass', 'ledger.db'))


def the_demonstration_says_what_it_is_too(stage):
    stage.notifications.received.clear()
    stage.agent = sandglass.start_agent(stage, '--demo=critical')
    wait_for(lambda: told(stage), 'an alert')
    assert all(words.startswith('Sample data: ') for words in told(stage)), told(stage)
    assert 'Sample data' in tooltip(stage).splitlines(), tooltip(stage)
    sandglass.stop_agent(stage, stage.agent)


STEPS = [a_desktop, what_is_no_recording_is_refused, a_recording_plays_from_its_start, it_comes_to_its_end_and_stays,
         it_says_that_it_is_a_recording, its_alerts_say_so_too, its_history_is_its_own, it_leaves_nothing_behind,
         the_demonstration_says_what_it_is_too]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('replay'))
