#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass setup statusline` changes one member of Claude Code's settings, when told to, and gives it back."""

import json
import os
import pty
import subprocess

from home import PROGRAM, SANDGLASS, Home
from stage import tap

SETTINGS = '{\n  "env": {"ANTHROPIC_API_KEY": "sk-ant-test-secret"},\n  "statusLine": {\n    "type": "command",\n' \
    '    "command": "echo \\"mine\\"; exit 3",\n    "padding": 0\n  }\n}\n'


def whole(home):
    """Every file of Claude's, with its text."""
    folder = home.path('.claude')
    return {name: home.read(os.path.join(folder, name)) for name in sorted(os.listdir(folder))}


def it_shows_and_changes_nothing(home):
    home.write(home.settings, SETTINGS, 0o640)
    text = home.run('setup', 'statusline').text
    assert home.last.returncode == 0
    assert '"command": "echo \\"mine\\"; exit 3"' in text and f'"command": "{PROGRAM}"' in text, text
    assert b'--yes' in home.last.stderr, home.last
    assert 'secret' not in text
    assert whole(home) == {'settings.json': SETTINGS}
    assert not os.path.exists(home.command_file)


def yes_changes_the_command_alone(home):
    assert home.run('setup', 'statusline', '--yes').returncode == 0
    assert home.read(home.settings) == SETTINGS.replace('echo \\"mine\\"; exit 3', PROGRAM)
    assert home.read(home.settings + '.before-sandglass') == SETTINGS
    assert sorted(whole(home)) == ['settings.json', 'settings.json.before-sandglass']
    for path in (home.settings, home.settings + '.before-sandglass'):
        assert os.stat(path).st_mode & 0o777 == 0o640, path
    assert os.stat(home.command_file).st_mode & 0o777 == 0o600


def claude_code_runs_the_former_line(home):
    command = json.loads(home.read(home.settings))['statusLine']['command']
    ran = subprocess.run(['sh', '-c', command], input=b'{}', capture_output=True, check=False, env=home.environment)
    assert (ran.stdout, ran.returncode) == (b'mine\n', 3), ran


def a_second_time_says_so(home):
    before = whole(home)
    assert 'already' in home.run('setup', 'statusline', '--yes').text
    assert home.last.returncode == 0 and whole(home) == before


def a_check_says_so_too(home):
    assert home.run('setup', 'statusline', '--check').returncode == 0
    assert home.settings in home.last.text


def undo_gives_every_letter_back(home):
    assert SETTINGS not in home.run('setup', 'statusline', '--undo').text
    assert home.last.returncode == 1 and b'--yes' in home.last.stderr, 'nothing is undone'
    assert home.read(home.settings) != SETTINGS, 'shown only'
    assert home.run('setup', 'statusline', '--undo', '--yes').returncode == 0
    assert home.read(home.settings) == SETTINGS
    assert home.read(home.settings + '.before-sandglass') == SETTINGS
    assert not os.path.exists(home.command_file)
    assert 'nothing to undo' in home.run('setup', 'statusline', '--undo', '--yes').text


def without_settings_they_are_made_and_unmade(home):
    home.empty()
    assert home.run('setup', 'statusline', '--yes').returncode == 1, 'there is no folder of Claude Code\'s'
    assert not os.path.exists(home.path('.claude'))
    os.mkdir(home.path('.claude'))
    assert home.run('setup', 'statusline', '--yes').returncode == 0
    assert json.loads(home.read(home.settings)) == {'statusLine': {'type': 'command', 'command': PROGRAM}}
    assert os.stat(home.settings).st_mode & 0o777 == 0o600
    assert list(whole(home)) == ['settings.json']
    assert home.run('setup', 'statusline', '--undo', '--yes').returncode == 0
    assert os.listdir(home.path('.claude')) == [], 'as there was no file'
    home.run('setup', 'statusline', '--yes')
    home.write(home.settings, home.read(home.settings).replace('{', '{"model": "opus", ', 1))
    assert home.run('setup', 'statusline', '--undo', '--yes').returncode == 0
    assert json.loads(home.read(home.settings)) == {'model': 'opus'}, 'written meanwhile'


def what_was_empty_is_empty_again(home):
    home.empty()
    home.write(home.settings, '{}\n')
    for words in (['--yes'], ['--undo', '--yes']):
        assert home.run('setup', 'statusline', *words).returncode == 0
    assert home.read(home.settings) == '{}\n'


def a_link_stays_a_link(home):
    home.empty()
    home.write(home.path('dotfiles', 'claude.json'), SETTINGS, 0o644)
    os.mkdir(home.path('.claude'))
    os.symlink('../dotfiles/claude.json', home.settings)
    assert home.run('setup', 'statusline', '--yes').returncode == 0
    assert os.readlink(home.settings) == '../dotfiles/claude.json'
    assert PROGRAM in home.read(home.path('dotfiles', 'claude.json'))
    assert os.listdir(home.path('dotfiles')) == ['claude.json']
    assert home.run('setup', 'statusline', '--undo', '--yes').returncode == 0
    assert home.read(home.path('dotfiles', 'claude.json')) == SETTINGS


def a_link_to_nowhere_is_refused(home):
    home.empty()
    os.mkdir(home.path('.claude'))
    os.symlink('/nowhere/settings.json', home.settings)
    assert home.run('setup', 'statusline', '--yes').returncode == 1
    assert home.settings.encode() in home.last.stderr


def what_is_malformed_is_refused(home):
    home.empty()
    for text, what in ((SETTINGS.replace('"padding": 0', '"padding": 0,'), b'line 6'), ('', b'whole JSON'), ('[]', b'object'),
                       (SETTINGS[:-4], b'whole JSON'), ('{"statusLine": "x"}', b'statusLine')):
        home.write(home.settings, text)
        assert home.run('setup', 'statusline', '--yes').returncode == 1
        assert home.settings.encode() in home.last.stderr and what in home.last.stderr, home.last
        assert b'secret' not in home.last.stderr + home.last.stdout
        assert whole(home) == {'settings.json': text}
        assert not os.path.exists(home.command_file)


def what_cannot_be_written_is_left_alone(home):
    home.empty()
    home.write(home.settings, SETTINGS)
    home.write(home.path('config'), 'a file where the folder should be')
    assert home.run('setup', 'statusline', '--yes').returncode == 1
    assert whole(home) == {'settings.json': SETTINGS}
    os.remove(home.path('config'))
    os.mkdir(home.settings + '.before-sandglass')
    assert home.run('setup', 'statusline', '--yes').returncode == 1
    assert home.read(home.settings) == SETTINGS and not os.path.exists(home.command_file)


def by_hand_counts_too(home):
    home.empty()
    home.write(home.settings, '{"statusLine":{"type":"command","command":"sandglass statusline"}}')
    assert 'already' in home.run('setup', 'statusline', '--yes').text


def one_that_is_gone_is_replaced(home):
    home.empty()
    home.write(home.settings, SETTINGS)
    home.run('setup', 'statusline', '--yes')
    home.write(home.settings, home.read(home.settings).replace(PROGRAM, '/gone/sandglass-statusline'))
    home.run('setup', 'statusline', '--yes')
    assert PROGRAM in home.read(home.settings)
    assert home.read(home.settings + '.before-sandglass') == SETTINGS
    home.run('setup', 'statusline', '--undo', '--yes')
    assert home.read(home.settings) == SETTINGS


def the_folder_of_the_environment_counts(home):
    home.empty()
    home.write(home.path('other', 'settings.json'), SETTINGS)
    assert home.run('setup', 'statusline', '--yes', CLAUDE_CONFIG_DIR=home.path('other')).returncode == 0
    assert PROGRAM in home.read(home.path('other', 'settings.json'))
    assert not os.path.exists(home.path('.claude'))


def at_a_terminal(home, answer):
    parent, child = pty.openpty()
    program = subprocess.Popen([SANDGLASS, 'setup', 'statusline'], stdin=child, stdout=child, stderr=child, env=home.environment)
    os.close(child)
    os.write(parent, answer)
    said = b''
    try:
        while True:
            said += os.read(parent, 4096)
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    assert program.wait() == 0, said
    assert b'[y/N]' in said, said


def a_terminal_is_asked(home):
    home.empty()
    home.write(home.settings, SETTINGS)
    for answer in (b'\n', b'n\n', b'what?\n'):
        at_a_terminal(home, answer)
        assert whole(home) == {'settings.json': SETTINGS}
    at_a_terminal(home, b'y\n')
    assert PROGRAM in home.read(home.settings)


def wrong_calls_are_refused(home):
    for words in ([], ['x'], ['statusline', '--x'], ['--yes']):
        assert home.run('setup', *words).returncode == 2, words


if __name__ == '__main__':
    tap.run([
        it_shows_and_changes_nothing, yes_changes_the_command_alone, claude_code_runs_the_former_line, a_second_time_says_so,
        a_check_says_so_too,
        undo_gives_every_letter_back, without_settings_they_are_made_and_unmade,
        what_was_empty_is_empty_again, a_link_stays_a_link,
        a_link_to_nowhere_is_refused, what_is_malformed_is_refused, what_cannot_be_written_is_left_alone,
        by_hand_counts_too, one_that_is_gone_is_replaced, the_folder_of_the_environment_counts, a_terminal_is_asked,
        wrong_calls_are_refused,
    ], Home())
