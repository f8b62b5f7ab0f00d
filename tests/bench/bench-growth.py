#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that what the ledger costs grows with what is new, not with what is old.

  bench-growth.py GENERATOR SANDGLASS [--chunk 1G] [--marks 1,2,3,4] [--jobs 1] [--scratch FOLDER]

A chunk of transcripts is made, read into one ledger that goes on growing, and
deleted, over and over: 100 GB need no more disk than a chunk. At each mark (in
chunks) the last one's cost, also beside that of the same chunk in a new ledger,
the ledger's size and a report over all of it are printed.
For 100 GB: --chunk 5G --marks 3,5,10,20 (an hour; 6 GB of disk)."""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

MOST_DISK = 15 * 10**9
REPORTS = 5


def size_in_bytes(text):
    return int(float(text[:-1]) * {'M': 10**6, 'G': 10**9}[text[-1]])


def run(command, environment):
    """What it prints, wall and CPU seconds, peak MiB."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    text = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{command} ended with {process.returncode}')
    return text, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Growth:
    def __init__(self, options, root):
        self.options = options
        self.claude = os.path.join(root, 'claude')
        self.state = os.path.join(root, 'state')
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(('XDG_', 'CLAUDE_'))}
        self.environment.update(HOME=root, XDG_STATE_HOME=self.state, XDG_CONFIG_HOME=root, CLAUDE_CONFIG_DIR=self.claude,
                                TZ='UTC')
        self.n_bytes = 0
        self.n_true = 0

    def grow(self, number):
        """Each chunk has other requests, and later days."""
        end = time.strftime('%Y-%m-%dT00:00:00Z', time.gmtime(1735689600 + number * 30 * 86400))
        subprocess.run(['nice', sys.executable, self.options.generator, self.claude, '--size', self.options.chunk,
                        '--seed', str(number), '--days', '30', '--end', end, '--jobs', str(self.options.jobs),
                        '--traps', '0', '--edges', '0'], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(self.claude, 'truth.json'), encoding='utf-8') as file:
            self.n_true += json.load(file)['requests']
        text, wall, cpu, peak = run([self.options.sandglass, 'scan', '--json'], self.environment)
        said = json.loads(text)
        self.n_bytes += said['bytesRead']
        return wall / said['bytesRead'] * 1e9, cpu / said['bytesRead'] * 1e9, peak

    def cpu_anew(self):
        """CPU seconds per GB for what is there now in a ledger of its own."""
        state = self.state + '-new'
        text, _, cpu, _ = run([self.options.sandglass, 'scan', '--json'], {**self.environment, 'XDG_STATE_HOME': state})
        shutil.rmtree(state)
        return cpu / json.loads(text)['bytesRead'] * 1e9

    def shrink(self):
        shutil.rmtree(self.claude)

    def report_ms(self):
        os.makedirs(os.path.join(self.claude, 'projects'), exist_ok=True)
        return statistics.median(run([self.options.sandglass, 'report', 'monthly', '--json'], self.environment)[1]
                                 for _ in range(REPORTS)) * 1e3

    def ledger(self):
        path = os.path.join(self.state, 'sandglass', 'ledger.db')
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
            rows, sums = (db.execute(f'SELECT count(*) FROM {table}').fetchone()[0] for table in ('requests', 'quarters'))
        return rows, sums, sum(os.path.getsize(path + suffix) for suffix in ('', '-wal') if os.path.exists(path + suffix))


def measure(options, root):
    growth = Growth(options, root)
    marks = sorted(int(mark) for mark in options.marks.split(','))
    print(f'{"GB so far":>9} {"wall s/GB":>9} {"CPU s/GB":>9} {"x new":>6} {"peak MiB":>9} {"requests":>10} {"true":>10} {"sums":>9} '
          f'{"ledger MB":>9} {"B/request":>9} {"report ms":>9}', flush=True)
    for number in range(1, marks[-1] + 1):
        wall, cpu, peak = growth.grow(number)
        ratio = cpu / growth.cpu_anew() if number in marks else 0
        growth.shrink()
        if number not in marks:
            continue
        rows, sums, size = growth.ledger()
        print(f'{growth.n_bytes / 1e9:9.1f} {wall:9.3f} {cpu:9.3f} {ratio:6.2f} {peak:9.1f} {rows:10} {growth.n_true:10} {sums:9} '
              f'{size / 1e6:9.1f} {size / rows:9.1f} {growth.report_ms():9.1f}', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('generator')
    parser.add_argument('sandglass')
    parser.add_argument('--chunk', default='1G')
    parser.add_argument('--marks', default='1,2,3,4')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--scratch')
    options = parser.parse_args()
    if size_in_bytes(options.chunk) * 1.3 > MOST_DISK:
        sys.exit(f'A chunk of {options.chunk} may need more than {MOST_DISK / 1e9:.0f} GB of disk')
    with tempfile.TemporaryDirectory(prefix='sandglass-growth-', dir=options.scratch) as root:
        if shutil.disk_usage(root).free < size_in_bytes(options.chunk) * 1.5 + 3 * 10**9:
            sys.exit('Too little room on the disk')
        measure(options, root)


main()
