#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sandglass status` says of this machine's own costs, where no agent runs."""

import datetime
import fcntl
import json
import os
import pty
import struct
import subprocess
import termios
import time

from home import SANDGLASS, Home
from stage import tap

SAMPLES = os.path.join(os.environ['G_TEST_SRCDIR'], 'data', 'samples')


def answer(number, model, tokens):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec='milliseconds').replace('+00:00', 'Z')
    return json.dumps({'type': 'assistant', 'timestamp': now, 'sessionId': 's-1', 'requestId': f'req_{number}', 'cwd': '/x', 'message': {
        'id': f'msg_{number}', 'role': 'assistant', 'model': model, 'usage': {'input_tokens': tokens, 'output_tokens': 0}}})


def write(home, *answers):
    home.empty()
    home.write(home.path('.claude', 'projects', '-x', 's-1.jsonl'), '\n'.join(answers) + '\n')


def row(home, name):
    lines = [line for line in home.run('status').text.splitlines() if line.startswith(name)]
    assert len(lines) == 1, home.last
    return lines[0]


def a_sum_that_is_whole_is_plain(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    for name in ('Today', 'This month'):
        assert '≥' not in row(home, name) and 'Price unknown' not in home.last.text, home.last
    assert home.run('status', '--template', '{today} {month}').text == '$0.50 $0.50\n', home.last


def a_sum_that_lacks_a_price_says_so(home):
    """As the reports do."""
    write(home, answer(1, 'claude-opus-4-5', 100000), answer(2, 'glm-4.6', 1000))
    assert '≥ $0.50' in home.run('report', 'monthly').text, home.last
    for name in ('Today', 'This month'):
        assert '≥ $0.50' in row(home, name), home.last
    assert row(home, 'This month').endswith('Price unknown, and not in the cost: glm-4.6'), home.last
    assert home.run('status', '--template', '{today} {month}').text == '≥ $0.50 ≥ $0.50\n', home.last


def nothing_with_a_price_is_no_zero(home):
    write(home, answer(1, 'glm-4.6', 1000))
    for name in ('Today', 'This month'):
        assert '$0' not in row(home, name) and 'price unknown' in home.last.text, home.last
    assert home.run('status', '--template', '{month}').text == 'price unknown\n', home.last


def a_cost_without_a_model_has_a_name(home):
    home.empty()
    with open(os.path.join(SAMPLES, 'cli-results', 'slow-1.0.3.json'), 'rb') as file:
        home.run('ingest', given=file.read())
    assert '$0.01' in row(home, '  unknown model'), home.last
    for words in (['status'], ['report', 'daily', '--breakdown'], ['report', 'session']):
        assert '?' not in home.run(*words).text, home.last


def a_damaged_ledger_says_what_is_only_in_it(home):
    for words in (['status'], ['report', 'daily']):
        write(home, answer(1, 'claude-opus-4-5', 100000))
        home.run('status')
        path = home.path('state', 'sandglass', 'ledger.db')
        with open(path, 'wb') as file:
            file.write(os.urandom(20000))
        said = home.run(*words).stderr.decode()
        assert f'{path}.damaged-1' in said and '-Message' not in said, said
        assert 'past limits, results taken in with “sandglass ingest”' in said and '\n→ Keep it.' in said, said
        assert '$0.50' in home.last.text, home.last
        assert home.run(*words).stderr == b'', home.last


def money_reads_the_same_everywhere(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    before = home.run('report', 'daily', '--json').text
    home.set_up(money="'code'")
    for words in (['status'], ['report', 'daily'], ['report', 'session'], ['report', 'blocks'], ['report', 'daily', '--breakdown']):
        said = home.run(*words).text
        assert 'USD\u00a00.50' in said and '$' not in said, home.last
    assert home.run('report', 'daily', '--json').text == before, home.last


def on_a_terminal(home, columns, *words):
    """What it prints on a terminal of that width."""
    main, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    with subprocess.Popen([SANDGLASS, *words], env=home.environment, stdin=subprocess.DEVNULL, stdout=end, stderr=subprocess.DEVNULL) as process:
        os.close(end)
        text = b''
        try:
            while piece := os.read(main, 4096):
                text += piece
        except OSError:
            pass
        os.close(main)
    assert process.returncode == 0, text
    return text.decode().replace('\r\n', '\n')


def capture(home, percent, minutes):
    """What Claude Code handed over so long ago."""
    now = time.time()
    home.write(os.path.join(home.spool, 's-1.json'), json.dumps({'as_of_ms': int((now - minutes * 60) * 1000), 'session_id': 's-1', 'rate_limits': {
        'five_hour': {'used_percentage': percent, 'resets_at': int(now) + 7200}, 'seven_day': {'used_percentage': 41, 'resets_at': int(now) + 200000}}}))


def lines_fit_the_terminal(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    capture(home, 95, 2)
    home.write(home.path('.claude', '.credentials.json'), json.dumps({'claudeAiOauth': {
        'accessToken': 'sk-ant-oat01-T', 'expiresAt': 1, 'scopes': ['user:inference', 'user:profile']}}))
    whole = home.run('status').text
    assert max(map(len, whole.splitlines())) > 80, whole
    for columns in (80, 60, 30):
        text = on_a_terminal(home, columns, 'status')
        assert max(map(len, text.splitlines())) <= columns, text
        assert text.split() == whole.split() or columns < 40, text


def an_age_stands_once(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    capture(home, 95, 33)
    assert 'Last known value, 33 min old · from the statusline' in row(home, '5-hour limit'), home.last
    assert '33 min ago' not in home.last.text, home.last
    capture(home, 100, 2)
    assert row(home, '5-hour limit').endswith('Updated 2 min ago · from the statusline · Limit reached'), home.last


def a_damaged_file_is_not_of_a_newer_kind(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    home.write(home.path('.claude.json'), '{"oauthAccount":{"accountUuid":"u-1"},"cachedUsageUtil')
    said = home.run('status').text
    assert 'The file is damaged' in said and '→ Run Claude Code once' in said and 'newer Sandglass' not in said, said


def what_is_logged_is_said_plainly(home):
    write(home, answer(1, 'claude-opus-4-5', 100000))
    home.set_up(api_balance="'lots'")
    said = home.run('status').stderr.decode()
    assert said.startswith('sandglass: The balance of the API account: '), said


if __name__ == '__main__':
    tap.run([
        a_sum_that_is_whole_is_plain, a_sum_that_lacks_a_price_says_so, nothing_with_a_price_is_no_zero, a_cost_without_a_model_has_a_name,
        a_damaged_ledger_says_what_is_only_in_it, money_reads_the_same_everywhere,
        lines_fit_the_terminal, an_age_stands_once,
        a_damaged_file_is_not_of_a_newer_kind, what_is_logged_is_said_plainly,
    ], Home())
