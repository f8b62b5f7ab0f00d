#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak as a user has it: installed, run in its sandbox behind the real bus proxy, clicked, uninstalled."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'desktop'))

from gi.repository import GLib  # noqa: E402  after the path is known
from stage import keyring, tap, tray  # noqa: E402
from stage.notifications import NotificationServer  # noqa: E402
from stage.sandglass import INTERFACE, NAME, PATH, limit  # noqa: E402
from stage.stage import Stage, find_helper  # noqa: E402
from stage.wait import wait_for  # noqa: E402

INSTALLATION = os.path.join(os.environ['HOME'], '.local/share/flatpak')
PATIENT = 60
# Whom the sandbox may speak to: the bus, the tray's host, the portals, what every GTK program asks, itself. The keyring's own
# name is asked where no secret portal answers, as here; nothing lets it through.
ALLOWED_NAMES = re.compile(r'org\.freedesktop\.(DBus|secrets)|org\.a11y\.Bus|org\.kde\.StatusNotifierWatcher|org\.freedesktop\.portal\.\w+|'
                           r'org\.freedesktop\.Flatpak\.SessionHelper|io\.github\.sandglass\.Sandglass(\.\w+)?|:1\.\d+')


def flatpak(*words, given=''):
    return subprocess.run(['flatpak', *words], input=given, capture_output=True, text=True, check=False, timeout=300)


def sandglass(*words, given=''):
    """The command inside the sandbox."""
    ran = flatpak('run', '--command=sandglass', NAME, *words, given=given)
    assert ran.returncode == 0, ran
    return ran.stdout


def tree_of(folder):
    """Everything below it: kind, mode, time and what is in it."""
    tree = {}
    for path, folders, files in os.walk(folder):
        for name in folders + files:
            whole = os.path.join(path, name)
            told = os.lstat(whole)
            content = ''
            if os.path.isfile(whole):
                with open(whole, 'rb') as file:
                    content = hashlib.sha256(file.read()).hexdigest()
            tree[whole] = (told.st_mode, told.st_mtime_ns, told.st_size, content)
    return tree


def lines_of(text):
    """Permissions in an order of our own; an older flatpak says x11 too where it says fallback-x11."""
    lines = []
    for line in text.strip().splitlines():
        key, equals, value = line.partition('=')
        words = sorted(word for word in value.split(';') if word and not (key == 'sockets' and word == 'x11'))
        lines.append(key + equals + ';'.join(words))
    return [line for line in lines if line]


def permissions_are_the_ones_we_allow(_stage):
    with open(os.path.join(HERE, 'permissions.txt'), encoding='utf-8') as file:
        allowed = lines_of(file.read())
    assert lines_of(flatpak('info', '--show-permissions', NAME).stdout) == allowed


def the_desktop_has_its_portals(stage):
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    keyring.start(stage)
    for name, bus_name in (('xdg-desktop-portal-gtk', 'org.freedesktop.impl.portal.desktop.gtk'),
                           ('xdg-desktop-portal', 'org.freedesktop.portal.Desktop')):
        program = find_helper(f'/usr/libexec/{name}', f'/usr/lib/{name}')
        assert program, f'{name} is not installed'
        stage.programs.start(name, [program])
        stage.wait_for_name(bus_name, PATIENT)


def what_a_desktop_needs_is_exported(_stage):
    exports = os.path.join(INSTALLATION, 'exports/share')
    for name in (f'applications/{NAME}.desktop', f'dbus-1/services/{NAME}.service', f'icons/hicolor/scalable/apps/{NAME}.svg',
                 f'icons/hicolor/symbolic/apps/{NAME}-symbolic.svg', f'metainfo/{NAME}.metainfo.xml'):
        assert os.path.exists(os.path.join(exports, name)), name
    with open(os.path.join(exports, f'dbus-1/services/{NAME}.service'), encoding='utf-8') as file:
        service = file.read()
    assert 'flatpak run' in service and 'SystemdService' not in service, service


def the_status_line_hands_limits_in(stage):
    write_claude(stage)
    stage.before = tree_of(stage.claude)
    reset = int(time.time()) + 2 * 3600
    given = json.dumps({'session_id': 'a', 'rate_limits': {'five_hour': {'used_percentage': 74, 'resets_at': reset}}})
    assert '74' in sandglass('statusline', given=given)


def write_claude(stage):
    stage.claude = os.path.join(stage.home, '.claude')
    project = os.path.join(stage.claude, 'projects', '-work')
    os.makedirs(project)
    stamp = time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime(time.time() - 1))
    usage = {'input_tokens': 1000000, 'output_tokens': 0, 'cache_creation_input_tokens': 0, 'cache_read_input_tokens': 0}
    with open(os.path.join(project, 'a.jsonl'), 'w', encoding='utf-8') as file:
        file.write(json.dumps({'type': 'assistant', 'timestamp': stamp, 'sessionId': 'a', 'requestId': 'req_1', 'cwd': '/work',
                               'message': {'id': 'msg_1', 'model': 'claude-opus-5-5', 'usage': usage}}) + '\n')
    with open(os.path.join(stage.home, 'private.txt'), 'w', encoding='utf-8') as file:
        file.write('not for us')


def it_reads_what_it_may_and_nothing_else(_stage):
    ran = flatpak('run', '--command=sh', NAME, '-c', 'ls ~/private.txt ~/.claude; touch ~/.claude/x; true')
    assert 'projects' in ran.stdout and 'private.txt' not in ran.stdout, ran
    assert 'Read-only file system' in ran.stderr, ran


def it_starts_and_registers_its_icon(stage):
    stage.watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.app = stage.programs.start('flatpak', ['flatpak', 'run', '--log-session-bus', NAME], dict(os.environ))
    stage.wait_for_name(NAME, PATIENT)
    wait_for(lambda: stage.watcher.items, 'the icon at the host', PATIENT)
    wait_for(lambda: (limit(stage) or {}).get('used-percent') == 74.0, '74 % on the bus', PATIENT)


def windows():
    # One may go while they are listed.
    return subprocess.run(['xwininfo', '-root', '-tree'], capture_output=True, text=True, check=False).stdout


def its_alert_comes_through_the_portal(stage):
    wait_for(lambda: stage.notifications.received, 'the alert', PATIENT)
    assert '74' in stage.notifications.received[0].summary + stage.notifications.received[0].body, stage.notifications.received


def a_key_is_kept_in_an_encrypted_file(stage):
    secret = 'sk-ant-admin01-' + 'x' * 40
    sandglass('key', 'set', 'admin', given=secret + '\n')
    folder = os.path.join(stage.home, '.var/app', NAME, 'data/keyrings')
    assert os.listdir(folder)
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), 'rb') as file:
            assert b'xxxxxxxx' not in file.read()
    assert secret not in keyring.search('xdg:schema', NAME)
    assert 'keyring' in sandglass('key', 'status', 'admin')
    sandglass('key', 'clear', 'admin')


def its_window_is_shown(stage):
    wait_for(lambda: '"Sandglass"' in windows(), 'the window', PATIENT)
    stage.wait_for_name(NAME + '.Panel', PATIENT)


def it_counts_the_transcript(stage):
    wait_for(lambda: property_of(stage, 'Costs').get('today-pico-usd'), 'the cost of today', PATIENT)


def property_of(stage, name):
    return stage.call(NAME, PATH, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (INTERFACE, name)))[0]


def owner_of(stage):
    return stage.watcher.items[-1][0]


def its_menu_can_be_read_and_clicked(stage):
    owner = owner_of(stage)
    assert tray.item_property(stage, owner, 'IconName') == '', 'a name from inside says nothing outside'
    assert tray.item_property(stage, owner, 'IconPixmap')
    entries = [label for label, _ in tray.menu_entries(stage, owner)]
    assert any('74' in label for label in entries), entries
    quit_id = next(node[0] for node in menu_nodes(stage, owner) if node[1].get('label', '').replace('_', '') == 'Quit')
    stage.quit = lambda: stage.call(owner, tray.item_property(stage, owner, 'Menu'), 'com.canonical.dbusmenu', 'Event',
                                    GLib.Variant('(isvu)', (quit_id, 'clicked', GLib.Variant('i', 0), 0)))


def menu_nodes(stage, owner):
    path = tray.item_property(stage, owner, 'Menu')
    return stage.call(owner, path, 'com.canonical.dbusmenu', 'GetLayout', GLib.Variant('(iias)', (0, -1, [])))[1][2]


def a_command_inside_finds_it(_stage):
    status = json.loads(sandglass('status', '--json'))
    assert status['running'] is True and status['limits'][0]['used-percent'] == 74.0, status
    assert json.loads(sandglass('status', '--waybar'))['percentage'] == 74


def a_click_on_quit_ends_it(stage):
    stage.quit()
    wait_for(lambda: not stage.has_name(NAME), 'the name to be free', PATIENT)
    wait_for(lambda: '"Sandglass"' not in windows(), 'the window to close', PATIENT)


def nothing_of_claudes_was_touched(stage):
    assert tree_of(stage.claude) == stage.before


def it_spoke_to_nobody_else(stage):
    names = set(re.findall(r'^C\d+: -> (\S+) call', stage.app.output(), re.M))
    assert NAME in names or 'org.freedesktop.DBus' in names, stage.app.output()[:2000]
    strangers = sorted(name for name in names if not ALLOWED_NAMES.fullmatch(name))
    assert not strangers, strangers


def uninstalling_leaves_only_its_own_folder(stage):
    flatpak('kill', NAME)
    ran = flatpak('--user', 'uninstall', '-y', '--noninteractive', NAME)
    assert ran.returncode == 0, ran
    left = [path for path in tree_of(INSTALLATION) if NAME in os.path.relpath(path, INSTALLATION) and 'exports' in path]
    assert not left, left
    assert os.listdir(os.path.join(stage.home, '.var/app')) == [NAME]


STEPS = [permissions_are_the_ones_we_allow, what_a_desktop_needs_is_exported, the_desktop_has_its_portals,
          the_status_line_hands_limits_in,
         it_reads_what_it_may_and_nothing_else, it_starts_and_registers_its_icon, its_alert_comes_through_the_portal,
         a_key_is_kept_in_an_encrypted_file, its_window_is_shown, it_counts_the_transcript,
         its_menu_can_be_read_and_clicked, a_command_inside_finds_it, a_click_on_quit_ends_it, nothing_of_claudes_was_touched,
         it_spoke_to_nobody_else, uninstalling_leaves_only_its_own_folder]


def make_stage():
    stage = Stage('flatpak')
    # As a login has it; only the installation is elsewhere.
    for name in ('CONFIG', 'DATA', 'STATE', 'CACHE'):
        del os.environ[f'XDG_{name}_HOME']
    for name in ('GSETTINGS_SCHEMA_DIR', 'SANDGLASS_LIBEXECDIR'):
        del os.environ[name]
    os.environ['FLATPAK_USER_DIR'] = INSTALLATION
    os.environ['GSK_RENDERER'] = 'cairo'
    os.environ['XDG_CURRENT_DESKTOP'] = 'GNOME'
    os.environ['GSETTINGS_BACKEND'] = 'memory'
    return stage


if __name__ == '__main__':
    tap.run(STEPS, make_stage())
