#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent takes what a real Claude Code posted, counts it once, and keeps nobody's name."""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request

from home import SANDGLASS, Home
from stage import tap

AGENT = os.environ['SANDGLASS_AGENT']
SAMPLES = os.path.join(os.environ['G_TEST_SRCDIR'], 'data', 'otlp')
REQUESTS = ['req_011CHoCa1xeAAIJHh8JRzC0F', 'req_011Co5fm9dYvZOXia05Jydar', 'req_011CWmp5JDo8sO4sUWeMp2xy']
SESSION = 'cef07e13-c0f6-4a29-b2bb-49fca56005b3'
COST = 27138000000
E_MAIL = 'somebody@example.org'
DEADLINE_SECONDS = 60


class Desk(Home):
    def __init__(self):
        super().__init__()
        self.environment.update(GSETTINGS_BACKEND='keyfile')
        self.switch(False, False)
        self.now_ms = int(time.time() * 1000)
        self.agent = subprocess.Popen([AGENT, '--endpoint-url', 'http://127.0.0.1:9'], env=self.environment,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.url = None

    def switch(self, receiver, prometheus):
        text = {True: 'true', False: 'false'}
        self.write(self.path('config', 'glib-2.0', 'settings', 'keyfile'),
                   '[io/github/sandglass/Sandglass]\nask-anthropic=false\n'
                   f'telemetry-receiver={text[receiver]}\nprometheus-endpoint={text[prometheus]}\n')

    def status(self):
        return json.loads(self.run('status', '--json').text)

    def costs(self):
        return self.status().get('costs', {})

    def sockets(self):
        """TCP ports the agent listens on."""
        own = set()
        for name in os.listdir(f'/proc/{self.agent.pid}/fd'):
            try:
                own.add(os.readlink(f'/proc/{self.agent.pid}/fd/{name}'))
            except FileNotFoundError:
                pass
        ports = set()
        for table in ('tcp', 'tcp6'):
            if not os.path.exists(f'/proc/net/{table}'):
                continue
            with open(f'/proc/net/{table}', encoding='ascii') as lines:
                for line in list(lines)[1:]:
                    words = line.split()
                    if words[3] == '0A' and f'socket:[{words[9]}]' in own:
                        ports.add((words[1].split(':')[0], int(words[1].split(':')[1], 16)))
        return ports

    def post(self, name):
        """As it came, but now, and with a name in it as claude.ai logins have."""
        text = self.read(os.path.join(SAMPLES, name))
        text = re.sub(r'"timeUnixNano":"\d+"', f'"timeUnixNano":"{self.now_ms}000000"', text)
        text = text.replace('{"key":"session.id"', '{"key":"user.email","value":{"stringValue":"' + E_MAIL + '"}},{"key":"session.id"')
        door = '/v1/logs' if name.startswith('logs') else '/v1/metrics'
        request = urllib.request.Request(self.url + door, text.encode(), {'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as reply:
            assert (reply.status, reply.read()) == (200, b'{}')

    def wait_for(self, what):
        end = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < end:
            found = what()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f'it never came: {what.__name__}; {self.status()}')

    def close(self):
        self.agent.terminate()
        self.agent.communicate(timeout=DEADLINE_SECONDS)
        super().close()


def off_it_listens_nowhere(desk):
    desk.wait_for(lambda: desk.status()['running'])
    assert not desk.sockets()
    assert not os.path.exists(desk.path('state', 'sandglass', 'telemetry.ini'))


def switched_on_it_listens_on_loopback_alone(desk):
    desk.switch(True, True)
    sockets = desk.wait_for(desk.sockets)
    desk.url = re.search(r'OTEL_EXPORTER_OTLP_ENDPOINT=(\S+)', desk.run('setup', 'telemetry').text)[1]
    port = int(desk.url.split(':')[2].split('/')[0])
    assert sockets <= {('0100007F', port), ('00000000000000000000000001000000', port)}, sockets


def what_claude_code_posts_is_a_cost(desk):
    for name in ('metrics-first.json', 'logs-first.json', 'logs-second.json', 'metrics-second.json', 'logs-second.json'):
        desk.post(name)
    costs = desk.wait_for(lambda: desk.costs() if desk.costs().get('telemetry-requests-today') == 3 else None)
    assert costs['today-pico-usd'] == costs['month-pico-usd'] == costs['telemetry-today-pico-usd'] == COST, costs
    assert '3 in no transcript' in desk.run('doctor').text


def prometheus_and_reports_see_it(desk):
    with urllib.request.urlopen(desk.url.rsplit('/', 1)[0] + '/metrics', timeout=DEADLINE_SECONDS) as reply:
        text = reply.read().decode()
    assert 'sandglass_cost_usd{model="Opus 5.5",period="today",profile="main"} 0.027138\n' in text, text
    assert 'sandglass_source_up{source="telemetry",profile="main"} 1\n' in text
    day, = json.loads(desk.run('report', 'daily', '--json').text)['daily']
    assert day['totalCost'] == 0.027138, day
    block, = json.loads(desk.run('report', 'blocks', '--json').text)['blocks']
    assert block['costUSD'] == 0.027138, block


def a_transcript_of_the_same_requests_adds_nothing(desk):
    tokens = [(3, 104, 0, 1226), (4, 78, 9941, 1243), (5, 41, 10059, 1257)]
    stamp = time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(desk.now_ms // 1000)) + f'.{desk.now_ms % 1000:03}Z'
    lines = [json.dumps({
        'type': 'assistant', 'timestamp': stamp, 'sessionId': SESSION, 'requestId': request, 'uuid': f'u{i}', 'message': {
            'id': f'msg_{i}', 'model': 'claude-opus-5-5', 'usage': {
                'input_tokens': tokens[i][0], 'output_tokens': tokens[i][1], 'cache_read_input_tokens': tokens[i][2],
                'cache_creation_input_tokens': tokens[i][3]}}}) for i, request in enumerate(REQUESTS)]
    path = desk.path('.claude', 'projects', 'p', f'{SESSION}.jsonl')
    desk.write(path, lines[0] + '\n')
    desk.run('refresh')
    costs = desk.wait_for(lambda: desk.costs() if desk.costs().get('telemetry-requests-today') == 2 else None)
    assert costs['today-pico-usd'] == COST, costs
    desk.write(path, '\n'.join(lines) + '\n')
    desk.run('refresh')
    costs = desk.wait_for(lambda: desk.costs() if 'telemetry-requests-today' not in desk.costs() else None)
    assert costs['today-pico-usd'] == COST and costs['sessions-today'] == 1, costs


def told_again_it_adds_nothing(desk):
    desk.post('logs-first.json')
    desk.post('logs-second.json')
    desk.wait_for(lambda: '8 requests, 3 in no transcript' in desk.run('doctor').text)
    assert desk.costs()['today-pico-usd'] == COST


def nobody_s_name_is_kept_or_said(desk):
    secret = desk.url.rsplit('/', 1)[1]
    said = desk.run('doctor').text + desk.run('status').text + desk.run('status', '--json').text + \
        desk.run('export', '--prometheus').text
    assert E_MAIL not in said and secret not in said and '0' * 64 not in said
    for folder, _, names in os.walk(desk.path('state')):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                kept = file.read()
            assert E_MAIL.encode() not in kept and b'0' * 64 not in kept, name
            assert secret.encode() not in kept or name == 'telemetry.ini', name


def off_again_nobody_listens(desk):
    desk.switch(False, False)
    desk.wait_for(lambda: not desk.sockets())
    try:
        desk.post('logs-first.json')
    except urllib.error.URLError:
        return
    raise AssertionError('somebody answered')


if __name__ == '__main__':
    assert os.path.exists(SANDGLASS)
    tap.run([
        off_it_listens_nowhere, switched_on_it_listens_on_loopback_alone, what_claude_code_posts_is_a_cost,
        prometheus_and_reports_see_it, a_transcript_of_the_same_requests_adds_nothing, told_again_it_adds_nothing,
        nobody_s_name_is_kept_or_said, off_again_nobody_listens,
    ], Desk())
