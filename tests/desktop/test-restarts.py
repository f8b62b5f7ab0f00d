#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resident stands on ends and comes anew: the keyring, the system's bus, the session's bus."""

import os
import signal

from gi.repository import Gio, GLib

from stage import admin, keyring, sandglass, tap
from stage.claude import ClaudeHome
from stage.logind import Logind
from stage.notifications import NotificationServer
from stage.processes import cpu_seconds
from stage.stage import BUILD, TESTS, Stage, need
from stage.tray import PlainWatcher
from stage.wait import stays, wait_for
from stage.webhook import Webhook

NO_SERVER = 'http://127.0.0.1:9'


def start(stage, url=NO_SERVER):
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', url, '--allow-loopback-webhook')


def kill_keyring(stage):
    pid = stage.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                     'GetConnectionUnixProcessID', GLib.Variant('(s)', (keyring.NAME,)))[0]
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not stage.has_name(keyring.NAME), 'the keyring to be gone')


def post(stage):
    """A test alert to the webhook, whose address is in the keyring: the code and what was said."""
    answer = sandglass.run(stage, 'alerts', 'test', 'webhook')
    return answer.returncode, answer.stdout + answer.stderr


def state_of_admin(stage):
    return next(source['state'] for source in sandglass.property_of(stage, 'Sources') if source['id'] == 'admin')


def keys_are_read_from_the_keyring(stage):
    stage.claude = ClaudeHome(stage.home)
    stage.claude.write_limits(session=64)
    stage.webhook = Webhook()
    stage.admin = admin.Admin()
    keyring.start(stage)
    assert sandglass.run(stage, 'key', 'set', 'admin', stdin=admin.KEY + '\n').returncode == 0
    assert sandglass.run(stage, 'key', 'set', 'webhook', stdin=stage.webhook.address('x') + '\n').returncode == 0
    Gio.Settings.new(sandglass.NAME).set_string('webhook', 'json')
    Gio.Settings.sync()
    start(stage, stage.admin.url)
    wait_for(lambda: sandglass.property_of(stage, 'Console'), 'the bill')
    assert post(stage)[0] == 0, post(stage)


def while_it_is_gone_what_was_known_stays(stage):
    kill_keyring(stage)
    code, said = post(stage)
    assert code == 1 and 'keyring' in said, said
    sandglass.run(stage, 'refresh')
    assert sandglass.property_of(stage, 'Console')


def from_a_new_one_keys_are_read_again(stage):
    keyring.start(stage)
    assert post(stage)[0] == 0, post(stage)


def one_that_comes_late_is_noticed(stage):
    sandglass.stop_agent(stage, stage.agent)
    kill_keyring(stage)
    sandglass.forget_when_it_asked()
    start(stage, stage.admin.url)
    wait_for(lambda: state_of_admin(stage) != 'starting', 'a look for the key')
    assert state_of_admin(stage) != 'ok'
    keyring.start(stage)
    wait_for(lambda: state_of_admin(stage) == 'ok', 'the bill')


def on_two_buses(stage):
    sandglass.stop_agent(stage, stage.agent)
    os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = f'unix:path={stage.path("system-bus")}'
    start_system_bus(stage)
    on_the_session_bus(stage)
    start(stage)
    wait_for(lambda: heard(stage), 'a look at the session')
    stage.claude.write_limits(session=72)
    wait_for(lambda: stage.notifications.shown, 'the alert')
    wait_for(lambda: stage.watcher.items, 'the icon')


def start_system_bus(stage):
    address = os.environ['DBUS_SYSTEM_BUS_ADDRESS']
    stage.system_bus, _ = stage.start_bus_program('system-bus', f'--config-file={TESTS}/bus.conf', f'--address={address}')
    stage.logind = Logind(address)


def heard(stage):
    return stage.logind.asked >= {'GetSession', 'LockedHint', 'IdleHint'}


def on_the_session_bus(stage):
    address = os.environ['DBUS_SESSION_BUS_ADDRESS']
    stage.notifications = NotificationServer(address)
    stage.watcher = PlainWatcher(address)


def the_systems_bus_may_end(stage):
    stage.system_bus.stop(signal.SIGKILL)
    stage.claude.write_limits(session=73)
    sandglass.wait_for_percent(stage, 73)
    spent = cpu_seconds(stage.agent.pid)
    stays(stage.agent.is_running, 'running', 0.5)
    assert cpu_seconds(stage.agent.pid) - spent < 0.2


def on_a_new_one_the_session_is_watched_again(stage):
    os.unlink(stage.path('system-bus'))
    start_system_bus(stage)
    wait_for(lambda: heard(stage), 'a look at the session')


def with_the_sessions_bus_it_ends_as_a_failure(stage):
    """For the unit starts it anew then, and only then."""
    with open(os.path.join(BUILD, 'data', f'app-{sandglass.NAME}.service'), encoding='utf-8') as unit:
        assert 'Restart=on-failure\n' in unit
    watch = stage.programs.start('watch', [stage.program('sandglass'), 'watch', '--json'])
    wait_for(lambda: '73' in watch.output(), 'the first line')
    stage.end_bus()
    assert stage.agent.wait_until_gone() == 1
    assert 'session bus' in stage.agent.output() and 'Another' not in stage.agent.output(), stage.agent.output()
    assert watch.wait_until_gone() == 1


def on_a_new_bus_all_is_back_and_nothing_told_again(stage):
    stage.start_bus_anew()
    on_the_session_bus(stage)
    start(stage)
    sandglass.wait_for_percent(stage, 73)
    wait_for(lambda: stage.watcher.items, 'the icon')
    assert '73' in sandglass.item_words(stage)
    stays(lambda: not stage.notifications.shown, 'nothing told', 0.5)
    sandglass.stop_agent(stage, stage.agent)
    assert not sandglass.running(stage)


STEPS = [keys_are_read_from_the_keyring, while_it_is_gone_what_was_known_stays, from_a_new_one_keys_are_read_again,
         one_that_comes_late_is_noticed, on_two_buses, the_systems_bus_may_end,
         on_a_new_one_the_session_is_watched_again, with_the_sessions_bus_it_ends_as_a_failure,
         on_a_new_bus_all_is_back_and_nothing_told_again]

if __name__ == '__main__':
    missing = need('gnome-keyring-daemon')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('restarts', display=False))
