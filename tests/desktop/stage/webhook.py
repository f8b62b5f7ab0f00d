# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on loopback that alerts are posted to; it keeps what came, and has bad days."""

import http.server
import json
import threading


class Webhook:
    def __init__(self):
        self.posts = []
        self.status = 200
        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, secret):
        return f'http://127.0.0.1:{self._server.server_address[1]}/hook/{secret}?token={secret}'

    def _handler(self):
        double = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                double.posts.append((double.status, self.path, json.loads(body)))
                self.send_response(double.status)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *_arguments):
                pass

        return Handler
