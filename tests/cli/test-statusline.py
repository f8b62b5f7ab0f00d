#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Claude Code hands to the status line is kept, and the user's own line is drawn as if nobody stood between."""

import json
import os
import subprocess
import time

from home import PROGRAM, SANDGLASS, Home
from stage import tap

SESSION = '3019d93f-f2f1-4f4c-97ed-afef55086221'


def message(session=SESSION, percent=37.4, **members):
    now = int(time.time())
    return json.dumps({
        'session_id': session, 'model': {'id': 'claude-opus-5-5', 'display_name': 'Opus 5.5'},
        'cost': {'total_cost_usd': 0.0384508, 'total_api_duration_ms': 1702},
        'rate_limits': {'five_hour': {'used_percentage': percent, 'resets_at': now - now % 60 + 6000},
                        'seven_day': {'used_percentage': 52.0, 'resets_at': now - now % 60 + 300000}},
        **members}).encode()


def a_line_of_its_own_where_there_is_none(home):
    assert home.line(message()).text.startswith('5\u00a0h 37\u00a0% ⟳ ')
    assert home.last.text.endswith(' · week 52\u00a0%\n')
    assert home.last.returncode == 0 and not home.last.stderr


def the_capture_is_kept(home):
    capture = home.captures()[f'{SESSION}.json']
    assert capture['rate_limits']['five_hour']['used_percentage'] == 37.4, capture
    assert capture['cost']['total_cost_usd'] == 0.0384508, capture
    assert abs(capture['as_of_ms'] / 1000 - time.time()) < 60, capture
    assert os.stat(home.spool).st_mode & 0o777 == 0o700
    assert os.stat(os.path.join(home.spool, f'{SESSION}.json')).st_mode & 0o777 == 0o600


def nothing_new_keeps_its_age(home):
    before = home.captures()
    given = message()
    first = home.captures()
    home.line(given)
    kept = home.captures()
    home.line(given)
    assert home.captures() == kept, (before, first)
    home.line(message(percent=38))
    assert home.captures()[f'{SESSION}.json']['as_of_ms'] > kept[f'{SESSION}.json']['as_of_ms']
    assert list(home.captures()) == [f'{SESSION}.json'], 'a temporary file stayed'


def status_shows_it(home):
    home.empty()
    home.line(message(percent=41))
    limits = json.loads(home.run('status', '--json').text)['limits']
    assert [(limit['kind'], limit['used-percent'], limit['origin']) for limit in limits] == \
        [('session', 41.0, 'statusline'), ('weekly', 52.0, 'statusline')], limits


def another_logins_capture_is_not_ours(home):
    home.empty()
    home.line(message(percent=41, transcript_path=home.path('.claude', 'projects', '-p', 'a.jsonl')))
    home.line(message(session='other', percent=2, transcript_path=home.path('acc-b', 'projects', '-p', 'b.jsonl')))
    limits = json.loads(home.run('status', '--json').text)['limits']
    assert [limit['used-percent'] for limit in limits if limit['kind'] == 'session'] == [41.0], limits


def a_shell_of_one_login_is_about_that(home):
    """CLAUDE_CONFIG_DIR names the folder of one of two."""
    home.empty()
    answer = {'type': 'assistant', 'timestamp': time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime()), 'sessionId': 's',
              'message': {'id': 'm', 'model': 'claude-opus-5-5', 'usage': {'input_tokens': 1, 'output_tokens': 1}}, 'requestId': 'r'}
    for folder, percent in (('.claude', 41), ('.claude-work', 95)):
        answer['message']['id'] = folder
        answer['message']['usage']['output_tokens'] = percent
        home.write(home.path(folder, 'projects', '-p', 's.jsonl'), json.dumps(answer) + '\n')
        home.line(message(session=folder.strip('.'), percent=percent, transcript_path=home.path(folder, 'projects', '-p', 's.jsonl')))
    work = {'CLAUDE_CONFIG_DIR': home.path('.claude-work')}
    text = home.run('status').text
    assert '41\u00a0%' in text and '95\u00a0%' in text, text
    text = home.run('status', **work).text
    assert '41\u00a0%' not in text and '95\u00a0%' in text, text
    assert home.run('guard', '--', 'true').returncode == 0, home.last
    assert home.run('guard', '--', 'true', **work).returncode == 75, home.last
    assert json.loads(home.run('report', 'daily', '--json').text)['totals']['outputTokens'] == 136, home.last
    assert json.loads(home.run('report', 'daily', '--json', **work).text)['totals']['outputTokens'] == 95, home.last
    assert json.loads(home.run('report', 'daily', '--json', '--profile', 'claude', **work).text)['totals']['outputTokens'] == 41, home.last


def nothing_known_is_the_model(home):
    home.empty()
    assert home.line(b'{"session_id":"a","model":{"display_name":"Opus 5.5"}}').text == 'Opus 5.5\n'
    assert home.captures() == {}


def the_former_command_gets_the_same_bytes(home):
    home.write(home.command_file, 'cat')
    for given in (message(), message() + b'\n\n', b'', b'not JSON \x00\xff', os.urandom(200000), os.urandom(3000000)):
        assert home.line(given).stdout == given
        assert home.last.returncode == 0


def its_output_and_exit_code_pass(home):
    home.write(home.command_file, 'echo out; echo "err" >&2; exit 7')
    home.line(message())
    assert (home.last.stdout, home.last.stderr, home.last.returncode) == (b'out\n', b'err\n', 7)
    home.write(home.command_file, 'kill -TERM $$')
    assert home.line(message()).returncode == -15
    home.write(home.command_file, 'true')
    assert home.line(os.urandom(3000000)).returncode == 0, 'one that does not read'


def it_is_a_shells_command(home):
    home.write(home.command_file, 'printf "%s" "$(jq_less() { wc -c; }; jq_less)" | tr -d " "')
    assert home.line(b'12345').text == '5'


def the_limits_are_kept_beside_it(home):
    assert home.captures()[f'{SESSION}.json']['rate_limits']


def a_line_that_leads_back_ends(home):
    home.write(home.command_file, f'{PROGRAM} | sed s/^/mine:/')
    assert home.line(message()).text.startswith('mine:5\u00a0h 37\u00a0%')
    home.write(home.command_file, f'{SANDGLASS} statusline')
    assert home.line(message()).text.startswith('5\u00a0h 37\u00a0%')


def no_trouble_of_ours_breaks_the_line(home):
    home.empty()
    home.write(home.command_file, 'cat')
    home.write(home.path('state'), 'a file where the folder should be')
    assert home.line(message()).stdout == message()
    assert home.line(message(), XDG_STATE_HOME='/dev/full').stdout == message()
    assert home.line(message(), XDG_STATE_HOME='/proc').stdout == message()
    assert not home.last.stderr


def a_session_is_no_path(home):
    home.empty()
    for session in ('../../../evil', '/etc/evil', '.', '', 'a' * 300, 'a/b', None, 7, 'a\nb'):
        home.line(message(session=session))
        assert home.last.returncode == 0
    assert home.captures() == {}, home.captures()


def the_command_does_the_same(home):
    home.empty()
    assert home.run('statusline', given=message()).text.startswith('5\u00a0h 37\u00a0%')
    home.write(home.command_file, 'cat; exit 3')
    assert home.run('statusline', given=message()).stdout == message()
    assert home.last.returncode == 3
    assert home.run('statusline', 'x').returncode == 2


def a_flood_of_sessions_and_messages(home):
    home.empty()
    given = [message(session=f'session-{number % 10}', percent=number % 100) for number in range(100)]
    programs = []
    for text in given:
        program = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=home.environment)
        program.stdin.write(text)
        program.stdin.close()
        programs.append(program)
    assert [program.wait() for program in programs] == [0] * 100
    assert len(home.captures()) == 10, 'each session has its file, whole, and nothing else is there'


if __name__ == '__main__':
    tap.run([
        a_line_of_its_own_where_there_is_none, the_capture_is_kept, nothing_new_keeps_its_age, status_shows_it,
        another_logins_capture_is_not_ours, a_shell_of_one_login_is_about_that,
        nothing_known_is_the_model, the_former_command_gets_the_same_bytes, its_output_and_exit_code_pass,
        it_is_a_shells_command, the_limits_are_kept_beside_it, a_line_that_leads_back_ends,
        no_trouble_of_ours_breaks_the_line, a_session_is_no_path, the_command_does_the_same,
        a_flood_of_sessions_and_messages,
    ], Home())
