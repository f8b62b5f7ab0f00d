# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder such as Claude Code leaves, with numbers that are known."""

import datetime
import json
import os
import time

ACCOUNT = '11111111-2222-4333-8444-555555555555'
# USD per million tokens: input, output.
PRICES = {'claude-opus-5-5': (4.0, 20.0), 'claude-sonnet-5': (2.0, 10.0)}


def local_noon_zone():
    """A TZ in which it is about noon, so that no midnight falls into a test."""
    hour = datetime.datetime.now(datetime.timezone.utc).hour
    return f'NOON{hour - 12:+d}'


def iso(seconds, microseconds=247110):
    when = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    return when.replace(microsecond=microseconds).isoformat()


def utilization(session, weekly, session_resets, weekly_resets):
    """The body of the usage endpoint, as it is answered and cached; a percent of None is a window not started."""
    def window(percent, resets):
        return None if percent is None else {'utilization': float(percent), 'resets_at': iso(resets)}

    def limit(kind, group, percent, resets):
        return {'kind': kind, 'group': group, 'percent': percent, 'severity': 'normal',
                'resets_at': iso(resets), 'is_active': kind == 'session', 'scope': None}

    limits = [limit('session', 'session', session, session_resets),
              limit('weekly_all', 'weekly', weekly, weekly_resets)]
    return {
        'five_hour': window(session, session_resets),
        'seven_day': window(weekly, weekly_resets),
        'seven_day_opus': None,
        'limits': [entry for entry in limits if entry['percent'] is not None],
        'extra_usage': {'is_enabled': False, 'monthly_limit': None, 'used_credits': None,
                        'utilization': None, 'currency': 'USD', 'decimal_places': 2},
    }


class ClaudeHome:
    """Writes below a home folder what Claude Code would."""

    def __init__(self, home):
        self._home = home
        self.config = os.path.join(home, '.claude')
        self.started = int(time.time())
        # Half a minute on top: what is shown counts whole minutes and must not change while we look.
        self.session_resets = self.started + 2 * 3600 + 14 * 60 + 30
        self.weekly_resets = self.started + 3 * 86400
        self.cost_usd = 0.0
        self._messages = 0

    def write_limits(self, session, weekly=31, session_resets=None, age=0):
        """What a running Claude Code last heard from the server."""
        body = utilization(session, weekly, session_resets or self.session_resets, self.weekly_resets)
        self._write_json(os.path.join(self._home, '.claude.json'), {
            'oauthAccount': {'accountUuid': ACCOUNT, 'emailAddress': 'someone@example.org',
                             'organizationName': 'Example', 'displayName': 'Some One',
                             'planDisplayName': 'Max'},
            'cachedUsageUtilization': {'fetchedAtMs': int((time.time() - age) * 1000), 'accountUuid': ACCOUNT,
                                       'utilization': body},
        })

    def write_credentials(self, expires_in=8 * 3600):
        now = int(time.time() * 1000)
        path = os.path.join(self.config, '.credentials.json')
        self._write_json(path, {'claudeAiOauth': {
            'accessToken': 'sk-ant-oat01-EXAMPLE', 'refreshToken': 'sk-ant-ort01-EXAMPLE',
            'expiresAt': now + expires_in * 1000, 'scopes': ['user:inference', 'user:profile'],
            'subscriptionType': 'max', 'rateLimitTier': 'default_claude_max_5x'}})
        os.chmod(path, 0o600)

    def write_transcript(self, messages, session='0a1b2c3d-0000-4000-8000-000000000001', project='-home-a-project'):
        """Appends (model, input tokens, output tokens); each message takes two lines, as in truth."""
        path = self.transcript(session, project)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'a', encoding='utf-8') as file:
            for model, tokens_in, tokens_out in messages:
                for line in self._lines(model, tokens_in, tokens_out, session):
                    file.write(json.dumps(line, separators=(',', ':')) + '\n')
                price_in, price_out = PRICES[model]
                self.cost_usd += (tokens_in * price_in + tokens_out * price_out) / 1e6

    def transcript(self, session, project='-home-a-project'):
        return os.path.join(self.config, 'projects', project, f'{session}.jsonl')

    def listing(self):
        """Everything Claude's, with size, times and bytes: what must not change."""
        found = {}
        for folder, _, files in os.walk(self._home):
            for name in files:
                path = os.path.join(folder, name)
                status = os.stat(path)
                with open(path, 'rb') as file:
                    found[path] = (status.st_size, status.st_mtime_ns, status.st_mode, file.read())
        return found

    def _lines(self, model, tokens_in, tokens_out, session):
        self._messages += 1
        for block, written in enumerate((1, tokens_out)):
            yield {
                'parentUuid': None, 'isSidechain': False, 'sessionId': session, 'version': '2.1.330',
                'type': 'assistant', 'uuid': f'{self._messages:08}-0000-4000-8000-{block:012}',
                'requestId': f'req_{self._messages:06}', 'cwd': '/home/a/project',
                'timestamp': iso(self.started, 201000).replace('+00:00', 'Z'),
                'message': {
                    'id': f'msg_{self._messages:06}', 'type': 'message', 'role': 'assistant', 'model': model,
                    'content': [{'type': 'text', 'text': 'hi'}],
                    'usage': {'input_tokens': tokens_in, 'output_tokens': written,
                              'cache_creation_input_tokens': 0, 'cache_read_input_tokens': 0,
                              'service_tier': 'standard'}}}

    @staticmethod
    def _write_json(path, value):
        """Whole or not at all, as Claude Code does it."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + '.new', 'w', encoding='utf-8') as file:
            json.dump(value, file)
        os.rename(path + '.new', path)
