#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass report console` against a server that answers amiss: the bill is right, or it is not known."""

import datetime
import decimal
import http.server
import json
import shutil
import threading
import urllib.parse

from home import Home
from stage import tap

KEY = 'sk-ant-admin01-HOSTILE-aaaaaaaaaaaaaaaaaaaaaaa'
NOW = datetime.datetime.now(datetime.timezone.utc)
TODAY = NOW.replace(hour=0, minute=0, second=0, microsecond=0)


class Server(http.server.ThreadingHTTPServer):
    """Plays a server that says what it is told; the older of the two APIs."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server_port}'
        self.me = (200, {'id': 'org-1', 'name': 'Looms', 'type': 'organization'})
        self.costs = lambda page: (200, {'data': []})
        self.usage = lambda page: (200, {'data': []})
        self.n_calls = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def answer(self, path, page):
        if path.endswith('/me'):
            return self.me
        if '/analytics/' in path:
            return 403, {'type': 'error', 'error': {'type': 'permission_error', 'message': 'no'}}
        return (self.costs if 'cost_report' in path else self.usage)(page)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.n_calls += 1
        parts = urllib.parse.urlsplit(self.path)
        page = urllib.parse.parse_qs(parts.query).get('page', [None])[0]
        code, body = self.server.answer(parts.path, page)
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def stamp(day):
    return (TODAY + datetime.timedelta(days=day)).strftime('%Y-%m-%dT%H:%M:%SZ')


def bucket(rows, day=0, days=1):
    return {'starting_at': stamp(day), 'ending_at': stamp(day + days), 'results': rows}


def row(amount, name='Usage', **more):
    return {'amount': amount, 'currency': 'USD', 'description': name, **more}


def page(*buckets, **more):
    return {'data': list(buckets), 'has_more': False, 'next_page': None, **more}


def report(home, *words):
    home.run('report', 'console', '--endpoint-url', home.server.url, '--since', TODAY.strftime('%Y%m%d'), *words,
             ANTHROPIC_ADMIN_API_KEY=KEY)
    assert 'sk-ant' not in home.last.text + home.last.stderr.decode(), home.last
    return home.last


def fresh(home):
    home.empty()
    if not hasattr(home, 'server'):
        home.server = Server()
    home.server.n_calls = 0
    home.server.usage = lambda page: (200, {'data': []})


def total_of(home, body):
    """In cents, or None when the bill is not known."""
    fresh(home)
    home.server.costs = lambda _page: (200, body)
    ran = report(home, '--json')
    if ran.returncode != 0:
        assert ran.returncode == 69 and ran.stderr and not ran.text, ran
        return None
    return decimal.Decimal(json.loads(ran.text)['totals']['amountUsd']) * 100


def written(text):
    """A row whose amount stands in the JSON as it is."""
    return (b'{"data":[{"starting_at":"%s","ending_at":"%s","results":[{"amount":%s,"currency":"USD","description":"x"}]}]}'
            % (stamp(0).encode(), stamp(1).encode(), text.encode()))


def amounts_come_in_every_shape(home):
    for text, cents in (('"123.45"', '123.45'), ('"1.2e3"', '1200'), ('"5E-1"', '0.5'), ('"+7"', '7'), ('"-100.25"', '-100.25'),
                        ('"0.000000000001"', '0.000000000001'), ('"000000000000000000000012.5"', '12.5'), ('1537.1', '1537.1'),
                        ('1e3', '1000'), ('-3', '-3'), ('0', '0'), ('1.5E+2', '150')):
        found = total_of(home, written(text))
        assert found == decimal.Decimal(cents), (text, found)


def what_is_no_amount_is_no_bill(home):
    for text in ('"1e40"', '"' + '9' * 70 + '"', '9' * 400, '1e400', '"NaN"', '"inf"', '""', '" 1"', '"1 "', '"1,5"', '"0x10"', '"1e"', '"1e+-5"',
                 '"--1"', '"1.2.3"', 'null', 'true', '[]', '{}', '"$1"'):
        found = total_of(home, written(text))
        assert found is None, (text, found)


def buckets_may_come_twice_and_in_any_order(home):
    day = bucket([row('10', 'a'), row('20', 'b')])
    assert total_of(home, page(day, day)) == 30
    assert total_of(home, page(bucket([row('10', 'a'), row('20', 'b'), row('10', 'a')]))) == 30
    orders = [bucket([row('1')], -2), bucket([row('2')], -1), bucket([row('4')], 0)]
    fresh(home)
    home.server.costs = lambda _page: (200, page(*reversed(orders)))
    found = json.loads(report(home, '--json', '--since', (TODAY - datetime.timedelta(days=2)).strftime('%Y%m%d')).text)
    assert decimal.Decimal(found['totals']['amountUsd']) * 100 == 7, found
    assert [entry['day'] for entry in found['rows']] == [stamp(day)[:10] for day in (-2, -1, 0)], found


def buckets_that_overlap_are_no_bill(home):
    assert total_of(home, page(bucket([row('10')], -1, 2), bucket([row('20')]))) is None
    half = {'starting_at': stamp(0).replace('T00', 'T12'), 'ending_at': stamp(1), 'results': [row('5')]}
    assert total_of(home, page(bucket([row('10')]), half)) is None
    # What ends early, as today does, is a bucket.
    assert total_of(home, page({**bucket([row('10')]), 'ending_at': stamp(0).replace('T00:00:00', 'T12:34:56')})) == 10
    # Nobody asked for what is outside of the span.
    assert total_of(home, page(bucket([row('10')]), bucket([row('99')], 5), bucket([row('99')], -400))) == 10


def pages_end(home):
    fresh(home)
    home.server.costs = lambda token: (200, page(has_more=True, next_page=str(int(token or 0) + 1)))
    ran = report(home, '--json')
    assert ran.returncode == 69 and home.server.n_calls < 1100, (ran, home.server.n_calls)
    for body in (page(has_more=True, next_page='a'), page(has_more=True), page(has_more=True, next_page=''), page(has_more='yes', next_page='a')):
        fresh(home)
        home.server.costs = lambda _page, body=body: (200, body)
        ran = report(home, '--json')
        assert (ran.returncode == 69) == (body['has_more'] is True) and home.server.n_calls < 12, (body, ran, home.server.n_calls)
    turns = {None: 'a', 'a': 'b', 'b': 'a'}
    fresh(home)
    home.server.costs = lambda token: (200, page(has_more=True, next_page=turns[token]))
    assert report(home, '--json').returncode == 69 and home.server.n_calls < 10, home.server.n_calls


def a_key_revoked_midway_keeps_what_was_whole(home):
    refusal = 401, {'type': 'error', 'error': {'type': 'authentication_error', 'message': 'invalid x-api-key'}}
    fresh(home)
    home.server.costs = lambda token: refusal if token else (200, page(bucket([row('10')]), has_more=True, next_page='2'))
    ran = report(home, '--json')
    assert ran.returncode == 69 and b'does not accept this API key' in ran.stderr and b'There is no API key' not in ran.stderr, ran
    home.server.costs = lambda token: (200, page(bucket([row('20' if token else '10', f'{token}')]), has_more=token is None, next_page='2'))
    shutil.rmtree(home.path('state'))
    assert json.loads(report(home, '--json').text)['totals']['amountUsd'] == '0.30'
    # A month that is known stays known when the key is refused an hour later.
    home.age(3700)
    home.server.costs = lambda token: refusal if token else (200, page(bucket([row('99')]), has_more=True, next_page='2'))
    ran = report(home, '--json')
    assert ran.returncode == 0 and b'does not accept this API key' in ran.stderr, ran
    assert json.loads(ran.text)['totals']['amountUsd'] == '0.30', ran


def names_are_only_names(home):
    fresh(home)
    hostile = '\x1b]0;owned\x07\x1b[31mred\r\n\u202eevil\x00'
    home.server.costs = lambda _page: (200, page(bucket([row('10', hostile, model=hostile, workspace_id='=1+1')])))
    for words in (['--group-by', 'model,workspace'], ['--json', '--group-by', 'model'], ['--csv', '--group-by', 'workspace']):
        text = report(home, *words).text
        assert home.last.returncode == 0 and '$0.10' in text or '0.1' in text, home.last
        assert not set('\x1b\x07\u202e\x00') & set(text.replace('\r\n', '')), text
    assert '"\'=1+1"' in text, text


def counts_may_be_anything(home):
    fresh(home)
    home.server.costs = lambda _page: (200, page(bucket([row('10')])))
    most = 2 ** 63 - 1
    home.server.usage = lambda _page: (200, page(bucket([
        {'model': 'a', 'uncached_input_tokens': most, 'output_tokens': most}, {'model': 'b', 'uncached_input_tokens': most},
        {'model': 'c', 'uncached_input_tokens': -5, 'output_tokens': '12', 'cache_read_input_tokens': 1e300, 'cache_creation': []}])))
    ran = report(home, '--json', '--group-by', 'model')
    assert ran.returncode in (0, 1), ran
    if ran.returncode == 0:
        assert all(entry.get('uncachedInputTokens', 0) >= 0 for entry in json.loads(ran.text)['rows']), ran.text


def only_a_refusal_is_the_keys_fault(home):
    for me, costs, is_refused in ((302, 200, False), (410, 200, False), (400, 200, True), (403, 200, True), (404, 200, True),
                                  (200, 404, False), (200, 302, False), (200, 401, True)):
        fresh(home)
        home.server.me = (me, home.server.me[1])
        home.server.costs = lambda _page, code=costs: (code, page(bucket([row('10')])))
        words = report(home).stderr.decode()
        home.server.me = (200, home.server.me[1])
        assert ('does not accept this API key' in words) == ('ndividual account' in words) == is_refused, (me, costs, words)
        assert is_refused or 'unexpected answer' in words, (me, costs, words)
        assert is_refused or f'status {costs if me == 200 else me}' in words, (me, costs, words)


def day(ago):
    return (TODAY - datetime.timedelta(days=ago)).strftime('%Y%m%d')


def days_never_read_are_no_zero(home):
    fresh(home)
    home.server.costs = lambda _page: (200, page(bucket([row('10')])))
    words = ['--since', day(500), '--until', day(490)]
    ran = report(home, '--json', *words)
    found = json.loads(ran.text)
    assert ran.returncode == 69 and found['totals'] == {'amountUsd': None, 'isLowerBound': False}, ran
    assert found['knownSince'] == stamp(-364)[:10] and found['rows'] == [], found
    assert f'Only the days from {found["knownSince"]} on'.encode() in ran.stderr, ran
    ran = report(home, '--csv', *words)
    assert ran.returncode == 69 and ran.text.count('\n') == 1 and ran.stderr, ran
    ran = report(home, *words)
    assert ran.returncode == 69 and not ran.stderr, ran
    total = [line for line in ran.text.splitlines() if 'Total' in line]
    assert 'not known' in total[0] and '0' not in total[0], ran
    assert report(home, '--json', '--since', '29991201', '--until', '29991231').returncode == 69, home.last


def days_of_which_some_were_read_are_a_lower_bound(home):
    fresh(home)
    home.server.costs = lambda _page: (200, page(bucket([row('1000')])))
    home.server.usage = lambda _page: (200, page(bucket([{'model': 'a', 'uncached_input_tokens': 12345}])))
    report(home, '--json')
    assert not json.loads(home.last.text)['totals']['isLowerBound'], home.last
    # Nobody is asked twice in a minute.
    found = json.loads(report(home, '--json', '--since', day(200)).text)
    assert home.last.returncode == 0 and home.last.stderr, home.last
    assert found['totals']['isLowerBound'] and found['totals']['amountUsd'] == '10.00', found
    assert found['since'] < found['knownSince'], found
    text = report(home, '--since', day(200)).text
    assert 'at least $10.00' in text and '≥ 12,345' in text and 'Only the days from' in text, text
    assert report(home, '--json', '--since', day(200), '--until', day(190)).returncode == 69, home.last
    # Then the days that lack are read.
    home.age(3700)
    n_calls = home.server.n_calls
    found = json.loads(report(home, '--json', '--since', day(200)).text)
    assert home.server.n_calls > n_calls and not found['totals']['isLowerBound'], found
    assert found['knownSince'] <= found['since'] and not home.last.stderr, home.last
    ran = report(home, '--since', day(200), '--until', day(190))
    assert ran.returncode == 0 and '$0.00' in ran.text and 'at least' not in ran.text, ran


STEPS = [days_never_read_are_no_zero, days_of_which_some_were_read_are_a_lower_bound,
         amounts_come_in_every_shape, what_is_no_amount_is_no_bill, buckets_may_come_twice_and_in_any_order,
         buckets_that_overlap_are_no_bill, pages_end, a_key_revoked_midway_keeps_what_was_whole, names_are_only_names,
         counts_may_be_anything, only_a_refusal_is_the_keys_fault]


class AgingHome(Home):
    def age(self, seconds):
        import sqlite3  # pylint: disable=import-outside-toplevel
        with sqlite3.connect(self.path('state', 'sandglass', 'ledger.db')) as file:
            file.execute('UPDATE console_askings SET asked_at = asked_at - ?', (seconds,))


if __name__ == '__main__':
    tap.run(STEPS, AgingHome())
