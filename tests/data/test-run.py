#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./run` says at once what it does not know, and knows every scenario of the sample data.

Usage: test-run.py ROOT
"""

import os
import re
import subprocess
import sys

ROOT = sys.argv[1]
USAGE_ERROR = 2


def run(*words):
    environment = {'PATH': '/usr/bin:/bin', 'HOME': '/nowhere', 'LC_ALL': 'C.UTF-8'}
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


what_it_does_not_know_is_refused()
every_scenario_is_told()
