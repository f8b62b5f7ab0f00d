#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sandglass report team` takes for ten thousand people and thirty days: all of it anew, then from the ledger.

bench-team.py SANDGLASS ADMIN-DOUBLE [PEOPLE]: the server is on this machine and takes its own part of the time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import figures

KEY = 'sk-ant-admin01-DOUBLE-aaaaaaaaaaaaaaaaaaaaaaaa'


def measure(what, command, environment, bar=None):
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    figures.say(f'report team, {what}, wall', time.monotonic() - start, 's')
    figures.say(f'report team, {what}, CPU', usage.ru_utime + usage.ru_stime, 's')
    figures.say(f'report team, {what}, peak RSS', usage.ru_maxrss / 1024, 'MiB', bar)
    return json.loads(output)


def main():
    sandglass, double = sys.argv[1:3]
    people = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
    server = subprocess.Popen([double], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    url = server.stdout.readline().strip()
    server.stdin.write(f'people {people}\n')
    server.stdin.flush()
    with tempfile.TemporaryDirectory(prefix='sandglass-bench-') as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(('XDG_', 'CLAUDE_', 'DBUS_'))}
        environment.update(HOME=home, ANTHROPIC_ADMIN_API_KEY=KEY, GIO_USE_PROXY_RESOLVER='dummy', GSETTINGS_BACKEND='memory')
        command = [sandglass, 'report', 'team', '--endpoint-url', url, '--json', '--since', '20261001', '--until', '20261030']
        for what in ('all of it', 'from the ledger'):
            found = measure(what, command, environment, 150)
            assert (found['daysKnown'], found['totals']['people']) == (30, people), found['totals']
        size = os.path.getsize(os.path.join(home, '.local', 'state', 'sandglass', 'ledger.db'))
        figures.say('ledger of 30 days', size / 1024 / 1024, 'MiB')
    server.stdin.close()
    server.wait()


if __name__ == '__main__':
    main()
