# SPDX-License-Identifier: GPL-3.0-or-later
"""The tray item as a host sees it, and an item and a watcher of our own to try the stage with."""

from gi.repository import Gio, GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
ITEM_XML = '''<node><interface name="org.kde.StatusNotifierItem">
  <property name="Category" type="s" access="read"/><property name="Id" type="s" access="read"/>
  <property name="Title" type="s" access="read"/><property name="Status" type="s" access="read"/>
  <property name="IconName" type="s" access="read"/><property name="IconPixmap" type="a(iiay)" access="read"/>
  <property name="ItemIsMenu" type="b" access="read"/>
  <method name="Activate"><arg type="i" direction="in"/><arg type="i" direction="in"/></method>
</interface></node>'''
WATCHER_XML = '''<node><interface name="org.kde.StatusNotifierWatcher">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
</interface></node>'''


def _connect(address):
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def item_property(stage, owner, name):
    """A property of the item of whoever owns this bus name."""
    return stage.call(owner, '/StatusNotifierItem', 'org.freedesktop.DBus.Properties', 'Get',
                      GLib.Variant('(ss)', (ITEM, name)))[0]


def registered(stage):
    """The bus names whose items the host has taken."""
    items = stage.call(WATCHER, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties', 'Get',
                       GLib.Variant('(ss)', (WATCHER, 'RegisteredStatusNotifierItems')))[0]
    return [item.partition('/')[0] for item in items]


def menu_entries(stage, owner):
    """The entries of the item's menu as hosts get them: label and whether it can be chosen, without separators."""
    path = item_property(stage, owner, 'Menu')
    _, root = stage.call(owner, path, 'com.canonical.dbusmenu', 'GetLayout',
                         GLib.Variant('(iias)', (0, -1, [])))
    return list(_entries(root))


def menu_ticks(stage, owner):
    """Of those entries that can be ticked: label and whether they are."""
    path = item_property(stage, owner, 'Menu')
    _, root = stage.call(owner, path, 'com.canonical.dbusmenu', 'GetLayout', GLib.Variant('(iias)', (0, -1, [])))
    return {properties['label'].replace('_', ''): properties['toggle-state'] == 1
            for _number, properties, _children in root[2] if 'toggle-type' in properties}


def _entries(node):
    for _number, properties, _children in node[2]:
        if properties.get('type') != 'separator' and properties.get('visible', True):
            yield properties.get('label', '').replace('_', ''), properties.get('enabled', True)


class PlainItem:
    """The least an icon can be: a red square that counts its clicks."""

    def __init__(self, address):
        self.activated = 0
        self._values = {
            'Category': GLib.Variant('s', 'ApplicationStatus'), 'Id': GLib.Variant('s', 'plain'),
            'Title': GLib.Variant('s', 'Plain'), 'Status': GLib.Variant('s', 'Active'),
            'IconName': GLib.Variant('s', ''), 'ItemIsMenu': GLib.Variant('b', False),
            'IconPixmap': GLib.Variant('a(iiay)', [(32, 32, bytes((255, 220, 0, 0)) * 32 * 32)]),
        }
        self._connection = _connect(address)
        interface = Gio.DBusNodeInfo.new_for_xml(ITEM_XML).interfaces[0]
        self._connection.register_object('/StatusNotifierItem', interface, self._called, self._get, None)
        self._connection.call(WATCHER, '/StatusNotifierWatcher', WATCHER, 'RegisterStatusNotifierItem',
                              GLib.Variant('(s)', ('/StatusNotifierItem',)), None, Gio.DBusCallFlags.NONE, -1, None)

    def _called(self, _connection, _sender, _path, _interface, _method, _arguments, invocation):
        self.activated += 1
        invocation.return_value(None)

    def _get(self, _connection, _sender, _path, _interface, name):
        return self._values[name]


class PlainWatcher:
    """A StatusNotifier host that shows nothing and keeps who registered."""

    def __init__(self, address):
        self.items = []
        self._connection = _connect(address)
        interface = Gio.DBusNodeInfo.new_for_xml(WATCHER_XML).interfaces[0]
        self._connection.register_object('/StatusNotifierWatcher', interface, self._called, self._get, None)
        self._connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                                   GLib.Variant('(su)', (WATCHER, 4)), None, Gio.DBusCallFlags.NONE, -1, None)

    def close(self):
        self._connection.close_sync(None)

    def _called(self, _connection, sender, _path, _interface, method, arguments, invocation):
        if method == 'RegisterStatusNotifierItem':
            self.items.append((sender, arguments.unpack()[0]))
        invocation.return_value(None)

    def _get(self, _connection, _sender, _path, _interface, name):
        values = {'RegisteredStatusNotifierItems': GLib.Variant('as', [sender for sender, _ in self.items]),
                  'IsStatusNotifierHostRegistered': GLib.Variant('b', True),
                  'ProtocolVersion': GLib.Variant('i', 0)}
        return values[name]
