#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between Claude Code and the user's own status line, beside /bin/cat, taken in turn."""

import json
import os
import statistics
import subprocess
import tempfile
import time

import figures

RUNS = 200
BUILD = os.environ['SANDGLASS_BUILD']
PROGRAM = os.path.join(BUILD, 'src', 'statusline', 'sandglass-statusline')
SANDGLASS = os.path.join(BUILD, 'src', 'cli', 'sandglass')


def message(number):
    """Each says something new, so that each is kept."""
    now = int(time.time())
    return json.dumps({
        'session_id': f'bench-{number % 10}', 'cwd': '/home/a/project', 'model': {'id': 'claude-opus-5-5', 'display_name': 'Opus 5.5'},
        'cost': {'total_cost_usd': number / 100, 'total_api_duration_ms': number}, 'fast_mode': False,
        'context_window': {'total_input_tokens': number, 'current_usage': {'input_tokens': 3, 'cache_read_input_tokens': 11574}},
        'rate_limits': {'five_hour': {'used_percentage': number % 100, 'resets_at': now + 6000},
                        'seven_day': {'used_percentage': 52.0, 'resets_at': now + 300000}}}).encode()


def time_run(words, given, environment):
    start = time.perf_counter()
    subprocess.run(words, input=given, stdout=subprocess.DEVNULL, env=environment, check=True)
    return (time.perf_counter() - start) * 1000


def main():
    with tempfile.TemporaryDirectory(prefix='sandglass-') as folder:
        plain = {'PATH': os.environ['PATH'], 'HOME': folder, 'SANDGLASS_LIBEXECDIR': os.path.dirname(PROGRAM)}
        chained = {**plain, 'XDG_CONFIG_HOME': os.path.join(folder, 'chained')}
        os.makedirs(os.path.join(folder, 'chained', 'sandglass'))
        with open(os.path.join(folder, 'chained', 'sandglass', 'statusline-command'), 'w', encoding='ascii') as file:
            file.write('/bin/cat')
        contestants = {
            '/bin/cat': (['/bin/cat'], plain),
            'a line of its own': ([PROGRAM], plain),
            'sh -c /bin/cat': (['/bin/sh', '-c', '/bin/cat'], plain),
            'chained to /bin/cat': ([PROGRAM], chained),
            'chained, by way of “sandglass statusline”': ([SANDGLASS, 'statusline'], chained),
        }
        times = {name: [] for name in contestants}
        for number in range(RUNS):
            for name, (words, environment) in contestants.items():
                times[name].append(time_run(words, message(number), environment))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        figures.say_times(name, values)
    figures.say('added to the user\'s own line', medians['chained to /bin/cat'] - medians['sh -c /bin/cat'], 'ms', 5)
    figures.say('the same, by way of “sandglass statusline”',
                medians['chained, by way of “sandglass statusline”'] - medians['sh -c /bin/cat'], 'ms', 5)


if __name__ == '__main__':
    main()
