#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sandglass setup telemetry` and `sandglass export`: what goes in and out, against a real collector of our own."""

import http.server
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import threading
import time

from home import Home
from stage import tap

SCHEMA = 'io.github.sandglass.Sandglass'


class Collector(http.server.BaseHTTPRequestHandler):
    """Keeps what is posted; answers what it is told to."""

    calls = []
    answer = (200, b'{"partialSuccess":{}}', {})

    def do_POST(self):
        length = int(self.headers['Content-Length'])
        self.calls.append((self.path, dict(self.headers), json.loads(self.rfile.read(length))))
        status, body, headers = self.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        pass


class Desk(Home):
    def __init__(self):
        super().__init__()
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Collector)
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        os.makedirs(self.path('.claude', 'projects', 'p'))
        now = time.strftime('%Y-%m-%dT%H:%M:%S.000Z', time.gmtime())
        self.write(self.path('.claude', 'projects', 'p', 's.jsonl'), json.dumps({
            'type': 'assistant', 'timestamp': now, 'requestId': 'req_1', 'sessionId': 's',
            'message': {'id': 'msg_1', 'model': 'claude-opus-5-5', 'usage': {'input_tokens': 1000, 'output_tokens': 0}}}) + '\n')

    def switch(self, on):
        self.write(self.path('config', 'glib-2.0', 'settings', 'keyfile'),
                   f'[{SCHEMA.replace(".", "/")}]\ntelemetry-receiver={"true" if on else "false"}\n')
        return self.run('setup', 'telemetry', GSETTINGS_BACKEND='keyfile')

    def push(self, *words, answer=(200, b'{"partialSuccess":{}}', {}), **environment):
        Collector.answer = answer
        Collector.calls.clear()
        return self.run('export', '--otlp', *words, **environment)

    def close(self):
        self.server.shutdown()
        super().close()


def value(text, name, **labels):
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r'(\w+)(?:\{(.*)\})? (\S+)', line)
        if match and match[1] == name and labels.items() <= dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', match[2] or '')).items():
            found.append(float(match[3]))
    return found


def setup_prints_what_claude_code_needs(desk):
    text = desk.run('setup', 'telemetry').text
    assert desk.last.returncode == 0
    for line in ('CLAUDE_CODE_ENABLE_TELEMETRY=1', 'OTEL_LOGS_EXPORTER=otlp', 'OTEL_EXPORTER_OTLP_PROTOCOL=http/json'):
        assert f'export {line}\n' in text, text
    assert re.search(r'export OTEL_EXPORTER_OTLP_ENDPOINT=http://127\.0\.0\.1:\d+/[0-9a-f]{32}\n', text), text
    assert stat.S_IMODE(os.stat(desk.path('state', 'sandglass', 'telemetry.ini')).st_mode) == 0o600
    assert json.loads('{' + text[text.index('"env"'):text.index('\n\nKeep')] + '}')['env']['OTEL_LOGS_EXPORTER'] == 'otlp'
    assert not os.path.exists(desk.settings), "Claude's settings are its user's"


def a_second_time_it_is_the_same(desk):
    first = desk.run('setup', 'telemetry').text
    assert desk.run('setup', 'telemetry').text == first


def setup_says_whether_the_receiver_is_on(desk):
    # As it is said, a shell does it, wherever the schema lies.
    command = re.search(f'^ *(.*gsettings set {SCHEMA} telemetry-receiver true)$', desk.switch(False).text, re.M)[1]
    environment = {name: value for name, value in desk.environment.items() if name != 'GSETTINGS_SCHEMA_DIR'}
    subprocess.run(command, shell=True, env=environment, check=True)
    text = desk.switch(True).text
    assert 'receiver is on' in text and 'gsettings' not in text, text


def prometheus_goes_to_stdout(desk):
    text = desk.run('export', '--prometheus').text
    assert desk.last.returncode == 0 and not desk.last.stderr, desk.last
    assert value(text, 'sandglass_cost_usd', model='Opus 5.5', period='today') == [0.004], text
    assert value(text, 'sandglass_tokens', period='month') == [1000], text
    assert not value(text, 'sandglass_limit_used_percent'), 'no limit is known here'


def prometheus_s_own_tool_is_content(desk):
    if not shutil.which('promtool'):
        print('# promtool is not here: the strict parser of test-export alone has looked', flush=True)
        return
    checked = subprocess.run(['promtool', 'check', 'metrics'], input=desk.run('export', '--prometheus').stdout,
                             capture_output=True, check=False)
    assert checked.returncode == 0 and not checked.stderr, checked


def prometheus_goes_into_a_file_at_once(desk):
    path = desk.path('textfile', 'sandglass.prom')
    desk.write(path, 'old\n', 0o644)
    assert desk.run('export', '--prometheus', path).returncode == 0 and not desk.last.text
    assert value(desk.read(path), 'sandglass_sessions') == [1]
    assert os.stat(path).st_mode & 0o777 == 0o644 and os.listdir(os.path.dirname(path)) == ['sandglass.prom']
    path = desk.path('no-folder', 'x.prom')
    said = desk.run('export', '--prometheus', path).stderr.decode()
    folder = os.path.dirname(path)
    assert desk.last.returncode == 1 and said.startswith(f'sandglass export: {path} ') and f'mkdir -p \'{folder}\'' in said, said
    assert not os.path.exists(folder), 'it is for them to make it'


def a_link_stays_and_a_pipe_is_written_into(desk):
    path, link, pipe = (desk.path('textfile', name) for name in ('sandglass.prom', 'link.prom', 'pipe.prom'))
    os.symlink('sandglass.prom', link)
    desk.write(path, 'old\n', 0o644)
    assert desk.run('export', '--prometheus', link).returncode == 0, desk.last
    assert os.path.islink(link) and value(desk.read(path), 'sandglass_sessions') == [1]
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert desk.run('export', '--prometheus', pipe).returncode == 0, desk.last
    assert b'sandglass_sessions' in os.read(reading, 65536) and stat.S_ISFIFO(os.stat(pipe).st_mode)
    os.close(reading)
    folder = desk.path('textfile')
    said = f'sandglass export: {folder} could not be written: Is a directory\n'
    assert desk.run('export', '--prometheus', folder).returncode == 1 and desk.last.stderr.decode() == said, desk.last


def otlp_is_posted_once(desk):
    assert desk.push(desk.url).returncode == 0, desk.last
    (path, headers, body), = Collector.calls
    assert path == '/v1/metrics' and headers['Content-Type'] == 'application/json', (path, headers)
    resource = body['resourceMetrics'][0]
    attributes = {a['key']: a['value']['stringValue'] for a in resource['resource']['attributes']}
    assert attributes['service.name'] == 'sandglass' and attributes['host.name'] == socket.gethostname(), attributes
    metrics = {m['name']: m['gauge']['dataPoints'] for m in resource['scopeMetrics'][0]['metrics']}
    assert {p['asDouble'] for p in metrics['sandglass_cost_usd']} == {0.004}


def a_collector_below_a_path_is_found(desk):
    for url in ('/otlp', '/otlp/', '/otlp/v1/metrics'):
        assert desk.push(desk.url + url).returncode == 0
        assert Collector.calls[0][0] == '/otlp/v1/metrics'


def headers_come_from_the_environment(desk):
    desk.push(desk.url, OTEL_EXPORTER_OTLP_HEADERS='Authorization=Bearer%20s3cret, x-scope = a')
    headers = Collector.calls[0][1]
    assert headers['Authorization'] == 'Bearer s3cret' and headers['x-scope'] == 'a', headers
    for broken in ('s3cret', 'a b=s3cret', 'a=s3cret%0d%0ax: y', '=s3cret'):
        assert desk.push(desk.url, OTEL_EXPORTER_OTLP_HEADERS=broken).returncode == 2, broken
        assert not Collector.calls and b's3cret' not in desk.last.stderr


def what_the_collector_refuses_is_said(desk):
    for answer in ((401, b'', {}), (429, b'', {}), (500, b'x' * 100000, {}), (404, b'', {}),
                   (200, b'{"partialSuccess":{"rejectedDataPoints":"2"}}', {})):
        assert desk.push(desk.url, answer=answer).returncode == 1, answer
        assert desk.last.stderr.startswith(b'sandglass export: '), desk.last


def headers_follow_no_redirection(desk):
    elsewhere = (307, b'', {'Location': desk.url + '/elsewhere'})
    assert desk.push(desk.url, answer=elsewhere, OTEL_EXPORTER_OTLP_HEADERS='Authorization=x').returncode == 1
    assert len(Collector.calls) == 1


def nobody_there_is_said(desk):
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        assert desk.push(f'http://127.0.0.1:{taken.getsockname()[1]}').returncode == 1
    assert b'could not be reached' in desk.last.stderr


def plain_http_stays_on_this_machine(desk):
    for url in ('http://192.0.2.1:4318', 'http://collector.example', 'http://127.0.0.1.example'):
        assert desk.push(url).returncode == 2 and b'--insecure' in desk.last.stderr, url
    for url in ('ftp://127.0.0.1', 'collector', 'file:///etc/passwd', 'https://', 'https://me:s3cret@collector.example', ''):
        assert desk.push(url).returncode == 2 and b's3cret' not in desk.last.stderr, url


def wrong_calls_are_refused(desk):
    for words in ([], ['--otlp'], ['--prometheus', '--insecure'], ['--prometheus', 'a', 'b'], ['x'],
                  ['--otlp', desk.url, '--prometheus']):
        assert desk.run('export', *words).returncode == 2 and b'--history csv|json' in desk.last.stderr, words
    assert desk.run('setup', 'telemetry', '--yes').returncode == 2


if __name__ == '__main__':
    tap.run([
        setup_prints_what_claude_code_needs, a_second_time_it_is_the_same, setup_says_whether_the_receiver_is_on,
        prometheus_goes_to_stdout, prometheus_s_own_tool_is_content, prometheus_goes_into_a_file_at_once,
        a_link_stays_and_a_pipe_is_written_into, otlp_is_posted_once,
        a_collector_below_a_path_is_found, headers_come_from_the_environment, what_the_collector_refuses_is_said,
        headers_follow_no_redirection, nobody_there_is_said, plain_http_stays_on_this_machine, wrong_calls_are_refused,
    ], Desk())
