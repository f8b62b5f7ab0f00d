#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organisation: with an Admin key in the environment the panel shows its bill, to the cent; a typed balance joins it."""

import decimal
import os
import re
import subprocess

from stage import accessibility, admin, sandglass, screen, tap
from stage.stage import Stage, need
from stage.wait import wait_for

BALANCE = '127.45'


def shown():
    return '\n'.join(accessibility.shown_names(sandglass.APPLICATION))


def console(stage):
    return sandglass.property_of(stage, 'Console')


def wait_for_text(text, seconds=20):
    return wait_for(lambda: text in shown(), f'{text!r} on the panel', seconds)


def cents(stage, name):
    return decimal.Decimal(console(stage)[name])


def an_organisation_and_nothing_else(stage):
    stage.day = admin.today()
    stage.admin = admin.Admin()
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', stage.admin.url, ANTHROPIC_ADMIN_API_KEY=admin.KEY)
    wait_for(lambda: console(stage), 'the bill on the bus', 30)


def the_bus_has_the_exact_bill(stage):
    assert cents(stage, 'month-cents') == admin.bill(admin.month_days()), console(stage)
    assert cents(stage, 'last-7-days-cents') == admin.bill(admin.week_days()), console(stage)
    assert cents(stage, 'today-cents') == admin.bill([admin.today()]), console(stage)


def the_panel_says_the_same_numbers(stage):
    answer = sandglass.run(stage, 'show')
    assert answer.returncode == 0, answer.stderr
    wait_for_text('API credits')
    screen.keep_picture(stage, 'panel')
    said = shown()
    wanted = [admin.dollars(admin.bill(admin.month_days())), f'Last 7 days {admin.dollars(admin.bill(admin.week_days()))}',
              f'{admin.tokens(admin.week_days()):,} tokens', "from Anthropic's Admin API"]
    if admin.workdays(admin.month_days()):
        wanted += [f'{admin.dollars(admin.share(model))} (' for model in admin.MODELS]
    for text in wanted:
        assert text in said, f'{text} is not in:\n{said}'
    assert '5-hour limit' not in said and 'Admin API key' not in said, said


def the_command_says_them_too(stage):
    said = sandglass.status(stage)
    assert decimal.Decimal(said['console']['month-cents']) == admin.bill(admin.month_days()), said
    words = sandglass.run(stage, 'status').stdout
    assert admin.dollars(admin.bill(admin.month_days())) in words, words
    assert 'No limit is known' not in words, words
    assert admin.KEY not in words + sandglass.run(stage, 'doctor').stdout


def a_mode_is_for_this_once(stage):
    words = sandglass.run(stage, 'status', '--mode', 'code').stdout
    assert 'API this month' not in words, words
    assert 'API this month' in sandglass.run(stage, 'status').stdout
    assert sandglass.run(stage, 'status', '--mode', 'consul').returncode == 2


def the_icon_tells_of_today(stage):
    said = sandglass.item_words(stage)
    assert admin.dollars(admin.bill([admin.today()])) in said, said


def type_text(text):
    subprocess.run(['xdotool', 'key', 'ctrl+a'], check=True)
    subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)
    subprocess.run(['xdotool', 'key', 'Return'], check=True)


def the_pencil_asks_for_the_balance(stage):
    accessibility.do(accessibility.find(sandglass.APPLICATION, 'push button', re.compile('Type in the balance')))
    wait_for_text('Balance in US dollars')
    wait_for(lambda: any('Preferences' in screen.window_title(window) for window in screen.windows_of('sandglass')),
             'the preferences')
    screen.keep_picture(stage, 'preferences')


def what_is_no_amount_is_refused_in_words(stage):
    type_text('a lot')
    wait_for_text('That is no amount of dollars')
    assert not sandglass.property_of(stage, 'Balance')


def a_typed_balance_is_known_at_once(stage):
    type_text(BALANCE)
    wait_for(lambda: sandglass.property_of(stage, 'Balance'), 'the balance on the bus')
    balance = sandglass.property_of(stage, 'Balance')
    assert decimal.Decimal(balance['typed-cents']) == decimal.Decimal(BALANCE) * 100, balance
    wait_for(lambda: sandglass.property_of(stage, 'Balance').get('live'), 'the balance less what was billed')
    answer = sandglass.run(stage, 'show')
    assert answer.returncode == 0, answer.stderr
    days = sandglass.property_of(stage, 'Balance')['runway-days']
    wait_for_text(f'lasts ~{days} days')
    screen.keep_picture(stage, 'balance')


def budget(stage, kind):
    return next((limit for limit in sandglass.property_of(stage, 'Limits') if kind in limit['id']), None)


def a_budget_is_a_row_at_once(stage):
    spin = accessibility.find(sandglass.APPLICATION, 'spin button', re.compile('^Budget of a month'))
    assert spin and not budget(stage, 'budget:month'), spin
    spin.get_value_iface().set_current_value(1000.0)
    found = wait_for(lambda: budget(stage, 'budget:month'), 'the budget on the bus')
    wanted = admin.bill(admin.month_days()) / 1000
    assert abs(decimal.Decimal(found['used-percent']) - wanted) < decimal.Decimal('0.001'), (found, wanted)
    assert found['origin'] == 'admin', found
    spin.get_value_iface().set_current_value(0.0)
    wait_for(lambda: not budget(stage, 'budget:month'), 'no budget')


def a_wrong_kind_of_key_is_never_sent(stage):
    sandglass.stop_agent(stage, stage.agent)
    wrong = 'sk-ant-api03-EXAMPLE-EXAMPLE-EXAMPLE'
    # A state of its own: the one before remembers when the server was asked, and would wait.
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', 'http://127.0.0.1:9', ANTHROPIC_ADMIN_API_KEY=wrong,
                                        XDG_STATE_HOME=stage.path('other-state'))
    wait_for(lambda: any(source['id'] == 'admin' and source['state'] == 'needs-user'
                         for source in sandglass.property_of(stage, 'Sources')), 'the refusal', 20)
    said = sandglass.run(stage, 'doctor').stdout
    assert 'this is an API key, not an Admin API key' in said and 'not of the kind' in said, said
    assert wrong not in said


def quit_leaves_nothing_behind(stage):
    sandglass.stop_agent(stage, stage.agent)
    wait_for(lambda: not sandglass.running(stage), 'everything of ours to leave')
    assert stage.admin.close() == ''


STEPS = [an_organisation_and_nothing_else, the_bus_has_the_exact_bill, the_panel_says_the_same_numbers,
         the_command_says_them_too, a_mode_is_for_this_once, the_icon_tells_of_today, the_pencil_asks_for_the_balance,
         what_is_no_amount_is_refused_in_words, a_typed_balance_is_known_at_once, a_budget_is_a_row_at_once, a_wrong_kind_of_key_is_never_sent,
         quit_leaves_nothing_behind]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    os.environ.setdefault('TZ', 'UTC')
    tap.run(STEPS, Stage('console'))
