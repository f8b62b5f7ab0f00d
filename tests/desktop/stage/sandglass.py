# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own programs on the stage."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess

from gi.repository import GLib

from . import tray
from .processes import processes_with, runs
from .wait import wait_for

NAME = 'io.github.sandglass.Sandglass'
PATH = '/io/github/sandglass/Sandglass'
INTERFACE = 'io.github.sandglass.Sandglass1'
PANEL = 'sandglass-panel'
PANEL_NAME = NAME + '.Panel'
# What the panel is called in the accessibility tree.
APPLICATION = NAME
OURS = ('sandglass-agent', PANEL, 'sandglass-xembed')


def start_agent(stage, *options, **environment):
    """Starts the agent and waits for it on the bus. Criticals end it, so that none goes unseen."""
    agent = stage.programs.start(
        'sandglass-agent', [stage.program('sandglass-agent'), *options],
        {**os.environ, 'G_DEBUG': 'fatal-criticals', **environment})
    stage.wait_for_name(NAME)
    return agent


def stop_agent(stage, agent):
    """Ends it the way a person does."""
    run(stage, 'quit')
    assert agent.wait_until_gone() == 0
    wait_for(lambda: not stage.has_name(NAME), 'the name to be free')


def run(stage, *arguments, stdin='', **environment):
    """The command `sandglass`, to its end."""
    return subprocess.run(
        [stage.program('sandglass'), *arguments], input=stdin, capture_output=True, text=True, timeout=30,
        check=False, env={**os.environ, 'G_DEBUG': 'fatal-criticals', **environment})


def property_of(stage, name):
    return stage.call(NAME, PATH, 'org.freedesktop.DBus.Properties', 'Get',
                      GLib.Variant('(ss)', (INTERFACE, name)))[0]


def limit(stage, kind='session'):
    """The limit of a kind as the bus has it, or None."""
    return next((limit for limit in property_of(stage, 'Limits') if limit['kind'] == kind), None)


def wait_for_percent(stage, percent, kind='session'):
    wait_for(lambda: (limit(stage, kind) or {}).get('used-percent') == percent,
             f'{kind} at {percent} % on the bus')


def status(stage, **environment):
    answer = run(stage, 'status', '--json', **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def item_words(stage):
    """What the tray item says to a screen reader."""
    return ' '.join(tray.item_property(stage, NAME, name) for name in ('Title', 'IconAccessibleDesc'))


def running(stage):
    """Our programs that run on this stage: pid and name."""
    return [(pid, program) for pid in processes_with(stage.folder) for program in OURS
            if runs(pid, stage.program(program))]


def end(pid):
    """Ends one of ours by a signal."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def forget_when_it_asked():
    """The next agent has asked nobody yet; the gaps between questions outlive a restart."""
    folder = os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass')
    for name in os.listdir(folder):
        if not name.startswith('ledger'):
            os.remove(os.path.join(folder, name))
    with contextlib.closing(sqlite3.connect(os.path.join(folder, 'ledger.db'))) as ledger, ledger:
        ledger.execute('DELETE FROM console_askings')
