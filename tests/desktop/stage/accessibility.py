# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader would find."""

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from .stage import find_helper  # noqa: E402
from .wait import wait_for  # noqa: E402


def start(stage):
    """Starts the accessibility bus by hand: ours starts nothing by itself."""
    launcher = find_helper('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi-bus-launcher',
                           '/usr/libexec/at-spi2/at-spi-bus-launcher')
    stage.programs.start('at-spi-bus-launcher', [launcher, '--launch-immediately'])
    stage.wait_for_name('org.a11y.Bus')
    Atspi.init()


def _children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield child


def walk(node):
    """The node and everything below it that is there; programs may leave while we look."""
    try:
        yield node
        for child in _children(node):
            yield from walk(child)
    except GLib.Error:
        return


def application(name):
    """A program by its name, or None."""
    try:
        return next((app for app in _children(Atspi.get_desktop(0)) if app.get_name() == name), None)
    except GLib.Error:
        return None


def has_state(node, state):
    return node.get_state_set().contains(state)


def _windows(name):
    """The windows of a program that are on the screen: GTK 4 says of these alone that they show."""
    app = application(name)
    return [window for window in _children(app) if has_state(window, Atspi.StateType.SHOWING)] if app else []


def _visible_names(window):
    for node in walk(window):
        try:
            if node.get_name() and has_state(node, Atspi.StateType.VISIBLE):
                yield node.get_name()
        except GLib.Error:
            continue


def shown_names(program):
    """The names of everything visible in a program's windows, in order; empty while it shows none."""
    return [name for window in _windows(program) for name in _visible_names(window)]


def is_shown(program, name):
    """Whether something of that name is visible; looks no further than to the first."""
    return any(name == found for window in _windows(program) for found in _visible_names(window))


def wait_for_name_like(program, pattern, seconds=15):
    """Waits until something with a name that matches the compiled pattern shows, and returns all names."""
    return wait_for(
        lambda: next((found for found in [shown_names(program)] if any(map(pattern.search, found))), None),
        f'{pattern.pattern!r} in {program}', seconds)


def find_all(program, role, pattern):
    """What is visible in a program's windows with this role and a name that matches, in order."""
    for node in (node for window in _windows(program) for node in walk(window)):
        try:
            if (node.get_role_name() == role and pattern.search(node.get_name() or '')
                    and has_state(node, Atspi.StateType.VISIBLE)):
                yield node
        except GLib.Error:
            continue


def find(program, role, pattern):
    """The first of find_all(), or None."""
    return next(find_all(program, role, pattern), None)


def do(node, action='click'):
    """Does what the node offers under this name."""
    actions = node.get_action_iface()
    for index in range(actions.get_n_actions()):
        if actions.get_action_name(index) == action:
            return actions.do_action(index)
    raise AssertionError(f'{node.get_name()!r} offers no {action}')


def middle(node):
    """Where the node's middle is in its window."""
    box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return box.x + box.width // 2, box.y + box.height // 2
