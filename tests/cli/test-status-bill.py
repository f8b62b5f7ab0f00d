#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass status` where no agent runs: an organisation's bill as it is kept, and as a server on the loopback says it."""

import decimal
import json
import os
import re
import sqlite3
import subprocess

from home import Home
from stage import admin, tap
from stage.wait import wait_for

NOWHERE = 'http://127.0.0.1:9'
BALANCE = decimal.Decimal('512.34')


def status(home, url, *words, key=admin.KEY, **environment):
    if key is not None:
        environment['ANTHROPIC_ADMIN_API_KEY'] = key
    ran = home.run('status', '--endpoint-url', url, *words, **environment)
    assert ran.returncode == 0, ran
    assert 'sk-ant' not in ran.text + ran.stderr.decode(), ran
    return ran.text


def console(home, url, **environment):
    return json.loads(status(home, url, '--json', **environment)).get('console')


def ledger(home, sql, *values):
    with sqlite3.connect(home.path('state', 'sandglass', 'ledger.db')) as file:
        return file.execute(sql, values).fetchall()


def grow_older(home, seconds):
    """What is kept was read earlier. If that was yesterday, today was not read, but the day before the first was."""
    ledger(home, 'UPDATE console_days SET read_at = read_at - ?', seconds)
    ledger(home, 'UPDATE console_askings SET asked_at = max(asked_at - ?, 0)', seconds)
    home.read_yesterday = bool(ledger(home, 'DELETE FROM console_days WHERE start > read_at RETURNING start'))
    if home.read_yesterday:
        ledger(home, 'INSERT INTO console_days SELECT report, min(start) - 86400, max(read_at) FROM console_days GROUP BY report')


def month_then(home, bill):
    """What a bill's month came to when it was read."""
    return decimal.Decimal(bill['month-cents']) - (decimal.Decimal(bill['today-cents']) if home.read_yesterday else 0)


def without_a_key_there_is_a_hint_and_no_zero(home):
    home.server = admin.Admin()
    assert console(home, home.server.url, key=None) is None
    text = status(home, home.server.url, '--mode', 'console', key=None)
    assert 'Add an Admin API key' in text and '$0' not in text, text


def with_a_key_the_bill_is_exact(home):
    home.day = admin.today()
    found = console(home, home.server.url)
    assert decimal.Decimal(found['month-cents']) == admin.bill(admin.month_days()), found
    assert decimal.Decimal(found['last-7-days-cents']) == admin.bill(admin.week_days()), found
    assert found['organization'] == 'Looms', found
    home.first = found


def within_the_hour_nobody_is_asked(home):
    assert console(home, NOWHERE) == home.first
    assert console(home, home.server.url) == home.first
    text = status(home, NOWHERE)
    for wanted in ('API this month', admin.dollars(admin.bill(admin.month_days())), 'burn rate', 'Opus 5.5', "from Anthropic's Admin API"):
        assert wanted in text, text


def an_hour_later_it_is_asked_again(home):
    grow_older(home, 3700)
    found = console(home, home.server.url)
    assert found['as-of'] >= home.first['as-of'], found
    assert {**found, 'as-of': 0} == {**home.first, 'as-of': 0}, (found, home.first)


def a_server_that_is_not_there_leaves_what_is_kept_with_its_age(home):
    grow_older(home, 7300)
    kept = console(home, NOWHERE)
    assert decimal.Decimal(kept['month-cents']) == month_then(home, home.first), kept
    text = status(home, NOWHERE)
    assert 'Updated 2 h ago' in text and admin.dollars(decimal.Decimal(kept['month-cents'])) in text, text
    home.server.say('529')
    wait_for(lambda: home.server.answers() == 529, 'the fault')
    text = status(home, home.server.url)
    assert 'Updated 2 h ago' in text and "Anthropic's server has a problem" in text, text
    home.server.say('ok')
    wait_for(lambda: home.server.answers() == 200, 'the end of the fault')
    # It was asked, whatever it said: not again at once.
    assert console(home, home.server.url)['as-of'] == kept['as-of']
    assert "Anthropic's server has a problem" in status(home, home.server.url)


def a_balance_lasts_as_long_as_with_an_agent(home):
    grow_older(home, 3700)
    text = status(home, home.server.url, CLAUDE_API_BALANCE=str(BALANCE))
    assert f'API balance             ${BALANCE}' in text and 'lasts' in text, text
    # A day later, as far as the variable is concerned
    path = home.path('state', 'sandglass', 'state.ini')
    lines = home.read(path).splitlines()
    seen = next(line for line in lines if line.startswith('seen-at='))
    day = (int(seen.split('=')[1]) // 86400 - 1) * 86400
    home.write(path, '\n'.join(f'seen-at={day}' if line == seen else line for line in lines) + '\n')
    found = json.loads(status(home, NOWHERE, '--json', CLAUDE_API_BALANCE=str(BALANCE)))['balance']
    spent = admin.bill(admin.days_since(1))
    assert found['live'] and decimal.Decimal(found['left-cents']) == BALANCE * 100 - spent, (found, spent)


def a_bar_tells_the_bill(home):
    month = admin.dollars(admin.bill(admin.month_days()))
    today = admin.dollars(admin.bill([admin.today()]))
    words = ('--template', '{credits} {month} {today}')
    left, *rest = status(home, NOWHERE, '--mode', 'console', *words, CLAUDE_API_BALANCE=str(BALANCE)).split()
    assert left.startswith('$') and rest == [month, today], (left, rest, month, today)
    assert status(home, NOWHERE, *words).split() == ['–', month, today]
    assert month not in status(home, NOWHERE, '--mode', 'code', *words)
    bar = json.loads(status(home, NOWHERE, '--waybar'))
    assert bar['text'] == month and bar['class'] == 'normal' and f'API this month: {month}' in bar['tooltip'], bar
    assert month in json.loads(status(home, NOWHERE, '--i3blocks'))['short_text']
    assert status(home, NOWHERE, '--tmux').strip() == month


def a_budget_for_the_bill_is_none_of_a_subscription(home):
    home.write(home.path('config', 'glib-2.0', 'settings', 'keyfile'), '[io/github/sandglass/Sandglass]\nbudget-month-usd=1000.0\n')
    budget = "Budget, month (organisation's bill)"
    line = next(line for line in status(home, NOWHERE, GSETTINGS_BACKEND='keyfile').splitlines() if line.startswith(budget))
    assert re.search(r'%  \$[0-9.]+ of \$1,?000\.00 · Resets in ', line), line
    assert budget not in status(home, NOWHERE, '--mode', 'code', GSETTINGS_BACKEND='keyfile')
    home.write(home.path('config', 'glib-2.0', 'settings', 'keyfile'),
               "[io/github/sandglass/Sandglass]\nbudget-month-usd=1000.0\nmode='code'\n")
    assert budget not in status(home, NOWHERE, GSETTINGS_BACKEND='keyfile')


def months_that_have_passed_are_called_by_their_name(home):
    ledger(home, 'UPDATE console_days SET read_at = read_at - 40 * 86400, start = start - 40 * 86400')
    ledger(home, 'UPDATE console_buckets SET start = start - 40 * 86400, end = end - 40 * 86400')
    text = status(home, NOWHERE)
    assert 'API this month' not in text and 'API today' not in text, text
    assert status(home, NOWHERE, '--template', '{month} {today}').split() == ['–', '–']
    assert json.loads(status(home, NOWHERE, '--waybar'))['class'] == 'unknown'
    assert 'API on ' in text and 'API in ' in text and 'Updated 40 d ago' in text, text


def an_agent_begins_with_what_is_kept(home):
    for name in ('ledger.db', 'ledger.db-wal', 'ledger.db-shm'):
        if os.path.exists(home.path('state', 'sandglass', name)):
            os.remove(home.path('state', 'sandglass', name))
    first = console(home, home.server.url)
    grow_older(home, 7300)
    agent = subprocess.Popen([os.environ['SANDGLASS_AGENT'], '--endpoint-url', NOWHERE],
                             env={**home.environment, 'ANTHROPIC_ADMIN_API_KEY': admin.KEY})
    try:
        found = wait_for(lambda: console(home, NOWHERE, key=None), 'the bill', 20)
        assert decimal.Decimal(found['month-cents']) == month_then(home, first), (found, first)
        assert abs(first['as-of'] - found['as-of'] - 7300) < 5, (found, first)
        sources = json.loads(status(home, NOWHERE, '--json', key=None))['sources']
        assert next(source for source in sources if source['id'] == 'admin')['state'] != 'ok', sources
    finally:
        agent.terminate()
        agent.wait()


def an_account_of_one_person_gets_a_sentence(home):
    home.server.say('404')
    wait_for(lambda: home.server.answers() == 404, 'the fault')
    for words in (['status', '--mode', 'console'], ['report', 'console']):
        ran = home.run(*words, '--endpoint-url', home.server.url, ANTHROPIC_ADMIN_API_KEY=admin.KEY, XDG_STATE_HOME=home.path('state-2'))
        said = ran.text + ran.stderr.decode()
        assert 'Only organizations have Admin API keys' in said and 'does not accept this API key' in said, said
    home.server.say('ok')
    wait_for(lambda: home.server.answers() == 200, 'the end of the fault')


def a_cleared_key_takes_its_bill_along(home):
    assert console(home, NOWHERE, key=None)
    home.run('key', 'clear', 'admin')
    if home.last.returncode == 0:  # where there is a keyring
        assert console(home, NOWHERE, key=None) is None


def what_is_switched_off_is_not_asked(home):
    ledger(home, 'DELETE FROM console_askings')
    home.write(home.path('config', 'glib-2.0', 'settings', 'keyfile'), '[io/github/sandglass/Sandglass]\nask-admin-api=false\n')
    assert console(home, home.server.url, GSETTINGS_BACKEND='keyfile') is None
    assert ledger(home, 'SELECT count(*) FROM console_askings') == [(0,)]
    assert home.server.close() == ''


STEPS = [without_a_key_there_is_a_hint_and_no_zero, with_a_key_the_bill_is_exact, within_the_hour_nobody_is_asked,
         an_hour_later_it_is_asked_again, a_server_that_is_not_there_leaves_what_is_kept_with_its_age,
         a_balance_lasts_as_long_as_with_an_agent, a_bar_tells_the_bill,
         a_budget_for_the_bill_is_none_of_a_subscription, months_that_have_passed_are_called_by_their_name,
         an_agent_begins_with_what_is_kept, an_account_of_one_person_gets_a_sentence, a_cleared_key_takes_its_bill_along, what_is_switched_off_is_not_asked]

if __name__ == '__main__':
    tap.run(STEPS, Home())
