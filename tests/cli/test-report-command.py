#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass report` and `sandglass scan` as people and scripts meet them: no bus, no display, no agent.

  test-report-command.py SANDGLASS [unittest argument…]"""

import contextlib
import csv
import io
import json
import os
import pathlib
import pty
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

SANDGLASS = os.path.abspath(sys.argv.pop(1))
HERE = pathlib.Path(__file__).parent
SAMPLES = HERE.parent / 'data' / 'samples'
KINDS = ['daily', 'weekly', 'monthly', 'session', 'blocks']


class Home(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='sandglass-report-')
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.claude = self.home / 'claude'
        self.ledger = self.home / 'state' / 'sandglass' / 'ledger.db'
        (self.claude / 'projects').mkdir(parents=True)
        self.environment = {'HOME': str(self.home), 'XDG_STATE_HOME': str(self.home / 'state'), 'TZ': 'UTC',
                            'CLAUDE_CONFIG_DIR': str(self.claude), 'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH']}
        for name in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def use_sample(self, name):
        shutil.copytree(SAMPLES / name / 'projects', self.claude / 'projects', dirs_exist_ok=True)

    def write(self, path, answers, mode='a'):
        """answers: (id, time, model, input, output)"""
        path = self.claude / 'projects' / path
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, mode, encoding='utf-8') as file:
            for name, time, model, tokens_in, tokens_out in answers:
                usage = {'input_tokens': tokens_in, 'output_tokens': tokens_out}
                record = {'type': 'assistant', 'timestamp': time, 'requestId': f'req_{name}',
                          'message': {'id': f'msg_{name}', 'model': model, 'usage': usage}}
                file.write(json.dumps(record, separators=(',', ':')) + '\n')

    def run_it(self, *words, **environment):
        return subprocess.run([SANDGLASS, *words], env=self.environment | environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60)

    def output(self, *words, **environment):
        result = self.run_it(*words, **environment)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def report(self, *words):
        return json.loads(self.output('report', *words, '--json'))


class Profiles(Home):
    def test_a_profile_is_found_by_all_that_it_is_called(self):
        environment = {'CLAUDE_CONFIG_DIR': f'{self.home}/.claude,{self.home}/.claude-work,{self.home}/.claude-two'}
        for folder, organisation in (('.claude', 'Acme'), ('.claude-work', 'Works of Acme'), ('.claude-two', 'Acme')):
            self.claude = self.home / folder
            (self.claude / 'projects').mkdir(parents=True)
            (self.claude / '.claude.json').write_text(json.dumps({'oauthAccount': {'organizationName': organisation, 'accountUuid': folder}}))
            self.write('p/s.jsonl', [(folder, '2026-10-01T10:00:00Z', 'claude-opus-5', 1000 if 'work' in folder else 7, 0)])
        refused = self.run_it('report', 'daily', '--profile', 'nobody', **environment)
        self.assertEqual(refused.returncode, 2)
        self.assertRegex(refused.stderr, r'Acme \(claude\) \(claude, main\), Works of Acme \(work, claude_work_\w+\), Acme \(two\) \(two, ')
        work = refused.stderr.split('Works of Acme (work, ')[1].split(')')[0]
        for word in ('work', 'claude-work', '.claude-work', f'{self.home}/.claude-work/', 'Work', 'works of acme', 'Works of Acme', work):
            with self.subTest(word):
                days = json.loads(self.output('report', 'daily', '--json', '--profile', word, **environment))['daily']
                self.assertEqual([day['inputTokens'] for day in days], [1000])
        for word in ('main', 'claude', '.claude', 'Acme (claude)', 'two', 'Acme (two)'):
            with self.subTest(word):
                days = json.loads(self.output('report', 'daily', '--json', '--profile', word, **environment))['daily']
                self.assertEqual([day['inputTokens'] for day in days], [7])
        self.assertEqual(self.run_it('report', 'daily', '--profile', 'Acme', **environment).returncode, 2, 'there are two')


class Golden(Home):
    maxDiff = None

    def test_real_captures_give_the_committed_json(self):
        self.use_sample('2.1.330-print')
        self.use_sample('slow/1.0.3')
        # Long ago, so that no block is running.
        for path in (self.claude / 'projects').rglob('*.jsonl'):
            path.write_bytes(path.read_bytes().replace(b'"2026-11-', b'"2026-10-'))
        for kind in KINDS:
            with self.subTest(kind):
                golden = (HERE / 'golden' / f'{kind}.json').read_text(encoding='utf-8')
                self.assertEqual(self.output('report', kind, '--json'), golden)

    def test_sums_of_every_capture_are_the_expected_ones(self):
        expected = json.loads((SAMPLES / 'expected.json').read_text(encoding='utf-8'))
        for name in sorted(str(path.parent.relative_to(SAMPLES)) for path in SAMPLES.glob('**/projects')):
            with self.subTest(name):
                shutil.rmtree(self.home / 'state', ignore_errors=True)
                shutil.rmtree(self.claude / 'projects')
                self.use_sample(name)
                self.assertEqual(self.sums(), self.wanted(expected[name]))

    def sums(self):
        rows = self.report('monthly')['monthly']
        sums = {}
        for breakdown in (model for row in rows for model in row['modelBreakdowns']):
            row = sums.setdefault(breakdown['modelName'], [0, 0, 0, 0])
            for index, key in enumerate(('inputTokens', 'outputTokens', 'cacheCreationTokens', 'cacheReadTokens')):
                row[index] += breakdown[key]
        return sums

    @staticmethod
    def wanted(entry):
        keys = ('input_tokens', 'output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens')
        return {model: [sums[key] for key in keys] for model, sums in entry['by_model'].items()}


class Calls(Home):
    WRONG = [
        ([], 'daily'), (['yearly'], 'yearly'), (['daily', 'weekly'], 'weekly'), (['daily', '--since', '20261301'], '20261301'),
        (['daily', '--until', 'today'], 'today'), (['daily', '--since=20261121', '--until=20261120'], '--since'),
        (['daily', '--timezone', 'Mars/Olympus'], 'Mars/Olympus'), (['daily', '--timezone', ''], 'time zone'),
        (['daily', '--order', 'up'], 'up'), (['daily', '--colour'], '--colour'), (['daily', '--since'], '--since'),
        (['session', '--instances'], '--instances'), (['daily', '--active'], '--active'),
        (['blocks', '--token-limit', 'lots'], 'lots'), (['blocks', '--token-limit', '0'], '0'),
        (['blocks', '-t', '-5'], '-5'), (['daily', '-t', '5'], '--token-limit'),
    ]

    def test_wrong_words_are_refused_with_a_sentence(self):
        self.write('-p/a.jsonl', [('1', '2026-11-21T10:00:00.000Z', 'claude-opus-5', 1, 2)])
        for words, named in self.WRONG:
            with self.subTest(words):
                result = self.run_it('report', *words)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertEqual(result.stdout, '')
                self.assertTrue(result.stderr.startswith('sandglass report: '), result.stderr)
                self.assertIn(named, result.stderr)
        result = self.run_it('scan', '--all')
        self.assertEqual(result.returncode, 2)
        self.assertIn('--all', result.stderr)
        self.assertFalse(self.ledger.exists())

    def test_nothing_to_read_is_said(self):
        shutil.rmtree(self.claude)
        for words in (['report', 'daily'], ['report', 'blocks', '--json'], ['scan']):
            result = self.run_it(*words)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, '')
            self.assertIn(str(self.claude / 'projects'), result.stderr)

    def test_scripts_for_ccusage_may_say_offline(self):
        self.write('-p/a.jsonl', [('1', '2026-11-21T10:00:00.000Z', 'claude-opus-5', 1, 2)])
        self.assertEqual(len(self.report('daily', '--offline', '-z', 'UTC', '-s', '2026-11-21', '-o', 'desc')['daily']), 1)

    def test_empty_times_have_empty_lists(self):
        self.write('-p/a.jsonl', [('1', '2026-11-21T10:00:00.000Z', 'claude-opus-5', 1, 2)])
        for kind, key in zip(KINDS, ['daily', 'weekly', 'monthly', 'sessions', 'blocks']):
            self.assertEqual(self.report(kind, '--since', '20300101')[key], [])
            self.assertNotIn('0', self.output('report', kind, '--since', '20300101'))


class Values(Home):
    def setUp(self):
        super().setUp()
        self.write('-home-dev-a/s1.jsonl', [('1', '2026-11-01T03:30:00.000Z', 'claude-opus-5', 100, 10),
                                            ('2', '2026-11-01T05:30:00.000Z', 'claude-zeta-9', 7, 3)])
        self.write('-home-dev-b/s2.jsonl', [('3', '2026-11-08T12:00:00.000Z', 'claude-haiku-4-5', 1000, 0)])

    def test_zone_moves_days(self):
        self.assertEqual([row['date'] for row in self.report('daily')['daily']], ['2026-11-01', '2026-11-08'])
        self.assertEqual([row['date'] for row in self.report('daily', '-z', 'America/New_York')['daily']],
                         ['2026-10-31', '2026-11-01', '2026-11-08'])

    def test_projects(self):
        projects = self.report('daily', '--instances')['projects']
        self.assertEqual(list(projects), ['-home-dev-a', '-home-dev-b'])
        self.assertEqual(projects['-home-dev-b'][0]['project'], '-home-dev-b')
        for name in ('-home-dev-b', '/home/dev/b'):
            self.assertEqual(self.report('monthly', f'--project={name}')['totals']['totalTokens'], 1000)
        self.assertEqual(self.report('daily', '--project', 'other')['daily'], [])

    def test_unknown_prices_are_never_nothing(self):
        totals = self.report('daily')['totals']
        self.assertEqual(totals['unpricedModels'], ['claude-zeta-9'])
        self.assertEqual(totals['totalCost'], 0.00175)
        first = self.report('daily')['daily'][0]
        self.assertEqual([model.get('missingPricing') for model in first['modelBreakdowns']], [None, True])
        text = self.output('report', 'daily', '--breakdown')
        self.assertIn('price unknown', text)
        self.assertIn('claude-zeta-9', text)
        self.assertIn('≥', text)
        self.assertIn('list-price estimate, this machine, at least', text)

    def test_own_prices_count(self):
        config = self.home / '.config' / 'sandglass'
        config.mkdir(parents=True)
        price = {'input': 1, 'output': 1, 'cache_write_5m': 1, 'cache_write_1h': 1, 'cache_read': 1}
        (config / 'prices.json').write_text(json.dumps({'models': {'claude-zeta-9': price}}), encoding='utf-8')
        self.assertEqual(self.report('daily')['totals']['totalCost'], 0.00176)
        (config / 'prices.json').write_text('no prices', encoding='utf-8')
        result = self.run_it('report', 'daily', '--json')
        self.assertEqual(json.loads(result.stdout)['totals']['totalCost'], 0.00175)
        self.assertIn('prices.json', result.stderr)

    def test_shares_only_of_a_limit_that_was_said(self):
        self.assertNotIn('%', self.output('report', 'blocks'))
        self.assertNotIn('tokenLimitStatus', self.output('report', 'blocks', '--json'))
        text = self.output('report', 'blocks', '--token-limit', '2000')
        self.assertIn('50.0 %', text)
        self.assertIn('Estimated share of 2,000', text)
        self.assertIn('100.0 %', self.output('report', 'blocks', '--token-limit', 'max'))

    def test_blocks_order_and_choice(self):
        starts = [block['startTime'] for block in self.report('blocks')['blocks']]
        self.assertEqual(starts, ['2026-11-01T03:00:00.000Z', '2026-11-01T10:30:00.000Z', '2026-11-08T12:00:00.000Z'])
        self.assertEqual([block['startTime'] for block in self.report('blocks', '--order', 'desc')['blocks']], starts[::-1])
        self.assertEqual(self.report('blocks', '--active')['blocks'], [])


class Keeping(Home):
    def setUp(self):
        super().setUp()
        self.write('-p/a.jsonl', [('1', '2026-11-01T10:00:00.000Z', 'claude-opus-5', 1, 2)])
        self.write('-p/b.jsonl', [('2', '2026-11-02T10:00:00.000Z', 'claude-opus-5', 4, 8)])

    def total(self):
        return self.report('daily')['totals']['totalTokens']

    def test_deleted_transcripts_stay_counted(self):
        self.assertEqual(self.total(), 15)
        (self.claude / 'projects' / '-p' / 'a.jsonl').unlink()
        self.assertEqual(self.total(), 15)
        self.output('scan', '--rebuild')
        self.assertEqual(self.total(), 15)
        shutil.rmtree(self.claude)
        self.output('scan', '--rebuild')
        self.assertEqual(self.total(), 15)

    def test_scan_says_what_there_is(self):
        with open(self.claude / 'projects' / '-p' / 'b.jsonl', 'a', encoding='utf-8') as file:
            file.write('{"type":"assistant","message":{"id":"x","usage":{"input_tokens":-1,"output_tokens":2}},'
                       '"timestamp":"2026-11-02T10:00:00.000Z"}\n')
        (self.claude / 'projects' / '-p' / 'link.jsonl').symlink_to('a.jsonl')
        first = json.loads(self.output('scan', '--json'))
        self.assertEqual((first['files'], first['requests'], first['newRequests'], first['lines']), (2, 2, 2, 2))
        self.assertEqual(first['skippedLines'], {'bad-count': 1})
        self.assertEqual(first['skippedFiles'], {'link': 1})
        self.assertEqual(first['bytes'], first['bytesRead'])
        second = json.loads(self.output('scan', '--json'))
        self.assertEqual((second['bytesRead'], second['newRequests'], second['requests']), (0, 0, 2))
        again = json.loads(self.output('scan', '--rebuild', '--json'))
        self.assertEqual((again['bytesRead'], again['newRequests'], again['requests']), (first['bytes'], 0, 2))
        self.assertIn('link: 1', self.output('scan'))

    def test_scan_counts_as_people_do(self):
        text = self.output('scan')
        self.assertIn('Transcripts: 2 files, ', text)
        self.assertIn('; 2 lines with usage', text)
        (self.claude / 'projects' / '-p' / 'b.jsonl').unlink()
        self.write('-p/a.jsonl', [('8', '2026-11-03T10:00:00.000Z', 'claude-opus-5', 16, 32)])
        text = self.output('scan')
        self.assertIn('Transcripts: 1 file, ', text)
        self.assertIn('; 1 line with usage', text)
        shutil.rmtree(self.claude)
        text = self.output('scan')
        self.assertIn('No transcripts are there now; looked for ', text)
        self.assertIn('; 0 lines with usage', text)
        self.assertNotIn('Transcripts:', text)

    def test_only_the_new_is_read(self):
        self.total()
        self.write('-p/a.jsonl', [('3', '2026-11-03T10:00:00.000Z', 'claude-opus-5', 16, 32)])
        self.assertEqual(self.total(), 63)

    def test_many_at_once_agree(self):
        self.write('-p/c.jsonl', [(f'c{i}', '2026-11-03T10:00:00.000Z', 'claude-opus-5', 1, 0) for i in range(5000)])
        running = [subprocess.Popen([SANDGLASS, 'report', 'session', '--json'], env=self.environment,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)]
        for process in running:
            out, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, err)
            self.assertEqual(json.loads(out)['totals']['totalTokens'], 5015)
        self.assertEqual(self.total(), 5015)

    def test_a_damaged_ledger_is_kept_aside(self):
        self.total()
        self.ledger.write_bytes(b'no database' * 1000)
        result = self.run_it('report', 'daily', '--json')
        self.assertEqual(result.returncode, 0)
        self.assertEqual(json.loads(result.stdout)['totals']['totalTokens'], 15)
        self.assertIn('ledger.db.damaged-1', result.stderr)
        self.assertTrue((self.ledger.parent / 'ledger.db.damaged-1').exists())
        self.assertEqual(self.run_it('report', 'daily').stderr, '')

    def test_without_a_place_to_write_it_still_reports(self):
        (self.home / 'state').write_text('a file where a folder should be', encoding='utf-8')
        result = self.run_it('report', 'daily', '--json')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(json.loads(result.stdout)['totals']['totalTokens'], 15)
        self.assertNotEqual(result.stderr, '')

    def test_claudes_folder_is_only_read(self):
        def listing():
            return sorted((str(path), path.lstat().st_mtime_ns, path.lstat().st_mode) for path in self.claude.rglob('*'))
        before = listing()
        for words in (['report', 'blocks'], ['scan', '--rebuild'], ['report', 'session']):
            self.output(*words)
        self.assertEqual(listing(), before)
        self.assertEqual(stat.S_IMODE(self.ledger.stat().st_mode), 0o600)


class Terminal(Home):
    def on_terminal(self, *words, columns=80, **environment):
        leader, follower = pty.openpty()
        subprocess.run(['stty', 'cols', str(columns)], stdin=follower, check=True)
        process = subprocess.Popen([SANDGLASS, *words], env=self.environment | {'TERM': 'xterm'} | environment,
                                   stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL)
        os.close(follower)
        text = b''
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                piece = b''
            if not piece:
                break
            text += piece
        os.close(leader)
        self.assertEqual(process.wait(), 0)
        return text.decode()

    def setUp(self):
        super().setUp()
        self.write('-home-dev-a-project-with-a-long-name/s1.jsonl',
                   [(str(i), f'2026-11-{i + 1:02d}T03:30:00.000Z', f'claude-model-{i}', 10 ** i, 10) for i in range(7)])

    def test_colour_only_where_it_is_wanted(self):
        self.assertIn('\033[1m', self.on_terminal('report', 'daily'))
        self.assertNotIn('\033', self.on_terminal('report', 'daily', NO_COLOR='1'))
        self.assertNotIn('\033', self.on_terminal('report', 'daily', TERM='dumb'))
        self.assertNotIn('\033', self.output('report', 'daily', TERM='xterm'))

    def test_lines_fit(self):
        for kind in KINDS:
            for columns in (40, 60, 80, 132):
                text = self.on_terminal('report', kind, '--breakdown', columns=columns, NO_COLOR='1')
                table = text.split('\r\n\r\n')[1]
                table = table.split('Price unknown')[0]
                self.assertLessEqual(max(len(line) for line in table.splitlines()), columns, table)


class History(Home):
    """What the agent kept of the limits, beside the costs: each row with its origin and age."""

    def setUp(self):
        super().setUp()
        self.write('-p/s.jsonl', [('1', '2026-11-20T10:00:00Z', 'claude-opus-5-5', 0, 1000)])
        self.output('scan')
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            rows = [(1795168800, 1795169100, 10.0, 1795186800, 'endpoint'), (1795186860, 1795186860, 0.0, 1795204800, 'statusline')]
            ledger.executemany("INSERT INTO limit_samples VALUES ('', 'session', ?, ?, ?, ?, ?)", rows)
            ledger.commit()

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.output('export', '--history', 'csv'))))
        self.assertEqual([(row['kind'], row['percent'], row['usd'], row['detail'], row['origin']) for row in rows],
                         [('limit', '10.0', '', '', 'endpoint'), ('reset', '', '', 'on-time', 'statusline'),
                          ('limit', '0.0', '', '', 'statusline'), ('cost', '', '0.02', '', 'transcripts')])
        self.assertTrue(all(int(row['age_seconds']) >= 0 for row in rows))
        self.assertEqual([row['profile'] for row in rows], ['main', 'main', 'main', ''], 'costs are of all')

    def test_json(self):
        rows = json.loads(self.output('export', '--history', 'json'))
        self.assertEqual([row['kind'] for row in rows], ['limit', 'reset', 'limit', 'cost'])
        self.assertEqual(rows[0]['percent'], 10.0)
        self.assertNotIn('percent', rows[3])
        self.assertEqual([row['profile'] for row in rows], ['main', 'main', 'main', ''])

    def test_wrong_words(self):
        for words, reason in ((['--history'], 'csv or json'), (['--history', 'xml'], 'csv or json'), (['--history', '--days', '3'], 'csv or json'),
                              (['--history', 'csv', '--days'], '--days takes'), (['--history', 'csv', '--days', '0'], '--days takes'),
                              (['--history', 'json', '--days', 'abc'], '--days takes'), (['--history', 'csv', 'x'], 'no “x”')):
            ran = self.run_it('export', *words)
            self.assertEqual((ran.returncode, ran.stdout), (2, ''), words)
            self.assertRegex(ran.stderr, f'^sandglass export: .*{reason}')


if __name__ == '__main__':
    unittest.main()
