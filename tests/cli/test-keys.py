#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass key set` before a keyring whose dialog waits, and is then cancelled."""

import os
import subprocess
import threading

from home import SANDGLASS, Home
from stage import tap

try:
    from gi.repository import Gio, GLib
except ImportError:
    tap.skip_all('python3-gi is not here')

NAME = 'org.freedesktop.secrets'
PATH = '/org/freedesktop/secrets'
ADDRESS = 'https://hooks.example.org/services/EXAMPLE'
WAITING = 'Waiting for the keyring; it may have opened a dialog.'
XML = '''<node>
<interface name="org.freedesktop.Secret.Service">
<method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/><arg type="v" direction="out"/><arg type="o" direction="out"/></method>
<method name="CreateCollection"><arg type="a{sv}" direction="in"/><arg type="s" direction="in"/><arg type="o" direction="out"/><arg type="o" direction="out"/></method>
</interface>
<interface name="org.freedesktop.Secret.Collection">
<method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/><arg type="b" direction="in"/><arg type="o" direction="out"/><arg type="o" direction="out"/></method>
</interface>
<interface name="org.freedesktop.Secret.Prompt">
<method name="Prompt"><arg type="s" direction="in"/></method>
<method name="Dismiss"/>
<signal name="Completed"><arg type="b"/><arg type="v"/></signal>
</interface>
</node>'''


class Keyring:
    """No keyring is made yet; the dialog that would make one stands until it is cancelled."""

    def __init__(self):
        self.loop = GLib.MainLoop()
        self.asked = threading.Event()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for path, interface in zip((PATH, PATH + '/aliases/default', PATH + '/prompt/1'), Gio.DBusNodeInfo.new_for_xml(XML).interfaces):
            self.bus.register_object(path, interface, self.called, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (NAME, 4)), None, 0, -1)
        threading.Thread(target=self.loop.run, daemon=True).start()

    def called(self, _bus, _sender, _path, _interface, method, arguments, call):
        if method == 'OpenSession' and arguments[0] != 'plain':
            call.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', 'plain alone')
        elif method == 'OpenSession':
            call.return_value(GLib.Variant('(vo)', (GLib.Variant('s', ''), PATH + '/session/1')))
        elif method == 'CreateItem':
            call.return_dbus_error('org.freedesktop.Secret.Error.NoSuchObject', 'no keyring is made yet')
        elif method == 'CreateCollection':
            call.return_value(GLib.Variant('(oo)', ('/', PATH + '/prompt/1')))
        else:
            call.return_value(None)
            self.asked.set()

    def cancel(self):
        self.bus.emit_signal(None, PATH + '/prompt/1', 'org.freedesktop.Secret.Prompt', 'Completed',
                             GLib.Variant('(bv)', (True, GLib.Variant('o', '/'))))


class Desk(Home):
    def __init__(self):
        super().__init__()
        self.keyring = Keyring()
        self.agent = None

    def set_key(self, kind, key):
        """What it says while the dialog stands, what after Cancel, and with which code it ends."""
        self.keyring.asked.clear()
        command = subprocess.Popen([SANDGLASS, 'key', 'set', kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.environment)
        command.stdin.write(key.encode() + b'\n')
        command.stdin.close()
        waiting = command.stderr.readline().decode().strip()
        assert self.keyring.asked.is_set()
        self.keyring.cancel()
        said = command.stderr.read().decode() + command.stdout.read().decode()
        return waiting, said, command.wait(60)

    def close(self):
        if self.agent:
            self.agent.terminate()
            self.agent.wait(60)
        super().close()


def it_says_that_it_waits(desk):
    waiting, said, code = desk.set_key('webhook', ADDRESS)
    assert waiting == WAITING and code == 1, (waiting, said, code)
    assert 'The keyring did not take the address.' in said and 'The address was not kept' in said and 'key ' not in said, said


def a_key_is_called_one(desk):
    _, said, code = desk.set_key('api', 'sk-ant-api03-EXAMPLE-EXAMPLE')
    assert code == 1 and 'The keyring did not take the key.' in said and 'The key was not kept' in said, said


def what_an_agent_keeps_is_not_in_the_keyring(desk):
    desk.agent = subprocess.Popen([os.environ['SANDGLASS_AGENT'], '--demo'], env={**desk.environment, 'GSETTINGS_BACKEND': 'memory'})
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', '60', 'io.github.sandglass.Sandglass'], check=True)
    _, said, code = desk.set_key('webhook', ADDRESS)
    assert code == 1 and 'The address is kept until Sandglass ends.' in said, (said, code)


def an_address_of_this_machine_is_refused_at_once(desk):
    for address in ('https://10.0.0.1/x', 'https://localhost/x', 'https://[::1]/x'):
        ran = desk.run('key', 'set', 'webhook', given=address.encode() + b'\n')
        assert ran.returncode == 1 and b'private network' in ran.stderr, ran


if __name__ == '__main__':
    tap.run([it_says_that_it_waits, a_key_is_called_one, what_an_agent_keeps_is_not_in_the_keyring,
             an_address_of_this_machine_is_refused_at_once], Desk())
