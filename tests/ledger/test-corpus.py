#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On corpora whose truth is known the ledger's sums equal it, to the token, by UTC day and model.

  test-corpus.py GENERATOR BENCH-LEDGER"""

import json
import os
import subprocess
import sys
import tempfile

CORPORA = {
    'clean': ['--size', '6M', '--seed', '1', '--traps', '0', '--edges', '0'],
    'clean, other versions': ['--size', '6M', '--seed', '2', '--traps', '0', '--edges', '0'],
    'bloated progress lines': ['--size', '4M', '--seed', '3', '--traps', '0', '--edges', '0', '--bloat', '0.2'],
    'blank and cut lines, gateways': ['--size', '20M', '--seed', '11', '--traps', '0', '--edges', '1'],
}


def truth(folder):
    with open(os.path.join(folder, 'truth.json'), encoding='utf-8') as file:
        days = json.load(file)['days_utc']
    return {f'{day} {model}': row for day, models in days.items() for model, row in models.items()}


def difference(generator, bench, options):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, generator, folder, '--jobs', '1', *options],
                       check=True, stdout=subprocess.DEVNULL)
        found = json.loads(subprocess.check_output([bench, '--sums', os.path.join(folder, 'projects')]))
        wanted = truth(folder)
    return [f'{key}: found {found.get(key)}, truth {wanted.get(key)}'
            for key in sorted(found.keys() | wanted.keys()) if found.get(key) != wanted.get(key)]


def main():
    generator, bench = sys.argv[1:]
    print(f'1..{len(CORPORA)}')
    for number, (name, options) in enumerate(CORPORA.items(), 1):
        differences = difference(generator, bench, options)
        print(f'{"not " if differences else ""}ok {number} {name}', flush=True)
        for line in differences[:5]:
            print(f'# {line}')


main()
