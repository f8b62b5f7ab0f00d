#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recorded day plays back: what a history was exported to, at a chosen speed, with its own times."""

import json
import os
import subprocess

from stage import sandglass, tap
from stage.stage import Stage
from stage.wait import wait_for


def row(time, percent):
    return {'kind': 'limit', 'time': f'2026-11-21T{time}:00Z', 'until': f'2026-11-21T{time}:00Z', 'profile': '', 'name': 'session',
            'percent': percent, 'resetsAt': '2026-11-21T14:00:00Z', 'origin': 'endpoint', 'ageSeconds': 9}


def what_is_no_recording_is_refused(stage):
    path = stage.path('none.json')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('[]')
    for words in (['--replay', path], ['--replay', stage.path('missing')], ['--speed', '0']):
        ran = subprocess.run([stage.program('sandglass-agent'), *words], capture_output=True, check=False, timeout=20)
        assert ran.returncode != 0 and ran.stderr, words
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


def it_leaves_nothing_behind(stage):
    assert sandglass.run(stage, 'quit').returncode == 0
    assert stage.agent.wait_until_gone() == 0
    assert not os.path.exists(os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass', 'ledger.db'))


STEPS = [what_is_no_recording_is_refused, a_recording_plays_from_its_start, it_comes_to_its_end_and_stays, it_leaves_nothing_behind]

if __name__ == '__main__':
    tap.run(STEPS, Stage('replay', display=False))
