#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk of our own state: full, read-only, with damaged files. Numbers and alerts go on, and it is said."""

import os
import subprocess

from stage import claude, sandglass, tap
from stage.notifications import NotificationServer
from stage.processes import cpu_seconds
from stage.stage import Stage, need
from stage.wait import stays, wait_for

NO_SERVER = 'http://127.0.0.1:9'
# A file system of its own, which nobody else sees: `unshare` makes it, and it goes with the last of its programs.
ON_A_SMALL_DISK = ['unshare', '--map-current-user', '--mount', 'sh', '-c',
                   'mount -t tmpfs -o size=4m,mode=700 none "$XDG_STATE_HOME" && "$@"; exit $?', 'sh']
OPUS = ('claude-opus-5-5', 100_000, 1_000)


class Disk:
    """The small one, from the outside."""

    def __init__(self, pid):
        self._pid = pid
        self.folder = f'/proc/{pid}/root' + os.environ['XDG_STATE_HOME']

    def path(self, name):
        return os.path.join(self.folder, 'sandglass', name)

    def fill(self):
        with open(os.path.join(self.folder, 'filler'), 'wb', buffering=0) as filler:
            try:
                while filler.write(bytes(4096)):
                    pass
            except OSError:
                pass

    def make_room(self):
        os.remove(os.path.join(self.folder, 'filler'))

    def remount(self, how):
        wait_for(lambda: self._do('mount', '-o', f'remount,{how}', os.environ['XDG_STATE_HOME']) == 0, f'a disk that is {how}')

    def _do(self, *command):
        return subprocess.run(['nsenter', '-t', str(self._pid), '-U', '-m', '--preserve-credentials', *command],
                              stderr=subprocess.DEVNULL, check=False, timeout=10).returncode


def has_small_disks():
    return subprocess.run([*ON_A_SMALL_DISK, 'true'], env={**os.environ, 'XDG_STATE_HOME': '/tmp'}, check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


def spend(stage, count):
    stage.claude.write_transcript([OPUS] * count)


def wait_for_costs(stage):
    wait_for(lambda: sandglass.property_of(stage, 'Costs').get('today-pico-usd') == round(stage.claude.cost_usd * 1e12),
             f'{stage.claude.cost_usd} $ on the bus')


def titles(stage):
    return [told.summary for told in stage.notifications.received]


def goes_on(stage, percent, n_told):
    """Numbers, costs and alerts, each once; without a rest it would be noticed."""
    stage.claude.write_limits(session=percent)
    # First: while it tells, it waits for us to listen.
    wait_for(lambda: len(titles(stage)) == n_told, f'{n_told} alerts')
    sandglass.wait_for_percent(stage, percent)
    spend(stage, 3)
    wait_for_costs(stage)
    spent = cpu_seconds(stage.agent_pid)
    stays(lambda: len(titles(stage)) == n_told, 'told once', 0.5)
    assert cpu_seconds(stage.agent_pid) - spent < 0.25


def trouble(stage):
    """What the doctor says of it."""
    said = sandglass.run(stage, 'doctor').stdout
    return [line.strip() for line in said.splitlines() if 'its own files' in line or 'nothing is kept' in line or 'damaged' in line]


def start(stage, wrapper=()):
    stage.agent = stage.programs.start('sandglass-agent', [*wrapper, stage.program('sandglass-agent'), '--endpoint-url', NO_SERVER],
                                       {**os.environ, 'G_DEBUG': 'fatal-criticals'})
    stage.wait_for_name(sandglass.NAME)
    stage.agent_pid = next(pid for pid, name in sandglass.running(stage) if name == 'sandglass-agent')


def on_a_small_disk_it_keeps_what_it_counts(stage):
    os.environ['TZ'] = claude.local_noon_zone()
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64)
    spend(stage, 3)
    start(stage, ON_A_SMALL_DISK)
    stage.disk = Disk(stage.agent.pid)
    sandglass.wait_for_percent(stage, 64)
    wait_for_costs(stage)
    assert os.path.exists(stage.disk.path('ledger.db')) and not trouble(stage), trouble(stage)


def on_a_full_one_it_goes_on_and_says_so(stage):
    stage.disk.fill()
    goes_on(stage, 72, 1)
    assert 'nothing is kept' in ' '.join(trouble(stage)), trouble(stage)


def with_room_again_it_keeps_all(stage):
    stage.disk.make_room()
    goes_on(stage, 73, 1)
    wait_for(lambda: not trouble(stage), 'no trouble any more')


def on_a_read_only_one_too(stage):
    stage.disk.remount('ro')
    goes_on(stage, 92, 2)
    assert 'nothing is kept' in ' '.join(trouble(stage)), trouble(stage)
    stage.disk.remount('rw')
    goes_on(stage, 93, 2)
    wait_for(lambda: not trouble(stage), 'no trouble any more')


def damage(name):
    """A page of noise in the middle, as a failing disk leaves."""
    path = os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass', name)
    with open(path, 'r+b') as file:
        file.seek(min(4096, os.path.getsize(path) // 2))
        file.write(b'\xa5' * 4096)


def damaged_files_are_kept_aside_and_made_anew(stage):
    sandglass.stop_agent(stage, stage.agent)
    start(stage)
    wait_for_costs(stage)
    wait_for(lambda: len(titles(stage)) == 3, 'the alert, of which this disk knows nothing')
    sandglass.stop_agent(stage, stage.agent)
    damage('ledger.db')
    damage('state.ini')
    start(stage)
    wait_for(lambda: len(titles(stage)) == 4, 'the alert, of which nothing is known any more')
    wait_for_costs(stage)
    sandglass.wait_for_percent(stage, 93)
    said = ' '.join(trouble(stage))
    for words in ('ledger.db.damaged-1', 'state.ini.damaged'):
        assert words in said, said
    for words in ('state.ini was damaged', 'The ledger was damaged'):
        assert words in stage.agent.output(), stage.agent.output()


def one_that_may_not_be_written_is_told(stage):
    """Whoever is root here may write everywhere, but not without root's privileges."""
    folder = os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass')
    without = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] if os.getuid() == 0 else []
    os.chmod(folder, 0o500)
    said = subprocess.run([*without, stage.program('sandglass'), 'doctor'], capture_output=True, text=True, check=True, timeout=30).stdout
    os.chmod(folder, 0o700)
    assert 'its own files' in said, said
    sandglass.stop_agent(stage, stage.agent)


STEPS = [on_a_small_disk_it_keeps_what_it_counts, on_a_full_one_it_goes_on_and_says_so, with_room_again_it_keeps_all,
         on_a_read_only_one_too, damaged_files_are_kept_aside_and_made_anew, one_that_may_not_be_written_is_told]

if __name__ == '__main__':
    missing = need('unshare', 'nsenter', 'setpriv')
    if missing or not has_small_disks():
        tap.skip_all(f'{missing} is not installed' if missing else 'nobody may mount here')
    tap.run(STEPS, Stage('disk', display=False))
