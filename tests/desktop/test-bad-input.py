#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a day brings: nothing there, rubbish there, no bus, no display, a second start. A sentence each, no crash."""

import os
import re

from stage import anthropic, claude, sandglass, tap
from stage.processes import cpu_seconds
from stage.stage import Stage
from stage.wait import stays, wait_for

NO_SERVER = 'http://127.0.0.1:9'


def sentence(answer):
    """What it said, which must be something, and no crash."""
    said = answer.stdout + answer.stderr
    assert answer.returncode >= 0, f'ended by signal {-answer.returncode}: {said}'
    assert said.strip(), 'it said nothing'
    assert 'CRITICAL' not in said and 'WARNING' not in said, said
    return said


def no_folder_of_claude_is_said(stage):
    said = sentence(sandglass.run(stage, 'status'))
    assert '0 %' not in said and '$0.00' not in said, said
    assert '.claude' in sentence(sandglass.run(stage, 'doctor'))


def the_agent_runs_without_a_folder(stage):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', NO_SERVER)
    wait_for(lambda: sandglass.property_of(stage, 'Loaded'), 'the first answer')
    assert sandglass.property_of(stage, 'Limits') == []


def a_second_agent_leaves_at_once(stage):
    second = stage.programs.start('second-agent', [stage.program('sandglass-agent')])
    assert second.wait_until_gone() == 0
    assert stage.agent.is_running()
    assert second.output().strip(), 'it left without a word'


def a_folder_that_comes_later_is_found(stage):
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64)
    sandglass.run(stage, 'refresh')
    sandglass.wait_for_percent(stage, 64)


def half_a_file_keeps_the_last_number(stage):
    path = os.path.join(stage.home, '.claude.json')
    for rubbish in (b'', b'{"cachedUsageUtil', b'\xff\xfe\x00\x01', b'[]', b'null', b'{"cachedUsageUtilization":7}',
                    b'[' * 100_000):
        with open(path, 'wb') as file:
            file.write(rubbish)
        sandglass.run(stage, 'refresh')
        wait_for(lambda: not sandglass.property_of(stage, 'Refreshing'), 'the refresh')
        assert sandglass.limit(stage)['used-percent'] == 64, rubbish[:20]
        assert stage.agent.is_running(), rubbish[:20]


def strange_things_among_the_transcripts_do_no_harm(stage):
    folder = os.path.join(stage.claude.config, 'projects', 'strange')
    os.makedirs(folder)
    os.mkfifo(os.path.join(folder, 'pipe.jsonl'))
    os.symlink(folder, os.path.join(folder, 'loop'))
    os.symlink('/nowhere', os.path.join(folder, 'dangling.jsonl'))
    os.symlink('/dev/zero', os.path.join(folder, 'endless.jsonl'))
    os.mkdir(os.path.join(folder, 'folder.jsonl'))
    for name, content in (('empty', b''), ('binary', os.urandom(4096)), ('cut', b'{"type":"assistant","mess'),
                          ('deep', b'{"a":' * 50_000), ('long', b'x' * 3_000_000 + b'\n')):
        with open(os.path.join(folder, name + '.jsonl'), 'wb') as file:
            file.write(content)
    stage.claude.write_transcript([('claude-opus-5-5', 700_000, 20_000)])
    sandglass.run(stage, 'refresh')
    wait_for(lambda: sandglass.property_of(stage, 'Costs').get('today-pico-usd') == 3_200_000_000_000,
             'the costs of the good file', 30)
    assert stage.agent.is_running()


def doctor_says_where_it_looked_and_no_secrets(stage):
    stage.claude.write_credentials()
    said = sentence(sandglass.run(stage, 'doctor'))
    assert '.claude.json' in said, said
    for secret in ('sk-ant-', 'someone@example.org'):
        assert secret not in said, said


def it_does_not_spin(stage):
    before = cpu_seconds(stage.agent.pid)
    stays(stage.agent.is_running, 'running', 3)
    assert cpu_seconds(stage.agent.pid) - before < 1


def without_a_notification_server_it_goes_on(stage):
    stage.claude.write_limits(session=95)
    sandglass.run(stage, 'refresh')
    sandglass.wait_for_percent(stage, 95)
    stays(stage.agent.is_running, 'running', 1)


def what_claude_code_just_heard_is_not_asked_again(stage):
    sandglass.stop_agent(stage, stage.agent)
    stage.claude.write_limits(session=95)
    server = anthropic.Anthropic(claude.utilization(41, 20, stage.claude.session_resets, stage.claude.weekly_resets))
    agent = sandglass.start_agent(stage, '--endpoint-url', server.url)
    sandglass.wait_for_percent(stage, 95)
    stays(lambda: not server.requests, 'left alone', 1)
    sandglass.stop_agent(stage, agent)
    server.close()


def a_server_that_refuses_keeps_the_last_number(stage):
    stage.claude.write_limits(session=95, age=600)
    usage = claude.utilization(41, 20, stage.claude.session_resets, stage.claude.weekly_resets)
    for status in (401, 403, 429, 500):
        sandglass.forget_when_it_asked()
        server = anthropic.Anthropic(usage)
        server.status = status
        agent = sandglass.start_agent(stage, '--endpoint-url', server.url)
        sandglass.wait_for_percent(stage, 95)
        wait_for(lambda: server.requests, f'a request (then {status})')
        stays(agent.is_running, 'running', 0.5)
        assert len(server.requests) <= 2, server.requests
        sandglass.stop_agent(stage, agent)
        server.close()


def a_server_that_answers_wins(stage):
    sandglass.forget_when_it_asked()
    usage = claude.utilization(96, 20, stage.claude.session_resets, stage.claude.weekly_resets)
    server = anthropic.Anthropic(usage)
    agent = sandglass.start_agent(stage, '--endpoint-url', server.url)
    sandglass.wait_for_percent(stage, 96)
    headers = next(headers for path, headers in server.requests if 'usage' in path)
    assert headers['Authorization'] == 'Bearer sk-ant-oat01-EXAMPLE'
    assert headers['User-Agent'].lower().startswith('sandglass'), headers['User-Agent']
    sandglass.stop_agent(stage, agent)
    server.close()


def no_secret_is_left_on_disk(stage):
    for folder, _, files in os.walk(os.environ['XDG_STATE_HOME']):
        for name in files:
            with open(os.path.join(folder, name), 'rb') as file:
                content = file.read()
            assert b'sk-ant-' not in content and b'someone@example.org' not in content, name


def without_a_bus_it_says_so(stage):
    nowhere = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere', 'DISPLAY': ':4711'}
    said = sentence(sandglass.run(stage, 'status', **nowhere))
    assert '95' in said, said
    answer = sandglass.run(stage, **nowhere)
    assert answer.returncode == 1 and 'bus' in sentence(answer), sentence(answer)
    agent = stage.programs.start('agent-without-bus', [stage.program('sandglass-agent')],
                                 {**os.environ, **nowhere})
    assert agent.wait_until_gone() > 0
    assert 'bus' in agent.output(), agent.output()


def without_a_display_it_says_so(stage):
    said = sentence(sandglass.run(stage, 'show'))
    assert 'desktop' in said and 'status' in said, said
    sandglass.run(stage, 'quit')


def an_unknown_word_is_refused(stage):
    answer = sandglass.run(stage, 'frobnicate')
    assert answer.returncode == 2
    assert re.search('frobnicate', sentence(answer))


STEPS = [no_folder_of_claude_is_said, the_agent_runs_without_a_folder, a_second_agent_leaves_at_once,
         a_folder_that_comes_later_is_found, half_a_file_keeps_the_last_number,
         strange_things_among_the_transcripts_do_no_harm, doctor_says_where_it_looked_and_no_secrets,
         it_does_not_spin, without_a_notification_server_it_goes_on,
         what_claude_code_just_heard_is_not_asked_again, a_server_that_refuses_keeps_the_last_number,
         a_server_that_answers_wins, no_secret_is_left_on_disk, without_a_bus_it_says_so,
         without_a_display_it_says_so, an_unknown_word_is_refused]

if __name__ == '__main__':
    tap.run(STEPS, Stage('bad-input', display=False))
