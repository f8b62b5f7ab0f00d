#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs TEST over the samples and over a corpus full of traps, every kind of them.

  test-traps.py GENERATOR TEST"""

import os
import re
import subprocess
import sys
import tempfile


def planted(folder):
    with open(os.path.join(folder, 'truth.json'), encoding='utf-8') as file:
        return set(re.findall(r'"(\w+)": ', file.read().partition('"traps": {')[2].partition('}')[0]))


def main():
    generator, test = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, generator, folder, '--size', '8M', '--seed', '44', '--traps', '0.6', '--edges', '1',
                        '--jobs', '1'], check=True, stdout=subprocess.DEVNULL)
        found = planted(folder)
        if len(found) < 35:
            sys.exit(f'only {sorted(found)} are in the corpus')
        sys.exit(subprocess.run([test, os.path.join(folder, 'projects')], check=False).returncode)


main()
