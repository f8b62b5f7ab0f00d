#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `claude -p` says a session cost is counted once, and stands beside our own estimate."""

import glob
import json
import os
import shutil

from home import Home
from stage import tap

SAMPLES = os.path.join(os.environ['G_TEST_SRCDIR'], 'data', 'samples')
RESULTS = sorted(glob.glob(os.path.join(SAMPLES, 'cli-results', '*.json')))


def sample(name):
    with open(os.path.join(SAMPLES, 'cli-results', name), 'rb') as file:
        return file.read()


def ingest(home, *words, **more):
    return json.loads(home.run('ingest', '--json', *words, **more).text)


def month(home):
    costs = json.loads(home.run('status', '--json').text).get('costs', {})
    return costs.get('month-pico-usd', 0) / 1e12, costs.get('results-month-pico-usd', 0) / 1e12


def nothing_was_taken_in(home):
    assert ingest(home, '--all') == {'sessions': [], 'new': 0, 'known': 0, 'leftOut': 0, 'cut': 0}
    assert home.run('ingest', '--all').returncode == 0


def a_result_counts_without_a_transcript(home):
    said = ingest(home, given=sample('out-resume.json'))
    assert (said['new'], said['known']) == (1, 0), said
    session = said['sessions'][0]
    assert session['origin'] == 'command-result' and session['statedCost'] == 0.017768 and session['difference'] == 0.0, said
    assert month(home) == (0.017768, 0.017768)
    assert 'command results' in home.run('status').text
    assert json.loads(home.run('report', 'daily', '--json').text)['totals']['totalCost'] == 0.017768


def a_second_time_changes_nothing(home):
    assert ingest(home, given=sample('out-resume.json'))['new'] == 0
    assert month(home) == (0.017768, 0.017768)


def a_fork_counts_what_it_added(home):
    said = ingest(home, '-', given=sample('out-fork.json'))
    assert said['sessions'][0]['statedCost'] == 0.028628 and said['sessions'][0]['because'] == 'fork', said
    assert month(home)[0] == 0.028628


def every_sample_at_once(home):
    """A file counts when it was written: they are written now."""
    os.mkdir(home.path('results'))
    results = [shutil.copy(path, home.path('results')) for path in RESULTS]
    said = ingest(home, *results)
    assert (said['new'], said['known'], said['leftOut'], said['cut']) == (6, 2, 0, 0), said
    assert len(said['sessions']) == 8
    errors = [session['error'] for session in said['sessions'] if session['isError']]
    assert errors == ['429 rate_limit_error'], said
    # resume is in the fork, the rest once each
    assert abs(month(home)[0] - (0.028628 + 0.019311 + 0.0580642 + 0.0257328 + 0.05692875 + 0.0149494)) < 1e-9, month(home)
    table = home.run('ingest', *results).text
    assert '429 rate_limit_error' in table and 'a fork states' in table and '$0.0581' in table, table


def each_session_has_its_row(home):
    """An old version states the cost alone: a session of no token is a row all the same, or the rows would not add up."""
    report = json.loads(home.run('report', 'session', '--json').text)
    rows = {row['sessionId'][:4]: row for row in report['sessions']}
    assert rows['5206']['totalCost'] == 0.0149494 and rows['5206']['totalTokens'] == 0, report
    for member in 'totalCost', 'totalTokens':
        assert abs(sum(row[member] for row in rows.values()) - report['totals'][member]) < 1e-9, report
    assert '5206d486' in home.run('report', 'session').text


def transcripts_take_their_place(home):
    shutil.copytree(os.path.join(SAMPLES, '2.1.330-print', 'projects'), home.path('.claude', 'projects'))
    said = ingest(home, '--all')
    origins = {session['session'][:4]: (session['origin'], session['difference']) for session in said['sessions']}
    assert origins['a11c'] == ('transcripts', 0.0) and origins['ba1f'] == ('transcripts', 0.0), origins
    assert origins['b159'][0] == 'command-result', origins
    report = json.loads(home.run('report', 'daily', '--json').text)
    assert abs(report['totals']['totalCost'] - (0.028628 + 0.019311 + 0.0580642 + 0.0257328 + 0.05692875 + 0.0149494)) < 1e-9, report['totals']


def it_can_stand_in_a_pipe(home):
    given = b'npm WARN old\n' + sample('out-tool.json') + b'\n\x00\xff' + os.urandom(300000)
    ran = home.run('ingest', '--tee', given=given)
    assert ran.stdout == given and ran.returncode == 0, ran.returncode
    assert b'0 new results, 1 known' in ran.stderr, ran.stderr
    assert home.run('ingest', '--tee', '-', given=b'').returncode == 1


def a_cut_stream_says_what_where_and_what_next(home):
    home.empty()
    line = {'type': 'assistant', 'session_id': 's-1', 'message': {
        'id': 'msg_1', 'model': 'claude-opus-5-5', 'usage': {'input_tokens': 10, 'output_tokens': 100}}}
    given = json.dumps(line).encode() + b'\n{"type":"result","session_id":"s-1","total_c'
    said = ingest(home, given=given)
    assert said['cut'] == 1 and said['new'] == 1 and home.last.returncode == 0, said
    for words in (b'stdin', b'line 2', b'whole output', b's-1', b'at least'):
        assert words in home.last.stderr, home.last.stderr
    assert said['sessions'][0]['because'] == 'not-stated' and 'statedCost' not in said['sessions'][0], said
    assert month(home)[0] > 0


def text_that_holds_nothing_is_refused(home):
    home.empty()
    for given in (b'', b'Hello, I am the answer.\n', b'{"type":"user"}', b'[1,2,3]'):
        assert home.run('ingest', given=given).returncode == 1
        assert b'output-format json' in home.last.stderr, home.last.stderr
    assert home.run('ingest', '/nowhere').returncode == 1 and b'/nowhere' in home.last.stderr
    assert b'no result' not in home.last.stderr and home.last.stderr.count(b'\n') == 1, home.last
    assert home.run('ingest', '/').returncode == 1 and b'no result' not in home.last.stderr, home.last
    assert b'secret' not in home.run('ingest', given=b'{"type":"result","result":"secret"}').stderr


def a_ledger_that_cannot_be_kept_is_said(home):
    home.empty()
    home.write(home.path('state'), 'a file where the folder should be')
    assert home.run('ingest', given=sample('out-tool.json')).returncode == 1
    ran = home.run('ingest', '--tee', given=sample('out-tool.json'))
    assert ran.stdout == sample('out-tool.json') and ran.returncode == 1


def wrong_calls_are_refused(home):
    for words in (['--x'], ['--tee', '--json'], ['--tee', 'file'], ['--tee', '--all']):
        assert home.run('ingest', *words).returncode == 2, words
        assert home.last.stderr.startswith(b'sandglass ingest: ')


if __name__ == '__main__':
    tap.run([
        nothing_was_taken_in, a_result_counts_without_a_transcript, a_second_time_changes_nothing, a_fork_counts_what_it_added,
        every_sample_at_once, each_session_has_its_row, transcripts_take_their_place, it_can_stand_in_a_pipe,
        a_cut_stream_says_what_where_and_what_next, text_that_holds_nothing_is_refused, a_ledger_that_cannot_be_kept_is_said, wrong_calls_are_refused,
    ], Home())
