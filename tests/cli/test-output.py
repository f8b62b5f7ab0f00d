#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command could not write is never called done."""

import os
import shutil
import signal
import subprocess

from home import PROGRAM, SANDGLASS, Home
from stage import tap

SAMPLES = os.path.join(os.environ['G_TEST_SRCDIR'], 'data', 'samples')
REASON = b'No space left on device'
STATUSLINE = b'{"session_id":"s","model":{"display_name":"Opus"}}'


def on_a_full_disk(home, *words, program=SANDGLASS, given=b''):
    with open('/dev/full', 'wb') as full:
        return subprocess.run([program, *words], input=given, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
                              env=home.environment)


def every_command_says_that_the_disk_is_full(home):
    shutil.copytree(os.path.join(SAMPLES, '2.1.330-print', 'projects'), home.path('.claude', 'projects'))
    for words in (['status'], ['status', '--json'], ['status', '--tmux'], ['report', 'daily'], ['report', 'daily', '--json'], ['scan', '--json'],
                  ['export', '--history', 'csv'], ['export', '--prometheus'], ['doctor'], ['setup', 'telemetry'], ['watch', '--json'],
                  ['ingest', '--all', '--json'], ['--help'], ['--version'], ['status', '--help']):
        ran = on_a_full_disk(home, *words)
        assert ran.returncode == 1 and ran.stderr.count(REASON) == 1, (words, ran)


def a_state_is_not_told_by_what_nobody_could_read(home):
    assert on_a_full_disk(home, 'status', '--json', '--exit-code').returncode == 1
    assert home.run('status', '--json', '--exit-code').returncode == 20


def what_is_passed_on_counts_and_is_called_lost(home):
    with open(os.path.join(SAMPLES, 'cli-results', 'out-resume.json'), 'rb') as file:
        given = file.read()
    ran = on_a_full_disk(home, 'ingest', '--tee', given=given)
    assert ran.returncode == 1 and REASON in ran.stderr and b'1 new results' in ran.stderr, ran


def the_status_line_too(home):
    for program, words in ((PROGRAM, []), (SANDGLASS, ['statusline'])):
        ran = on_a_full_disk(home, *words, program=program, given=STATUSLINE)
        assert ran.returncode == 1 and REASON in ran.stderr, ran
        assert home.run(*words, program=program, given=STATUSLINE).text == 'Opus\n' and home.last.returncode == 0, home.last


def a_reader_that_leaves_is_no_trouble(home):
    for words in (['status'], ['report', 'daily', '--json'], ['doctor'], ['--help']):
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run([SANDGLASS, *words], stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60, env=home.environment)
        os.close(writing)
        assert ran.returncode == -signal.SIGPIPE and not ran.stderr, (words, ran)


def a_closed_output_is_said_once(home):
    ran = subprocess.run(['sh', '-c', 'exec "$0" status >&-', SANDGLASS], stderr=subprocess.PIPE, check=False, env=home.environment)
    assert ran.returncode == 1 and ran.stderr.count(b'Bad file descriptor') == 1, ran


if __name__ == '__main__':
    tap.run([
        every_command_says_that_the_disk_is_full, a_state_is_not_told_by_what_nobody_could_read,
        what_is_passed_on_counts_and_is_called_lost, the_status_line_too, a_reader_that_leaves_is_no_trouble, a_closed_output_is_said_once,
    ], Home())
