#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a mouse: Tab comes to all there is in panel, window and preferences, is held nowhere, and keys do what clicks do."""

import os

from gi.repository import GLib

from stage import accessibility, keyboard, sandglass, screen, tap
from stage.accessibility import Atspi, has_state
from stage.stage import Stage, need
from stage.wait import wait_for

# The pages of a window in their order, and something on each, by name or role.
WINDOW_PAGES = {'History': 'Hours of the week', 'Sessions': 'table row', 'Projects': 'table row', 'Prices': 'Haiku 3.5', 'Doctor': 'Sample data'}
PREFERENCES_PAGES = {'Alerts': 'Send a test', 'Sources': 'Transcripts', 'Profiles': 'Weekly budget in USD', 'Keys': 'No key'}
CHART = 'Latest limits and cost'
LEFT = 'Show what is left'


def open_with_keyboard(stage, place):
    stage.keyboard.heard.clear()
    stage.call(sandglass.NAME, sandglass.PATH, sandglass.INTERFACE, 'ShowPanel', GLib.Variant('(sa{sv})', (place, {})))
    wait_for(lambda: screen.has_focus('sandglass') and accessibility._windows(sandglass.APPLICATION), f'the keyboard in the {place}', 30)


def assert_everything_is_reached(nodes):
    missed = keyboard.not_reached(sandglass.APPLICATION, nodes)
    assert not missed, f'the keyboard does not come to {missed}'


def turn_to(stage, page, sign):
    """Space on its tab; returns all that Tab leads to there."""
    stage.keyboard.go_to(page, *keyboard.TABS)
    screen.press('space')
    return stage.keyboard.walk(past=sign)


def escape_closes():
    screen.press('Escape')
    wait_for(lambda: not screen.windows_of('sandglass'), 'the window to close')


def leads_to(stage, key, role, name=None):
    """A list that opens takes the keyboard in more than one step."""
    def is_there():
        node = stage.keyboard.heard[-1]
        return node.get_role_name() == role and name in (None, node.get_name())

    screen.press(key)
    wait_for(is_there, f'{key} to lead to a {role} {name}')


def is_checked(node):
    node.clear_cache()
    return has_state(node, Atspi.StateType.CHECKED)


def move_nothing_by_itself():
    """While one thing becomes another, Tab comes to both."""
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
    os.makedirs(folder)
    with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-enable-animations=0\n')


def a_desktop(stage):
    move_nothing_by_itself()
    accessibility.start(stage)
    stage.keyboard = keyboard.Keyboard()
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--demo')


def tab_comes_to_all_of_the_panel(stage):
    open_with_keyboard(stage, 'panel')
    back = stage.keyboard.walk('shift+Tab', past=CHART)
    nodes = stage.keyboard.walk(past=CHART)
    assert set(nodes) == set(back), (list(map(keyboard.describe, nodes)), list(map(keyboard.describe, back)))
    assert_everything_is_reached(nodes)


def space_presses_a_button_of_the_panel(stage):
    chart = next(node for node in stage.keyboard.round if node.get_name() == CHART)
    before = chart.get_description()
    stage.keyboard.go_to('30 days')
    screen.press('space')
    wait_for(lambda: chart.get_description() != before, 'another span of time')


def enter_opens_the_menu_and_escape_closes_it_alone(stage):
    menu = stage.keyboard.go_to('Menu')
    leads_to(stage, 'Return', 'menu item', 'Refresh')
    leads_to(stage, 'Down', 'check menu item', 'Snooze Alerts Until Reset')
    leads_to(stage, 'Escape', menu.get_role_name(), 'Menu')
    assert screen.windows_of('sandglass')
    escape_closes()


def tab_comes_to_all_of_the_window(stage):
    open_with_keyboard(stage, 'window')
    reached = stage.keyboard.walk(past=CHART)
    for page, sign in WINDOW_PAGES.items():
        reached = reached + turn_to(stage, page, sign)
    assert_everything_is_reached(reached)


def shows(sign):
    wait_for(lambda: accessibility.is_shown(sandglass.APPLICATION, sign), f'{sign} to be shown')


def keys_turn_the_pages_of_the_window(stage):
    screen.press('alt+1')
    shows(CHART)
    screen.press('ctrl+Next')
    shows('Hours of the week')
    screen.press('ctrl+Prior', 'ctrl+Prior')
    shows('Sample data')
    # A list has a use of its own for them.
    screen.press('alt+3', 'Tab', 'Tab', 'Tab', 'ctrl+Next', 'ctrl+Next')
    shows('Haiku 3.5')


def a_key_lists_the_keys(stage):
    screen.press('ctrl+question')
    shows('Next page')
    screen.keep_picture(stage, 'shortcuts')
    screen.press('Escape')
    wait_for(lambda: 'Next page' not in accessibility.shown_names(sandglass.APPLICATION), 'the list to close')


def escape_leaves_the_window_open(stage):
    screen.press('Escape', 'alt+2')
    shows('Hours of the week')
    screen.press('ctrl+w')
    wait_for(lambda: not screen.windows_of('sandglass'), 'the window to close')


def tab_comes_to_all_of_the_preferences(stage):
    open_with_keyboard(stage, 'preferences')
    reached = stage.keyboard.walk(past=LEFT)
    for page, sign in PREFERENCES_PAGES.items():
        reached = reached + turn_to(stage, page, sign)
    assert_everything_is_reached(reached)


def space_and_enter_turn_a_switch(stage):
    turn_to(stage, 'General', LEFT)
    switch = stage.keyboard.go_to(LEFT, 'check box', 'switch')
    screen.press('space')
    wait_for(lambda: is_checked(switch), 'the switch to be on')
    wait_for(lambda: 'left' in sandglass.item_words(stage), 'the icon to say what is left')
    stage.keyboard.go_to(LEFT, 'list item')
    screen.press('Return')
    wait_for(lambda: not is_checked(switch), 'the switch to be off')


def escape_closes_a_list_of_choices_alone(stage):
    choice = stage.keyboard.go_to('Time of day')
    leads_to(stage, 'Return', 'list item')
    leads_to(stage, 'Escape', choice.get_role_name())
    assert screen.windows_of('sandglass')
    escape_closes()


STEPS = [a_desktop, tab_comes_to_all_of_the_panel, space_presses_a_button_of_the_panel, enter_opens_the_menu_and_escape_closes_it_alone,
         tab_comes_to_all_of_the_window, keys_turn_the_pages_of_the_window, a_key_lists_the_keys, escape_leaves_the_window_open,
         tab_comes_to_all_of_the_preferences, space_and_enter_turn_a_switch, escape_closes_a_list_of_choices_alone]

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('keyboard'))
