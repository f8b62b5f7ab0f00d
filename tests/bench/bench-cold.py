#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first start over many transcripts, beside a plain read() of the same bytes and beside ccusage.

  bench-cold.py GENERATOR BENCH-LEDGER SANDGLASS [--peer CCUSAGE] [--size 1G] [--bloat-size 60M] [--folder FOLDER] [--rounds 5]

In one process: the floor, the scan, the scan with the ledger written. As whole processes, in turn: `sandglass scan`
without a ledger, and `ccusage claude session --json --offline`. The corpora are kept in FOLDER for the next time."""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time


def make_corpus(generator, folder, size, bloat):
    if not os.path.exists(os.path.join(folder, 'truth.json')):
        subprocess.run([sys.executable, generator, folder, '--size', size, '--bloat', bloat],
                       check=True, stdout=subprocess.DEVNULL)


def time_process(command, corpus):
    """Wall seconds, CPU seconds and peak MiB of a process that finds nothing but the corpus."""
    with tempfile.TemporaryDirectory(prefix='sandglass-bench-') as home:
        environment = {'PATH': os.environ['PATH'], 'HOME': home, 'CLAUDE_CONFIG_DIR': corpus, 'TZ': 'UTC'}
        start = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
    if process.returncode != 0:
        raise SystemExit(f'{command[0]} ended with {process.returncode}')
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def say(name, runs, beside=''):
    wall, cpu, peak = (statistics.median(column) for column in zip(*runs))
    print(f'{name:22} {wall * 1000:9.1f} ms  {cpu * 1000:.1f} ms of CPU, peak {peak:.1f} MiB{beside}', flush=True)


def measure_in_process(options, corpus):
    """Returns the floor in seconds."""
    text = subprocess.check_output([options.bench, '--rounds', str(options.rounds), os.path.join(corpus, 'projects')], text=True)
    print(text, end='', flush=True)
    return float(re.search(r'floor +([\d.]+) ms', text)[1]) / 1000


def measure_processes(options, corpus, floor):
    peer = [options.peer, 'claude', 'session', '--json', '--offline']
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(time_process([options.sandglass, 'scan'], corpus))
        if options.peer:
            theirs.append(time_process(peer, corpus))
    say('sandglass scan', ours, f', {statistics.median(run[0] for run in ours) / floor:.2f} x floor')
    if not options.peer:
        print('ccusage                not measured: no --peer was given')
        return
    say('ccusage', theirs)
    walls, cpus = (statistics.median(a[i] / b[i] for a, b in zip(ours, theirs)) for i in (0, 1))
    print(f'sandglass / ccusage    {walls:9.3f} x its wall, {cpus:.3f} x its CPU')


def measure(options, folder):
    for name, size, bloat in ('usual', options.size, '0'), ('bloated', options.bloat_size, '0.2'):
        corpus = os.path.join(folder, f'{name}-{size}')
        make_corpus(options.generator, corpus, size, bloat)
        print(f'\n{name} transcripts, --size {size} --bloat {bloat}')
        measure_processes(options, corpus, measure_in_process(options, corpus))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('generator')
    parser.add_argument('bench')
    parser.add_argument('sandglass')
    parser.add_argument('--peer')
    parser.add_argument('--size', default='1G')
    parser.add_argument('--bloat-size', default='60M')
    parser.add_argument('--folder')
    parser.add_argument('--rounds', type=int, default=5)
    options = parser.parse_args()
    if options.folder:
        measure(options, options.folder)
        return
    with tempfile.TemporaryDirectory(prefix='sandglass-corpus-') as folder:
        measure(options, folder)


main()
