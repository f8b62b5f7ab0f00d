#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""For whoever cannot see or point: panel, window and preferences as a screen reader finds them, and real keys in them."""

import contextlib
import re

from gi.repository import GLib

from stage import accessibility, sandglass, screen, tap, tray
from stage.accessibility import Atspi, has_state
from stage.stage import Stage, need
from stage.wait import wait_for

# The name the agent calls it by, something it says, and the least number of things to reach in it
PLACES = [('panel', '5-hour limit', 5), ('window', 'Doctor', 25), ('preferences', 'General', 40)]
# Of what belongs to nothing else; a window that stays is no menu.
CLOSES = {'panel': 'Escape', 'window': 'ctrl+w', 'preferences': 'Escape'}
# Roles that say nothing of what a thing is for
EMPTY_ROLES = ('unknown', 'invalid', 'redundant object')
PAGES = ('History', 'Sessions', 'Projects', 'Team', 'Prices', 'Doctor', 'Overview')
BARS = ('level bar', 'progress bar', 'slider', 'spin button')


def ask(stage, page):
    stage.call(sandglass.NAME, sandglass.PATH, sandglass.INTERFACE, 'ShowPanel', GLib.Variant('(sa{sv})', (page, {})))


def visible_windows():
    return list(accessibility._windows(sandglass.APPLICATION))


def name_of(node):
    """Its name; what GTK says of a thing without one, the name of its class, is none."""
    name = node.get_name() or ''
    return '' if re.match(r'^(Sg|Gtk|Adw)[A-Z]\w+$', name) else name


def named_inside(node):
    return any(name_of(part) for part in accessibility.walk(node))


def described(node, above):
    return f'{node.get_role_name()} in {[name for name in above if name][-4:]}'


def nodes(node, above=()):
    """What is there for a screen reader: of what does not show, nothing."""
    if node.get_role_name() != 'window' and not has_state(node, Atspi.StateType.VISIBLE):
        return
    yield node, above
    for child in accessibility._children(node):
        yield from nodes(child, (*above, name_of(node)))


def faults_of(node, above):
    role = node.get_role_name()
    # libadwaita's search of the preferences, which is switched off but shows in the tree.
    if role == 'entry' and above[:1] == ('Preferences',) and not any(above[1:]):
        return
    if has_state(node, Atspi.StateType.FOCUSABLE) and role not in ('frame', 'window', 'dialog', 'scroll pane'):
        if role in EMPTY_ROLES:
            yield f'no role: {described(node, above)}'
        # A row is named by what is in it, and what is in a named thing by that: libadwaita's own buttons in a row.
        # An empty list or label has nothing to say.
        is_empty = role in ('list', 'table', 'label') and not node.get_child_count()
        if not is_empty and not named_inside(node) and not any(above[1:]):
            yield f'no name: {described(node, above)}'
    if role in BARS and not (name_of(node) or any(above[1:])):
        yield f'a bar without a name: {described(node, above)}'
    # GTK gives AT-SPI the values of its own widgets alone before 4.10; ours say them in words.
    if role in BARS and 'Value' not in node.get_interfaces() and not re.search(r'\d', name_of(node) + (node.get_description() or '')):
        yield f'a bar without a value: {described(node, above)} {name_of(node)!r}'
    if role in ('image', 'icon') and not name_of(node) and not any(above):
        yield f'a picture without a name: {described(node, above)}'


def all_faults():
    """How many things there are to reach, and what is the matter with any."""
    found, faults = 0, []
    for window in visible_windows():
        for node, above in nodes(window):
            found += has_state(node, Atspi.StateType.FOCUSABLE)
            faults += faults_of(node, above)
    return found, faults


def turn_to_every_page():
    """What a page shows it reads when it is turned to; a switcher names its tabs differently from version to version."""
    tabs = [node for window in visible_windows() for node, _above in nodes(window)
            if node.get_role_name() in ('radio button', 'page tab', 'toggle button') and node.get_name() in PAGES]
    for tab in tabs:
        accessibility.do(tab)
        screen.move_away()


def everything_in(place, sign, least):
    def step(stage):
        ask(stage, place)
        wait_for(lambda: sign in accessibility.shown_names(sandglass.APPLICATION), f'{place} to show {sign}', 30)
        if place == 'window':
            turn_to_every_page()
        with contextlib.suppress(AssertionError):
            wait_for(lambda: not all_faults()[1], 'no faults', 8)
        found, faults = all_faults()
        assert not faults, '\n'.join(faults)
        assert found >= least, f'only {found} things to reach'
        screen.keep_picture(stage, place)
    step.__name__ = f'all in the {place} has a role a name and a value'
    return step


def a_key_closes(place):
    def step(stage):
        wait_for(lambda: screen.has_focus('sandglass'), f'the keyboard in the {place}')
        # Somewhere in the middle of it, as a person is.
        screen.press('Tab', 'Tab', 'Tab')
        screen.press(CLOSES[place])
        wait_for(lambda: not screen.windows_of('sandglass'), f'the {place} to close')
    step.__name__ = f'{CLOSES[place]} closes the {place}'
    return step


def a_desktop(stage):
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--demo')


def snooze_item(stage):
    """The item of the panel's menu, opened anew."""
    stage.call(sandglass.NAME, '/StatusNotifierItem', tray.ITEM, 'ContextMenu', GLib.Variant('(ii)', (0, 0)))
    return wait_for(lambda: next((node for role in ('check menu item', 'menu item')
                                  if (node := accessibility.find(sandglass.APPLICATION, role, re.compile('Snooze')))), None), 'the item')


def is_ticked(item):
    item.clear_cache()
    return has_state(item, Atspi.StateType.CHECKED)


def in_the_tray(stage):
    return tray.menu_ticks(stage, sandglass.NAME)['Snooze alerts until reset']


def a_snooze_shows_and_a_second_click_ends_it(stage):
    item = snooze_item(stage)
    assert item.get_role_name() == 'check menu item' and not is_ticked(item), item.get_role_name()
    assert not in_the_tray(stage)
    accessibility.do(item)
    wait_for(lambda: in_the_tray(stage), 'the tick in the tray')
    ask(stage, 'toggle')
    wait_for(lambda: not screen.windows_of('sandglass'), 'the panel to close')
    wait_for(lambda: 'alerts snoozed' in sandglass.run(stage, 'status').stdout, 'the word of the status')
    item = snooze_item(stage)
    wait_for(lambda: is_ticked(item), 'the tick in the panel')
    screen.keep_picture(stage, 'snoozed')
    accessibility.do(item)
    wait_for(lambda: not in_the_tray(stage), 'the end of the snooze')
    assert 'snoozed' not in sandglass.run(stage, 'status').stdout
    screen.press('Escape')


STEPS = [a_desktop] + [step for place in PLACES for step in (everything_in(*place), a_key_closes(place[0]))]
STEPS.append(a_snooze_shows_and_a_second_click_ends_it)

if __name__ == '__main__':
    missing = need('Xvfb', 'xdotool', 'xprop', 'import', 'xfwm4')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('accessible'))
