#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten sessions that draw their status lines a hundred times a second in all: what that costs the agent, and what it leaves."""

import json
import os
import subprocess
import time

import figures
from stage import claude, sandglass
from stage.stage import Stage

SECONDS = 5
RATE = 100
SESSIONS = 10
PROGRAM = os.path.join(os.environ['SANDGLASS_BUILD'], 'src', 'statusline', 'sandglass-statusline')


def message(number):
    now = int(time.time())
    return json.dumps({
        'session_id': f'flood-{number % SESSIONS}', 'cost': {'total_cost_usd': number / 100},
        'rate_limits': {'five_hour': {'used_percentage': 10 + number * 60 // (SECONDS * RATE), 'resets_at': now - now % 60 + 6000},
                        'seven_day': {'used_percentage': 52.0, 'resets_at': now - now % 60 + 300000}}}).encode()


def cpu_ms(pid):
    with open(f'/proc/{pid}/stat', encoding='ascii') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def flood():
    """Returns how many messages went out, and how long that took."""
    start = time.monotonic()
    programs = []
    for number in range(SECONDS * RATE):
        program = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        program.stdin.write(message(number))
        program.stdin.close()
        programs.append(program)
        time.sleep(max(0, start + (number + 1) / RATE - time.monotonic()))
    for program in programs:
        assert program.wait() == 0
    return time.monotonic() - start


def main():
    stage = Stage('bench-flood', display=False)
    try:
        claude.ClaudeHome(stage.home).write_limits(session=64)
        agent = sandglass.start_agent(stage, G_DEBUG='')
        sandglass.wait_for_percent(stage, 64)
        before = cpu_ms(agent.pid)
        seconds = flood()
        spent = cpu_ms(agent.pid) - before
        sandglass.wait_for_percent(stage, 10 + (SECONDS * RATE - 1) * 60 // (SECONDS * RATE))
        spool = os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass', 'statusline')
        files = [os.path.join(spool, name) for name in os.listdir(spool)]
        figures.say('messages a second', SECONDS * RATE / seconds, 'a second')
        figures.say('agent, CPU while they come', spent / seconds, 'ms a second', 20)
        figures.say('files in the spool', len(files), 'files', SESSIONS)
        figures.say('the spool', sum(os.path.getsize(path) for path in files) / 1024, 'KiB', 10)
        sandglass.stop_agent(stage, agent)
    finally:
        stage.close()


if __name__ == '__main__':
    main()
