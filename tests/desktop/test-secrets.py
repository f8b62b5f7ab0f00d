#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every secret there is goes through a whole run, faults included; then logs, bus, disk and processes are searched for each."""

import base64
import binascii
import json
import os
import urllib.parse

from stage import admin, anthropic, claude, keyring, sandglass, tap
from stage.processes import processes_with
from stage.stage import Stage, need
from stage.wait import wait_for

SECRETS = {
    'access token': 'sk-ant-oat01-Secret0Access0Token0aaaaaaaaaaaa',
    'refresh token': 'sk-ant-ort01-Secret0Refresh0Token0bbbbbbbbbb',
    'API key': 'sk-ant-api03-Secret0Api0Key0cccccccccccccccccc',
    'Admin key': admin.KEY,
    'Admin key of another tool': 'sk-ant-admin01-Secret0Beside0Login0dddddddddd',
    'key of a wrong kind': 'sk-ant-oops99-Secret0Wrong0Kind0eeeeeeeeeeee',
    'e-mail address': 'secret.person@example.org',
    'what was said': 'Secret words of a person to Claude',
}
READS = (('status',), ('status', '--json'), ('status', '--waybar'), ('doctor',), ('report', 'daily', '--json'), ('report', 'session'),
         ('report', 'console'), ('report', 'console', '--json'), ('export', '--prometheus'), ('export', '--history', 'json'),
         ('setup', 'statusline'), ('setup', 'telemetry'), ('key', 'status', 'admin'), ('key', 'status', 'api'), ('scan', '--json'))


def forms(text):
    """As it could stand somewhere: plain, in hex, in base64 at each of three offsets, in a URL."""
    plain = text.encode()
    yield plain
    yield binascii.hexlify(plain)
    yield urllib.parse.quote(text).encode()
    for before in (b'', b'x', b'xx'):
        coded = base64.b64encode(before + plain)
        yield coded[4 if before else 0:-4]


def found_in(content, *but):
    return [name for name, text in SECRETS.items() if name not in but and any(form in content for form in forms(text))]


def files_below(*folders):
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, 'rb') as file:
                        yield path, file.read()


def claude_code_with_secrets(stage):
    stage.claude = claude.ClaudeHome(stage.home)
    stage.claude.write_limits(session=64, age=900)
    stage.claude.write_credentials()
    stage.claude.write_transcript([('claude-opus-5-5', 700_000, 20_000)])
    replace = {'sk-ant-oat01-EXAMPLE': SECRETS['access token'], 'sk-ant-ort01-EXAMPLE': SECRETS['refresh token'],
               'someone@example.org': SECRETS['e-mail address'], '"hi"': json.dumps(SECRETS['what was said'])}
    for path, content in list(files_below(stage.home)):
        text = content.decode()
        for old, new in replace.items():
            text = text.replace(old, new)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
    with open(os.path.join(stage.claude.config, 'settings.json'), 'w', encoding='utf-8') as file:
        json.dump({'env': {'OTHER': SECRETS['what was said']}}, file)
    stage.said = []


def everything_on_the_bus_is_written_down(stage):
    stage.capture = stage.path('bus.pcap')
    with open(stage.capture, 'wb') as output:
        stage.monitor = stage.programs.start('dbus-monitor', ['sh', '-c', f'exec dbus-monitor --pcap >{output.name}'])
    wait_for(lambda: os.path.getsize(stage.capture) > 0, 'the first message')
    keyring.start(stage)


def run(stage, *words, stdin=''):
    answer = sandglass.run(stage, *words, stdin=stdin, G_MESSAGES_DEBUG='all')
    stage.said.append((' '.join(words), (answer.stdout + answer.stderr).encode()))
    return answer


def keys_are_typed_in(stage):
    assert run(stage, 'key', 'set', 'admin', stdin=SECRETS['Admin key'] + '\n').returncode == 0
    assert run(stage, 'key', 'set', 'api', stdin=SECRETS['API key'] + '\n').returncode == 0
    assert run(stage, 'key', 'set', 'admin', stdin=SECRETS['key of a wrong kind'] + '\n').returncode != 0
    assert run(stage, 'key', 'set', SECRETS['key of a wrong kind']).returncode == 2


def look_at_processes(stage):
    for pid in processes_with(stage.folder):
        for name in ('cmdline', 'environ', 'comm'):
            with open(f'/proc/{pid}/{name}', 'rb') as file:
                content = file.read()
            assert not found_in(content), f'{found_in(content)} in {name} of {pid}'


def start(stage, url):
    agent = sandglass.start_agent(stage, '--endpoint-url', url, G_MESSAGES_DEBUG='all')
    limits = f'/proc/{agent.pid}/limits'
    with open(limits, encoding='ascii') as file:
        cores = next(line for line in file if line.startswith('Max core file size'))
    assert cores.split()[4:6] == ['0', '0'], cores
    return agent


def a_server_that_repeats_what_it_was_told(stage):
    """Refusals whose body and headers have the token in them."""
    server = anthropic.Anthropic({'error': {'type': SECRETS['access token'], 'message': SECRETS['e-mail address']}})
    server.headers = {'X-Echo': SECRETS['access token'], 'Location': 'http://127.0.0.1:9/' + SECRETS['access token']}
    for status in (200, 302, 401, 403, 429, 500):
        server.status = status
        asked = len(server.requests)
        agent = start(stage, server.url)
        wait_for(lambda: len(server.requests) > asked, f'a request (then {status})')
        for words in READS:
            run(stage, *words)
        look_at_processes(stage)
        sandglass.stop_agent(stage, agent)
        sandglass.forget_when_it_asked()
    server.close()


def a_server_that_answers(stage):
    server = anthropic.Anthropic(claude.utilization(41, 20, stage.claude.session_resets, stage.claude.weekly_resets))
    agent = start(stage, server.url)
    sandglass.wait_for_percent(stage, 41)
    for words in READS:
        run(stage, *words)
    look_at_processes(stage)
    sandglass.stop_agent(stage, agent)
    server.close()
    sandglass.forget_when_it_asked()


def an_organisation_that_answers(stage):
    double = admin.Admin()
    agent = start(stage, double.url)
    wait_for(lambda: sandglass.property_of(stage, 'Console'), 'the bill on the bus', 30)
    for words in READS:
        run(stage, *words)
    look_at_processes(stage)
    sandglass.stop_agent(stage, agent)
    double.close()


def a_key_beside_the_login_is_moved(stage):
    path = os.path.join(stage.claude.config, '.credentials.json')
    with open(path, encoding='utf-8') as file:
        login = json.load(file)
    login['anthropicConsole'] = {'adminApiKey': SECRETS['Admin key of another tool']}
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(login, file)
    run(stage, 'key', 'clear', 'admin')
    assert run(stage, 'key', 'move', 'admin').returncode == 0
    run(stage, 'doctor')


def nothing_that_was_said_has_a_secret(stage):
    for words, said in stage.said:
        # An organisation's people are their addresses, and these are of another organisation.
        assert not found_in(said), f'{found_in(said)} in what “sandglass {words}” said'
    logs = dict(files_below(stage.path('logs')))
    assert logs
    for path, content in logs.items():
        assert not found_in(content), f'{found_in(content)} in {path}'


def nothing_on_disk_has_a_secret(stage):
    looked = 0
    for path, content in files_below(*(stage.path(name) for name in ('runtime', 'config', 'data', 'state', 'cache'))):
        assert not found_in(content), f'{found_in(content)} in {path}'
        looked += 1
    assert looked >= 2, looked
    for path, _ in files_below(os.environ['XDG_STATE_HOME']):
        assert os.stat(path).st_mode & 0o077 == 0, path
    assert os.stat(os.path.join(os.environ['XDG_STATE_HOME'], 'sandglass')).st_mode & 0o077 == 0


def nothing_on_the_bus_has_a_secret(stage):
    stage.monitor.stop()
    with open(stage.capture, 'rb') as file:
        content = file.read()
    assert b'io.github.sandglass.Sandglass1' in content and b'org.freedesktop.Secret.Service' in content
    assert not found_in(content), found_in(content)


STEPS = [claude_code_with_secrets, everything_on_the_bus_is_written_down, keys_are_typed_in, a_server_that_repeats_what_it_was_told,
         a_server_that_answers, an_organisation_that_answers, a_key_beside_the_login_is_moved, nothing_that_was_said_has_a_secret,
         nothing_on_disk_has_a_secret, nothing_on_the_bus_has_a_secret]

if __name__ == '__main__':
    missing = need('gnome-keyring-daemon', 'dbus-monitor')
    if missing:
        tap.skip_all(f'{missing} is not installed')
    tap.run(STEPS, Stage('secrets', display=False))
