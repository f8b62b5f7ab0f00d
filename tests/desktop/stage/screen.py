# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be seen, the mouse and the windows."""

import dataclasses
import os
import re
import subprocess
import tempfile

import gi

gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle on the screen."""
    x: int
    y: int
    width: int
    height: int

    def middle(self):
        return self.x + self.width // 2, self.y + self.height // 2

    def is_near(self, other, pixels=4):
        return all(abs(mine - yours) <= pixels
                   for mine, yours in zip(dataclasses.astuple(self), dataclasses.astuple(other)))


class Picture:
    """A part of the screen at one moment."""

    def __init__(self, pixbuf):
        self.width = pixbuf.get_width()
        self.height = pixbuf.get_height()
        self._stride = pixbuf.get_rowstride()
        self._channels = pixbuf.get_n_channels()
        self._bytes = pixbuf.get_pixels()
        self._pixbuf = pixbuf

    def pixel(self, x, y):
        start = y * self._stride + x * self._channels
        return tuple(self._bytes[start:start + 3])

    def row(self, y):
        start = y * self._stride
        return self._bytes[start:start + self.width * self._channels]

    def save(self, path, times=1):
        larger = self._pixbuf.scale_simple(self.width * times, self.height * times, GdkPixbuf.InterpType.NEAREST)
        larger.savev(path, 'png', [], [])

    def colours(self):
        """How often each colour is there."""
        counts = {}
        for y in range(self.height):
            for x in range(self.width):
                colour = self.pixel(x, y)
                counts[colour] = counts.get(colour, 0) + 1
        return counts


def take_picture(box=None):
    """The screen, or a part of it."""
    crop = ['-crop', f'{box.width}x{box.height}+{box.x}+{box.y}', '+repage'] if box else []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'screen.png')
        subprocess.run(['import', '-silent', '-window', 'root', *crop, path], check=True)
        return Picture(GdkPixbuf.Pixbuf.new_from_file(path))


def keep_picture(stage, name, box=None):
    """Keeps the screen, or a part of it eight times as large, for people to look at."""
    take_picture(box).save(stage.picture_path(name), 8 if box else 1)


def changed_box(before, after, within):
    """Where two pictures of the same box differ, in screen coordinates; None if nowhere."""
    rows = [y for y in range(before.height) if before.row(y) != after.row(y)]
    if not rows:
        return None
    columns = [x for x in range(before.width)
               if any(before.pixel(x, y) != after.pixel(x, y) for y in rows)]
    return Box(within.x + columns[0], within.y + rows[0],
               columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)


def click(place, button=1):
    """Presses a button of the mouse in the middle of a box."""
    x, y = place.middle()
    subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', str(button)], check=True)


def point(x, y):
    """Puts the pointer there."""
    subprocess.run(['xdotool', 'mousemove', str(x), str(y)], check=True)


def move_away():
    """Puts the pointer where nothing is."""
    subprocess.run(['xdotool', 'mousemove', '5', '700'], check=True)


def press(*keys):
    subprocess.run(['xdotool', 'key', *keys], check=True)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)


def windows_of(class_name):
    """The ids of the mapped windows whose class contains class_name."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', class_name],
                           capture_output=True, text=True, check=False)
    return found.stdout.split()


def window_box(window):
    shell = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window],
                           capture_output=True, text=True, check=True).stdout
    values = dict(line.split('=', 1) for line in shell.splitlines() if '=' in line)
    return Box(int(values['X']), int(values['Y']), int(values['WIDTH']), int(values['HEIGHT']))


def window_title(window):
    return subprocess.run(['xdotool', 'getwindowname', window], capture_output=True, text=True,
                          check=True).stdout.strip()


def is_managed(class_name):
    """Whether the window manager has taken a window whose class contains class_name."""
    listed = subprocess.run(['xprop', '-root', '-notype', '_NET_CLIENT_LIST'], capture_output=True, text=True,
                            check=False).stdout
    managed = {int(number, 16) for number in re.findall(r'0x[0-9a-f]+', listed)}
    return any(int(window) in managed for window in windows_of(class_name))


def has_focus(class_name):
    """Whether the keyboard is with a window whose class contains class_name."""
    focused = subprocess.run(['xdotool', 'getwindowfocus'], capture_output=True, text=True, check=False)
    return focused.stdout.strip() in windows_of(class_name)


def focused_title():
    """The title of the window that has the keyboard, or nothing."""
    named = subprocess.run(['xdotool', 'getwindowfocus', 'getwindowname'], capture_output=True, text=True, check=False)
    return named.stdout.strip()
