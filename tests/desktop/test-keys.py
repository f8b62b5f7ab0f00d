#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: into the keyring and out of it, by the command; no keyring and a locked one are told apart in words."""

import json
import os

from stage import keyring, sandglass, tap
from stage.stage import Stage, need

KEY = 'sk-ant-admin01-EXAMPLE-EXAMPLE-EXAMPLE'
SCHEMA = ('xdg:schema', 'io.github.sandglass.Sandglass')


def said(answer):
    return answer.stdout + answer.stderr


def without_a_keyring_it_says_so(stage):
    os.environ['CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'] = '1'
    answer = sandglass.run(stage, 'key', 'set', 'admin', stdin=KEY + '\n')
    assert 'keyring' in said(answer), said(answer)
    assert KEY not in said(answer)
    stage.words_without = said(answer)


def an_agent_keeps_it_for_the_session(stage):
    stage.agent = sandglass.start_agent(stage)
    answer = sandglass.run(stage, 'key', 'set', 'admin', stdin=KEY + '\n')
    assert 'session' in said(answer) or 'until' in said(answer), said(answer)
    assert sandglass.property_of(stage, 'SessionKeys') == ['admin']


def an_agent_forgets_it_once(stage):
    for wanted in ('The key is gone.\n', 'in the keyring: not set\n'):
        answer = sandglass.run(stage, 'key', 'clear', 'admin')
        assert answer.returncode == 0 and said(answer) == wanted, said(answer)
    assert sandglass.property_of(stage, 'SessionKeys') == []
    sandglass.stop_agent(stage, stage.agent)


def with_a_keyring_it_is_stored(stage):
    keyring.start(stage)
    answer = sandglass.run(stage, 'key', 'set', 'admin', stdin=KEY + '\n')
    assert answer.returncode == 0, said(answer)
    assert KEY not in said(answer)
    assert f'secret = {KEY}\n' in keyring.search(*SCHEMA), keyring.search(*SCHEMA)


def status_tells_without_the_key(stage):
    answer = sandglass.run(stage, 'key', 'status', 'admin')
    assert answer.returncode == 0, said(answer)
    assert KEY not in said(answer)
    assert 'keyring' in said(answer), said(answer)


def clear_removes_it(stage):
    answer = sandglass.run(stage, 'key', 'clear', 'admin')
    assert answer.returncode == 0, said(answer)
    assert KEY not in keyring.search(*SCHEMA)
    assert 'The key is gone.' in said(answer), said(answer)


def clear_says_that_there_was_none(stage):
    answer = sandglass.run(stage, 'key', 'clear', 'admin')
    assert answer.returncode == 0 and said(answer) == 'in the keyring: not set\n', said(answer)


def clear_names_the_one_that_is_used_now(stage):
    assert sandglass.run(stage, 'key', 'set', 'admin', stdin=KEY + '\n').returncode == 0
    for first in ('The key is gone.', 'in the keyring: not set'):
        lines = said(sandglass.run(stage, 'key', 'clear', 'admin', ANTHROPIC_ADMIN_API_KEY=KEY)).splitlines()
        assert lines[0] == first and lines[1].startswith('in the environment, as ANTHROPIC_ADMIN_API_KEY'), lines


def status_alone_tells_of_every_kind(stage):
    answer = sandglass.run(stage, 'key', 'status', ANTHROPIC_ADMIN_API_KEY=KEY)
    assert answer.returncode == 0 and KEY not in said(answer), said(answer)
    assert [line.split(':')[0] for line in said(answer).splitlines()] == ['admin', 'api', 'webhook'], said(answer)


def one_of_another_tool_is_found_and_moved(stage):
    folder = os.path.join(stage.home, '.claude')
    path = os.path.join(folder, '.credentials.json')
    text = json.dumps({'anthropicConsole': {'adminApiKey': KEY}})
    os.makedirs(folder)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    before = os.stat(path)
    answer = sandglass.run(stage, 'key', 'status', 'admin')
    assert answer.returncode == 0 and 'sandglass key move admin' in said(answer), said(answer)
    assert 'sandglass key move admin' in said(sandglass.run(stage, 'doctor'))
    answer = sandglass.run(stage, 'key', 'move', 'admin')
    assert answer.returncode == 0, said(answer)
    assert 'never changes' in said(answer) and 'anthropicConsole' in said(answer) and KEY not in said(answer), said(answer)
    assert f'secret = {KEY}\n' in keyring.search(*SCHEMA), keyring.search(*SCHEMA)
    with open(path, encoding='utf-8') as file:
        assert file.read() == text
    assert os.stat(path).st_mtime_ns == before.st_mtime_ns and os.listdir(folder) == ['.credentials.json']
    assert 'nothing to move' in said(sandglass.run(stage, 'key', 'move', 'admin'))
    sandglass.run(stage, 'key', 'clear', 'admin')
    os.remove(path)


def one_in_the_environment_is_told(stage):
    answer = sandglass.run(stage, 'key', 'status', 'admin', ANTHROPIC_ADMIN_API_KEY=KEY)
    assert answer.returncode == 0 and 'ANTHROPIC_ADMIN_API_KEY' in said(answer), said(answer)
    answer = sandglass.run(stage, 'key', 'status', 'admin', ANTHROPIC_ADMIN_API_KEY='sk-ant-api03-EXAMPLE-EXAMPLE')
    assert answer.returncode == 1 and 'not of the kind' in said(answer), said(answer)
    assert 'organizations' in said(sandglass.run(stage, 'key', 'status', 'admin'))


def an_empty_key_is_refused(stage):
    answer = sandglass.run(stage, 'key', 'set', 'admin', stdin='\n')
    assert answer.returncode != 0 and said(answer).strip(), said(answer)


def a_key_on_the_command_line_is_refused(stage):
    answer = sandglass.run(stage, 'key', 'set', 'admin', KEY)
    assert answer.returncode == 2, said(answer)
    assert KEY not in said(answer)
    assert KEY not in keyring.search(*SCHEMA)


def a_locked_keyring_is_told_apart(stage):
    keyring.lock(stage)
    answer = sandglass.run(stage, 'key', 'set', 'api', stdin='sk-ant-api03-EXAMPLE\n')
    assert 'locked' in said(answer), said(answer)
    assert said(answer) != stage.words_without


STEPS = [without_a_keyring_it_says_so, an_agent_keeps_it_for_the_session, an_agent_forgets_it_once, with_a_keyring_it_is_stored,
         status_tells_without_the_key, clear_removes_it, clear_says_that_there_was_none,
         clear_names_the_one_that_is_used_now, status_alone_tells_of_every_kind, one_of_another_tool_is_found_and_moved,
         one_in_the_environment_is_told, an_empty_key_is_refused,
         a_key_on_the_command_line_is_refused, a_locked_keyring_is_told_apart]

if __name__ == '__main__':
    missing = need('gnome-keyring-daemon', 'secret-tool')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('keys', display=False))
