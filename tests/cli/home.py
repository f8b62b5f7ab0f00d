# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of its own for one command after the other."""

import glob
import json
import os
import shutil
import subprocess
import tempfile

SANDGLASS = os.environ['SANDGLASS']
PROGRAM = os.path.join(os.environ['SANDGLASS_LIBEXECDIR'], 'sandglass-statusline')


class Home:
    """Stands in for a stage: the harness describes and closes it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='sandglass-cli-')
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(('XDG_', 'CLAUDE_'))}
        self.environment.update(HOME=self.folder, XDG_CONFIG_HOME=self.path('config'), XDG_STATE_HOME=self.path('state'))
        self.settings = self.path('.claude', 'settings.json')
        self.command_file = self.path('config', 'sandglass', 'statusline-command')
        self.spool = self.path('state', 'sandglass', 'statusline')
        self.last = None

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, path, text, mode=0o600):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, mode)

    def read(self, path):
        with open(path, encoding='utf-8') as file:
            return file.read()

    def run(self, *words, given=b'', program=SANDGLASS, **environment):
        """One command; its output as text."""
        self.last = subprocess.run([program, *words], input=given, capture_output=True, check=False, timeout=60,
                                   env={**self.environment, **environment})
        self.last.text = self.last.stdout.decode(errors='replace')
        return self.last

    def set_up(self, **settings):
        """As the preferences keep them: by the settings' names, with _ for -, as GVariant writes them."""
        self.write(self.path('config', 'glib-2.0', 'settings', 'keyfile'), '[io/github/sandglass/Sandglass]\n' +
                   ''.join(f'{name.replace("_", "-")}={value}\n' for name, value in settings.items()))
        self.environment['GSETTINGS_BACKEND'] = 'keyfile'

    def line(self, given, **environment):
        return self.run(program=PROGRAM, given=given, **environment)

    def captures(self):
        captures = {}
        for path in glob.glob(os.path.join(self.spool, '*')):
            captures[os.path.basename(path)] = json.loads(self.read(path))
        return captures

    def empty(self):
        """As it was in the beginning."""
        for name in os.listdir(self.folder):
            path = self.path(name)
            if os.path.isdir(path) and not os.path.islink(path):
                os.chmod(path, 0o700)
                shutil.rmtree(path)
            else:
                os.remove(path)

    def describe(self, _step):
        return f'the last command: {self.last}\n'

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)
