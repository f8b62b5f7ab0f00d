#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day in the life of the resident at a thousand times the speed: does it grow?

Usage: soak.py [HOURS [SPEED]]
The real program, with faketime's clock: its timers, back-offs, resets and midnights come as they would. All the while Claude Code writes, the
server answers, refuses and is away, people ask, and hosts and the notification server come and go. Memory and descriptors are looked at all along; the
last third of the time must have no more of them than the second.
"""

import contextlib
import itertools
import json
import os
import random
import signal
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'desktop'))

from gi.repository import GLib  # noqa: E402

from stage import anthropic, claude, notifications, sandglass  # noqa: E402
from stage.stage import Stage, need  # noqa: E402

HOURS = float(sys.argv[1]) if len(sys.argv) > 1 else 24
SPEED = float(sys.argv[2]) if len(sys.argv) > 2 else 1000
FIVE_HOURS = 5 * 3600
WEEK = 7 * 86400
# A page or two comes and goes with what was asked last.
MAY_GROW_KIB = 512


class FastClock:
    """What time it is for the resident."""

    def __init__(self):
        self._start = time.time()

    def now(self):
        return self._start + (time.time() - self._start) * SPEED

    def hours(self):
        return (self.now() - self._start) / 3600


class World:
    """What happens around the resident; chance with a fixed seed."""

    def __init__(self, stage, clock):
        self.stage = stage
        self.clock = clock
        self.random = random.Random(7)
        self.claude = claude.ClaudeHome(stage.home)
        self.server = anthropic.Anthropic(self._usage())
        self.told = None
        self.n_told = 0
        self.counts = {}

    def _usage(self):
        now = self.clock.now()
        elapsed = now % FIVE_HOURS / FIVE_HOURS
        return claude.utilization(int(elapsed * 105), int(now % WEEK / WEEK * 100), now - now % FIVE_HOURS + FIVE_HOURS, now - now % WEEK + WEEK)

    def claude_code_writes(self):
        session = f'0a1b2c3d-0000-4000-8000-{self.random.randrange(40):012}'
        self.claude.started = int(self.clock.now())
        self.claude.write_transcript([('claude-opus-5-5', self.random.randrange(9000), 300)] * self.random.randrange(1, 4), session)

    def claude_code_asks(self):
        self.claude.started = int(self.clock.now())
        path = os.path.join(self.stage.home, '.claude.json')
        self.claude.write_limits(session=1)
        with open(path, encoding='utf-8') as file:
            text = json.load(file)
        text['cachedUsageUtilization'].update(fetchedAtMs=int(self.clock.now() * 1000), utilization=self._usage())
        with open(path + '.new', 'w', encoding='utf-8') as file:
            json.dump(text, file)
        os.rename(path + '.new', path)

    def claude_code_logs_in(self):
        self.claude.write_credentials()
        path = os.path.join(self.claude.config, '.credentials.json')
        with open(path, encoding='utf-8') as file:
            text = json.load(file)
        text['claudeAiOauth'].update(accessToken=f'sk-ant-oat01-{self.random.randrange(10**9)}',
                                     expiresAt=int((self.clock.now() + 8 * 3600) * 1000))
        with open(path + '.new', 'w', encoding='utf-8') as file:
            json.dump(text, file)
        os.rename(path + '.new', path)

    def server_changes_its_mind(self):
        self.server.usage = self._usage()
        self.server.status = self.random.choice([200, 200, 200, 429, 500, 401, 403])

    def somebody_asks(self):
        words = self.random.choice([('status', '--json'), ('refresh',), ('doctor',), ('status', '--waybar')])
        sandglass.run(self.stage, *words)

    def notifications_come_and_go(self):
        if self.told is None:
            self.told = notifications.NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
        else:
            self.n_told += len(self.told.received)
            self.told._connection.close_sync(None)
            self.told = None

    def rubbish(self):
        folder = os.path.join(self.claude.config, 'projects', '-home-a-project')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f'rubbish-{self.random.randrange(9)}.jsonl'), 'ab') as file:
            file.write(self.random.randbytes(self.random.randrange(5000)))

    def a_session_is_deleted(self):
        folder = os.path.join(self.claude.config, 'projects', '-home-a-project')
        with contextlib.suppress(OSError, IndexError):
            os.remove(os.path.join(folder, self.random.choice(os.listdir(folder))))

    def happen(self):
        what = self.random.choices([self.claude_code_writes, self.claude_code_asks, self.claude_code_logs_in, self.server_changes_its_mind,
                                    self.somebody_asks, self.notifications_come_and_go, self.rubbish, self.a_session_is_deleted],
                                   [40, 12, 2, 8, 12, 1, 4, 2])[0]
        self.counts[what.__name__] = self.counts.get(what.__name__, 0) + 1
        what()


def serve(seconds):
    """Lets the doubles on our side of the bus answer."""
    until = time.monotonic() + seconds
    context = GLib.MainContext.default()
    while time.monotonic() < until:
        while context.iteration(False):
            pass
        time.sleep(0.002)


def look(pid):
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        private = sum(int(line.split()[1]) for line in file if line.startswith('Private_Dirty'))
    return {'KiB of its own': private, 'descriptors': len(os.listdir(f'/proc/{pid}/fd')), 'threads': len(os.listdir(f'/proc/{pid}/task'))}


def judge(seen):
    third = len(seen) // 3
    grown = []
    for name, may_grow in (('KiB of its own', MAY_GROW_KIB), ('descriptors', 1), ('threads', 1)):
        middle, last = (statistics.median(look[name] for look in part) for part in (seen[third:2 * third], seen[2 * third:]))
        print(f'{name}: first {seen[0][name]}, middle third {middle:g}, last third {last:g}, most {max(look[name] for look in seen)}')
        if last > middle + may_grow:
            grown.append(name)
    return grown


def main():
    if need('faketime'):
        print('faketime is not installed')
        return 77
    stage = Stage('soak', display=False)
    try:
        clock = FastClock()
        world = World(stage, clock)
        world.claude_code_asks()
        world.claude_code_logs_in()
        agent = stage.programs.start('sandglass-agent', [
            'faketime', '-f', f'+0 x{SPEED:g}', stage.program('sandglass-agent'), '--endpoint-url', world.server.url],
            {**os.environ, 'G_DEBUG': 'fatal-criticals'})
        stage.wait_for_name(sandglass.NAME)
        pid = next(pid for pid, name in sandglass.running(stage) if name == 'sandglass-agent')
        seen = []
        for step in itertools.count():
            if clock.hours() >= HOURS:
                break
            world.happen()
            serve(0.03)
            assert agent.is_running(), 'it ended'
            if step % 20 == 0:
                seen.append(look(pid))
        print(f'{clock.hours():.1f} hours at {SPEED:g} times the speed; {len(world.server.requests)} requests of the server; {world.counts}')
        grown = judge(seen)
        os.kill(pid, signal.SIGTERM)
        assert agent.wait_until_gone(30) == 0, 'it did not end well'
        print('It grew: ' + ', '.join(grown) if grown else 'It did not grow.')
        return bool(grown)
    finally:
        if sys.exc_info()[0]:
            print(stage.programs.logs())
        stage.close()


if __name__ == '__main__':
    sys.exit(main())
