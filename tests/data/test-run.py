#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./run` says at once what it does not know, and knows every scenario of the sample data.

Usage: test-run.py ROOT
"""

import os
import pty
import re
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(sys.argv[1])
USAGE_ERROR = 2


def run(*words):
    environment = {'PATH': '/usr/bin:/bin', 'HOME': '/proc/nowhere', 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([os.path.join(ROOT, 'run'), *words], env=environment, capture_output=True, text=True, check=False, timeout=60)


def what_it_does_not_know_is_refused():
    for words in (['nosuch'], ['deps', 'nosuch'], ['--demo', 'nosuch'], ['--demo', 'the'], ['--demo', '--nosuch'], ['--demo', '--screenshot'],
                  ['--demo', 'mixed', 'normal'], ['tour', '--nosuch'], ['tour', '--keep', '--nosuch'], ['tour', 'one', 'two']):
        ran = run(*words)
        assert ran.returncode == USAGE_ERROR and ran.stderr and not ran.stdout, (words, ran)


def every_scenario_is_told():
    with open(os.path.join(ROOT, 'src/core/model/sg-sample.c'), encoding='utf-8') as file:
        names = set(re.findall(r'^  \{ "([\w-]+)", ', file.read(), re.M))
    told = re.search(r'scenarios: (.*?)\n\./run', run('help').stdout, re.S)[1]
    # A panel without an agent is no sample data.
    assert set(re.split(r'[\s,]+', told.strip())) == names - {'not-running'}, names


def build_with(ninja, at_terminal):
    """build() of run.d/build.sh with a ninja that is made up; what it prints, its log, and how it ends."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, 'build'))
        with open(os.path.join(folder, 'build', 'build.ninja'), 'w', encoding='utf-8'):
            pass
        path = os.path.join(folder, 'ninja')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\n{ninja}\n')
        os.chmod(path, 0o755)
        reading, writing = pty.openpty() if at_terminal else os.pipe()
        ran = subprocess.run(['sh', '-c', f'set -eu; packages_changed=no; . {ROOT}/run.d/build.sh; build build; echo built'], cwd=folder,
                             env={'PATH': f'{folder}:/usr/bin:/bin', 'TERM': 'xterm'}, stdout=writing, stderr=subprocess.PIPE, check=False,
                             timeout=60)
        os.close(writing)
        said = b''
        try:
            while part := os.read(reading, 4096):
                said += part
        except OSError:  # so a terminal ends
            pass
        os.close(reading)
        with open(os.path.join(folder, 'build.log'), 'rb') as file:
            log = file.read()
        assert sorted(os.listdir(folder)) == ['build', 'build.log', 'ninja']
        return said, ran.stderr, log, ran.returncode


def progress_is_one_line_of_a_terminal():
    well = 'echo "[1/2] Compiling a.c"; echo "a.c: a warning"; echo "[2/2] Linking a"'
    said, _, log, code = build_with(well, True)
    assert code == 0 and said == b'\r[1/2]\x1b[K\r[2/2]\x1b[K\r\x1b[Kbuilt\r\n', (said, code)
    assert log == b'[1/2] Compiling a.c\na.c: a warning\n[2/2] Linking a\n', log
    said, _, log, code = build_with(well, False)
    assert code == 0 and said == b'built\n' and b'warning' in log, (said, code)


def a_build_that_fails_is_told():
    for at_terminal in (True, False):
        said, errors, log, code = build_with('echo "[1/2] Compiling a.c"; echo "a.c: no" >&2; exit 1', at_terminal)
        assert code == 1 and b'built' not in said and errors == log and b'a.c: no' in log, (said, errors, code)


what_it_does_not_know_is_refused()
every_scenario_is_told()
progress_is_one_line_of_a_terminal()
a_build_that_fails_is_told()
