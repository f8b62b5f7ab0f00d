# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own programs on the stage."""

import json
import os
import subprocess

from .processes import pids_of
from .wait import wait_for

NAME = 'io.github.sandglass.Sandglass'
PATH = '/io/github/sandglass/Sandglass'
INTERFACE = 'io.github.sandglass.Sandglass1'
PANEL = 'sandglass-panel'


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
    from gi.repository import GLib
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


def stop_everything(stage):
    """Ends what the agent started and left behind: each is its own process."""
    for program in ('sandglass-panel', 'sandglass-xembed', 'sandglass-agent'):
        for pid in pids_of(stage.program(program)):
            if _is_ours(pid, stage):
                os.kill(pid, 15)


def _is_ours(pid, stage):
    try:
        with open(f'/proc/{pid}/environ', 'rb') as environment:
            return stage.folder.encode() in environment.read()
    except OSError:
        return False
