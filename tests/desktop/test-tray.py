#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our tray item alone on Xfce's panel: what it draws is what is seen, both buttons do what they should."""

import os
import re

from stage import hosts, screen, tap, tray
from stage.stage import BUILD, Stage, need
from stage.wait import wait_for


def said(stage):
    return stage.item.output().splitlines()


def the_badge_is_on_the_panel(stage):
    stage.panel = hosts.XfcePanel(stage)
    screen.move_away()
    stage.empty = hosts.settled_picture(stage.panel.strip)
    stage.item = stage.programs.start('show-item', [os.path.join(BUILD, 'tests', 'tray', 'show-item'), '78'])
    stage.icon = hosts.wait_for_icon(stage.panel.strip, stage.empty)
    screen.keep_picture(stage, 'badge', stage.icon)
    stage.owner = tray.registered(stage)[0]
    assert len(screen.take_picture(stage.icon).colours()) > 5, 'nothing was drawn'


def the_left_button_activates(stage):
    screen.click(stage.icon)
    wait_for(lambda: any(line.startswith('activate') for line in said(stage)), 'Activate')


def the_right_button_opens_the_menu(stage):
    hosts.open_menu(stage.icon)
    screen.keep_picture(stage, 'menu')
    stage.entries = tray.menu_entries(stage, stage.owner)
    assert ('Quit', True) in stage.entries and any('78' in label for label, _ in stage.entries), stage.entries


def an_entry_of_the_menu_does_its_work(stage):
    hosts.choose(stage.entries, re.compile('Show details'))
    wait_for(lambda: 'action show' in said(stage), 'the action')


def it_comes_back_on_a_new_panel(stage):
    stage.panel.stop()
    stage.panel.start()
    screen.move_away()
    assert hosts.wait_for_icon(stage.panel.strip, stage.empty).is_near(stage.icon)


STEPS = [the_badge_is_on_the_panel, the_left_button_activates, the_right_button_opens_the_menu,
         an_entry_of_the_menu_does_its_work, it_comes_back_on_a_new_panel]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4', 'xfce4-panel')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('tray'))
