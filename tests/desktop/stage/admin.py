# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays Anthropic's Admin API on loopback: tests/doubles/admin-double, and what its bills come to."""

import datetime
import decimal
import os
import subprocess
import urllib.error
import urllib.request

from .stage import BUILD

PROGRAM = os.path.join(BUILD, 'tests', 'doubles', 'admin-double')
KEY = 'sk-ant-admin01-DOUBLE-aaaaaaaaaaaaaaaaaaaaaaaa'
# Cents a UTC day: models from Monday to Friday, searches always.
MODELS = {'Opus 5.5': decimal.Decimal('823.104500'), 'Sonnet 5.5': decimal.Decimal('300')}
SEARCH = decimal.Decimal('12.00')
TOKENS = 31600


class Admin:
    """The program, and a pipe to it."""

    def __init__(self):
        self._program = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, text=True)
        self.url = self._program.stdout.readline().strip()

    def say(self, line):
        self._program.stdin.write(line + '\n')
        self._program.stdin.flush()

    def answers(self):
        """The status that a call gets now."""
        request = urllib.request.Request(f'{self.url}/v1/organizations/me', headers={
            'x-api-key': KEY, 'anthropic-version': '2023-06-01', 'User-Agent': 'sandglass/test'})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def close(self):
        """Ends it; what it had to complain about."""
        return self._program.communicate(timeout=10)[1]


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


def _days(first, last):
    return [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]


def month_days():
    return _days(today().replace(day=1), today())


def week_days():
    return _days(today() - datetime.timedelta(days=6), today())


def days_since(number):
    """Today, and so many days before."""
    return _days(today() - datetime.timedelta(days=number), today())


def workdays(days):
    return [day for day in days if day.weekday() < 5]


def bill(days):
    """The exact cents of these days."""
    return SEARCH * len(days) + sum(MODELS.values()) * len(workdays(days))


def share(model):
    """The exact cents of a model this month."""
    return MODELS[model] * len(workdays(month_days()))


def tokens(days):
    return TOKENS * len(workdays(days))


def dollars(cents):
    """As it is shown: rounded to the cent."""
    return f'${(cents / 100).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)}'
