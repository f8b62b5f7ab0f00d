#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resident weighs beside a running Xfce panel: with local sources only, and once it has spoken TLS."""

import http.server
import os
import ssl
import subprocess
import threading

import figures
from stage import claude, hosts, sandglass
from stage.stage import Stage
from stage.wait import stays, wait_for


class TlsServer:
    """Answers with a certificate nobody knows: the libraries are loaded, the answer is refused."""

    def __init__(self, folder):
        key, certificate = os.path.join(folder, 'key.pem'), os.path.join(folder, 'certificate.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj',
                        '/CN=localhost', '-keyout', key, '-out', certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.met = threading.Event()
        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)
        self.url = f'https://localhost:{self._server.server_address[1]}'
        self._context = context
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            connection, _ = self._server.socket.accept()
            try:
                self._context.wrap_socket(connection, server_side=True).close()
            except OSError:
                pass
            self.met.set()


def start(stage, *options):
    agent = sandglass.start_agent(stage, *options, G_DEBUG='')
    sandglass.wait_for_percent(stage, 64)
    return agent


def say(what, agent, bar):
    # GLib's spare threads go after 15 s.
    stays(agent.is_running, 'running', 17)
    figures.say(f'agent, {what}, PSS', figures.pss_mib(agent.pid), 'MiB', bar)
    figures.say(f'agent, {what}, private', figures.private_mib(agent.pid), 'MiB')
    figures.say(f'agent, {what}, RSS', figures.rss_mib(agent.pid), 'MiB')


def main():
    stage = Stage('bench-memory')
    try:
        stage.panel = hosts.XfcePanel(stage)
        home = claude.ClaudeHome(stage.home)
        home.write_limits(session=64)
        home.write_transcript([('claude-opus-5-5', 700_000, 20_000)])
        agent = start(stage)
        say('local sources only', agent, 6)
        sandglass.stop_agent(stage, agent)

        home.write_credentials()
        home.write_limits(session=64, age=600)
        server = TlsServer(stage.folder)
        agent = start(stage, '--endpoint-url', server.url)
        wait_for(server.met.is_set, 'the handshake', 30)
        say('after HTTPS', agent, 20)
        sandglass.stop_agent(stage, agent)
    finally:
        stage.close()


if __name__ == '__main__':
    main()
