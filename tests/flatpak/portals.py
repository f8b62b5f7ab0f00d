# SPDX-License-Identifier: GPL-3.0-or-later
"""The real portals on the stage. Only the backend that would write to the desktop's autostart is a double."""

import os

from gi.repository import Gio, GLib
from stage import keyring
from stage.stage import find_helper

from box import PATIENT

BACKEND = 'org.freedesktop.impl.portal.desktop.double'
FOLDER = '/usr/share/xdg-desktop-portal/portals'
XML = '''<node><interface name="org.freedesktop.impl.portal.Background">
  <method name="GetAppState"><arg type="a{sv}" direction="out"/></method>
  <method name="NotifyBackground">
    <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="u" direction="out"/><arg type="a{sv}" direction="out"/>
  </method>
  <method name="EnableAutostart">
    <arg type="s" direction="in"/><arg type="b" direction="in"/><arg type="as" direction="in"/><arg type="u" direction="in"/>
    <arg type="b" direction="out"/>
  </method>
  <signal name="RunningApplicationsChanged"/>
</interface></node>'''


class BackgroundBackend:
    """Keeps who asked to be started, and with what; says no while it is not to allow."""

    def __init__(self, address):
        self.asked = []  # (app, on, command)
        self.allows = True
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self._connection.register_object('/org/freedesktop/portal/desktop', interface, self._called, None, None)
        self._connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                                   GLib.Variant('(su)', (BACKEND, 4)), None, Gio.DBusCallFlags.NONE, -1, None)

    def _called(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        if method == 'EnableAutostart':
            app, on, command, _flags = arguments.unpack()
            self.asked.append((app, on, command))
            invocation.return_value(GLib.Variant('(b)', (on and self.allows,)))
        elif method == 'GetAppState':
            invocation.return_value(GLib.Variant('(a{sv})', ({},)))
        else:
            invocation.return_value(GLib.Variant('(ua{sv})', (0, {'result': GLib.Variant('u', 1)})))


def start(stage):
    """Notifications, secrets and autostart, each by the portal that a GNOME desktop has."""
    keyring.start(stage)
    stage.background = BackgroundBackend(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    environment = {**os.environ, 'GSETTINGS_BACKEND': 'memory', 'XDG_DESKTOP_PORTAL_DIR': _backends(stage)}
    for name, bus_name in (('xdg-permission-store', 'org.freedesktop.impl.portal.PermissionStore'),
                           ('xdg-desktop-portal-gtk', 'org.freedesktop.impl.portal.desktop.gtk'),
                           ('xdg-desktop-portal', 'org.freedesktop.portal.Desktop')):
        program = find_helper(f'/usr/libexec/{name}', f'/usr/lib/{name}')
        assert program, f'{name} is not installed'
        stage.programs.start(name, [program], environment)
        stage.wait_for_name(bus_name, PATIENT)


def _backends(stage):
    """Those of the system, and the double."""
    folder = stage.path('portals')
    os.makedirs(folder)
    for name in os.listdir(FOLDER):
        os.symlink(os.path.join(FOLDER, name), os.path.join(folder, name))
    with open(os.path.join(folder, 'double.portal'), 'w', encoding='utf-8') as file:
        file.write(f'[portal]\nDBusName={BACKEND}\nInterfaces=org.freedesktop.impl.portal.Background\nUseIn=gnome\n')
    return folder
