#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sandglass status` says of this machine's own costs, where no agent runs."""

import datetime
import json
import os

from home import Home
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
        a_damaged_file_is_not_of_a_newer_kind, what_is_logged_is_said_plainly,
    ], Home())
