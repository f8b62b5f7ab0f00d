#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak over time: from a signed repository, started by the bus and at login, brought to a newer version, uninstalled."""

import functools
import http.server
import json
import os
import re
import subprocess
import threading

from gi.repository import Gio, GLib

from box import (HERE, PATIENT, assert_only_its_folder_is_left, choose, flatpak, hand_limits_in, inside, install, make_stage, property_of,
                 sandglass, tree_of, wait_for_percent, windows, write_claude)
import portals
from stage import accessibility, tap, tray
from stage.notifications import NotificationServer
from stage.sandglass import NAME
from stage.wait import wait_for

ROOT = os.path.realpath(os.path.join(HERE, '..', '..'))
BUILT = os.path.join(ROOT, 'build-flatpak')
NEWER = '99.0.0'
SECRET = 'sk-ant-admin01-' + 'y' * 40
AT_LOGIN = re.compile('Start when I log in')


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Files alone; what it was asked for is not of interest."""

    def log_message(self, *_):
        pass


def make_key(stage):
    os.environ['GNUPGHOME'] = stage.path('gnupg')
    os.makedirs(os.environ['GNUPGHOME'], 0o700)
    subprocess.run(['gpg', '--batch', '--quiet', '--passphrase', '', '--quick-gen-key', 'Flatpak test', 'rsa2048', 'sign', 'never'],
                   check=True, capture_output=True)
    keys = subprocess.run(['gpg', '--list-keys', '--with-colons'], check=True, capture_output=True, text=True).stdout
    return next(line.split(':')[9] for line in keys.splitlines() if line.startswith('fpr'))


def publish(stage, built):
    """The one command; it signs what was built and adds it to what is there."""
    ran = subprocess.run([os.path.join(ROOT, 'run'), 'flatpak-repository', stage.key, stage.url, os.path.join(BUILT, built)],
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran


def a_repository_is_signed_by_one_command(stage):
    serve = functools.partial(QuietHandler, directory=os.path.join(BUILT, 'site'))
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stage.url = f'http://127.0.0.1:{server.server_port}'
    stage.key = make_key(stage)
    publish(stage, 'repo')


def it_installs_from_its_address(stage):
    install('install', '-y', '--noninteractive', '--no-deps', '--no-related', '--from', f'{stage.url}/sandglass.flatpakref')
    told = flatpak('--user', 'info', NAME).stdout
    assert 'Origin: sandglass' in told, told
    remotes = flatpak('--user', 'remotes', '--columns=name,options').stdout
    assert re.search(r'^sandglass\s+(?!.*no-gpg-verify)', remotes, re.M), remotes


def one_signed_by_nobody_is_refused(stage):
    bad = os.path.join(BUILT, 'site', 'unsigned')
    subprocess.run(['ostree', f'--repo={bad}', 'init', '--mode=archive'], check=True)
    subprocess.run(['flatpak', 'build-commit-from', f'--src-repo={BUILT}/newer', bad, f'app/{NAME}/x86_64/stable'], check=True,
                   capture_output=True)
    subprocess.run(['flatpak', 'build-update-repo', bad], check=True, capture_output=True)
    flatpak('--user', 'remote-modify', f'--url={stage.url}/unsigned', 'sandglass')
    ran = flatpak('--user', 'update', '-y', '--noninteractive', NAME)
    assert 'error' in ran.stderr, ran
    flatpak('--user', 'remote-modify', f'--url={stage.url}/repo', 'sandglass')
    assert NEWER not in sandglass('--version')


def the_desktop_is_there(stage):
    write_claude(stage)
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    accessibility.start(stage)
    portals.start(stage)


def the_bus_starts_it(stage):
    # Its answer comes when the name is there; a busy machine may take longer than a call lasts.
    stage.bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'StartServiceByName',
                   GLib.Variant('(su)', (NAME, 0)), None, Gio.DBusCallFlags.NONE, PATIENT * 1000, None, None, None)
    stage.wait_for_name(NAME, PATIENT)
    wait_for(lambda: stage.watcher.items, 'the icon at the host', PATIENT)
    assert '41' in hand_limits_in(41)
    wait_for_percent(stage, 41.0)
    wait_for(lambda: property_of(stage, 'Costs').get('today-pico-usd'), 'the cost of today', PATIENT)


def settings_and_a_key_are_given(stage):
    inside('gsettings', 'set', NAME, 'warning-percent', '66')
    sandglass('key', 'set', 'admin', given=SECRET + '\n')
    stage.report = json.loads(sandglass('report', 'daily', '--json'))
    assert stage.report['totals']['totalTokens'] == 1000000, stage.report


def switch_at_login():
    """The switch, as a screen reader finds it: what it is called differs between versions of GTK."""
    return next((node for role in ('switch', 'toggle button', 'check box') for node in [accessibility.find(NAME, role, AT_LOGIN)] if node),
                None)


def is_on(switch):
    return any(accessibility.has_state(switch, state) for state in (accessibility.Atspi.StateType.CHECKED,
                                                                    accessibility.Atspi.StateType.PRESSED))


def click_switch():
    switch = wait_for(switch_at_login, 'the switch', PATIENT)
    assert switch.get_action_iface().do_action(0)


def the_desktop_may_refuse_to_start_it_at_login(stage):
    choose(stage, 'Preferences')
    wait_for(lambda: '"Preferences"' in windows(), 'the preferences', PATIENT)
    stage.background.allows = False
    click_switch()
    wait_for(lambda: stage.background.asked, 'the portal to be asked', PATIENT)
    accessibility.wait_for_name_like(NAME, re.compile('did not allow'), PATIENT)
    assert not is_on(switch_at_login())


def a_click_asks_the_portal_to_start_it_at_login(stage):
    stage.background.allows = True
    click_switch()
    wait_for(lambda: len(stage.background.asked) == 2, 'the portal to be asked again', PATIENT)
    app, on, command = stage.background.asked[-1]
    assert app == NAME and on, stage.background.asked
    assert command[:2] == ['flatpak', 'run'] and command[-1] == NAME, command
    stage.command = command
    wait_for(lambda: is_on(switch_at_login()), 'the switch to be on', PATIENT)


def a_newer_version_comes_while_it_runs(stage):
    publish(stage, 'newer')
    install('update', '-y', '--noninteractive', '--no-deps', '--no-related', NAME)
    assert NEWER in sandglass('--version')
    # The new command and the agent that still runs understand one another.
    status = json.loads(sandglass('status', '--json'))
    assert status['running'] is True and status['limits'][0]['used-percent'] == 41.0, status
    assert tree_of(stage.claude) == stage.before


def the_command_of_the_login_starts_the_newer_one(stage):
    choose(stage, 'Quit')
    wait_for(lambda: not stage.has_name(NAME), 'the name to be free', PATIENT)
    wait_for(lambda: '"Preferences"' not in windows(), 'the window to close', PATIENT)
    # What only the ledger knows by now.
    os.remove(os.path.join(stage.claude, 'projects', '-work', 'a.jsonl'))
    registered = len(stage.watcher.items)
    stage.programs.start('login', stage.command, dict(os.environ))
    stage.wait_for_name(NAME, PATIENT)
    wait_for(lambda: len(stage.watcher.items) > registered, 'the icon of the newer one', PATIENT)
    assert property_of(stage, 'Version') == NEWER


def it_keeps_settings_history_and_keys(stage):
    assert inside('gsettings', 'get', NAME, 'warning-percent').strip() == 'uint32 66'
    assert json.loads(sandglass('report', 'daily', '--json')) == stage.report
    assert 'keyring' in sandglass('key', 'status', 'admin')
    wait_for_percent(stage, 41.0)
    choose(stage, 'Preferences')
    wait_for(lambda: '"Preferences"' in windows(), 'the preferences', PATIENT)
    wait_for(lambda: is_on(wait_for(switch_at_login, 'the switch', PATIENT)), 'the switch to be on', PATIENT)


def a_click_asks_the_portal_to_leave_it(stage):
    click_switch()
    wait_for(lambda: len(stage.background.asked) == 3, 'the portal to be asked', PATIENT)
    assert stage.background.asked[-1][:2] == (NAME, False), stage.background.asked
    wait_for(lambda: not is_on(switch_at_login()), 'the switch to be off', PATIENT)


def uninstalling_leaves_only_its_own_folder(stage):
    assert_only_its_folder_is_left(stage)


STEPS = [a_repository_is_signed_by_one_command, it_installs_from_its_address, one_signed_by_nobody_is_refused, the_desktop_is_there,
         the_bus_starts_it, settings_and_a_key_are_given, the_desktop_may_refuse_to_start_it_at_login,
         a_click_asks_the_portal_to_start_it_at_login, a_newer_version_comes_while_it_runs, the_command_of_the_login_starts_the_newer_one,
         it_keeps_settings_history_and_keys, a_click_asks_the_portal_to_leave_it, uninstalling_leaves_only_its_own_folder]

if __name__ == '__main__':
    tap.run(STEPS, make_stage('flatpak-repository'))
