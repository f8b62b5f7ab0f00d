#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Claude folder that came after Sandglass was started: the doctor says why it is not shown."""

import json
import os
import subprocess

from home import Home
from stage import tap

WORDS = 'Sandglass does not know it yet'


def start_agent(home):
    home.agent = subprocess.Popen([os.environ['SANDGLASS_AGENT'], '--endpoint-url', 'http://127.0.0.1:9'], stderr=subprocess.DEVNULL,
                                  env={**home.environment, 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC': '1'})
    subprocess.run(['gdbus', 'wait', '--session', '--timeout', '60', 'io.github.sandglass.Sandglass'], check=True)


def stop_agent(home):
    home.agent.terminate()
    home.agent.wait(60)
    home.agent = None


def told_after(text, folder):
    lines = text.splitlines()
    return lines[next(number for number, line in enumerate(lines) if line.split()[:1] == [folder]) + 1]


def without_an_agent_there_is_nothing_to_know(home):
    os.makedirs(home.path('.claude', 'projects'))
    os.makedirs(home.path('.claude-work', 'projects'))
    assert WORDS not in home.run('doctor').text


def what_came_later_is_told_of(home):
    start_agent(home)
    assert WORDS not in home.run('doctor').text
    os.makedirs(home.path('.claude-late', 'projects'))
    text = home.run('doctor').text
    assert text.count(WORDS) == 1 and WORDS in told_after(text, '~/.claude-late'), text
    assert home.run('doctor', CLAUDE_CONFIG_DIR=home.path('.claude-work')).text.count(WORDS) == 1


def a_start_finds_it(home):
    stop_agent(home)
    start_agent(home)
    assert WORDS not in home.run('doctor').text
    assert 'late' in json.dumps(json.loads(home.run('status', '--json').text))


class Desk(Home):
    agent = None

    def close(self):
        if self.agent:
            stop_agent(self)
        super().close()


if __name__ == '__main__':
    tap.run([without_an_agent_there_is_nothing_to_know, what_came_later_is_told_of, a_start_finds_it], Desk())
