#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences: every page is reached, everything on it has a name, and what is turned there acts at once."""

import re

from gi.repository import GLib

from stage import accessibility, sandglass, screen, tap
from stage.stage import Stage
from stage.wait import wait_for

# What a person presses, turns or types into, as AT-SPI calls it.
ROLES = ('check box', 'toggle button', 'push button', 'button', 'switch', 'spin button', 'combo box', 'entry', 'text',
         'password text', 'list item')
# What the pages say.
SIGNS = ('Working time', 'On this machine', 'Further Claude folders', 'Admin API key', 'Sends nothing.',
         'Sends Claude Code’s login to Anthropic, and nothing else.')


def ask(stage, page):
    stage.call(sandglass.NAME, sandglass.PATH, sandglass.INTERFACE, 'ShowPanel', GLib.Variant('(sa{sv})', (page, {})))


def shown():
    return '\n'.join(accessibility.shown_names(sandglass.APPLICATION))


def nodes():
    """All that shows of our windows, with the names of what it stands in."""
    def walk(node, names):
        names = [*names, node.get_name() or '']
        yield node, names
        for child in accessibility._children(node):
            yield from walk(child, names)

    for window in accessibility._windows(sandglass.APPLICATION):
        yield from walk(window, [])


def is_named(node):
    """A choice in GTK's own list is named by the text in it."""
    inside = accessibility.walk(node) if node.get_role_name() == 'list item' else [node]
    return any(part.get_name() for part in inside)


def numbers():
    """Percentages and amounts that show or could be read, but for those the preferences let one type."""
    nodes_there = (node for window in accessibility._windows(sandglass.APPLICATION) if window.get_name() != 'Preferences'
                   for node in accessibility.walk(window) if accessibility.has_state(node, accessibility.Atspi.StateType.VISIBLE))
    said = [part for node in nodes_there for part in (node.get_name(), node.get_description())]
    return [part for part in said if part and re.search(r'\d\s?%|[$€]\s?\d', part)]


def find_history():
    roles = ('radio button', 'toggle button', 'page tab')
    return next(filter(None, (accessibility.find(sandglass.APPLICATION, role, re.compile('^History$')) for role in roles)), None)


def they_open(stage):
    accessibility.start(stage)
    stage.programs.start('xfwm4', ['xfwm4', '--compositor=off'])
    stage.agent = sandglass.start_agent(stage, '--demo', GSETTINGS_BACKEND='keyfile')
    ask(stage, 'preferences')
    wait_for(lambda: 'Preferences' in shown(), 'the preferences', 20)


def everything_has_a_name(stage):
    """One walk through all pages: a screen reader finds those, too, that are not turned to."""
    found, said = 0, []
    for node, names in nodes():
        said.append(node.get_name() or '')
        if node.get_role_name() in ROLES and accessibility.has_state(node, accessibility.Atspi.StateType.VISIBLE):
            assert is_named(node), f'a {node.get_role_name()} without a name in {names}'
            found += 1
    for words in SIGNS:
        assert any(words in name for name in said), f'{words!r} is not in:\n{said}'
    assert found > 40, f'only {found} things to press'
    screen.keep_picture(stage, 'page')


def hidden_numbers_show_nowhere(stage):
    assert '%' in sandglass.item_words(stage)
    ask(stage, 'window')
    wait_for(lambda: any('Fable' in part for part in numbers()), 'numbers in the window')
    wait_for(lambda: '24 hours' in shown(), 'the past in it')
    accessibility.do(wait_for(find_history, 'the button of the history'))
    wait_for(lambda: 'Used elsewhere' in shown(), 'the page of the past')
    screen.keep_picture(stage, 'past')
    accessibility.do(accessibility.find(sandglass.APPLICATION, 'switch', re.compile('Presentation')) or
                     accessibility.find(sandglass.APPLICATION, 'check box', re.compile('Presentation')), 'toggle')
    wait_for(lambda: '%' not in sandglass.item_words(stage), 'no number in the icon')
    ask(stage, 'panel')
    wait_for(lambda: 'Numbers are hidden' in shown(), 'the panel to say so')
    wait_for(lambda: not numbers(), 'no number in the panel')
    screen.keep_picture(stage, 'hidden')
    bar = sandglass.run(stage, 'status', '--waybar').stdout
    assert 'Numbers are hidden' in bar and 'percentage' not in bar, bar
    ask(stage, 'window')
    wait_for(lambda: accessibility.find(sandglass.APPLICATION, 'push button', re.compile('Show Numbers')), 'the window to say so')
    assert not numbers(), numbers()
    screen.keep_picture(stage, 'hidden-window')
    accessibility.do(accessibility.find(sandglass.APPLICATION, 'push button', re.compile('Show Numbers')))
    wait_for(lambda: '%' in sandglass.item_words(stage), 'the number again')


STEPS = [they_open, everything_has_a_name, hidden_numbers_show_nowhere]

if __name__ == '__main__':
    tap.run(STEPS, Stage('preferences'))
