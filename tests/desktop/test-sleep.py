#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine sleeps, and its clock is set: nothing old is shown as new, nobody is asked in a rush, nothing is told twice."""

import os
import struct

from stage import anthropic, claude, sandglass, tap
from stage.notifications import NotificationServer
from stage.processes import cpu_seconds
from stage.stage import BUILD, Stage
from stage.wait import stays, wait_for

HOUR = 3600
DAY = 24 * HOUR


class Machine:
    """Its clocks, for the program that has played-clock preloaded."""

    def __init__(self, stage):
        self._path = stage.path('clock')
        self._slept = self._set_by = 0
        self._write()
        os.mkfifo(self._path + '.wake')
        self.environment = {'LD_PRELOAD': os.path.join(BUILD, 'tests', 'doubles', 'played-clock.so'), 'PLAYED_CLOCK': self._path}

    def sleep(self, seconds):
        self._slept += seconds
        self._write()
        self.wake()

    def set_clock(self, by):
        self._set_by += by
        self._write()
        self.wake()

    def wake(self):
        with open(self._path + '.wake', 'wb', buffering=0) as fifo:
            fifo.write(bytes(8))

    def _write(self):
        with open(self._path, 'r+b' if os.path.exists(self._path) else 'wb') as file:
            file.write(struct.pack('=qq', self._slept, self._set_by))


def calls(stage):
    return [path for path, _ in stage.server.requests if 'usage' in path]


def titles(stage):
    return [told.summary for told in stage.notifications.received]


def wait_for_state(stage, state):
    wait_for(lambda: sandglass.limit(stage)['state'] == state, f'the 5-hour limit to be {state}')


def a_limit_is_full_in_the_evening(stage):
    os.environ['TZ'] = claude.local_noon_zone()
    stage.notifications = NotificationServer(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    stage.machine = Machine(stage)
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64, weekly=31, age=900)
    stage.claude.write_credentials(expires_in=2 * DAY)
    stage.server = anthropic.Anthropic(claude.utilization(100, 32, stage.claude.session_resets, stage.claude.weekly_resets))
    stage.agent = sandglass.start_agent(stage, '--endpoint-url', stage.server.url, **stage.machine.environment)
    wait_for(lambda: 'reached' in ' '.join(titles(stage)), 'the alert')
    wait_for_state(stage, 'full')
    stage.told = len(titles(stage))
    assert len(calls(stage)) == 1, stage.server.requests


def just_after_its_reset_nothing_old_is_called_fresh(stage):
    stage.server.usage = claude.utilization(3, 40, stage.claude.session_resets + 5 * HOUR, stage.claude.weekly_resets)
    stage.machine.sleep(3 * HOUR)
    wait_for(lambda: len(titles(stage)) > stage.told, 'that the limit began anew')
    wait_for_state(stage, 'reset')
    assert 'used-percent' not in sandglass.limit(stage), sandglass.limit(stage)
    assert sandglass.limit(stage, 'weekly')['state'] == 'stale', sandglass.limit(stage, 'weekly')
    assert '100' not in sandglass.item_words(stage), sandglass.item_words(stage)


def the_server_is_asked_once_after_the_network_had_its_moment(stage):
    assert len(calls(stage)) == 1, stage.server.requests
    stage.machine.sleep(16)
    wait_for_state(stage, 'normal')
    assert sandglass.limit(stage)['used-percent'] == 3 and sandglass.limit(stage, 'weekly')['used-percent'] == 40
    for _ in range(5):
        stage.machine.wake()
        sandglass.run(stage, 'refresh')
    stays(lambda: len(calls(stage)) == 2, 'asked once', 0.5)


def that_it_began_anew_is_told_once(stage):
    assert len(titles(stage)) == stage.told + 1, titles(stage)


def a_night_later_all_of_that_is_no_news(stage):
    stage.server.usage = claude.utilization(7, 41, stage.claude.session_resets + 15 * HOUR, stage.claude.weekly_resets)
    stage.machine.sleep(9 * HOUR)
    wait_for_state(stage, 'reset')
    assert len(calls(stage)) == 2, stage.server.requests
    stage.machine.sleep(16)
    wait_for_state(stage, 'normal')
    assert sandglass.limit(stage)['used-percent'] == 7
    assert len(calls(stage)) == 3 and len(titles(stage)) == stage.told + 1, (stage.server.requests, titles(stage))


def a_clock_that_is_set_is_no_news(stage):
    spent = cpu_seconds(stage.agent.pid)
    stage.machine.set_clock(DAY)
    wait_for_state(stage, 'reset')
    stage.machine.set_clock(-2 * DAY)
    # What was read tomorrow is not known today.
    wait_for(lambda: not sandglass.limit(stage), 'no limit')
    stage.machine.set_clock(DAY)
    wait_for(lambda: sandglass.limit(stage), 'the limit')
    assert (sandglass.limit(stage)['used-percent'], sandglass.limit(stage)['state']) == (7, 'normal')
    stays(lambda: len(calls(stage)) == 3 and len(titles(stage)) == stage.told + 1, 'no call and no alert', 0.5)
    assert cpu_seconds(stage.agent.pid) - spent < 0.5
    sandglass.stop_agent(stage, stage.agent)


STEPS = [a_limit_is_full_in_the_evening, just_after_its_reset_nothing_old_is_called_fresh,
         the_server_is_asked_once_after_the_network_had_its_moment, that_it_began_anew_is_told_once,
         a_night_later_all_of_that_is_no_news, a_clock_that_is_set_is_no_news]

if __name__ == '__main__':
    tap.run(STEPS, Stage('sleep', display=False))
