# SPDX-License-Identifier: GPL-3.0-or-later
"""Real panels: Xfce's, which has a StatusNotifier host, and polybar, which has only XEmbed."""

import os

from . import screen
from .screen import Box
from .stage import SCREEN, find_helper
from .wait import wait_for

XFCE_HEIGHT = 32
XFCE_STRIP = Box(0, 0, SCREEN[0], XFCE_HEIGHT)
XFCE_CONFIG = f'''<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="{XFCE_HEIGHT}"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
'''

POLYBAR_HEIGHT = 28
POLYBAR_STRIP = Box(0, 0, SCREEN[0], POLYBAR_HEIGHT)
POLYBAR_CONFIG = f'''[bar/test]
width = 100%
height = {POLYBAR_HEIGHT}
background = #222222
modules-left = nothing
tray-position = right
tray-maxsize = 24
font-0 = DejaVu Sans:size=10;2

[module/nothing]
type = custom/text
content = "polybar"
'''

WATCHER = 'org.kde.StatusNotifierWatcher'


class XfcePanel:
    """xfwm4 and xfce4-panel with nothing but a tray, along the top."""
    strip = XFCE_STRIP

    def __init__(self, stage):
        self._stage = stage
        self._write_config()
        xfconfd = find_helper('/usr/lib/x86_64-linux-gnu/xfce4/xfconf/xfconfd', '/usr/lib/xfce4/xfconf/xfconfd',
                              '/usr/lib64/xfce4/xfconf/xfconfd', '/usr/libexec/xfce4/xfconf/xfconfd',
                              '/usr/lib/aarch64-linux-gnu/xfce4/xfconf/xfconfd')
        stage.programs.start('xfconfd', [xfconfd])
        stage.wait_for_name('org.xfce.Xfconf')
        stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
        self.program = None
        self.start()

    def start(self):
        self.program = self._stage.programs.start('xfce4-panel', ['xfce4-panel', '--disable-wm-check'])
        self._stage.wait_for_name(WATCHER)
        # Until then the window manager may still be starting: it would not give a new window the focus.
        wait_for(lambda: screen.is_managed('xfce4-panel'), 'the window of xfce4-panel')

    def stop(self):
        self.program.stop()
        wait_for(lambda: not self._stage.has_name(WATCHER), 'the watcher to leave')

    def _write_config(self):
        folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'xfce4', 'xfconf', 'xfce-perchannel-xml')
        os.makedirs(folder)
        with open(os.path.join(folder, 'xfce4-panel.xml'), 'w', encoding='utf-8') as config:
            config.write(XFCE_CONFIG)


class Polybar:
    """polybar with its XEmbed tray, along the top, and openbox; no watcher. (xfwm4 covers polybar's tray.)"""
    strip = POLYBAR_STRIP

    def __init__(self, stage):
        config = stage.path('polybar.ini')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(POLYBAR_CONFIG)
        stage.programs.start('openbox', ['openbox'])
        self.program = stage.programs.start('polybar', ['polybar', f'--config={config}', 'test'])
        wait_for(lambda: screen.is_managed('Polybar'), 'the window of polybar')


def settled_picture(strip):
    """The strip, once it has stopped changing."""
    last = [screen.take_picture(strip)]

    def unchanged():
        now = screen.take_picture(strip)
        same = all(now.row(y) == last[0].row(y) for y in range(now.height))
        last[0] = now
        return same

    wait_for(unchanged, 'the panel to be at rest')
    return last[0]


def wait_for_icon(strip, empty):
    """Waits until something is on a strip that was empty, and at rest; returns where."""
    wait_for(lambda: screen.changed_box(empty, screen.take_picture(strip), strip), 'an icon on the panel')
    return screen.changed_box(empty, settled_picture(strip), strip)


def open_menu(icon):
    """Presses the right button on an icon and waits until its menu is drawn."""
    below = Box(max(0, icon.x - 200), icon.y + icon.height + 20, 200, 100)
    before = settled_picture(below)
    screen.click(icon, button=3)
    wait_for(lambda: screen.changed_box(before, screen.take_picture(below), below), 'the menu')
    # Away from the icon: its tooltip would cover the menu.
    screen.move_away()
    settled_picture(below)


def choose(entries, pattern):
    """Chooses an entry of the open menu by the keyboard, which passes over what cannot be chosen."""
    possible = [label for label, enabled in entries if enabled]
    steps = 1 + next(index for index, label in enumerate(possible) if pattern.search(label))
    screen.press(*['Down'] * steps, 'Return')
