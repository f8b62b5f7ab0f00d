#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass report team`, against an Admin API on the loopback."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys

from home import SANDGLASS, Home
from stage import tap
from stage.wait import wait_for

KEY = 'sk-ant-admin01-DOUBLE-aaaaaaaaaaaaaaaaaaaaaaaa'
DOUBLE = sys.argv[1]


class Server:
    def __init__(self, people):
        self._process = subprocess.Popen([DOUBLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()
        self.tell(f'people {people}')

    def tell(self, line):
        self._process.stdin.write(line + '\n')
        self._process.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()


def report(home, server, *words, key=KEY, **environment):
    return home.run('report', 'team', '--endpoint-url', server.url, *words, ANTHROPIC_ADMIN_API_KEY=key, **environment)


def read_days(home):
    path = home.path('state', 'sandglass', 'ledger.db')
    if not os.path.exists(path):
        return 0
    try:
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as ledger:
            return ledger.execute('SELECT count(*) FROM team_days').fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def the_sums_are_the_servers(home):
    home.empty()
    with Server(120) as server:
        found = json.loads(report(home, server, '--json', '--since', '20261101', '--until', '20261110').text)
    people = range(120)
    totals = found['totals']
    assert (found['days'], found['daysKnown'], len(found['people'])) == (10, 10, 120)
    assert totals['sessions'] == 10 * sum(1 + i % 5 + (i % 10 == 0) for i in people)
    assert totals['commits'] == 10 * sum(i % 4 for i in people)
    assert totals['linesAdded'] == 10 * sum(10 * (i % 97) for i in people)
    assert float(totals['costCents']) == 10 * sum(i % 1000 * 1.5 + (0.25 if i % 2 == 0 else 0) for i in people)
    edit = next(tool for tool in totals['tools'] if tool['tool'] == 'edit_tool')
    accepted, rejected = sum(i % 50 for i in people), sum(i % 7 for i in people)
    assert abs(edit['acceptedPercent'] - 100 * accepted / (accepted + rejected)) < 1e-9
    assert found['people'][0]['name'] == 'dev00119@example.org'


def it_prints_what_fits(home):
    home.empty()
    with Server(120) as server:
        for columns in ('40', '80', '200'):
            lines = report(home, server, '--sort', 'commits', COLUMNS=columns).text.splitlines()
            assert any(line.startswith('120 people') for line in lines), lines
            assert all(len(line) <= max(int(columns), 76) for line in lines), lines
        rows = list(csv.DictReader(io.StringIO(report(home, server, '--csv').text)))
    assert len(rows) == 120
    assert {row['type'] for row in rows} == {'user', 'api_key'}


def without_a_key_it_says_so(home):
    home.empty()
    with Server(3) as server:
        assert report(home, server, key='').returncode == 69
        assert said(home).count('Admin API key') == 1 and said(home).count('sandglass key set admin') == 1, home.last
        assert home.run('report', 'console', '--endpoint-url', server.url).returncode == 69 and said(home).count('Admin API key') == 1, home.last
        assert said(home).count('sandglass key set admin') == 1, home.last
        assert report(home, server, key='sk-ant-admin01-other').returncode == 69
        assert 'sk-ant' not in home.last.stderr.decode()


def the_help_names_the_command(home):
    assert '\n  sandglass report team [OPTION' in home.run('report', 'team', '--help').text, home.last


def wrong_calls_are_told(home):
    home.empty()
    with Server(3) as server:
        for words in (['--since', '20260101'], ['--since', 'x'], ['--sort', 'name'], ['--limit', '-3'], ['--limit=-1'], ['--json', '--csv'], ['x'],
                      ['--since', '20261120', '--until', '20261119']):
            assert report(home, server, *words).returncode == 2, words
            assert home.last.stderr.decode().startswith('sandglass report team: '), home.last


def ledger_of(home):
    return sqlite3.connect(home.path('state', 'sandglass', 'ledger.db'))


def askings(home):
    with ledger_of(home) as ledger:
        return ledger.execute('SELECT not_before - unixepoch(), trouble, failures FROM console_askings').fetchall()


def a_pause_ends(home):
    with ledger_of(home) as ledger:
        ledger.execute('UPDATE console_askings SET asked_at = asked_at - 200, not_before = not_before - 200')


def time_goes_by(home):
    with ledger_of(home) as ledger:
        ledger.execute('UPDATE team_days SET read_at = read_at - 7200')


def console(home, server):
    return home.run('report', 'console', '--endpoint-url', server.url, ANTHROPIC_ADMIN_API_KEY=KEY)


def said(home):
    return home.last.stderr.decode()


def a_server_that_wants_a_rest_is_left_alone(home):
    home.empty()
    with Server(3) as server:
        server.tell('429-retry-120')
        assert wait_for(lambda: report(home, server).returncode == 69, 'a refusal')
        assert 'asked too often' in said(home) and 'Next try in ' in said(home), home.last
        (pause, _, failures), = askings(home)
        assert 100 < pause <= 120 and failures == 1, pause
        server.tell('ok')
        for ask, code in ((report, 69), (report, 69), (console, 69)):
            assert ask(home, server).returncode == code and not home.last.text, home.last
            assert 'asked too often' in said(home), home.last
        assert 'Only 0 of ' in (report(home, server), said(home))[1], home.last
        assert read_days(home) == 0 and len(askings(home)) == 1
        a_pause_ends(home)
        assert wait_for(lambda: report(home, server).returncode == 0, 'an answer')


def a_pause_of_the_console_holds_too(home):
    home.empty()
    with Server(3) as server:
        assert report(home, server, '--since', '20261101', '--until', '20261105').returncode == 0, home.last
        time_goes_by(home)
        server.tell('429-retry-120')
        assert wait_for(lambda: console(home, server).returncode == 69, 'a refusal')
        (pause, _, failures), = askings(home)
        server.tell('ok')
        assert report(home, server, '--since', '20261101', '--until', '20261110').returncode == 0, home.last
        assert 'Only 5 of 10 days' in home.last.text and '2 h ago' in home.last.text, home.last
        assert 'Next try in ' in said(home), home.last
        assert read_days(home) == 5 and 100 < pause <= 120 and askings(home)[0][2] == failures
        assert report(home, server, '--since', '20261001', '--until', '20261002').returncode == 69, home.last
        assert report(home, server, '--since', '20261101', key=KEY + 'x').returncode == 0, home.last
        assert 'does not accept' in said(home), home.last


def the_console_keeps_its_turn(home):
    home.empty()
    with Server(3) as server:
        report(home, server, '--since', '20261105', '--until', '20261105')
        with ledger_of(home) as ledger:
            assert ledger.execute('SELECT count(*) FROM console_askings').fetchone() == (0,)
        assert console(home, server).returncode == 0, home.last


def what_is_kept_is_told_offline(home):
    home.empty()
    span = ('--since', '20261101', '--until', '20261105')
    with Server(3) as server:
        assert report(home, server, *span, key='').returncode == 69 and not home.last.text, home.last
        assert 'Admin API key' in said(home) and 'Only 0 of 5 days' in said(home), home.last
        assert report(home, server, *span).returncode == 0
        totals = home.last.text.splitlines()[-1]
    time_goes_by(home)
    for key, words in ((KEY, 'could not be reached'), ('', 'Admin API key')):
        assert report(home, server, *span, key=key).returncode == 0, home.last
        assert words in said(home) and '2 h ago' in home.last.text and totals in home.last.text, home.last
        found = json.loads(report(home, server, *span, '--json', key=key).text)
        assert found['daysKnown'] == 5 and found['asOf'], found
        assert len(report(home, server, *span, '--csv', key=key).text.splitlines()) == 4, home.last
        assert '2 h ago' in said(home), home.last
        assert report(home, server, '--since', '20261006', '--until', '20261007', key=key).returncode == 69, home.last


def ctrl_c_keeps_whole_days(home):
    home.empty()
    with Server(1500) as server:
        environment = {**home.environment, 'ANTHROPIC_ADMIN_API_KEY': KEY}
        process = subprocess.Popen([SANDGLASS, 'report', 'team', '--endpoint-url', server.url, '--since', '20260901',
                                    '--until', '20261110'], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_for(lambda: read_days(home) > 0, 'a day in the ledger', seconds=60)
        process.send_signal(signal.SIGINT)
        output, words = process.communicate(timeout=60)
        kept = read_days(home)
        assert (process.returncode, output) == (130, b''), (process.returncode, words)
        assert 0 < kept < 71
        assert f'{kept} of 71 days'.encode() in words, words
        server.tell('people 2')
        found = json.loads(report(home, server, '--json', '--since', '20260901', '--until', '20261110').text)
        assert found['daysKnown'] == 71
        assert found['totals']['people'] == 1500


if __name__ == '__main__':
    tap.run([
        the_sums_are_the_servers, it_prints_what_fits, without_a_key_it_says_so, the_help_names_the_command, wrong_calls_are_told,
        a_server_that_wants_a_rest_is_left_alone, a_pause_of_the_console_holds_too, the_console_keeps_its_turn,
        what_is_kept_is_told_offline, ctrl_c_keeps_whole_days,
    ], Home())
