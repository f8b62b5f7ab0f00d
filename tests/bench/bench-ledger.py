#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the ledger on a synthetic corpus beside a plain read() of the same bytes, in one run.

  bench-ledger.py GENERATOR BENCH-LEDGER [--size 50M] [--bloat 0] [--folder FOLDER] [BENCH-LEDGER OPTION…]

The corpus is made in a temporary folder, or kept in FOLDER for the next time."""

import argparse
import os
import subprocess
import sys
import tempfile


def measure(options, folder, rest):
    if not os.path.exists(os.path.join(folder, 'truth.json')):
        subprocess.run([sys.executable, options.generator, folder, '--size', options.size, '--bloat', options.bloat],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run([options.bench, *rest, os.path.join(folder, 'projects')], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('generator')
    parser.add_argument('bench')
    parser.add_argument('--size', default='50M')
    parser.add_argument('--bloat', default='0')
    parser.add_argument('--folder')
    options, rest = parser.parse_known_args()
    if options.folder:
        measure(options, options.folder, rest)
        return
    with tempfile.TemporaryDirectory(prefix='sandglass-corpus-') as folder:
        measure(options, folder, rest)


main()
