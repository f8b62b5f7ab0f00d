#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage itself: a real panel shows an item of ours and passes a click on. If this fails, look no further."""

import os
import re

from stage import accessibility, hosts, keyring, screen, tap, tray
from stage.notifications import NotificationServer
from stage.stage import Stage, need
from stage.wait import wait_for

from gi.repository import GLib


def a_panel_comes_up_with_an_empty_tray(stage):
    accessibility.start(stage)
    stage.panel = hosts.XfcePanel(stage)
    screen.move_away()
    stage.empty = hosts.settled_picture(hosts.XfcePanel.strip)


def an_item_appears_on_it(stage):
    stage.item = tray.PlainItem(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.icon = hosts.wait_for_icon(stage.panel.strip, stage.empty)
    assert stage.icon.x > 1000 and 12 <= stage.icon.width <= 40, stage.icon
    assert screen.take_picture(stage.icon).colours().get((220, 0, 0), 0) > 100


def a_click_reaches_the_item(stage):
    screen.click(stage.icon)
    wait_for(lambda: stage.item.activated == 1, 'Activate')


def a_screen_reader_finds_the_panel(stage):
    wait_for(lambda: accessibility.application('xfce4-panel'), 'xfce4-panel in the accessibility tree')


def a_notification_is_kept(stage):
    server = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.bus.call('org.freedesktop.Notifications', '/org/freedesktop/Notifications',
                     'org.freedesktop.Notifications', 'Notify',
                     GLib.Variant('(susssasa{sv}i)', ('a', 0, '', 'Hello', 'body', ['show', 'Show'], {}, -1)),
                     None, 0, -1, None)
    wait_for(lambda: [n.actions for n in server.received] == [{'show': 'Show'}], 'the notification')


def a_keyring_is_open(stage):
    keyring.start(stage)
    assert re.search('login', str(stage.call(
        keyring.NAME, '/org/freedesktop/secrets', 'org.freedesktop.DBus.Properties', 'Get',
        GLib.Variant('(ss)', ('org.freedesktop.Secret.Service', 'Collections')))))


STEPS = [a_panel_comes_up_with_an_empty_tray, an_item_appears_on_it, a_click_reaches_the_item,
         a_screen_reader_finds_the_panel, a_notification_is_kept, a_keyring_is_open]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4', 'xfce4-panel', 'gnome-keyring-daemon')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('stage'))
