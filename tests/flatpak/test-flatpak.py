#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak as a user has it: installed, run in its sandbox behind the real bus proxy, clicked, uninstalled."""

import json
import os
import re

from box import (HERE, INSTALLATION, PATIENT, assert_only_its_folder_is_left, choose, flatpak, hand_limits_in, make_stage, property_of,
                 sandglass, tree_of, wait_for_percent, windows, write_claude)
import portals
from stage import keyring, tap, tray
from stage.notifications import NotificationServer
from stage.sandglass import NAME
from stage.wait import wait_for

# Whom the sandbox may speak to: the bus, the tray's host, the portals, what every GTK program asks, itself.
ALLOWED_NAMES = re.compile(r'org\.freedesktop\.DBus|org\.a11y\.Bus|org\.kde\.StatusNotifierWatcher|org\.freedesktop\.portal\.\w+|'
                           r'org\.freedesktop\.Flatpak\.SessionHelper|io\.github\.sandglass\.Sandglass(\.\w+)?|:1\.\d+')


def lines_of(text):
    """Permissions in an order of our own; an older flatpak says x11 too where it says fallback-x11."""
    lines = []
    for line in text.strip().splitlines():
        key, equals, value = line.partition('=')
        words = sorted(word for word in value.split(';') if word and not (key == 'sockets' and word == 'x11'))
        lines.append(key + equals + ';'.join(words))
    return [line for line in lines if line]


def strangers_in(log):
    """The bus names called that it has no business with."""
    names = set(re.findall(r'^C\d+: -> (\S+) call', log, re.M))
    assert 'org.freedesktop.DBus' in names, log[:2000]
    return sorted(name for name in names if not ALLOWED_NAMES.fullmatch(name))


def permissions_are_the_ones_we_allow(_stage):
    with open(os.path.join(HERE, 'permissions.txt'), encoding='utf-8') as file:
        allowed = lines_of(file.read())
    assert lines_of(flatpak('info', '--show-permissions', NAME).stdout) == allowed


def what_a_desktop_needs_is_exported(_stage):
    exports = os.path.join(INSTALLATION, 'exports/share')
    for name in (f'applications/{NAME}.desktop', f'dbus-1/services/{NAME}.service', f'icons/hicolor/scalable/apps/{NAME}.svg',
                 f'icons/hicolor/symbolic/apps/{NAME}-symbolic.svg', f'metainfo/{NAME}.metainfo.xml'):
        assert os.path.exists(os.path.join(exports, name)), name
    with open(os.path.join(exports, f'dbus-1/services/{NAME}.service'), encoding='utf-8') as file:
        service = file.read()
    assert 'flatpak run' in service and 'SystemdService' not in service, service


def the_desktop_has_its_portals(stage):
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    portals.start(stage)


def doctor(*options):
    return flatpak('run', *options, '--command=sandglass', NAME, 'doctor').stdout


def what_it_cannot_see_it_tells_with_what_mends_it(stage):
    folder = os.path.join(stage.home, '.claude')
    override = 'flatpak override --user --filesystem={}:ro ' + NAME
    said = doctor()
    assert re.search(r'Notifications +there', said) and re.search(r'Keyring +there', said), said
    assert 'it came after Sandglass was started' in said and override.format('~/.claude') in said, said
    said = doctor('--env=CLAUDE_CONFIG_DIR=/srv/claude')
    assert override.format('/srv/claude') in said, said
    os.mkdir(folder)
    os.symlink('/srv/transcripts', os.path.join(folder, 'projects'))
    said = doctor()
    assert 'a link out of the sandbox' in said and override.format('/srv/transcripts') in said, said
    os.remove(os.path.join(folder, 'projects'))
    os.rmdir(folder)


def the_status_line_hands_limits_in(stage):
    write_claude(stage)
    assert '74' in hand_limits_in(74)


def it_reads_what_it_may_and_nothing_else(_stage):
    ran = flatpak('run', '--command=sh', NAME, '-c', 'ls ~/private.txt ~/.claude; touch ~/.claude/x; true')
    assert 'projects' in ran.stdout and 'private.txt' not in ran.stdout, ran
    assert 'Read-only file system' in ran.stderr, ran


def it_starts_and_registers_its_icon(stage):
    stage.watcher = tray.PlainWatcher(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.app = stage.programs.start('flatpak', ['flatpak', 'run', '--log-session-bus', NAME], dict(os.environ))
    stage.wait_for_name(NAME, PATIENT)
    wait_for(lambda: stage.watcher.items, 'the icon at the host', PATIENT)
    wait_for_percent(stage, 74.0)


def its_alert_comes_through_the_portal(stage):
    wait_for(lambda: stage.notifications.received, 'the alert', PATIENT)
    assert '74' in stage.notifications.received[0].summary + stage.notifications.received[0].body, stage.notifications.received


def a_key_is_kept_in_a_file_whose_secret_the_portal_has(stage):
    secret = 'sk-ant-admin01-' + 'x' * 40
    ran = flatpak('run', '--log-session-bus', '--command=sandglass', NAME, 'key', 'set', 'admin', given=secret + '\n')
    assert ran.returncode == 0, ran
    assert 'org.freedesktop.portal.Secret.RetrieveSecret' in ran.stdout + ran.stderr, ran
    assert not strangers_in(ran.stdout + ran.stderr), ran
    folder = os.path.join(stage.home, '.var/app', NAME, 'data/keyrings')
    assert os.listdir(folder)
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), 'rb') as file:
            assert b'xxxxxxxx' not in file.read()
    assert secret not in keyring.search('xdg:schema', NAME)
    assert keyring.items(stage, {'app_id': NAME}), 'the keyring has the secret of that file'
    assert 'keyring' in sandglass('key', 'status', 'admin')
    sandglass('key', 'clear', 'admin')


def its_window_is_shown(stage):
    wait_for(lambda: '"Sandglass"' in windows(), 'the window', PATIENT)
    stage.wait_for_name(NAME + '.Panel', PATIENT)


def it_counts_the_transcript(stage):
    wait_for(lambda: property_of(stage, 'Costs').get('today-pico-usd'), 'the cost of today', PATIENT)


def its_menu_can_be_read(stage):
    owner = stage.watcher.items[-1][0]
    assert tray.item_property(stage, owner, 'IconName') == '', 'a name from inside says nothing outside'
    assert tray.item_property(stage, owner, 'IconPixmap')
    entries = [label for label, _ in tray.menu_entries(stage, owner)]
    assert any('74' in label for label in entries), entries
    assert {'Show details', 'Refresh', 'Preferences', 'Quit'} <= set(entries), entries


def a_click_on_an_entry_of_it_does_the_deed(stage):
    choose(stage, 'Preferences')
    wait_for(lambda: '"Preferences"' in windows(), 'the preferences', PATIENT)


def a_command_inside_finds_it(_stage):
    status = json.loads(sandglass('status', '--json'))
    assert status['running'] is True and status['limits'][0]['used-percent'] == 74.0, status
    assert json.loads(sandglass('status', '--waybar'))['percentage'] == 74


def a_second_start_is_the_first(stage):
    ran = flatpak('run', NAME)
    assert ran.returncode == 0, ran
    assert len({owner for owner, _ in stage.watcher.items}) == 1, stage.watcher.items


def a_click_on_quit_ends_it(stage):
    choose(stage, 'Quit')
    wait_for(lambda: not stage.has_name(NAME), 'the name to be free', PATIENT)
    wait_for(lambda: '"Sandglass"' not in windows(), 'the window to close', PATIENT)


def nothing_of_claudes_was_touched(stage):
    assert tree_of(stage.claude) == stage.before


def it_spoke_to_nobody_else(stage):
    assert not strangers_in(stage.app.output()), strangers_in(stage.app.output())


def uninstalling_leaves_only_its_own_folder(stage):
    assert_only_its_folder_is_left(stage)


STEPS = [permissions_are_the_ones_we_allow, what_a_desktop_needs_is_exported, the_desktop_has_its_portals,
         what_it_cannot_see_it_tells_with_what_mends_it, the_status_line_hands_limits_in, it_reads_what_it_may_and_nothing_else,
         it_starts_and_registers_its_icon, its_alert_comes_through_the_portal, a_key_is_kept_in_a_file_whose_secret_the_portal_has,
         its_window_is_shown, it_counts_the_transcript, its_menu_can_be_read, a_click_on_an_entry_of_it_does_the_deed,
         a_command_inside_finds_it, a_second_start_is_the_first, a_click_on_quit_ends_it, nothing_of_claudes_was_touched,
         it_spoke_to_nobody_else, uninstalling_leaves_only_its_own_folder]

if __name__ == '__main__':
    tap.run(STEPS, make_stage('flatpak'))
