# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen and the mouse without a program in between: quick enough to time a frame."""

import ctypes
import time

from .wait import PATIENCE

Z_PIXMAP = 2
ALL_PLANES = ctypes.c_ulong(-1).value


class _Image(ctypes.Structure):
    """The head of an XImage, as far as we read it."""
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int),
                ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int),
                ('bitmap_pad', ctypes.c_int), ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


class Eyes:
    """One connection to the display."""

    def __init__(self):
        self._x11 = ctypes.CDLL('libX11.so.6')
        self._xtest = ctypes.CDLL('libXtst.so.6')
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int,
                                        ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self._x11.XGetImage.restype = ctypes.POINTER(_Image)
        self._x11.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        self._x11.XFlush.argtypes = [ctypes.c_void_p]
        self._xtest.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                                     ctypes.c_ulong]
        self._xtest.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x11.XOpenDisplay(None)
        self._root = self._x11.XDefaultRootWindow(self._display)

    def look(self, box):
        """The bytes of a box on the screen."""
        image = self._x11.XGetImage(self._display, self._root, box.x, box.y, box.width, box.height,
                                    ALL_PLANES, Z_PIXMAP)
        seen = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height)
        self._x11.XDestroyImage(image)
        return seen

    def point(self, box):
        x, y = box.middle()
        self._xtest.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        self._x11.XFlush(self._display)

    def click(self):
        self._xtest.XTestFakeButtonEvent(self._display, 1, 1, 0)
        self._xtest.XTestFakeButtonEvent(self._display, 1, 0, 0)
        self._x11.XFlush(self._display)

    def time_click(self, box, seconds=15):
        """Clicks, and returns the milliseconds until something changes in the box."""
        before = self.look(box)
        start = time.monotonic()
        self.click()
        while self.look(box) == before:
            assert time.monotonic() - start < seconds * PATIENCE, 'nothing came of the click'
            # Half a millisecond is close enough, and leaves the processors to those who draw.
            time.sleep(0.0005)
        return (time.monotonic() - start) * 1000
