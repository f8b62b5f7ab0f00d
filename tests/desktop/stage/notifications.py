# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification server that keeps what it was told."""

import dataclasses

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
XML = '''<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <property name="Inhibited" type="b" access="read"/>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''


@dataclasses.dataclass(frozen=True)
class Notification:
    """What one Notify said."""
    id: int
    summary: str
    body: str
    actions: dict  # id: words


class NotificationServer:
    """Owns the name on a connection of its own; serves while the test waits."""

    def __init__(self, address, capabilities=('actions', 'body', 'body-markup', 'persistence')):
        self.received = []
        self.shown = {}  # what a person sees: a notification takes the place of the one with its id
        self.closed = []
        self.taken = []  # what it took and did not answer while it was stuck
        self._stuck = False
        self._inhibited = False
        self._capabilities = list(capabilities)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self._connection.register_object(PATH, interface, self._called, self._property, None)
        self._connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                                   GLib.Variant('(su)', (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)

    def press(self, notification, action):
        """What a person does: press a button of a notification."""
        self._emit('ActionInvoked', GLib.Variant('(us)', (notification.id, action)))
        self._emit('NotificationClosed', GLib.Variant('(uu)', (notification.id, 2)))

    def inhibit(self, inhibited):
        """What a person does: ask the desktop for quiet, or no longer."""
        self._inhibited = inhibited
        values = {'Inhibited': GLib.Variant('b', inhibited)}
        self._connection.emit_signal(None, PATH, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
                                     GLib.Variant('(sa{sv}as)', (NAME, values, [])))

    def ask(self, name, path, interface, member):
        """Reads a property; whoever answers has heard all that was said before."""
        return self._connection.call_sync(name, path, 'org.freedesktop.DBus.Properties', 'Get',
                                          GLib.Variant('(ss)', (interface, member)), None, Gio.DBusCallFlags.NONE, -1,
                                          None).unpack()[0]

    def get_stuck(self):
        """Goes on to answer what it can and what it is, and takes notifications without a word."""
        self._stuck = True

    def recover(self):
        """Goes on with what it took meanwhile."""
        self._stuck = False
        taken, self.taken = self.taken, []
        for arguments, invocation in taken:
            invocation.return_value(self._on_Notify(arguments))

    def leave(self):
        """Gives up the name, as a server that ends."""
        self._connection.flush_sync(None)
        self._connection.close_sync(None)

    def _property(self, _connection, _sender, _path, _interface, name):
        return GLib.Variant('b', self._inhibited) if name == 'Inhibited' else None

    def _emit(self, signal, arguments):
        self._connection.emit_signal(None, PATH, NAME, signal, arguments)

    def _called(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        if method == 'Notify' and self._stuck:
            self.taken.append((arguments.unpack(), invocation))
            return
        invocation.return_value(getattr(self, f'_on_{method}')(arguments.unpack()))

    def _on_Notify(self, arguments):
        _app, replaces, _icon, summary, body, actions, _hints, _timeout = arguments
        number = replaces or len(self.received) + 1
        words = dict(zip(actions[::2], actions[1::2]))
        self.received.append(Notification(number, summary, body, words))
        self.shown[number] = self.received[-1]
        return GLib.Variant('(u)', (number,))

    def _on_CloseNotification(self, arguments):
        self.closed.append(arguments[0])

    def _on_GetCapabilities(self, _arguments):
        return GLib.Variant('(as)', (self._capabilities,))

    def _on_GetServerInformation(self, _arguments):
        return GLib.Variant('(ssss)', ('double', 'tests', '1', '1.2'))
