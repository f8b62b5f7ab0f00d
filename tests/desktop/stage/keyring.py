# SPDX-License-Identifier: GPL-3.0-or-later
"""gnome-keyring on the stage: open, or locked."""

import subprocess

from gi.repository import GLib

NAME = 'org.freedesktop.secrets'


def start(stage):
    """Starts it with an empty password and its login collection open."""
    subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets', '--daemonize'],
                   input='\n', text=True, check=True, capture_output=True, timeout=20)
    stage.wait_for_name(NAME)


def lock(stage):
    """Locks the login collection."""
    stage.call(NAME, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'Lock',
               GLib.Variant('(ao)', (['/org/freedesktop/secrets/collection/login'],)))


def search(*attributes):
    """What secret-tool finds under these attribute-value pairs."""
    found = subprocess.run(['secret-tool', 'search', '--all', *attributes], capture_output=True, text=True,
                           check=False, timeout=20)
    return found.stdout


def items(stage, attributes):
    """The paths of the open items with these attributes, whatever they keep."""
    return stage.call(NAME, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', 'SearchItems',
                      GLib.Variant('(a{ss})', (attributes,)))[0]
