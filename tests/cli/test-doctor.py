#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong on this machine has its line in `sandglass doctor`: what, where, what is done instead, and what next."""

from home import Home
from stage import tap


def section(home, title):
    """The lines below a title, where there is one."""
    parts = home.run('doctor').text.split('\n\n')
    assert home.last.returncode == 0, home.last
    return next((part.split('\n')[1:] for part in parts if part.split('\n')[0] == title), None)


def nothing_is_said_of_what_is_well(home):
    assert section(home, 'Prices') is None and section(home, 'Settings') is None, home.last


def bad_prices_have_a_line_of_their_own(home):
    path = home.path('config', 'sandglass', 'prices.json')
    home.write(path, '{"models": {"claude-opus')
    lines = section(home, 'Prices')
    assert lines[0].split() == ['Your', 'own', 'left', 'out'] and 'prices.json' in lines[1] and '→ Mend that file' in lines[2], lines


def and_every_command_that_counts_says_it(home):
    for words in (['status'], ['status', '--json'], ['scan']):
        said = home.run(*words).stderr.decode()
        assert said.count('Your prices are left out: ') == 1 and 'prices.json' in said and '\n→ Mend that file' in said, home.last
    assert home.run('status', '--template', '{today}').stderr == b'', home.last
    home.empty()


def settings_that_make_no_sense_are_named(home):
    home.set_up(working_hours="'banana'", working_days="'99x'", api_balance="'lots'", warning_percent='uint32 95', critical_percent='uint32 20',
                limit_thresholds="{'session': [uint32 300]}")
    lines = '\n'.join(section(home, 'Settings'))
    for key, value, used in (('working-hours', 'banana', 'Used instead: 0-24'), ('working-days', '99x', 'Used instead: 1234567'),
                             ('api-balance', 'lots', 'Nothing is used instead.'), ('warning-percent, critical-percent', '95, 20', 'Used instead: 20, 95'),
                             ('limit-thresholds, session', '300', 'Nothing is used instead.')):
        after = lines[lines.index(f'  {key} '):].split('\n')
        assert f'“{value}”' in after[0] and used in after[1] and '→ Set it in the preferences, for example' in after[2], lines
    home.empty()


def what_is_switched_off_is_no_fault(home):
    home.set_up(sources_off="['transcripts', 'pace-maker']", ask_admin_api='false')
    lines = section(home, 'Sources')
    for name in ('Transcripts', 'Pace Maker'):
        at = next(i for i, line in enumerate(lines) if line.startswith(f'  {name} '))
        assert lines[at].endswith(' Switched off') and not any(line.startswith('    ') for line in lines[at + 1:at + 2]), lines
    assert 'Switch it on' not in home.last.text, home.last
    home.empty()


def the_webhooks_address_is_among_the_keys(home):
    lines = section(home, 'Keys')
    assert [line.split('  ')[1] for line in lines if not line.startswith('    ')] == ['Admin API key', 'API key', 'Webhook address'], lines


if __name__ == '__main__':
    tap.run([
        nothing_is_said_of_what_is_well, bad_prices_have_a_line_of_their_own, and_every_command_that_counts_says_it,
        settings_that_make_no_sense_are_named, what_is_switched_off_is_no_fault, the_webhooks_address_is_among_the_keys,
    ], Home())
