# SPDX-License-Identifier: GPL-3.0-or-later
"""A logind that has one session, on a system bus of the test's own."""

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.login1'
SESSION = '/org/freedesktop/login1/session/_32'
XML = '''<node>
  <interface name="org.freedesktop.login1.Manager">
    <method name="GetSession"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
  </interface>
  <interface name="org.freedesktop.login1.Session">
    <property name="LockedHint" type="b" access="read"/><property name="IdleHint" type="b" access="read"/>
  </interface>
</node>'''


class Logind:
    """Owns the name on a connection of its own; serves while the test waits."""

    def __init__(self, address):
        self.asked = set()  # what it was asked for
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        for path, interface in zip(('/org/freedesktop/login1', SESSION), Gio.DBusNodeInfo.new_for_xml(XML).interfaces):
            self._connection.register_object(path, interface, self._called, self._property, None)
        self._connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                                   GLib.Variant('(su)', (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)

    def _called(self, _connection, _sender, _path, _interface, method, _arguments, invocation):
        self.asked.add(method)
        invocation.return_value(GLib.Variant('(o)', (SESSION,)))

    def _property(self, _connection, _sender, _path, _interface, name):
        self.asked.add(name)
        return GLib.Variant('b', False)
