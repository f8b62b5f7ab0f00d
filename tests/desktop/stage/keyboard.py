# SPDX-License-Identifier: GPL-3.0-or-later
"""Real keys, and where they lead: as a screen reader hears it."""

import contextlib
import subprocess

from . import accessibility
from .accessibility import Atspi, GLib
from .wait import wait_for

# So many presses before it is asked where they led.
AT_ONCE = 8
TABS = ('page tab', 'radio button', 'toggle button')
# Their parts take the keyboard when they are opened, or with the arrows.
WHOLE = (*TABS, 'combo box', 'push button', 'button', 'check box', 'switch', 'spin button', 'slider', 'entry', 'label', 'image',
         'tree table', 'table', 'tree', 'filler')
# The window manager has keys of its own for these.
WINDOW_BUTTONS = ('Minimize', 'Maximize', 'Restore', 'Close')


def describe(node):
    return f'{node.get_role_name()} {node.get_name()!r}'


class Keyboard:
    """Hears where the keyboard comes to from now on."""

    def __init__(self):
        self.heard = []
        self.round = []
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register('object:state-changed:focused')

    def follow(self, key, times=1):
        """Presses the key, and returns where each press led."""
        start = len(self.heard)
        subprocess.run(['xdotool', 'key', '--delay', '4', *[key] * times], check=True)
        wait_for(lambda: len(self.heard) >= start + times,
                 f'{times} times {key} to be heard of, only {[describe(node) for node in self.heard[start:]]}', 10)
        return self.heard[start:]

    def walk(self, key='Tab', past=None):
        """Presses the key until it has led all around, and past something of this name or role; returns the nodes of that round."""
        way = []

        def goes_around():
            way.extend(self.follow(key, AT_ONCE))
            start = next((i for i in reversed(range(len(way) - 1)) if way[i] == way[-1]), len(way))
            return (past is None or _is_among(past, way[start + 1:])) and way[start + 1:]

        self.round = wait_for(goes_around, f'{key} to lead around, past {past!r}', 20)
        return self.round

    def go_to(self, name, *roles):
        """Presses Tab until it has led to something of this name in the last round; returns it."""
        there = next(i for i, node in enumerate(self.round) if node.get_name() == name and (not roles or node.get_role_name() in roles))
        steps = (there - self._here()) % len(self.round)
        if steps:
            self.follow('Tab', steps)
        assert describe(self.heard[-1]) == describe(self.round[there]), f'Tab led to {describe(self.heard[-1])} instead of {name}'
        return self.heard[-1]

    def _here(self):
        """Where in the last round; a switcher that has just got its room is another one of the same names."""
        node = self.heard[-1]
        return self.round.index(node) if node in self.round else list(map(describe, self.round)).index(describe(node))

    def _hear(self, event):
        """A window that is being opened has things that are not yet in the tree."""
        with contextlib.suppress(GLib.Error):
            if event.detail1 and event.source.get_role_name() not in ('window', 'frame', 'dialog'):
                self.heard.append(event.source)


def _is_among(past, nodes):
    return any(past in (node.get_name(), node.get_role_name()) for node in nodes)


def not_reached(program, reached):
    """What of a program's windows should have the keyboard some time, and neither is among these nodes nor around one."""
    around = set()
    for node in reached:
        while node and node not in around:
            around.add(node)
            node = node.get_parent()
    tabs = {node.get_name() for node in reached if node.get_role_name() in TABS}
    return [describe(node) for window in accessibility._windows(program) for node in _focusable(window)
            if node not in around and node.get_name() not in (*tabs, *WINDOW_BUTTONS) and _has_size(node)]


def _focusable(node):
    """In the order of the tree: what can be used and takes the keyboard."""
    for child in accessibility._children(node):
        states = child.get_state_set()
        if not states.contains(Atspi.StateType.VISIBLE):
            continue
        if states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.SENSITIVE):
            yield child
        if child.get_role_name() not in WHOLE:
            yield from _focusable(child)


def _has_size(node):
    """What was never shown has none: pages for what did not happen, and what is there for narrower windows."""
    box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return box.width > 0 and box.height > 0
