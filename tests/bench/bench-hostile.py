#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time, CPU and peak memory of `sandglass scan` where transcripts are as nobody would write them.

  bench-hostile.py SANDGLASS [--gigabytes 1] [--files 100000]

Files are sparse where they can be: a gigabyte of them is a few kilobytes of disk."""

import argparse
import os
import sys
import tempfile
import time

import figures

PEAK_MIB = 60
GIGABYTE = 10**9
ANSWER = ('{"type":"assistant","timestamp":"2026-11-21T10:57:11Z","requestId":"r%d","message":{"id":"m%d",'
          '"model":"claude-opus-5","usage":{"input_tokens":1,"output_tokens":2}}}\n')

# What a line begins with, what fills it (NULs where nothing does), and what ends it.
LONG_LINES = {
    'a line of a user': ('{"type":"user","message":{"content":"', '', '"}}\n'),
    'a line of progress full of usage': ('{"type":"progress","data":[', '{"usage":{"input_tokens":1}},', '0]}\n'),
    'an answer': ('{"type":"assistant","timestamp":"2026-11-21T10:57:11Z","message":{"id":"m","content":"', '',
                  '","usage":{"input_tokens":1,"output_tokens":2}}}\n'),
    'an answer full of usage': ('{"message":{"content":[', '{"usage":{"input_tokens":1}},', '0]}}\n'),
    'a line without end': ('{"message":{"content":"', '', ''),
    'a hole of NULs': ('', '', '\n'),
    'brackets': ('{"message":{"content":', '[' * 64, '\n'),
}


def write_long_line(path, start, filler, end, size):
    with open(path, 'wb') as file:
        file.write(start.encode())
        if filler:
            megabyte = filler.encode() * (10**6 // len(filler))
            while file.tell() < size:
                file.write(megabyte)
        else:
            file.seek(size)
        file.write(end.encode() + (ANSWER % (0, 0)).encode())
        file.truncate()


def run(sandglass, claude, state):
    """Wall and CPU milliseconds and peak MiB of one scan."""
    environment = dict(os.environ, CLAUDE_CONFIG_DIR=claude, XDG_STATE_HOME=state, HOME=state)
    start = time.monotonic()
    with open(os.devnull, 'wb') as nowhere:
        pid = os.posix_spawn(sandglass, [sandglass, 'scan', '--json'], environment,
                             file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)])
        _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f'sandglass scan ended with {status}')
    return (time.monotonic() - start) * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024


def say(what, measured):
    wall, cpu, peak = measured
    figures.say(f'{what}: wall', wall, 'ms')
    figures.say(f'{what}: CPU', cpu, 'ms')
    figures.say(f'{what}: peak', peak, 'MiB', PEAK_MIB)


def folder_for(root, name):
    claude = os.path.join(root, name)
    os.makedirs(os.path.join(claude, 'projects', 'p'))
    return claude, os.path.join(claude, 'projects', 'p')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sandglass')
    parser.add_argument('--gigabytes', type=float, default=1)
    parser.add_argument('--files', type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='sandglass-hostile-') as root:
        for number, (name, (start, filler, end)) in enumerate(LONG_LINES.items()):
            claude, project = folder_for(root, f'line-{number}')
            path = os.path.join(project, 's.jsonl')
            write_long_line(path, start, filler, end, int(options.gigabytes * GIGABYTE))
            say(f'{options.gigabytes:g} GB, {name}', run(options.sandglass, claude, os.path.join(root, f'state-{number}')))
            os.unlink(path)

        claude, project = folder_for(root, 'many')
        for number in range(options.files):
            with open(os.path.join(project, f'{number:08x}.jsonl'), 'w', encoding='ascii') as file:
                file.write(ANSWER % (number, number))
        for what in 'first', 'again':
            say(f'{options.files} files in a folder, {what}', run(options.sandglass, claude, os.path.join(root, 'state-many')))


main()
