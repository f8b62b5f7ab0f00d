#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ended at any moment, no alert is lost and none is shown twice.

`test-alert-kills.py ALERT_LIFE [KILLS]`: so many lives are ended by SIGKILL, each at a random moment of what it does; a person
then has seen every alert exactly once. A notification that is sent again under its id takes its own place.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from gi.repository import GLib
from stage.notifications import NotificationServer

LIFE = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SEED = 20261121
# A life tells of at most so many alerts, so that one notification has a line for each.
WINDOW = 6
PATIENCE_SECONDS = 60


def serve_until(condition, seconds):
    """Serves the bus until condition(), at most so long; returns whether it came."""
    context = GLib.MainContext.default()
    over = []
    timer = GLib.timeout_add(max(1, int(seconds * 1000)), lambda: over.append(1) or GLib.SOURCE_CONTINUE)
    tick = GLib.timeout_add(1, lambda: True)
    while not condition() and not over:
        context.iteration(True)
    GLib.source_remove(timer)
    GLib.source_remove(tick)
    return condition()


def live(state, first, last, seconds):
    """One life; returns whether it came to its end."""
    life = subprocess.Popen([LIFE, state, str(first), str(last)])
    ended = serve_until(lambda: life.poll() is not None, seconds)
    if not ended:
        life.send_signal(signal.SIGKILL)
    life.wait()
    # What it had written to the bus still arrives.
    serve_until(lambda: False, 0.003)
    return ended


def names_of(notification):
    return re.findall(r'\bM\d+\b', notification.summary + ' ' + notification.body) or ['?']


def main():
    random.seed(SEED)
    server = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    folder = tempfile.mkdtemp(prefix='sandglass-')
    state = os.path.join(folder, 'state.ini')
    begin = time.monotonic()
    assert live(state, 0, 0, PATIENCE_SECONDS), 'the first life did not end'
    whole = time.monotonic() - begin
    first, n_ended, longest = 0, 0, whole
    for i in range(1, KILLS + 1):
        begin = time.monotonic()
        if live(state, first, i, random.uniform(0, longest)):
            n_ended += 1
            longest = max(0.02, 0.9 * longest + 0.1 * (time.monotonic() - begin))
            first = i
        elif i - first >= WINDOW:
            assert live(state, first, i, PATIENCE_SECONDS), 'a life did not end'
            first = i
    assert live(state, first, KILLS, PATIENCE_SECONDS), 'the last life did not end'
    serve_until(lambda: False, 0.05)

    seen = {}
    for notification in server.shown.values():
        for name in set(names_of(notification)):
            seen.setdefault(name, []).append(notification.id)
    lost = [i for i in range(KILLS + 1) if f'M{i}' not in seen]
    doubled = {name: ids for name, ids in seen.items() if len(ids) > 1}
    again = len(server.received) - len(server.shown)
    shutil.rmtree(folder)

    print('1..1')
    print(f'# {KILLS} lives, {KILLS - n_ended} of them ended by SIGKILL; {len(server.shown)} notifications, {again} sent again '
          f'in their own place; seed {SEED}')
    if lost or doubled:
        print(f'# lost: {lost}; doubled: {doubled}')
    print(f'{"not " if lost or doubled else ""}ok 1 - every alert is seen exactly once')
    sys.exit(1 if lost or doubled else 0)


main()
