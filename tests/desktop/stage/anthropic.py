# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays Anthropic's server on loopback."""

import http.server
import json
import threading

PROFILE = {
    'account': {'uuid': '11111111-2222-4333-8444-555555555555', 'display_name': 'Some', 'email': 'someone@example.org',
                'full_name': 'Some One', 'has_claude_max': True, 'has_claude_pro': False},
    'organization': {'uuid': '22222222-2222-4333-8444-555555555555', 'name': 'Example',
                     'organization_type': 'claude_max', 'rate_limit_tier': 'default_claude_max_5x'},
}


class Anthropic:
    """Answers the usage and profile endpoints; keeps who asked for what."""

    def __init__(self, usage):
        self.usage = usage
        self.status = 200
        self.headers = {}
        # Further pages, by path; they are well whatever the status.
        self.pages = {}
        self.requests = []
        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), self._handler())
        # Who asked may be gone by now.
        self._server.handle_error = lambda *_arguments: None
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self._server.server_address[1]}'

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        double = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                double.requests.append((self.path, dict(self.headers)))
                page = double.pages.get(self.path)
                body = json.dumps(page or (PROFILE if 'profile' in self.path else double.usage)).encode()
                self.send_response(200 if page else double.status)
                for name, value in double.headers.items():
                    self.send_header(name, value)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        return Handler
