#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares `sandglass report` with `ccusage claude` (20.0.24) on synthetic transcripts.

  compare.py SANDGLASS CCUSAGE GENERATOR

Clean corpora: every row of session, blocks, weekly and monthly must be the same, to the token, and the cost of each model
both know. Corpora with one kind of hostile record each: the same, or different for the reason known for that kind. A
difference without a known reason fails."""

import collections
import contextlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile

CLEAN = [('20M', 1), ('20M', 3), ('6M', 7), ('6M', 8)]
EDGE_SEEDS = [1, 2, 5, 10, 12, 14]
ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu']
KEYS = {'daily': 'daily', 'weekly': 'weekly', 'monthly': 'monthly', 'session': 'sessions', 'blocks': 'blocks'}
COUNTS = ('inputTokens', 'outputTokens', 'cacheCreationTokens', 'cacheReadTokens')

# Why the two may differ on a record of that kind. What is not here must be equal.
LOST = 'ccusage loses the request: '
REASONS = {
    'lone_surrogate': LOST + 'half an emoji, as JavaScript writes it (B5)',
    'bad_utf8': LOST + 'a byte that is no UTF-8 (B5)',
    'deep_nesting': LOST + 'more than 127 levels in a tool call (B5)',
    'dup_key': LOST + 'a key that comes twice (B5)',
    'nested_null_id': LOST + 'a null id, model or version inside a tool call (B5)',
    'null_model': LOST + 'a null model',
    'null_request_id': LOST + 'a null requestId',
    'empty_request_id': LOST + 'an empty requestId',
    'bad_version': LOST + 'a version that is no version',
    'spaced_json': LOST + 'JSON with spaces, written anew by another tool',
    'float_tokens': LOST + '12.0 is no count for it',
    'exp_number': LOST + '1e3 is no count for it',
    'ts_micros': LOST + 'a time with microseconds',
    'two_on_a_line': LOST + 'two objects on one line',
    'speed_null': LOST + 'a null speed',
    'speed_turbo': LOST + 'a speed it does not know',
    'zero_usage': 'what used nothing extends no block and no session of ours (B8)',
    'synthetic': 'an error message begins and extends no block of ours (B8)',
}
EDGE_REASONS = {
    'btw_other_time': 'it counts side questions replayed at another time again (B4)',
}
OWNER_REASON = 'a request that stands in two sessions is in another of them; to us in the one it names'
DAILY_REASON = "its daily reads otherwise than its other reports: echoes of sub-agents win over their records (B1), "\
    "requests only in progress lines count (B2), streams without requestId count each record (B3)"
COST_REASON = 'other list prices, tiers or extras (B6)'


def load_generator(path):
    spec = importlib.util.spec_from_file_location('generator', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Bench:
    def __init__(self, sandglass, ccusage, generator, scratch):
        self.programs = {'ours': [sandglass, 'report'], 'theirs': [ccusage, 'claude']}
        self.generator = load_generator(generator)
        self.traps = list(self.generator.TRAPS)
        self.scratch = scratch
        self.problems = 0

    def corpus(self, name, size, seed, traps=0.0, edges=0, only=None):
        folder = os.path.join(self.scratch, name)
        self.generator.TRAPS = [only] if only else self.traps
        sys.argv = ['generator', folder, '--size', size, '--seed', str(seed), '--traps', str(traps), '--edges', str(edges),
                    '--jobs', '1']
        with contextlib.redirect_stdout(io.StringIO()):
            self.generator.main()
        with open(os.path.join(folder, 'truth.json'), encoding='utf-8') as file:
            return folder, json.load(file)

    def ask(self, who, folder, kind, *more, zone='UTC'):
        home = os.path.join(folder, 'home')
        os.makedirs(home, exist_ok=True)
        environment = {'HOME': home, 'XDG_STATE_HOME': os.path.join(home, 'state'), 'CLAUDE_CONFIG_DIR': folder, 'TZ': zone,
                       'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8'}
        options = ['--json'] + (['--offline', '--mode', 'calculate'] if who == 'theirs' else [])
        result = subprocess.run([*self.programs[who], kind, *options, *more], env=environment, capture_output=True, text=True,
                                check=False)
        if result.returncode != 0:
            raise SystemExit(f'{self.programs[who][0]} {kind}: {result.stderr}')
        return json.loads(result.stdout)

    def say(self, name, verdict, detail=''):
        if verdict == 'DIFFERENT':
            self.problems += 1
        print(f'{name:42} {verdict:10} {detail}'.rstrip(), flush=True)


def row_key(kind, row):
    if kind == 'session':
        return row['projectPath'], row['sessionId']
    return row[{'daily': 'date', 'weekly': 'week', 'monthly': 'month', 'blocks': 'id'}[kind]]


def row_values(kind, row):
    """All that must be the same; not the order of names within a moment, not the cost."""
    if kind == 'blocks':
        return {key: row[key] for key in ('startTime', 'endTime', 'actualEndTime', 'isGap', 'entries', 'tokenCounts', 'totalTokens')} \
            | {'models': sorted(row['models'])}
    values = {key: row[key] for key in COUNTS} | {'modelsUsed': sorted(row['modelsUsed'])}
    values['models'] = {model['modelName']: [model[key] for key in COUNTS] for model in row['modelBreakdowns']}
    if kind == 'session':
        values |= {key: row[key] for key in ('firstActivity', 'lastActivity')}
    return values


def rows_of(report, kind):
    return {row_key(kind, row): row_values(kind, row) for row in report[KEYS[kind]]}


def different_rows(ours, theirs, kind):
    first, second = rows_of(ours, kind), rows_of(theirs, kind)
    return [key for key in first.keys() | second.keys() if first.get(key) != second.get(key)]


def totals_of(blocks):
    rows = [row for row in blocks['blocks'] if not row['isGap']]
    return collections.Counter({'requests': sum(row['entries'] for row in rows), 'tokens': sum(row['totalTokens'] for row in rows)})


def costs_of(report):
    costs = collections.Counter()
    for row in report['monthly']:
        for model in row['modelBreakdowns']:
            costs[model['modelName']] += model['cost']
    return costs


def shape_of(value):
    """Keys and kinds, without the values."""
    if isinstance(value, dict):
        return {key: shape_of(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [shape_of(value[0])] if value else []
    return 'number' if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def compare_clean(bench):
    for number, (size, seed) in enumerate(CLEAN):
        folder, truth = bench.corpus(f'clean{number}', size, seed)
        name = f'clean, {size} seed {seed}'
        for kind in ('session', 'weekly', 'monthly', 'blocks'):
            for zone in ZONES:
                ours, theirs = (bench.ask(who, folder, kind, zone=zone) for who in ('ours', 'theirs'))
                rows = different_rows(ours, theirs, kind)
                same_shape = shape_of(ours[KEYS[kind]][:1]) == shape_of(theirs[KEYS[kind]][:1])
                bench.say(f'{name}: {kind}, {zone}', 'equal' if same_shape and not rows else 'DIFFERENT',
                          f'{len(ours[KEYS[kind]])} rows' if same_shape and not rows else f'{len(rows)} rows: {rows[:3]}')
        compare_daily(bench, name, folder)
        compare_costs(bench, name, folder)
        requests = totals_of(bench.ask('ours', folder, 'blocks'))['requests']
        bench.say(f'{name}: truth', 'equal' if requests == truth['requests'] else 'DIFFERENT', f'{requests} requests')


def compare_daily(bench, name, folder):
    ours, theirs = (bench.ask(who, folder, 'daily') for who in ('ours', 'theirs'))
    rows = different_rows(ours, theirs, 'daily')
    months = bench.ask('theirs', folder, 'monthly')['totals']
    right = all(ours['totals'][key] == months[key] for key in COUNTS)
    lost = ours['totals']['totalTokens'] - theirs['totals']['totalTokens']
    verdict = 'equal' if not rows else 'known' if right else 'DIFFERENT'
    bench.say(f'{name}: daily', verdict, f'{len(rows)} days, {lost:+} tokens: {DAILY_REASON}' if rows else '')


def compare_costs(bench, name, folder):
    ours, theirs = (costs_of(bench.ask(who, folder, 'monthly')) for who in ('ours', 'theirs'))
    for model in sorted(ours.keys() & theirs.keys()):
        same = abs(ours[model] - theirs[model]) <= 1e-9 * max(1.0, abs(theirs[model]))
        if not same:
            bench.say(f'{name}: cost of {model}', 'known', f'{ours[model]:.6f} against {theirs[model]:.6f}: {COST_REASON}')
    equal = sum(abs(ours[model] - theirs[model]) <= 1e-9 * max(1.0, abs(theirs[model])) for model in ours)
    bench.say(f'{name}: costs', 'equal' if equal == len(ours) else 'known', f'{equal} of {len(ours)} models, to 1e-9')


LIMIT = [('2026-11-01T10:10', 5, 'hi'), ('2026-11-01T10:20', 0, 'Claude AI usage limit reached|1793534400'),
         ('2026-11-01T10:30', 0, 'Claude AI usage limit reached|1793530800'), ('2026-11-02T10:10', 5, 'hi'),
         ('2026-11-02T10:20', 0, 'You have hit your session limit'), ('2026-11-03T10:10', 5, 'hi')]


def compare_limits(bench):
    """The generator's sessions meet no limit. Errors are entries of theirs and none of ours; when a limit ends is the same."""
    folder = os.path.join(bench.scratch, 'limits')
    os.makedirs(os.path.join(folder, 'projects', '-p'))
    with open(os.path.join(folder, 'projects', '-p', 'a.jsonl'), 'w', encoding='utf-8') as file:
        for number, (minute, tokens, text) in enumerate(LIMIT):
            message = {'id': f'm{number}', 'model': 'claude-opus-4-1' if tokens else '<synthetic>', 'content': [{'type': 'text', 'text': text}],
                       'usage': {'input_tokens': tokens, 'output_tokens': tokens}}
            json.dump({'type': 'assistant', 'timestamp': f'{minute}:00.000Z', 'requestId': f'r{number}', 'sessionId': 'a',
                       'version': '2.0.0', 'message': message, 'isApiErrorMessage': not tokens}, file, separators=(',', ':'))
            file.write('\n')
    ours, theirs = ({row['id']: row.get('usageLimitResetTime', 'none') for row in bench.ask(who, folder, 'blocks')['blocks'] if not row['isGap']}
                    for who in ('ours', 'theirs'))
    bench.say('usage limits: blocks', 'equal' if ours == theirs else 'DIFFERENT', f'{ours}')


def compare_hostile(bench, name, folder, planted, reason):
    """reason: why they may differ, or nothing"""
    reports = {kind: [bench.ask(who, folder, kind) for who in ('ours', 'theirs')] for kind in ('session', 'monthly', 'blocks')}
    rows = {kind: len(different_rows(*pair, kind)) for kind, pair in reports.items()}
    if not any(rows.values()):
        bench.say(name, 'equal', f'{planted} planted')
        return
    difference = totals_of(reports['blocks'][0])
    difference.subtract(totals_of(reports['blocks'][1]))
    if not reason and not rows['monthly'] and not rows['blocks']:
        reason = OWNER_REASON
    bench.say(name, 'known' if reason else 'DIFFERENT',
              f'{planted} planted; ours {difference["requests"]:+} requests, {difference["tokens"]:+} tokens: '
              f'{reason or f"no reason is known for {rows}"}')


def compare_traps(bench):
    for seed, trap in enumerate(bench.traps, 100):
        folder, truth = bench.corpus(f'trap-{trap}', '1500k', seed, traps=0.2, only=trap)
        compare_hostile(bench, f'trap: {trap}', folder, truth['traps'].get(trap, 0), REASONS.get(trap))
        if trap in ('huge_context', 'other_model'):
            compare_costs(bench, f'trap: {trap}', folder)


def compare_edges(bench):
    for seed in EDGE_SEEDS:
        folder, truth = bench.corpus(f'edges-{seed}', '8M', seed, edges=1)
        planted = ', '.join(f'{count} {edge}' for edge, count in truth['edges'].items())
        reasons = [reason for edge, reason in EDGE_REASONS.items() if edge in truth['edges']]
        compare_hostile(bench, f'edges, seed {seed}', folder, planted, '; '.join(reasons))


def main():
    sandglass, ccusage, generator = sys.argv[1:4]
    with tempfile.TemporaryDirectory(prefix='sandglass-compare-') as scratch:
        bench = Bench(sandglass, ccusage, generator, scratch)
        compare_clean(bench)
        compare_limits(bench)
        compare_traps(bench)
        compare_edges(bench)
    print(f'{bench.problems} differences without a known reason')
    sys.exit(bench.problems > 0)


main()
