# SPDX-License-Identifier: GPL-3.0-or-later
"""What both Flatpak tests do with the sandbox: commands in it, a stage for it, Claude's folder beside it."""

import hashlib
import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'desktop'))

from gi.repository import GLib  # noqa: E402  after the path is known
from stage import tray  # noqa: E402
from stage.sandglass import INTERFACE, NAME, PATH, limit  # noqa: E402
from stage.stage import Stage  # noqa: E402
from stage.wait import wait_for  # noqa: E402

INSTALLATION = os.path.join(os.environ['HOME'], '.local/share/flatpak')
PATIENT = 60


def flatpak(*words, given=''):
    return subprocess.run(['flatpak', *words], input=given, capture_output=True, text=True, check=False, timeout=300)


def install(*words):
    """`flatpak --user …`: an ordinary user's asks the system bus what parents allow, and there is none."""
    environment = {**os.environ, 'DBUS_SYSTEM_BUS_ADDRESS': os.environ['DBUS_SESSION_BUS_ADDRESS']}
    ran = subprocess.run(['flatpak', '--user', *words], capture_output=True, text=True, check=False, timeout=300, env=environment)
    assert ran.returncode == 0, ran
    return ran.stdout


def sandglass(*words, given=''):
    """The command inside the sandbox."""
    return inside('sandglass', *words, given=given)


def inside(command, *words, given=''):
    ran = flatpak('run', f'--command={command}', NAME, *words, given=given)
    assert ran.returncode == 0, ran
    return ran.stdout


def make_stage(name):
    """Folders as a login has them; only the installation is elsewhere. The bus starts what is installed."""
    stage = Stage(name, bus=False)
    for variable in ('XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'GSETTINGS_SCHEMA_DIR',
                     'GSETTINGS_BACKEND', 'SANDGLASS_LIBEXECDIR'):
        del os.environ[variable]
    os.environ.update({'FLATPAK_USER_DIR': INSTALLATION, 'GSK_RENDERER': 'cairo', 'XDG_CURRENT_DESKTOP': 'GNOME'})
    stage.start_bus(os.path.join(INSTALLATION, 'exports/share/dbus-1/services'))
    return stage


def tree_of(folder):
    """Everything below it: kind, mode, time and what is in it."""
    tree = {}
    for path, folders, files in os.walk(folder):
        for name in folders + files:
            whole = os.path.join(path, name)
            told = os.lstat(whole)
            content = ''
            if os.path.isfile(whole):
                with open(whole, 'rb') as file:
                    content = hashlib.sha256(file.read()).hexdigest()
            tree[whole] = (told.st_mode, told.st_mtime_ns, told.st_size, content)
    return tree


def write_claude(stage):
    """A million tokens of one model, and something beside it that is nobody's business."""
    stage.claude = os.path.join(stage.home, '.claude')
    project = os.path.join(stage.claude, 'projects', '-work')
    os.makedirs(project)
    stamp = time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime(time.time() - 1))
    usage = {'input_tokens': 1000000, 'output_tokens': 0, 'cache_creation_input_tokens': 0, 'cache_read_input_tokens': 0}
    with open(os.path.join(project, 'a.jsonl'), 'w', encoding='utf-8') as file:
        file.write(json.dumps({'type': 'assistant', 'timestamp': stamp, 'sessionId': 'a', 'requestId': 'req_1', 'cwd': '/work',
                               'message': {'id': 'msg_1', 'model': 'claude-opus-5-5', 'usage': usage}}) + '\n')
    with open(os.path.join(stage.home, 'private.txt'), 'w', encoding='utf-8') as file:
        file.write('not for us')
    stage.before = tree_of(stage.claude)


def hand_limits_in(percent):
    """What Claude Code tells its status line, and what that prints."""
    reset = int(time.time()) + 2 * 3600
    return sandglass('statusline', given=json.dumps(
        {'session_id': 'a', 'rate_limits': {'five_hour': {'used_percentage': percent, 'resets_at': reset}}}))


def wait_for_percent(stage, percent):
    wait_for(lambda: (limit(stage) or {}).get('used-percent') == percent, f'{percent} % on the bus', PATIENT)


def property_of(stage, name):
    return stage.call(NAME, PATH, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (INTERFACE, name)))[0]


def windows():
    # One may go while they are listed.
    return subprocess.run(['xwininfo', '-root', '-tree'], capture_output=True, text=True, check=False).stdout


def choose(stage, label):
    """Clicks an entry of the menu of the item registered last, the way a host does."""
    owner = stage.watcher.items[-1][0]
    path = tray.item_property(stage, owner, 'Menu')
    nodes = stage.call(owner, path, 'com.canonical.dbusmenu', 'GetLayout', GLib.Variant('(iias)', (0, -1, [])))[1][2]
    number = next(node[0] for node in nodes if node[1].get('label', '').replace('_', '') == label)
    stage.call(owner, path, 'com.canonical.dbusmenu', 'Event', GLib.Variant('(isvu)', (number, 'clicked', GLib.Variant('i', 0), 0)))


def assert_only_its_folder_is_left(stage):
    """Of an uninstalled one, in the home and in the installation."""
    flatpak('kill', NAME)
    install('uninstall', '-y', '--noninteractive', NAME)
    assert NAME not in flatpak('--user', 'list', '--columns=application').stdout
    own = os.path.join(stage.home, '.var/app', NAME)
    assert os.listdir(os.path.dirname(own)) == [NAME]
    left = [path for path in tree_of(stage.home) if 'sandglass' in os.path.relpath(path, stage.home).lower()
            and path != own and not path.startswith(own + '/')]
    assert not left, left
    exported = [path for path in tree_of(os.path.join(INSTALLATION, 'exports')) if NAME in path]
    assert not exported, exported
