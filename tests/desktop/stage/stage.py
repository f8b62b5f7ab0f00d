# SPDX-License-Identifier: GPL-3.0-or-later
"""One stage: folders, a display, a bus. What else a scenario needs, it adds."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile

from gi.repository import Gio, GLib

from .processes import Programs, processes_with
from .wait import wait_for

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
BUILD = os.path.realpath(os.environ.get('SANDGLASS_BUILD', os.path.join(ROOT, 'build-test')))
TESTS = os.path.join(ROOT, 'tests')
SCREEN = (1280, 800)
PROGRAMS = ('cli/sandglass', 'cli/sandglass-cli', 'cli/sandglass-reader', 'statusline/sandglass-statusline', 'agent/sandglass-agent', 'panel/sandglass-panel',
            'xembed/sandglass-xembed')
# Kept from the outside; everything else is the stage's own.
KEPT = ('PATH', 'SANDGLASS_KEEP_STAGE', 'SANDGLASS_TEST_PATIENCE', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS')


def need(*commands):
    """The first of these commands that is missing, or None."""
    return next((command for command in commands if not shutil.which(command)), None)


def find_helper(*paths):
    """The first of these files that exists: helpers live in other places elsewhere."""
    return next((path for path in paths if os.path.exists(path)), None)


class Stage:
    """Replaces the environment of this process, so that every library in it speaks to the stage."""

    def __init__(self, name, display=True, bus=True):
        self.name = name
        self.folder = tempfile.mkdtemp(prefix='sandglass-')
        self.home = self._make('home')
        self.programs = Programs(self._make('logs'))
        self.bus = None
        self._bus_program = None
        self._set_environment()
        if display:
            self._start_display()
        if bus:
            self.start_bus()

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def program(self, name):
        """The path of one of ours."""
        return os.path.join(os.environ['SANDGLASS_LIBEXECDIR'], name)

    def has_name(self, name):
        return self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'NameHasOwner', GLib.Variant('(s)', (name,)))[0]

    def wait_for_name(self, name, seconds=15):
        wait_for(lambda: self.has_name(name), f'{name} on the bus', seconds)

    def call(self, name, path, interface, method, arguments=None):
        """One call, and its answer as Python values."""
        answer = self.bus.call_sync(name, path, interface, method, arguments, None,
                                      Gio.DBusCallFlags.NO_AUTO_START, 5000, None)
        return answer.unpack()

    def describe(self, step):
        """For the log of a failed step: pictures and the programs' last words."""
        picture = self.picture_path(step)
        if 'DISPLAY' in os.environ:
            subprocess.run(['import', '-window', 'root', picture], check=False)
        return f'picture: {picture}\n{self.programs.logs()}\n'

    def picture_path(self, name):
        """Where a picture of this stage is kept for people to look at."""
        return os.path.join(BUILD, 'meson-logs', f'{self.name}-{name}.png')

    def close(self):
        self.programs.stop_all()
        for pid in processes_with(self.folder):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not os.environ.get('SANDGLASS_KEEP_STAGE'):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self, name, mode=0o700):
        path = self.path(name)
        os.makedirs(path, mode)
        return path

    def _set_environment(self):
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        os.environ.clear()
        os.environ.update(kept)
        os.environ.update({
            'HOME': self.home,
            'XDG_RUNTIME_DIR': self._make('runtime'),
            'XDG_CONFIG_HOME': self._make('config'),
            'XDG_DATA_HOME': self._make('data'),
            'XDG_STATE_HOME': self._make('state'),
            'XDG_CACHE_HOME': self._make('cache'),
            'XDG_DATA_DIRS': f'{ROOT}/data:/usr/local/share:/usr/share',
            'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'),
            'GSETTINGS_BACKEND': 'keyfile',
            'GIO_USE_VFS': 'local',
            'LC_ALL': 'C.UTF-8',
            'SANDGLASS_LIBEXECDIR': self._link_programs(),
        })

    def _link_programs(self):
        folder = self._make('programs')
        for program in PROGRAMS:
            built = os.path.join(BUILD, 'src', program)
            if os.path.exists(built):
                os.symlink(built, os.path.join(folder, os.path.basename(program)))
        return folder

    def _start_display(self):
        read, write = os.pipe()
        self.programs.start(
            'Xvfb', ['Xvfb', '-displayfd', str(write), '-screen', '0', f'{SCREEN[0]}x{SCREEN[1]}x24',
                     '-nolisten', 'tcp', '-noreset'], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as answer:
            os.environ['DISPLAY'] = f':{answer.readline().strip()}'
        os.environ['GDK_BACKEND'] = 'x11'

    def _bus_config(self, services):
        path = os.path.join(TESTS, 'bus.conf')
        if services:
            with open(path, encoding='utf-8') as file:
                text = file.read().replace('</busconfig>', f'  <servicedir>{services}</servicedir>\n</busconfig>')
            path = self.path('bus.conf')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        return path

    def start_bus(self, services=None):
        """Nothing starts on it that the test did not start, but what is in a folder of services where one is named."""
        self._run_bus_program([f'--config-file={self._bus_config(services)}'])
        # Kept: GLib lets the shared connection go with its last user.
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def end_bus(self):
        """As in a crash: without a word to those on it."""
        self.bus.set_exit_on_close(False)
        self._bus_program.stop(signal.SIGKILL)

    def start_bus_anew(self):
        """Where the one was that has ended."""
        address = os.environ['DBUS_SESSION_BUS_ADDRESS'].split(',guid=')[0]
        self._run_bus_program([f'--config-file={self._bus_config(None)}', f'--address={address}'])
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def _run_bus_program(self, arguments):
        self._bus_program, os.environ['DBUS_SESSION_BUS_ADDRESS'] = self.start_bus_program('dbus-daemon', *arguments)

    def start_bus_program(self, name, *arguments):
        """Any bus: the program and its address."""
        read, write = os.pipe()
        program = self.programs.start(
            name, ['dbus-daemon', *arguments, '--nofork', '--nopidfile', f'--print-address={write}'], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as answer:
            return program, answer.readline().strip()
